"""What a stage gives an agent. Nothing heavy is imported, so that stages can be loaded without a model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from arbase.model.tools import Arguments, Tool


def _right(_: Any) -> str:
    return ""


def _ignored(_: Any) -> None:
    return None


@dataclass(frozen=True)
class Assignment:
    """What a stage gives an agent; see `arbase.model.work.Work` for the functions.

    `about` names the work where the words of the task may change while it is interrupted; by default the task does.
    """

    agent: str
    service: str
    incident: str
    task: str
    tools: tuple[Tool, ...]
    answer: type[Arguments]
    check: Callable[[Any], str] = _right
    state: Callable[[], dict[str, Any]] = dict
    restore: Callable[[dict[str, Any]], None] = _ignored
    about: str = ""
