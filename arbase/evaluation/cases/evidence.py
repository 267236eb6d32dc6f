"""What a case shows the pipeline: its captured event, or what its failing command prints, through the real intake."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from arbase.domain.errors import ArbaseError, IntakeRejected, UserError
from arbase.domain.event import Event
from arbase.domain.incident import Incident
from arbase.domain.outcome import Declined
from arbase.domain.service import Service
from arbase.evaluation.cases.case import OutsideCase
from arbase.evaluation.cases.checkout import resolved_words
from arbase.intake.digest import draft
from arbase.intake.failing import event_of_failure
from arbase.intake.receive import Intake, Submission
from arbase.intake.redact import Redactor
from arbase.intake.settings import IntakeSettings
from arbase.replay.prepared import prepared_tree
from arbase.sandbox.interface import Limits, Sandbox
from arbase.store.interface import Store

FAILING_SECONDS = 30.0
MOST_PATIENCE = 4.0
# What pytest says, and ends with, where a test that is named is not there.
NOT_RUN = 4
MISSING = re.compile(rb"^ERROR: ((?:file or directory )?not found: .*)$", re.MULTILINE)
MOST_EVENT_BYTES = 10_000_000
StoreIn = Callable[[Path], AbstractContextManager[Store]]


def incident_of(
    case: OutsideCase, service: Service, sandbox: Sandbox, store_in: StoreIn, scratch: Path
) -> Incident | Declined:
    """The incident of the case's evidence; declined where the failing command passes and there is no event.

    Raises ArbaseError where the repository cannot be prepared or the event cannot be taken in.
    """
    event: Event | None = None
    ran = _failed(case, service, sandbox) if case.failing else None
    if isinstance(ran, Declined) and case.event is None:
        return ran
    if isinstance(ran, Event):
        event = Redactor(IntakeSettings()).redact(ran)
    home = scratch / "store"
    home.mkdir()
    with store_in(home) as store:
        record = store.add_service(service)
        if case.event is not None:
            payload = _payload(case)
            taken_in = _taken_in(case, payload, service)
            try:
                if taken_in is None:
                    body = orjson.dumps(payload)
                    given = Submission(project=str(record.project), body=body, key=record.key)
                    Intake(store, IntakeSettings()).event(given)
                else:
                    store.accept([taken_in])
            except IntakeRejected as error:
                raise UserError(f"case {case.id}: event: {error}") from error
        elif event is not None:
            store.accept([event])
        incident = None
        for accepted in store.inbox(1000):
            incident = store.digest(accepted, draft(accepted))
        found = store.incident(incident.id) if incident else None
    if found is None:
        raise UserError(f"case {case.id}: event: it is no error event; give the JSON of one captured event")
    if case.event is not None and event is not None:
        samples = tuple(one.model_copy(update={"command": case.failing}) for one in found.samples)
        found = found.model_copy(update={"samples": samples})
    return found


def _failed(case: OutsideCase, service: Service, sandbox: Sandbox) -> Event | Declined:
    """The event of the failing command as it runs now."""
    with prepared_tree(sandbox, service, None) as prepared:
        if prepared.problem:
            raise ArbaseError(prepared.problem)
        run = sandbox.run(
            resolved_words(case.failing, service),
            folder=prepared.tree,
            env={"PYTHONPATH": ":".join(str(prepared.tree / one) for one in service.source_roots), **service.env},
            limits=Limits(seconds=_patience()),
        )
        root = str(prepared.tree)
    if run.exit_status == 0 and not run.timed_out:
        return Declined(reason=f"the failing command passes, so there is nothing to repair: {' '.join(case.failing)}")
    output = run.stdout + b"\n" + run.stderr
    missing = MISSING.search(output)
    if missing and run.exit_status == NOT_RUN:
        said = missing.group(1).decode("utf-8", "replace")[:200]
        return Declined(reason=f"the failing tests are not in the repository, so nothing shows the fault: {said}")
    return event_of_failure(
        case.failing, output, run.exit_status, service=service.name, root=root, timed_out=run.timed_out
    )


def _patience() -> float:
    """Seconds for the failing command: a busy machine is not taken for a command that hangs."""
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    return FAILING_SECONDS * min(MOST_PATIENCE, max(1.0, busy))


def _taken_in(case: OutsideCase, payload: dict[str, Any], service: Service) -> Event | None:
    """The event where it is one that arbase has taken in before, as its own data sets hold them; redacted once more."""
    if "received_at" not in payload or "exceptions" not in payload:
        return None
    try:
        event = Event.model_validate({**payload, "service": service.name})
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        raise UserError(
            f"case {case.id}: event: {where}: {fault['msg']}; give the JSON of one captured event"
        ) from error
    return Redactor(IntakeSettings()).redact(event)


def _payload(case: OutsideCase) -> dict[str, Any]:
    if isinstance(case.event, dict):
        return case.event
    file = case.folder / str(case.event)
    try:
        if file.stat().st_size > MOST_EVENT_BYTES:
            raise UserError(f"{file}: larger than {MOST_EVENT_BYTES} bytes; give one event")
        content = file.read_bytes()
    except OSError as error:
        raise UserError(f"{file}: cannot be read ({error.strerror}); correct `event` of case {case.id}") from error
    try:
        payload = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise UserError(f"{file}: not valid JSON ({error}); give the JSON of one captured event") from error
    if not isinstance(payload, dict):
        raise UserError(f"{file}: must be a JSON object; give the JSON of one captured event")
    return payload
