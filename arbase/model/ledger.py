"""What all agents used in a day, kept on disk so that a restart does not hand out the day's budget again."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import orjson

from arbase.domain.errors import ModelError
from arbase.model.usage import Used


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


class Ledger:
    """One file a day below `folder`, one line a call; several processes may append.

    A clock that is set back does not open an earlier day: the latest day that was seen goes on.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = now) -> None:
        self._folder = folder
        self._clock = clock
        self._lock = threading.Lock()
        self._read = 0
        self._sums: dict[str, Used] = {}
        self._day = max((file.stem for file in folder.glob("????-??-??.jsonl")), default="")
        self.note = ""

    def add(self, service: str, incident: str, used: Used) -> None:
        """Append one call. Raises ModelError if it cannot be written: unrecorded spending must not go on."""
        line = orjson.dumps({"service": service, "incident": incident, **used.model_dump()}) + b"\n"
        with self._lock:
            self._turn_page()
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                with self._file.open("ab") as file:
                    fcntl.flock(file, fcntl.LOCK_EX)
                    # Handed to the system, which keeps it when this process is killed; no waiting for the disk.
                    file.write(line)
                    file.flush()
            except OSError as error:
                raise ModelError(f"{self._file}: spending cannot be recorded ({error.strerror})") from error

    def spent(self, service: str | None = None) -> Used:
        """What was used today, by `service` or by all."""
        with self._lock:
            self._turn_page()
            self._catch_up()
            return self._sums.get(f"service {service}" if service else "", Used())

    @property
    def _file(self) -> Path:
        return self._folder / f"{self._day}.jsonl"

    def _turn_page(self) -> None:
        today = f"{self._clock().astimezone(UTC):%Y-%m-%d}"
        if today < self._day:
            self.note = (
                f"the clock was set back from {self._day} to {today}; the budget of {self._day} goes on; if that day "
                f"has not been yet, remove {self._file}"
            )
        elif today > self._day:
            self._day, self._read, self._sums, self.note = today, 0, {}, ""

    def _catch_up(self) -> None:
        """Read what this and other processes have appended since."""
        if not self._file.exists():
            return
        with self._file.open("rb") as file:
            file.seek(self._read)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._read += len(line)
                try:
                    entry = orjson.loads(line)
                    service, _ = entry.pop("service"), entry.pop("incident")
                    used = Used.model_validate(entry)
                except (ValueError, KeyError, TypeError, AttributeError):
                    # Torn by a full disk or edited by hand: the other lines still count.
                    self.note = f"{self._file}: a line is damaged and was not counted"
                    continue
                for name in ("", f"service {service}"):
                    self._sums[name] = self._sums.get(name, Used()) + used
