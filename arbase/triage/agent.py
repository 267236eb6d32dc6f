"""The triage agent: a language model reads what the static engine read, and more, with read-only tools.

What decides about an incident (place, suspects, dependency) stays the static engine's; the model adds evidence whose
places are checked to exist. So neither a model nor whoever hijacks it can talk an incident into the bin.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pydantic import Field

from arbase.agents.past import Past
from arbase.agents.provenance import data
from arbase.agents.reading import Code
from arbase.agents.told import incident_told, report_told, service_told
from arbase.domain.errors import WorkspaceError
from arbase.domain.incident import Incident
from arbase.domain.outcome import Declined, Done, Failed, Outcome
from arbase.domain.progress import Observer, Progress
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation, Evidence, RelatedIncident, TriageReport
from arbase.model.assignment import Assignment
from arbase.model.tools import Arguments, Tool
from arbase.triage.interface import TriageEngine
from arbase.triage.knowledge import Clue, matching_sections, sections
from arbase.triage.plain import plain
from arbase.workspace.checkout import is_repository, temporary_export

if TYPE_CHECKING:
    from arbase.model.seat import Seat

AGENT = "triage"
Recall = Callable[[Incident], Tool]


class Seen(Arguments):
    """One finding with the place where it can be looked up."""

    finding: str = Field(min_length=5, max_length=600, description="What was found.")
    path: str = Field(description="File, relative to the repository.")
    line: int = Field(ge=1, description="Line of the file.")


class TriageAnswer(Arguments):
    """What the triage agent submits."""

    what: str = Field(min_length=5, max_length=800, description="What happened, in one or two sentences.")
    cause: str = Field(max_length=800, description="Why, as far as reading tells; 'not known' if it does not.")
    since: str = Field(default="", max_length=300, description="Since which commit or release, and why you think so.")
    evidence: list[Seen] = Field(min_length=1, max_length=8, description="Places that you have read.")
    confidence: float = Field(ge=0, le=1, description="That the cause is right.")
    would_change_mind: str = Field(min_length=5, max_length=500, description="Which observation would.")


class Words(Arguments):
    """Arguments of `runbooks`."""

    words: str = Field(min_length=3, max_length=500, description="What to look for.")


class AgentTriage(TriageEngine):
    """Triage with a model. With `sparing`, only what the static engine found no place for costs tokens."""

    def __init__(self, seat: Seat, static: TriageEngine, *, sparing: bool, recall: Recall | None = None) -> None:
        self._seat = seat
        self._static = static
        self._sparing = sparing
        self._recall = recall

    def triage(
        self, incident: Incident, service: Service, related: tuple[RelatedIncident, ...], observe: Observer
    ) -> Outcome[TriageReport]:
        """See the interface. Declines with the findings where the agent does not come to an answer."""
        known = self._static.triage(incident, service, related, observe)
        if not isinstance(known, Done) or (self._sparing and known.value.crash is not None):
            return known
        try:
            outcome = self._asked(incident, service, known.value, observe)
        except WorkspaceError as error:
            return Failed(error=f"The repository of {service.name} cannot be read: {error}")
        if isinstance(outcome, Done):
            return Done[TriageReport](value=outcome.value)
        if self._sparing:
            why = outcome.reason if isinstance(outcome, Declined) else outcome.error
            text = f"the agent found nothing more: {why}"
            observe(Progress(stage=AGENT, kind="spared", incident_id=incident.id, text=text))
            return known
        return outcome

    def _asked(
        self, incident: Incident, service: Service, known: TriageReport, observe: Observer
    ) -> Outcome[TriageReport]:
        from_git = is_repository(service.repository)
        with temporary_export(service.repository) as tree:
            code = Code(tree.tree, {})
            tools = (*code.tools(), _runbooks(code))
            if from_git:
                tools += Past(service.repository, tree.commit).tools()
            if self._recall is not None:
                tools += (self._recall(incident),)
            outcome = self._seat.work(self._assignment(incident, service, known, code, tools), observe)
            if not isinstance(outcome, Done):
                return outcome
            return Done[TriageReport](value=joined(known, outcome.value, code))

    @staticmethod
    def _assignment(
        incident: Incident, service: Service, known: TriageReport, code: Code, tools: tuple[Tool, ...]
    ) -> Assignment:
        def check(answer: TriageAnswer) -> str:
            return "; ".join(filter(None, (missing(code, one) for one in answer.evidence)))

        return Assignment(
            agent=AGENT,
            service=service.name,
            incident=incident.id,
            task="\n\n".join((incident_told(incident), service_told(service, code), report_told(known))),
            tools=tools,
            answer=TriageAnswer,
            check=check,
        )


def missing(code: Code, seen: Seen) -> str:
    """Why a place that an agent names does not exist, or nothing."""
    try:
        count = code.lines(seen.path)
    except WorkspaceError as error:
        return f"evidence at {seen.path[:100]}: {error}"
    return "" if seen.line <= count else f"evidence at {seen.path}:{seen.line}: the file has {count} lines"


def joined(known: TriageReport, answer: TriageAnswer, code: Code) -> TriageReport:
    """The static report with the agent's evidence behind its own."""
    found = [
        Evidence(
            finding=f"Agent: {plain(one.finding, 600)}",
            location=CodeLocation(
                path=one.path, line=one.line, function=code.reader.outline(one.path).function_at(one.line)
            ),
        )
        for one in answer.evidence
    ]
    cause = f"Agent: {plain(answer.cause, 800)} (confidence {answer.confidence:.2f}; "
    cause += f"would change its mind: {plain(answer.would_change_mind, 500)})"
    since = [Evidence(finding=f"Agent: since {plain(answer.since, 300)}")] if answer.since else []
    what = Evidence(finding=f"Agent: {plain(answer.what, 800)}")
    return known.model_copy(update={"evidence": (*known.evidence, what, Evidence(finding=cause), *since, *found)})


def _runbooks(code: Code) -> Tool:
    def search(given: Words) -> str:
        found = matching_sections(code.reader, [Clue(given.words, 2.0)])
        told = [data(f"{one.path}, section {one.title}", one.excerpt) for one in found]
        titles = ", ".join(sorted({f"{one.path}: {one.title}" for one in sections(code.reader)})[:40])
        return "\n".join(told) or f"no section fits; there are {titles or 'none'}"

    return Tool("runbooks", "Sections of the team's runbooks that speak of something.", Words, search)
