"""What agents are told of an incident, its triage and its diagnosis: facts of arbase plain, everything else as data."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator
from typing import Any

from arbase.agents.provenance import data
from arbase.agents.reading import Code
from arbase.domain.diagnosis import Diagnosis, Stimulus
from arbase.domain.event import Event, Frame, RaisedException
from arbase.domain.incident import Incident
from arbase.domain.service import Service
from arbase.domain.triage import TriageReport
from arbase.model.tools import cut

FRAMES = 25
VALUE = 300
BREADCRUMBS = 12
WRITTEN = (".arbase/context.md", ".arbase/conventions.md")


def incident_told(incident: Incident) -> str:
    """The incident and its newest event."""
    event = incident.latest
    facts = (
        f"Incident {incident.id} of the service {incident.service}: {incident.count} events, {incident.users} users, "
        f"first seen {incident.first_seen:%Y-%m-%d %H:%M}, last seen {incident.last_seen:%Y-%m-%d %H:%M} UTC."
    )
    if incident.fixed_before:
        facts += " It was fixed before and came back: the report tells how. That fix did not suffice, or was undone."
    origin = f"error event of the service {incident.service}, written by whoever used it"
    return facts + "\n" + data(origin, "\n".join(_event_lines(event)))


def about_of(incident: Incident, report: TriageReport) -> str:
    """What work on an incident is about: a few more events while it is interrupted do not make it other work."""
    grown = len(str(incident.count))
    return f"{incident.id}, grown {grown}, fixed {len(incident.fixed_before)}, {report.exception} at {report.crash}"


def _event_lines(event: Event) -> Iterator[str]:
    yield f"release: {event.release}; environment: {event.environment}; transaction: {event.transaction}"
    if event.command:
        yield f"the command that fails: {_json(event.command, 2000)}"
    if event.message:
        yield f"message: {event.message[:2000]}"
    for raised in event.exceptions:
        yield from _exception_lines(raised)
    if event.request is not None:
        request = event.request
        yield f"request: {request.method} {request.url} query={request.query!r}"
        yield f"headers: {_json(request.headers)}"
        if request.body is not None:
            yield f"body: {_json(request.body, 4000)}"
    for crumb in event.breadcrumbs[-BREADCRUMBS:]:
        yield f"before: {crumb.category} {crumb.message[:VALUE]} {_json(crumb.data)}"
    if event.extra:
        yield f"extra: {_json(event.extra, 2000)}"


def _exception_lines(raised: RaisedException) -> Iterator[str]:
    yield f"exception: {raised.type}: {raised.message[:2000]}"
    skipped: list[str] = []
    for index, frame in enumerate(raised.frames[-FRAMES:]):
        left = raised.frames[-FRAMES:][index + 1 :]
        # Between the own frames libraries only pass the call on; what raised in the end tells something.
        if not frame.in_app and any(one.in_app for one in left):
            skipped.append((frame.path or frame.module or "?").partition("/")[0])
            continue
        if skipped:
            yield f"  ({len(skipped)} frames of {', '.join(dict.fromkeys(skipped))})"
            skipped = []
        yield f"  {'own' if frame.in_app else 'library'} {frame.path}:{frame.line} in {frame.function}"
        if frame.source_line:
            yield f"      {frame.source_line.strip()[:VALUE]}"
        if frame.in_app:
            yield from _values(frame)


def _values(frame: Frame) -> Iterator[str]:
    for name, value in list(frame.variables.items())[:30]:
        yield f"      {name} = {_value(value)}"


def report_told(report: TriageReport) -> str:
    """What triage found."""
    places = [f"  {place}" for place in report.path_through]
    suspects = [f"  {one.sha[:12]} {one.subject[:120]} ({one.why[:200]})" for one in report.suspects[:5]]
    evidence = [f"  {one.finding[:400]}" + (f" [{one.location}]" if one.location else "") for one in report.evidence]
    runbooks = [f"  {one.path}, {one.title}: {one.excerpt}" for one in report.runbooks]
    parts = {"way through the service's own code:": places, "suspect commits:": suspects}
    parts |= {"evidence:": evidence, "runbooks:": runbooks}
    lines = [f"summary: {report.summary}", *(line for head, found in parts.items() if found for line in (head, *found))]
    return data("triage report of arbase, which quotes the event, commits and runbooks", "\n".join(lines))


def diagnosis_told(diagnosis: Diagnosis) -> str:
    """Crash, reproduction and hypotheses."""
    lines = []
    crash = diagnosis.crash
    if crash is not None:
        lines += [f"crash: {crash.exception}: {crash.message[:1000]}", f"at {crash.location}"]
        lines += [f"  {place}" for place in crash.trace]
        lines += [f"  {name}: {described(value)}" for name, value in list(crash.variables.items())[:30]]
    reproduction = diagnosis.reproduction
    if reproduction is not None:
        lines += [f"reproduction: {stimulus_shown(reproduction.stimulus)}", f"it is answered {reproduction.status}"]
        if reproduction.test_source:
            lines += [f"as a test, {reproduction.test_path}:", reproduction.test_source]
    for one in diagnosis.hypotheses:
        lines.append(f"{one.id} {one.status.value} ({one.confidence:.2f}): {one.statement[:500]}")
        lines += [f"  {test.what[:200]}: {test.observed[:300]}" for test in one.experiments]
    if diagnosis.client_inputs:
        lines.append(f"inputs of the client that it depends on: {', '.join(diagnosis.client_inputs[:20])}")
    return data("diagnosis of arbase, which quotes the event and the service's answers", "\n".join(lines))


def stimulus_shown(stimulus: Stimulus) -> str:
    """A stimulus as JSON, without what is empty."""
    return _json(_facts(stimulus), 4000)


def _facts(stimulus: Stimulus) -> dict[str, Any]:
    facts = {name: value for name, value in stimulus.model_dump(mode="json").items() if value not in ("", (), [], None)}
    if stimulus.body:
        facts["body"] = base64.b64decode(stimulus.body).decode("utf-8", "replace")
    if stimulus.before:
        facts["before"] = [_facts(one) for one in stimulus.before]
    return facts


def described(value: Any) -> str:
    """A value as a replay describes it: its text, or its type where the text says less than keys and attributes."""
    if not isinstance(value, dict):
        return _value(value)
    text = f"{value.get('type', '')} {_value(value.get('repr', ''))}".strip()
    shown = ["keys", "values", "length"]
    root, dot, _ = str(value.get("type", "")).partition(".")
    if dot and root not in sys.stdlib_module_names:
        shown.append("attributes")
    more = [f"{name} {_short(value[name])}" for name in shown if name in value]
    return "; ".join([text, *more])


def _short(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else _value(value)
    return text if len(text) <= VALUE else text[:VALUE] + "..."


def _value(value: Any) -> str:
    """A value of a frame; it comes as text already, so it is not quoted again."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= VALUE else text[: VALUE * 2 // 3] + " [...] " + text[-VALUE // 3 :]


def service_told(service: Service, code: Code) -> str:
    """The service, its commands, and what its team and arbase's operators wrote down."""
    facts = (
        f"The service {service.name}. Its tests lie in {service.tests!r}, its interface is "
        f"{service.app.kind + ' ' + service.app.target if service.app else 'commands only'}; test command: "
        f"{' '.join(service.commands.test) or 'none'}."
    )
    written = [data(f"{path} of the repository", code.text(path)) for path in WRITTEN if code.exists(path)]
    if service.context:
        written.append(data(f"the record of the service {service.name} in arbase", service.context))
    return "\n".join([facts, *written])


def _json(value: Any, limit: int = 1000) -> str:
    return cut(json.dumps(value, ensure_ascii=False, default=str), limit)
