"""How a command runs: until its supervisor stops it."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

log = logging.getLogger("expense_report.supervised")


class Stopped(Exception):
    """The supervisor stops us, as it does for each deploy."""


def stop(number: int, frame: Any) -> None:
    raise Stopped(signal.Signals(number).name)


def run(main: Callable[[], int | None]) -> int:
    """Runs a command and gives its exit status; when it is stopped, what it had begun is undone."""
    signal.signal(signal.SIGTERM, stop)
    try:
        status = main() or 0
    except Stopped:
        log.exception("Stopped, the next start goes on with it")
        return 143
    if status:
        log.error("%s refused to do it, see its output", Path(sys.argv[0]).stem)
    return status
