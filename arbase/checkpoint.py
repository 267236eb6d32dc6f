"""Checkpoints: what finished stages answered, so that a killed run goes on where it was.

The answers must be stored anyway (people look at them), so they double as the journal; a workflow engine beside them
would keep the same facts twice.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter

from arbase.domain.errors import ArbaseError
from arbase.domain.outcome import Declined, Failed, Outcome
from arbase.domain.progress import Observer, Progress
from arbase.store.interface import Store

T = TypeVar("T", bound=BaseModel)


class Checkpoint:
    """Keeps nothing: every run starts over. For the harness, whose runner resumes by case."""

    def load(self, incident_id: str, stage: str) -> str | None:
        """The JSON of the stage's outcome, if it finished."""
        return None

    def save(self, incident_id: str, stage: str, outcome: str) -> None:
        """Keep the JSON of a finished stage's outcome."""


class StoreCheckpoint(Checkpoint):
    """Keeps the answers in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(self, incident_id: str, stage: str) -> str | None:
        """The JSON of the stage's outcome, if it finished."""
        kept = self._store.stage_result(incident_id, stage)
        return kept.outcome if kept else None

    def save(self, incident_id: str, stage: str, outcome: str) -> None:
        """Keep the JSON of a finished stage's outcome."""
        self._store.save_stage_result(incident_id, stage, outcome)


class Stages:
    """Runs the stages of one incident through a checkpoint, and tells the observer."""

    def __init__(self, incident_id: str, checkpoint: Checkpoint, observe: Observer) -> None:
        self._incident_id = incident_id
        self._checkpoint = checkpoint
        self._observe = observe

    def __call__(self, name: str, of: type[T], work: Callable[[], Outcome[T]]) -> Outcome[T]:
        """Answer from the checkpoint, or do the work and keep its answer.

        An error that arbase raises on purpose becomes `Failed`; a failure is kept to be seen, but run again next time,
        since a full disk or a missing sandbox passes.
        """
        kept = self._checkpoint.load(self._incident_id, name)
        if kept is not None:
            known = parse_outcome(kept, of)
            if not isinstance(known, Failed):
                return known
        self._tell(name, "started", f"{name} started")
        try:
            outcome = work()
        except ArbaseError as error:
            outcome = Failed(error=f"{type(error).__name__}: {error}")
        except Exception as error:  # noqa: BLE001 - a defect in one stage must not end the worker or the other cases
            places = traceback.extract_tb(error.__traceback__)[-5:]
            outcome = Failed(
                error=f"defect in {name}: {type(error).__name__}: {error}"[:500],
                details=tuple(f"{Path(place.filename).name}:{place.lineno} in {place.name}" for place in places),
            )
        self._checkpoint.save(self._incident_id, name, outcome.model_dump_json())
        self._tell(name, outcome.kind, ending(outcome))
        return outcome

    def _tell(self, stage: str, kind: str, text: str) -> None:
        self._observe(Progress(stage=stage, kind=kind, incident_id=self._incident_id, text=text))


def parse_outcome(text: str, of: type[T]) -> Outcome[T]:
    """The outcome that `text` (JSON) holds, its value read as `of`."""
    alias: Any = Outcome  # the noun is known at run time only, which annotations cannot say
    reader: TypeAdapter[Any] = TypeAdapter(alias[of])
    outcome: Outcome[T] = reader.validate_json(text)
    return outcome


def ending(outcome: Outcome[Any]) -> str:
    """How a stage ended, in one line."""
    if isinstance(outcome, Declined):
        return outcome.reason
    return outcome.error if isinstance(outcome, Failed) else "done"
