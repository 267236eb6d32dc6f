"""The triage agent: a language model reads what the static engine read, and more, with read-only tools.

What decides about an incident (place, suspects, dependency) stays the static engine's; the model adds evidence whose
places are checked to exist. So neither a model nor whoever hijacks it can talk an incident into the bin.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from pydantic import Field

from arbase.agents.past import Past
from arbase.agents.provenance import data
from arbase.agents.reading import Code
from arbase.agents.told import about_of, incident_told, report_told, service_told
from arbase.domain.errors import WorkspaceError
from arbase.domain.incident import Incident
from arbase.domain.outcome import Declined, Done, Failed, Outcome
from arbase.domain.progress import Observer, Progress, unobserved
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


class Beside(Arguments):
    """What was found of an incident that was looked at in the same pass."""

    id: str = Field(min_length=4, max_length=80, description="Its id.")
    same_cause: bool = Field(description="True only if the evidence above explains it as well.")
    why: str = Field(min_length=5, max_length=500, description="What in its event shows that.")


class TogetherAnswer(TriageAnswer):
    """What the triage agent submits where several incidents may share a cause."""

    others: list[Beside] = Field(default=[], max_length=8, description="For each other incident: the same cause?")


class Together(Protocol):
    """Incidents that wait, and where what was found of them is kept."""

    def beside(self, incident: Incident) -> list[tuple[Incident, str]]:
        """Incidents that may share a cause with this one, and why."""
        ...

    def keep(self, incident_id: str, outcome: str) -> None:
        """Keep the outcome (JSON) for an incident that still waits."""
        ...


Companion = tuple[Incident, str, TriageReport]
"""An incident, why it may share the cause, and its static report."""


class Words(Arguments):
    """Arguments of `runbooks`."""

    words: str = Field(min_length=3, max_length=500, description="What to look for.")


class AgentTriage(TriageEngine):
    """Triage with a model. With `sparing`, only what the static engine found no place for costs tokens."""

    def __init__(
        self,
        seat: Seat,
        static: TriageEngine,
        *,
        sparing: bool,
        recall: Recall | None = None,
        together: Together | None = None,
    ) -> None:
        self._together = together
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
            tools = (*code.tools(), _runbooks(code, service.context))
            if from_git:
                tools += Past(service.repository, tree.commit).tools()
            if self._recall is not None:
                tools += (self._recall(incident),)
            beside = self._beside(incident, service)
            outcome = self._seat.work(self._assignment((incident, service, known, beside), code, tools), observe)
            if not isinstance(outcome, Done):
                return outcome
            report = joined(known, outcome.value, code)
            return Done[TriageReport](value=self._shared(incident, report, outcome.value, beside, code))

    def _beside(self, incident: Incident, service: Service) -> list[Companion]:
        """Incidents for the same pass: those that would cost tokens of their own."""
        found = []
        for other, why in self._together.beside(incident) if self._together else ():
            report = self._static.triage(other, service, (), unobserved)
            if isinstance(report, Done) and not (self._sparing and report.value.crash is not None):
                found.append((other, why, report.value))
        return found

    def _shared(
        self, incident: Incident, report: TriageReport, answer: TriageAnswer, beside: list[Companion], code: Code
    ) -> TriageReport:
        """The report with what shares its cause, which is kept for those incidents as well."""
        said = {one.id: one for one in answer.others if one.same_cause} if isinstance(answer, TogetherAnswer) else {}
        related = list(report.related)
        for other, _, known in beside:
            if other.id not in said or self._together is None:
                continue
            why = f"Agent, in one pass: the same cause: {plain(said[other.id].why, 500)}"
            related.append(RelatedIncident(id=other.id, title=plain(other.title, 200), why=why))
            back = RelatedIncident(id=incident.id, title=plain(incident.title, 200), why=why)
            whole = joined(known, answer, code)
            of = Evidence(finding=f"Agent: looked at together with incident {incident.id}; {why}")
            whole = whole.model_copy(update={"related": (*whole.related, back), "evidence": (*whole.evidence, of)})
            self._together.keep(other.id, Done[TriageReport](value=whole).model_dump_json())
        return report.model_copy(update={"related": tuple(related)})

    @staticmethod
    def _assignment(
        about: tuple[Incident, Service, TriageReport, list[Companion]], code: Code, tools: tuple[Tool, ...]
    ) -> Assignment:
        incident, service, known, beside = about
        ids = {other.id for other, _, _ in beside}

        def check(answer: TriageAnswer) -> str:
            faults = [missing(code, one) for one in answer.evidence]
            named = {one.id for one in answer.others} if isinstance(answer, TogetherAnswer) else set()
            faults += [f"there is no other incident {name[:40]!r}" for name in sorted(named - ids)]
            return "; ".join(filter(None, faults))

        return Assignment(
            agent=AGENT,
            service=service.name,
            incident=incident.id,
            task="\n\n".join(
                (incident_told(incident), service_told(service, code), report_told(known), *_others(beside))
            ),
            tools=tools,
            answer=TogetherAnswer if beside else TriageAnswer,
            check=check,
            about=about_of(incident, known),
        )


def _others(beside: list[Companion]) -> list[str]:
    told = [
        f"{incident_told(other)}\nIt may share the cause: {why}.\n{report_told(known)}" for other, why, known in beside
    ]
    head = "These incidents wait as well. Say in `others` of each whether what you find explains it too:"
    return [head, *told] if told else []


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


def _runbooks(code: Code, record: str) -> Tool:
    def search(given: Words) -> str:
        found = matching_sections(code.reader, [Clue(given.words, 2.0)], record)
        told = [data(f"{one.path}, section {one.title}", one.excerpt) for one in found]
        titles = ", ".join(sorted({f"{one.path}: {one.title}" for one in sections(code.reader, record)})[:40])
        return "\n".join(told) or f"no section fits; there are {titles or 'none'}"

    return Tool("runbooks", "Sections of the team's runbooks that speak of something.", Words, search)
