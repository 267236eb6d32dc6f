"""An agent's transcript on disk: one line a finished turn, so that a killed agent goes on where it was."""

from __future__ import annotations

import contextlib
import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from pydantic import Field, ValidationError

from arbase.domain.errors import ModelError
from arbase.domain.noun import Noun
from arbase.model.ledger import now
from arbase.model.usage import Used

SAFE = re.compile(r"[^A-Za-z0-9_.-]")


def folder_of(root: Path, incident: str) -> Path:
    """Where the transcripts of an incident lie."""
    return root / SAFE.sub("_", incident)[:80]


class Entry(Noun):
    """One turn: the model's message, the results, what it used, and the state of the agent's tools after it.

    `told` is what the agent was told after it had ended, so that it goes on: why its answer was refused.
    """

    turn: int
    at: datetime = Field(default_factory=now)
    reply: dict[str, Any]
    results: dict[str, Any] | None = None
    used: Used
    findings: tuple[str, ...] = ()
    told: str = ""
    state: dict[str, Any] = Field(default_factory=dict)


class Journal:
    """The file of one agent on one incident. `subject` says what it is about: another subject starts a new file.

    What is in it went to or came from a model, and secrets were taken out before.
    """

    def __init__(self, file: Path | None, subject: str) -> None:
        self._file = file
        self.entries: list[Entry] = []
        self.outcome: dict[str, Any] | None = None
        if file is None:
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not self._read(file, subject):
                self.entries, self.outcome = [], None
                if file.exists():
                    file.replace(file.with_suffix(f".{now():%Y%m%dT%H%M%S%f}.jsonl"))
                self._append({"subject": subject})
        except OSError as error:
            raise ModelError(f"{file}: the transcript cannot be kept ({error.strerror})") from error

    @classmethod
    def seen(cls, file: Path) -> Journal:
        """What is in `file`, whatever it is about; nothing is written."""
        journal = cls(None, "")
        journal._read(file, None)
        return journal

    @property
    def used(self) -> Used:
        """What all turns used."""
        total = Used()
        for entry in self.entries:
            total += entry.used
        return total

    def add(self, entry: Entry) -> None:
        """Keep a finished turn; a kill after this does not lose it. Raises ModelError."""
        self.entries.append(entry)
        self._append({"entry": entry.model_dump(mode="json")})

    def end(self, outcome: dict[str, Any]) -> None:
        """The agent has ended with this; asked again, it answers so without a model."""
        self.outcome = outcome
        self._append({"outcome": outcome})

    def reopen(self, told: str) -> None:
        """The agent goes on, since its answer was refused."""
        self._reopened(told)
        self._append({"told": told})

    def _reopened(self, told: str) -> None:
        if self.entries:
            self.entries[-1] = self.entries[-1].model_copy(update={"told": told})
        self.outcome = None

    def _append(self, line: dict[str, Any]) -> None:
        if self._file is None:
            return
        try:
            descriptor = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            with os.fdopen(descriptor, "ab") as file:
                # Handed to the system, which keeps it when this process is killed: waiting for the disk would cost more
                # than the rest of a turn, and a torn end after a power cut is cut off when it is read.
                file.write(orjson.dumps(line, option=orjson.OPT_NON_STR_KEYS) + b"\n")
        except OSError as error:
            raise ModelError(f"{self._file}: the transcript cannot be kept ({error.strerror})") from error

    def _read(self, file: Path, subject: str | None) -> bool:
        """Whether the file is about this subject; a torn last line, from a kill, is cut off."""
        if not file.exists():
            return False
        good = 0
        with file.open("rb") as lines:
            for number, line in enumerate(lines):
                content: Any = None
                with contextlib.suppress(ValueError):
                    content = orjson.loads(line) if line.endswith(b"\n") else None
                if not isinstance(content, dict) or (number == 0 and subject not in (None, content.get("subject"))):
                    break
                with contextlib.suppress(ValidationError):
                    if "entry" in content:
                        self.entries.append(Entry.model_validate(content["entry"]))
                    elif "outcome" in content:
                        self.outcome = content["outcome"]
                    elif "told" in content:
                        self._reopened(str(content["told"]))
                good += len(line)
        if subject is not None and 0 < good < file.stat().st_size:
            os.truncate(file, good)
        return good > 0
