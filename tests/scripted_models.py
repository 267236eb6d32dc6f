"""Agents on a scripted model server on loopback: the real client libraries, the real protocols, no model."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from arbase.model.budget import Budget
from arbase.model.environment import ready
from arbase.model.journal import Journal
from arbase.model.ledger import Ledger
from arbase.model.server.http import ModelServer
from arbase.model.server.interface import Asked, Call, Turn
from arbase.model.server.script import Script, ScriptAnswerer
from arbase.model.settings import ModelSettings
from arbase.model.tools import Arguments, Tool
from arbase.model.work import Work

MODEL = "claude-opus-5-5"
KEY = "key-of-the-test"


class Place(Arguments):
    path: str


class Cause(Arguments):
    cause: str
    line: int


def call(name: str, **args: Any) -> Turn:
    """An answer that calls one tool."""
    return Turn(calls=(Call(name=name, args=args),))


def submit(**args: Any) -> Turn:
    return call("submit", **args)


GOOD = submit(cause="a missing key", line=3)


@contextmanager
def scripted(
    turns: Sequence[Turn] = (), reply: Callable[[Asked], Turn] | None = None, **script: Any
) -> Iterator[ModelServer]:
    """A server that answers `turns`; `server.answerer.asked` are the requests."""
    with ModelServer(ScriptAnswerer(Script(turns=tuple(turns), **script), reply)) as server:
        yield server


def model_settings(server: ModelServer, provider: str = "anthropic", **changes: Any) -> ModelSettings:
    base = server.address + ("/v1" if provider == "openai" else "")
    facts = {"provider": provider, "name": MODEL, "base_url": base, "longest_wait": 0.01, "retries": 2}
    return ModelSettings.model_validate({**facts, **changes})


def connected(settings: ModelSettings, folder: Path, instructions: str = "You are an agent.") -> Any:
    """An agent's loop."""
    lm, meter = connect(settings, {"ANTHROPIC_API_KEY": KEY, "OPENAI_API_KEY": KEY}, folder)
    return importlib.import_module("arbase.model.loop").AgentLoop(lm, meter, settings, instructions)


def connect(settings: ModelSettings, environ: dict[str, str], folder: Path) -> Any:
    """The model; DSPy may only be imported when the process is ready for it, as arbase itself does."""
    ready(folder)
    return importlib.import_module("arbase.model.connect").connect(settings, environ)


def reader(text: str = "1: x = row['price']") -> Tool:
    return Tool("read", "Read a file.", Place, lambda place: f"{place.path}\n{text}")


def some_work(settings: ModelSettings, folder: Path, **changes: Any) -> Work:
    """A task with one tool and a journal."""
    journal = Journal(folder / "journal.jsonl", "the task")
    budget = Budget(settings.budget, Ledger(folder / "ledger"), "shop", "0123456789ab")
    budget.resume(journal.used, len(journal.entries))
    facts: dict[str, Any] = {
        "task": "Find the cause.",
        "tools": (reader(),),
        "answer": Cause,
        "journal": journal,
        "budget": budget,
    }
    return Work(**{**facts, **changes})


def outcome_of(
    server: ModelServer, folder: Path, *, provider: str = "anthropic", work: Any = None, **settings: Any
) -> Any:
    """What an agent ends with on this server."""
    chosen = model_settings(server, provider, **settings)
    return connected(chosen, folder)(work=some_work(chosen, folder, **(work or {}))).outcome
