"""The play: start everything, send traffic, trigger the bug, wait for the fix, show it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import uvicorn

from arbase.bootstrap.home import dsn, only_worker, open_store
from arbase.bootstrap.pipeline import build_worker
from arbase.checkpoint import parse_outcome
from arbase.demo.processes import dependency, running, set_up
from arbase.demo.scenario import Scenario, read_scenario
from arbase.demo.screen import Screen, body_of
from arbase.domain.diagnosis import Stimulus
from arbase.domain.errors import ArbaseError, UserError
from arbase.domain.fix import VerifiedFix
from arbase.domain.incident import Incident, IncidentState
from arbase.domain.outcome import Done
from arbase.domain.proposal import Proposal
from arbase.evaluation.seeded.catalogue import BugCase, RequestTrigger, SeededService
from arbase.evaluation.seeded.history import build_history
from arbase.service.app import WorkerThread, create_app
from arbase.service.listen import bound_socket
from arbase.settings import Settings, load_service
from arbase.store.interface import ServiceRecord, Store

WAIT_SECONDS = 600.0
ENDED = frozenset(IncidentState) - {IncidentState.NEW, IncidentState.RUNNING}


def play(folder: Path, bug: str | None, settings: Settings, screen: Screen, *, keep: bool) -> None:
    """Run the demo. Raises UserError where it cannot start, ArbaseError if no fix came out."""
    service, case, scenario = read_scenario(folder, bug)
    with ExitStack() as stack:
        stack.enter_context(only_worker(settings))
        store = stack.enter_context(open_store(settings))
        screen.title("a service with a bug in its history")
        record = _connect(service, case, settings, store, screen)
        address = stack.enter_context(_arbase(settings, store, screen))
        settings = settings.model_copy(update={"serve": settings.serve.model_copy(update={"public_url": address})})
        screen.note(f"arbase listens on {address} (open it in a browser)")
        outside = stack.enter_context(dependency(scenario.dependency))
        env = {
            **{key: value.replace("{dependency}", outside) for key, value in scenario.env.items()},
            "SENTRY_DSN": dsn(settings, record),
            "SENTRY_ENVIRONMENT": record.service.environment,
        }
        log = settings.home / "demo" / "service.log"
        target = stack.enter_context(running(record.service, env, log))
        screen.note(f"{record.service.name} listens on {target}, with the Sentry SDK pointed at arbase")
        incident = _traffic(target, scenario, case, store, record, screen)
        _show(incident, store, screen, _command(settings))
        if keep:
            screen.note(f"everything keeps running: {address} and {target}; end with Ctrl-C")
            threading.Event().wait()


def _connect(seeded: SeededService, case: BugCase, settings: Settings, store: Store, screen: Screen) -> ServiceRecord:
    """Build the repository, set it up and register it; a new name each time, so that each demo starts fresh."""
    taken = {record.service.name for record in store.services()}
    base = seeded.folder.name.replace("_", "-")
    number = next(count for count in range(1, len(taken) + 2) if f"{base}-demo-{count}" not in taken)
    name = f"{base}-demo-{number}"
    repository = settings.home.resolve() / "demo" / name
    if repository.exists():
        shutil.rmtree(repository)
    built = build_history(seeded, repository, case)
    screen.note(f"built {repository} with {len(built.commits)} commits; one of them has the bug")
    service = load_service(repository).model_copy(update={"name": name, "bundled_demo": True})
    set_up(service)
    return store.add_service(service)


@contextmanager
def _arbase(settings: Settings, store: Store, screen: Screen) -> Iterator[str]:
    """The service itself, in this process, so that the terminal can follow the worker."""
    worker = WorkerThread(build_worker(settings, store, screen.observe), settings.serve.poll_seconds)
    try:
        listener = bound_socket(settings.serve.host, settings.serve.port)
    except UserError:
        listener = bound_socket(settings.serve.host, 0)
    app = create_app(store, settings.intake, worker)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not server.started and thread.is_alive() and time.monotonic() < deadline:
        time.sleep(0.02)
    if not server.started:
        raise ArbaseError("the service could not be started for the demo")
    try:
        yield f"http://{settings.serve.host}:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=5)


def _traffic(
    target: str, scenario: Scenario, case: BugCase, store: Store, record: ServiceRecord, screen: Screen
) -> Incident:
    screen.title("traffic: customers, mistakes, a bot, a flaky dependency")
    with httpx.Client(base_url=target, timeout=20.0, trust_env=False) as client:
        for visit in scenario.traffic:
            request = visit.trigger.stimulus
            statuses = [_send(client, request) for _ in range(visit.times)]
            screen.visit(visit.who, request, max(statuses), visit.times)
        _until(lambda: store.inbox_size() == 0 and not _open(store, record), 15.0)
        known = {found.id for found in store.incidents(service=record.service.name, limit=1000)}
        screen.title("and then the request that brings the bug out")
        trigger = case.bug.trigger
        steps = (*trigger.before, trigger.stimulus) if isinstance(trigger, RequestTrigger) else ()
        for step in steps:
            screen.visit("a customer", step, _send(client, step), 1)
    found: list[Incident] = []

    def settled() -> bool:
        new = [one for one in store.incidents(service=record.service.name, limit=1000) if one.id not in known]
        found[:] = [one for one in new if one.state in ENDED]
        return bool(found) and len(found) == len(new)

    if not _until(settled, WAIT_SECONDS):
        raise ArbaseError(f"no incident was settled within {WAIT_SECONDS:.0f} s; see `arbase incident list`")
    return min(found, key=lambda one: one.state is not IncidentState.AWAITING_REVIEW)


def _open(store: Store, record: ServiceRecord) -> bool:
    states = (IncidentState.NEW, IncidentState.RUNNING)
    return bool(store.incidents(service=record.service.name, states=states, limit=1))


def _send(client: httpx.Client, request: Stimulus) -> int:
    try:
        answer = client.request(
            request.method, request.target, headers=dict(request.headers), content=body_of(request) or None
        )
    except httpx.HTTPError as error:
        raise ArbaseError(f"the demo's service does not answer {request.method} {request.target}: {error}") from error
    return answer.status_code


def _until(reached: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if reached():
            return True
        time.sleep(0.1)
    return False


def _show(incident: Incident, store: Store, screen: Screen, command: str) -> None:
    screen.title("the result")
    counts: dict[str, int] = {}
    for found in store.incidents(service=incident.service, limit=1000):
        counts[found.state.value] = counts.get(found.state.value, 0) + 1
    screen.note("incidents: " + ", ".join(f"{number} {state}" for state, number in sorted(counts.items())))
    kept = {result.stage: result.outcome for result in store.stage_results(incident.id)}
    fix = parse_outcome(kept["verify"], VerifiedFix) if "verify" in kept else None
    proposal = parse_outcome(kept["deliver"], Proposal) if "deliver" in kept else None
    if not isinstance(fix, Done) or not isinstance(proposal, Done):
        raise ArbaseError(f"no verified fix came out: see `{command} incident show {incident.id}`")
    screen.verified(fix.value)
    screen.waiting(proposal.value, command)


def _command(settings: Settings) -> str:
    """How the user calls arbase for the same store."""
    default = Settings()
    home = "" if settings.home == default.home else f" --set home={settings.home}"
    return f"{'.venv/bin/arbase' if Path('.venv/bin/arbase').is_file() else 'arbase'}{home}"
