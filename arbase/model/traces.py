"""Traces of agents in MLflow: one for each piece of work, a span for each turn, from the transcript, so as redacted."""

from __future__ import annotations

import importlib
import logging
from pathlib import Path
from typing import Any

from arbase.domain.errors import ModelError, UserError
from arbase.model.journal import Entry, Journal
from arbase.model.tools import cut

SHOWN = 20_000
EXPERIMENT = "arbase agents"


class Traces:
    """Writes to the tracking store at `uri`. Raises UserError where MLflow is not installed."""

    def __init__(self, uri: str) -> None:
        try:
            self._mlflow: Any = importlib.import_module("mlflow")
            # Making the first tables is told line by line otherwise, and MLflow resets its level when it is imported.
            for name in ("mlflow", "alembic"):
                logging.getLogger(name).setLevel(logging.WARNING)
        except ImportError as error:
            raise UserError("model.traces needs MLflow; pip install 'arbase[eval]', or leave it empty") from error
        self._mlflow.set_tracking_uri(uri if "://" in uri else f"sqlite:///{Path(uri).resolve()}")
        self._experiment = self._mlflow.set_experiment(EXPERIMENT).experiment_id

    def add(self, agent: str, incident: str, task: str, journal: Journal, outcome: dict[str, Any]) -> None:
        """One piece of work. Raises ModelError if the store does not take it."""
        if not journal.entries:
            return
        used = journal.used
        attributes = {
            "incident": incident,
            "tokens": str(used.tokens),
            "cost": str(used.cost),
            "calls": str(used.calls),
        }
        try:
            root = self._mlflow.start_span_no_context(
                agent,
                span_type="AGENT",
                inputs={"task": cut(task, SHOWN)},
                attributes=attributes,
                experiment_id=self._experiment,
                start_time_ns=_began(journal.entries[0]),
            )
            for entry in journal.entries:
                self._turn(root, entry)
            status = "OK" if outcome.get("kind") == "done" else "ERROR"
            root.end(outputs=outcome, status=status, end_time_ns=_ended(journal.entries[-1]))
            self._mlflow.flush_trace_async_logging()
        except self._mlflow.exceptions.MlflowException as error:
            raise ModelError(f"MLflow did not take the trace: {str(error)[:200]}") from error

    def _turn(self, root: Any, entry: Entry) -> None:
        used = entry.used
        span = self._mlflow.start_span_no_context(
            f"turn {entry.turn}",
            span_type="LLM",
            parent_span=root,
            attributes={"tokens": str(used.tokens), "cost": str(used.cost), "cache_read": str(used.cache_read)},
            start_time_ns=_began(entry),
        )
        results = cut(str(entry.results), SHOWN) if entry.results else None
        span.end(outputs={"reply": entry.reply, "results": results}, end_time_ns=_ended(entry))


def _ended(entry: Entry) -> int:
    return int(entry.at.timestamp() * 1e9)


def _began(entry: Entry) -> int:
    return _ended(entry) - int(entry.used.seconds * 1e9)
