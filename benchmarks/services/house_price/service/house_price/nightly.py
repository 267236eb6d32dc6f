"""How a nightly job runs: alone, and until the host stops it."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from house_price import telemetry
from house_price.settings import Settings

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """The host stops us."""


class AtWork(Exception):
    """Another run is not done yet."""


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """One run at a time. Raises AtWork."""
    lock = data / "nightly.lock"
    try:
        lock.open("x").close()
    except FileExistsError as error:
        raise AtWork from error
    try:
        yield
    finally:
        lock.unlink()


def stop(number: int, frame: Any) -> None:
    raise Stopped(signal.Signals(number).name)


def run(main: Callable[[], int]) -> int:
    """Run a job that stores what it did at its end, so that a stopped one changes nothing; gives the exit status."""
    telemetry.start()
    signal.signal(signal.SIGTERM, stop)
    try:
        with alone(Settings.from_env().data):
            return main()
    except Stopped:
        logger.exception("The job was stopped, its next run does all of it")
        return 143
    except AtWork:
        logger.exception("The last run is at work, this one is not needed")
        return 0
