"""What an agent is given, where it stands, and the two tools that every agent has: `note` and `submit`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from arbase.domain.errors import ModelError
from arbase.domain.outcome import Declined, Done, Outcome
from arbase.model.budget import Budget
from arbase.model.journal import Journal
from arbase.model.tools import Arguments, Tool, faults

SUBMIT, NOTE = "submit", "note"
FINDING = 2_000


def _nothing_wrong(_: Any) -> str:
    return ""


def _ignored(*_: Any) -> None:
    return None


class Finding(Arguments):
    """Arguments of the tool `note`."""

    finding: str


@dataclass(frozen=True)
class Work:
    """One task for an agent: what it is told, what it can do, what it must answer, and what is kept of it.

    `check` says what is wrong with an answer that has the right type, or nothing. `state` and `restore` save and bring
    back what the tools changed. `redact` takes secrets out of everything before the model or the journal gets it.
    """

    task: str
    tools: tuple[Tool, ...]
    answer: type[Arguments]
    journal: Journal
    budget: Budget
    check: Callable[[Any], str] = _nothing_wrong
    state: Callable[[], dict[str, Any]] = dict
    restore: Callable[[dict[str, Any]], None] = _ignored
    redact: Callable[[str], str] = str
    tell: Callable[[str, str], None] = _ignored


@dataclass
class Run:
    """Where one task stands. `messages` are canonical ones, the task first; it must be submitted by turn `until`."""

    messages: list[Any]
    findings: list[str] = field(default_factory=list)
    turn: int = 0
    until: int = 0
    bad_answers: int = 0
    idle: int = 0
    outcome: Outcome[Any] | None = None
    seen: Counter[str] = field(default_factory=Counter)

    def declined(self, reason: str) -> None:
        """End with what was found so far."""
        self.outcome = Declined(reason=reason[:600], details=tuple(self.findings))

    def idled(self, reason: str) -> None:
        """An answer that led nowhere; the second in a row ends the work."""
        self.idle += 1
        if self.idle > 1:
            self.declined(reason)


def note_tool(run: Run) -> Tool:
    """Keeps findings."""

    def keep(given: Finding) -> str:
        run.findings.append(given.finding[:FINDING])
        return f"noted as finding {len(run.findings)}"

    text = "Keep a finding: it survives when old results are taken out, and the end of the budget."
    return Tool(NOTE, text, Finding, keep)


class _Anything(Arguments, extra="allow"):
    """What a model may give to `submit`; it is looked at there, so that its faults are counted."""


class SubmitTool(Tool):
    """Takes the answer; the second one that is not valid ends the work."""

    def __init__(self, run: Run, work: Work) -> None:
        super().__init__(SUBMIT, "Submit the final answer; this ends your work.", _Anything, self._take)
        self.__dict__.update(_of=run, _work=work)

    @property
    def schema(self) -> dict[str, Any]:
        """The schema of the answer."""
        work: Work = self.__dict__["_work"]
        return Tool(SUBMIT, "", work.answer, str).schema

    def _take(self, given: Any) -> str:
        run: Run = self.__dict__["_of"]
        work: Work = self.__dict__["_work"]
        try:
            answer = work.answer.model_validate(given.model_dump())
            fault = work.check(answer)
        except ValidationError as error:
            fault = faults(error)
        if not fault:
            run.outcome = Done[Any](value=answer)
            return "submitted"
        run.bad_answers += 1
        if run.bad_answers > 1:
            run.declined(f"the model's answer is not valid: {fault}")
        raise ModelError(f"{fault}; correct it and submit once more")
