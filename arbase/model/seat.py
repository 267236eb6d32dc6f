"""Where the agents of a process sit: the model, their prompts, transcripts and budgets. Imports DSPy."""

from __future__ import annotations

import copy
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from arbase.domain.outcome import Outcome
from arbase.domain.progress import Observer, Progress
from arbase.model.assignment import Assignment
from arbase.model.budget import Budget
from arbase.model.connect import connect
from arbase.model.journal import Journal, folder_of
from arbase.model.ledger import Ledger
from arbase.model.loop import AgentLoop
from arbase.model.prompts import PREDICTOR, Prompts
from arbase.model.settings import ModelSettings
from arbase.model.traces import Traces
from arbase.model.usage import Used
from arbase.model.work import Work

KEPT_BUDGETS = 1_000


@dataclass
class Seat:
    """Runs assignments. One for a process; every method may be called from several threads."""

    settings: ModelSettings
    home: Path
    environ: Mapping[str, str]
    redact: Callable[[str], str] = str
    transcripts: Path | None = None
    _loops: dict[str, AgentLoop] = field(default_factory=dict)
    _budgets: OrderedDict[str, Budget] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self._lm, self._meter = connect(self.settings, self.environ)
        self._prompts = Prompts(self.home / "prompts")
        self._ledger = Ledger(self.home / "model")
        self._traces = Traces(self.settings.traces) if self.settings.traces else None

    def work(self, given: Assignment, observe: Observer, told: str = "") -> Outcome[Any]:
        """What the agent ends with. `told` reopens its work: why the answer that it had submitted is refused."""
        loop = self._loop(given.agent)
        journal = Journal(self._folder(given.incident) / f"{given.agent}.jsonl", self._subject(given))
        if told and journal.outcome is not None:
            journal.reopen(told)

        def tell(kind: str, text: str) -> None:
            data = {"tokens": budget.used.tokens, "cost": budget.used.cost}
            observe(Progress(stage=given.agent, kind=kind, incident_id=given.incident, text=text, data=data))

        budget = self.budget(given.service, given.incident)
        if self._ledger.note:
            tell("clock", self._ledger.note)
        work = Work(
            task=given.task,
            tools=given.tools,
            answer=given.answer,
            journal=journal,
            budget=budget,
            check=given.check,
            state=given.state,
            restore=given.restore,
            redact=self.redact,
            tell=tell,
        )
        outcome: Outcome[Any] = loop(work=work).outcome
        if self._traces is not None:
            self._traces.add(
                given.agent, given.incident, self.redact(given.task), journal, outcome.model_dump(mode="json")
            )
        used = budget.used
        cost = "" if used.cost is None else f", {used.cost:.4f} by the price file"
        tell("used", f"{used.tokens:,} tokens in {used.calls} calls for this incident{cost}")
        return outcome

    def budget(self, service: str, incident: str) -> Budget:
        """The incident's budget, with what its transcripts say was used before this process started."""
        if incident not in self._budgets:
            made = Budget(self.settings.budget, self._ledger, service, incident)
            spent, turns = self._spent(incident)
            made.resume(spent, turns)
            self._budgets[incident] = made
            while len(self._budgets) > KEPT_BUDGETS:
                self._budgets.popitem(last=False)
        return self._budgets[incident]

    @property
    def lm(self) -> Any:
        """The model itself, for optimizers."""
        return self._lm

    def playing(self, agent: str, predictor: Any, transcripts: Path) -> Seat:
        """A seat on which `agent` plays with another predictor; nothing of an earlier play is gone on with."""
        other = copy.copy(self)
        other.transcripts, other._budgets = transcripts, OrderedDict()
        other._loops = {name: loop for name, loop in self._loops.items() if name != agent}
        loop = AgentLoop(self._lm, self._meter, self.settings, "")
        loop.act, loop.traced = predictor, True
        other._loops[agent] = loop
        return other

    def close(self) -> None:
        """Give back connections."""
        self._meter.close()

    def _spent(self, incident: str) -> tuple[Used, int]:
        total, turns = Used(), 0
        for file in sorted(self._folder(incident).glob("*.jsonl")):
            journal = Journal.seen(file)
            total, turns = total + journal.used, turns + len(journal.entries)
        return total, turns

    def _folder(self, incident: str) -> Path:
        return folder_of(self.transcripts or self.home / "agents", incident)

    def _subject(self, given: Assignment) -> str:
        """Another task, prompt or model is another subject: its transcript is not gone on with."""
        parts = (
            self._label(given.agent),
            self.settings.name,
            given.about or given.task,
            *(tool.name for tool in given.tools),
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _label(self, agent: str) -> str:
        version = self.settings.prompts.get(agent, "")
        return self._prompts.get(f"{agent}@{version}" if version else agent).label

    def _loop(self, agent: str) -> AgentLoop:
        if agent not in self._loops:
            prompt = self._prompts.get(self._label(agent))
            loop = AgentLoop(self._lm, self._meter, self.settings, prompt.instructions)
            loop.act.load_state(prompt.state[PREDICTOR])
            self._loops[agent] = loop
        return self._loops[agent]
