"""The static triage engine: reads the event, the code at its frames, the history and the team's notes.

It never writes, never runs code of the repository, and takes nothing in the event at its word.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from arbase.domain.errors import WorkspaceError
from arbase.domain.event import Event
from arbase.domain.incident import Incident
from arbase.domain.outcome import Declined, Done, Failed, Outcome
from arbase.domain.progress import Observer, Progress
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation, Evidence, RelatedIncident, SuspectCommit, TriageReport
from arbase.triage.chain import Strand, untangled
from arbase.triage.dependency import Dependency, failed_dependency
from arbase.triage.handling import handling_of
from arbase.triage.interface import TriageEngine
from arbase.triage.knowledge import Clue, matching_sections
from arbase.triage.plain import plain
from arbase.triage.related import telling
from arbase.triage.status import Status, answered
from arbase.workspace.checkout import is_repository, temporary_export
from arbase.workspace.code import CodeReader
from arbase.workspace.history import suspects

MESSAGE = 300
CLUES = 4000
# The longest piece of a log message without placeholders must be this long to be looked for in the code.
LITERAL = 12
_QUOTED_NAME = re.compile(r"['\"`]([A-Za-z_]\w{2,60})['\"`]")
_PLACEHOLDER = re.compile(r"%(?:\([^)]{0,80}\))?[-#0 +]*\d*(?:\.\d+)?[sdrfgxc%]|\{[^{}]{0,80}\}")


@dataclass(frozen=True)
class _Findings:
    """What the parts of triage found of one incident."""

    event: Event
    code: CodeReader
    strand: Strand | None
    logged_at: CodeLocation | None
    status: Status | None
    dependency: Dependency | None
    suspects: tuple[SuspectCommit, ...]
    record: str

    @property
    def crash(self) -> CodeLocation | None:
        """The innermost place of the failure in the repository."""
        return self.strand.crash if self.strand else None

    @property
    def exception(self) -> str:
        """The exception's type, made safe."""
        return plain(self.strand.exception.type, 200) if self.strand else ""

    @property
    def message(self) -> str:
        """The exception's message, or the logged one, made safe."""
        return plain(self.strand.exception.message if self.strand else self.event.message, MESSAGE)

    @property
    def handled(self) -> bool:
        """Whether the service caught the error, or only logged something."""
        raised = self.event.raised
        return raised is None or (raised.mechanism is not None and raised.mechanism.handled is True)

    @property
    def on_purpose(self) -> bool:
        """Whether the crash line is a `raise`."""
        return self.crash is not None and self.code.is_raise(self.crash)


OpenCode = Callable[[Service], AbstractContextManager[tuple[CodeReader, str]]]
"""Opens a service's committed code: a reader and the commit, empty for a plain folder."""


class StaticTriage(TriageEngine):
    """Triage without a model.

    `open_code` opens a service's committed code (the harness keeps one tree open for many incidents); without
    `history` no commit is suspected, which saves most of the time where only the classification is wanted.
    """

    def __init__(self, open_code: OpenCode | None = None, *, history: bool = True) -> None:
        self._open_code = open_code or _code_of
        self._history = history

    def triage(
        self, incident: Incident, service: Service, related: tuple[RelatedIncident, ...], observe: Observer
    ) -> Outcome[TriageReport]:
        """Report on `incident`. Declines where the event has neither an exception nor a message."""
        event = _most_telling(incident)
        if event is None:
            return Declined(reason="The incident's events hold neither an exception nor a message to look into.")

        def tell(kind: str, text: str) -> None:
            observe(Progress(stage="triage", kind=kind, incident_id=incident.id, text=text))

        try:
            with self._open_code(service) as (code, commit):
                findings = _look(event, incident, service, code, commit if self._history else "")
                tell("place", f"crashed at {findings.crash}" if findings.crash else "no place in the repository")
                report = _report(incident, findings, related)
        except WorkspaceError as error:
            return Failed(error=f"The repository of {service.name} cannot be read: {error}")
        for item in report.evidence[1:4]:
            tell("evidence", item.finding)
        tell("done", report.summary)
        return Done[TriageReport](value=report)


def _most_telling(incident: Incident) -> Event | None:
    """The newest sample with a stack trace, else with an exception, else with a message."""
    newest_first = tuple(reversed(incident.samples))
    for tells in (_has_frames, _has_exception, _has_message):
        for event in newest_first:
            if tells(event):
                return event
    return None


def _has_frames(event: Event) -> bool:
    return any(exception.frames for exception in event.exceptions)


def _has_exception(event: Event) -> bool:
    return any(exception.type or exception.message for exception in event.exceptions)


def _has_message(event: Event) -> bool:
    return bool(plain(event.message or event.message_template))


@contextlib.contextmanager
def _code_of(service: Service) -> Iterator[tuple[CodeReader, str]]:
    """The committed code, which fixes go on top of; what lies about in somebody's checkout does not count."""
    if is_repository(service.repository):
        with temporary_export(service.repository) as tree:
            yield CodeReader(tree.tree), tree.commit
    elif service.repository.is_dir():
        yield CodeReader(service.repository), ""
    else:
        raise WorkspaceError(f"{service.repository} is not a folder; correct `repository` of the service.")


def _look(event: Event, incident: Incident, service: Service, code: CodeReader, commit: str) -> _Findings:
    strand = untangled(event, code)
    logged_at = _logging_place(event, code) if strand is None or event.message_template else None
    places = tuple(reversed(strand.way)) if strand else ()
    if logged_at and not places:
        places = (logged_at,)
    found: tuple[SuspectCommit, ...] = ()
    if commit and places:
        found = suspects(
            service.repository,
            commit,
            places,
            incident.first_seen,
            beside=(*code.callees(places[0]), *(code.classes_told(strand.exception.message) if strand else ())),
            tokens=_tokens(strand.exception.message) if strand else (),
        )
    return _Findings(
        event=event,
        code=code,
        strand=strand,
        logged_at=logged_at,
        status=answered(event),
        dependency=failed_dependency(event, strand, code) if strand else None,
        suspects=found,
        record=service.context,
    )


def _tokens(message: str) -> tuple[str, ...]:
    """The identifiers that a message quotes: the missing name, attribute, key, column or argument."""
    return tuple(dict.fromkeys(_QUOTED_NAME.findall(message[:500])))


def _logging_place(event: Event, code: CodeReader) -> CodeLocation | None:
    """Where the message is written in the code, if exactly one place holds its longest literal part."""
    template = event.message_template or event.message
    literal = max(_PLACEHOLDER.split(template[:500]), key=len, default="").strip()
    if len(literal) < LITERAL or "\n" in literal:
        return None
    matches = [match for match in code.search(literal, pattern="*.py", limit=20) if not _is_test(match.path)]
    if len(matches) != 1:
        return None
    path, line = matches[0].path, matches[0].line
    return CodeLocation(path=path, line=line, function=code.outline(path).function_at(line))


def _is_test(path: str) -> bool:
    parts = path.split("/")
    return "tests" in parts or "test" in parts or parts[-1].startswith("test_")


def _report(incident: Incident, found: _Findings, related: tuple[RelatedIncident, ...]) -> TriageReport:
    crash = found.crash
    place = crash or found.logged_at
    system = found.dependency.name if found.dependency else None
    return TriageReport(
        incident_id=incident.id,
        summary=_summary(incident, found),
        exception=found.exception,
        message=found.message,
        crash=crash,
        path_through=found.strand.way if found.strand else (),
        context=found.code.around(place) if place else None,
        since=incident.first_seen,
        since_release=plain(incident.first_release, 200) if incident.first_release else None,
        status=found.status.code if found.status else None,
        handled=found.handled,
        raised_on_purpose=found.on_purpose,
        dependency=system,
        handling=handling_of(found.event, found.strand.way if found.strand else (), found.logged_at, found.code),
        suspects=found.suspects,
        runbooks=matching_sections(found.code, _clues(incident, found), found.record),
        related=telling(incident, related, system),
        evidence=(*_evidence(incident, found), *_returned(incident)),
    )


def _returned(incident: Incident) -> list[Evidence]:
    return [Evidence(finding=f"It came back: {plain(fix, 500)}.") for fix in incident.fixed_before[-3:]]


def _summary(incident: Incident, found: _Findings) -> str:
    what = ": ".join(part for part in (found.exception, found.message) if part)
    where = f" at {found.crash}" if found.crash else ""
    times = "once" if incident.count == 1 else f"{incident.count} times"
    whom = f" for {incident.users} users" if incident.users > 1 else ""
    since = f"{incident.first_seen:%Y-%m-%d %H:%M}"
    release = f" (release {plain(incident.first_release, 60)})" if incident.first_release else ""
    again = "Regression: " if incident.fixed_before else ""
    return f"{again}{plain(what, MESSAGE)}{where}, {times}{whom} since {since}{release}"


def _clues(incident: Incident, found: _Findings) -> list[Clue]:
    """What the notes of the team may speak of; the error's own words tell more than the names on the way."""
    event = found.event
    clues = [Clue(found.exception, 2.0), Clue(found.message, 2.0), Clue(event.message[:CLUES], 2.0)]
    if found.strand:
        clues += [Clue(f"{one.type} {plain(one.message, MESSAGE)}", 1.5) for one in found.strand.related]
        clues += [Clue(f"{place.path} {place.function}", 0.5) for place in found.strand.way[-6:-1]]
    for place in (found.crash, found.logged_at):
        if place:
            clues.append(Clue(f"{place.path} {place.function}", 1.5))
    if found.crash and (frame := _frame_line(found)):
        clues.append(Clue(frame, 1.0))
    if found.dependency:
        clues.append(Clue(found.dependency.name, 1.0))
    names = (event.transaction, event.logger, incident.culprit)
    clues += [Clue(plain(name, 300), 1.0) for name in names if name]
    return clues


def _frame_line(found: _Findings) -> str:
    """The text of the crashed line as the repository has it."""
    crash = found.crash
    if crash is None:
        return ""
    lines = found.code.lines(crash.path, crash.line, crash.line)
    return lines[0][1] if lines else ""


def _evidence(incident: Incident, found: _Findings) -> Iterator[Evidence]:
    if found.strand is None:
        yield Evidence(finding=f"Logged, not raised: {found.message}", location=found.logged_at)
    elif found.crash:
        yield Evidence(
            finding=f"{found.exception} arises here: {_frame_line(found).strip()[:200]}", location=found.crash
        )
    else:
        yield Evidence(finding=f"{found.exception} has no frame in this repository.")
    if found.strand:
        yield from _about_chain(found, found.strand)
    if found.on_purpose:
        yield Evidence(finding="The code raises this error on purpose.", location=found.crash)
    if found.dependency:
        text = f"An outside system failed, {found.dependency.name}: {found.dependency.evidence}."
        yield Evidence(finding=text, location=found.dependency.location)
    if found.status:
        yield Evidence(finding=found.status.why)
    request = found.event.request
    if request:
        asked = plain(f"{request.method} {request.url.partition('?')[0]}", 200)
        yield Evidence(finding=f"It happened while serving {asked}.")
    if found.handled and found.strand:
        yield Evidence(finding="The service caught the error and reported it itself.")
    if found.suspects:
        first = found.suspects[0]
        yield Evidence(finding=f"Commit {first.sha[:10]} ({first.subject}) is suspected: {first.why}.")
    if incident.first_release:
        yield Evidence(finding=f"First seen in release {plain(incident.first_release, 100)}.")


def _about_chain(found: _Findings, strand: Strand) -> Iterator[Evidence]:
    if strand.wrappers:
        names = ", then ".join(plain(one.type, 80) for one in reversed(strand.wrappers[:5]))
        yield Evidence(finding=f"On its way out it became {names}.")
    if strand.below:
        names = ", ".join(plain(one.type, 80) for one in strand.below[:5])
        yield Evidence(finding=f"A library made it from {names}.", location=strand.crash)
    inner = strand.foreign[-1] if strand.foreign and strand.crash else None
    if inner is not None:
        name = plain(f"{inner.module or inner.path or '?'}.{inner.function or '?'}", 150)
        yield Evidence(finding=f"The line called into foreign code, which raised it: {name}.", location=strand.crash)
    if strand.crash and len(strand.way) > 1:
        caller = strand.way[-2]
        yield Evidence(finding=f"Called from {caller}.", location=caller)
