"""From settings to the stages of the pipeline, and the sandbox that they run in."""

from __future__ import annotations

import importlib
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from arbase.agents.memory import Memory
from arbase.agents.waiting import Waiting
from arbase.bootstrap.classifier import classifier_for, proved_by, standing_in
from arbase.bootstrap.home import forge_for
from arbase.checkpoint import Checkpoint, StoreCheckpoint
from arbase.classify.standing import KnownFault
from arbase.deliver.forge import ForgeDeliverer
from arbase.deliver.interface import Deliverer
from arbase.domain.errors import SandboxError, UserError
from arbase.domain.progress import Observer
from arbase.domain.service import Service
from arbase.intake.redact import Redactor
from arbase.intake.settings import IntakeSettings
from arbase.investigate.agent import AgentInvestigator
from arbase.investigate.calibration import Calibration, Outcomes, subject_of
from arbase.investigate.interface import Investigator
from arbase.investigate.static import StaticInvestigator
from arbase.model.environment import missing_libraries, ready
from arbase.model.settings import ModelSettings
from arbase.pipeline import Pipeline
from arbase.repair.agent import AgentRepair
from arbase.repair.cascade import CascadeRepair, Share
from arbase.repair.interface import RepairEngine
from arbase.repair.static.engine import StaticRepair
from arbase.replay.driver import SandboxReplayer
from arbase.replay.environment import CachedEnvironments
from arbase.replay.interface import Replayer
from arbase.sandbox.bubblewrap import BubblewrapSandbox
from arbase.sandbox.docker import DockerSandbox
from arbase.sandbox.interface import Sandbox
from arbase.sandbox.process import ProcessSandbox
from arbase.settings import Settings
from arbase.store.interface import Store
from arbase.triage.agent import AgentTriage
from arbase.triage.interface import TriageEngine
from arbase.triage.static import StaticTriage
from arbase.verify.verifier import RedGreenVerifier
from arbase.worker import Worker

STATIC_SHARE = 0.6
"""Of a verification's time, what the static engine of a cascade may use before the model is asked."""


@dataclass(frozen=True)
class Stages:
    """The three stages that an engine fills."""

    triage: TriageEngine
    investigator: Investigator
    repairer: RepairEngine


def sandbox_for(service: Service) -> Sandbox:
    """The sandbox that the service asks for; the least isolating one only by name or for the bundled demo."""
    if service.sandbox == "process":
        return ProcessSandbox()
    if service.sandbox == "docker":
        return DockerSandbox(service.image)
    problem = BubblewrapSandbox.problem()
    if problem is None:
        return BubblewrapSandbox()
    if service.sandbox == "auto" and service.bundled_demo:
        return ProcessSandbox()
    raise SandboxError(
        f"service {service.name}: bubblewrap cannot be used ({problem}); install it, or accept less isolation with "
        "`sandbox: process` in .arbase/service.yaml"
    )


def engine_of(settings: Settings, environ: Mapping[str, str] = os.environ) -> str:
    """`static`, `agent` or `cascade`; `auto` is the cascade where a model can be reached by what is set."""
    if settings.engine != "auto":
        return settings.engine
    model = settings.model
    reachable = bool(environ.get(model.key_variable)) or (model.provider == "openai" and bool(model.base_url))
    return "cascade" if reachable and not missing_libraries() else "static"


@lru_cache(maxsize=8)
def _seat(home: Path, transcripts: Path, model: str, intake: str) -> Any:
    """The agents' model, one for a process and a configuration; DSPy is imported when the first agent is wanted."""
    ready(home)
    redact = Redactor(IntakeSettings.model_validate_json(intake)).text
    seat = importlib.import_module("arbase.model.seat").Seat
    return seat(ModelSettings.model_validate_json(model), home, os.environ, redact, transcripts)


def seat_for(settings: Settings, transcripts: Path | None = None) -> Any:
    """The agents of this process (an `arbase.model.seat.Seat`). Raises UserError without a key or the libraries."""
    place = transcripts or settings.home / "agents"
    return _seat(settings.home, place, settings.model.model_dump_json(), settings.intake.model_dump_json())


def stages_for(settings: Settings, replayer: Replayer, *, store: Store | None = None, seat: Any = None) -> Stages:
    """Triage, investigation and repair by the engine that the settings choose. Raises UserError without a key."""
    static = Stages(StaticTriage(), StaticInvestigator(replayer), StaticRepair(replayer))
    engine = engine_of(settings)
    if engine == "static":
        return static
    sparing = engine == "cascade"
    seat = seat or seat_for(settings)
    recall = Memory(store).tool if store is not None else None
    agent = AgentRepair(seat, replayer, settings.model.refusals)
    verify = settings.verify
    share = Share(max(1, verify.max_candidates - settings.model.refusals - 1), verify.seconds * STATIC_SHARE)
    return Stages(
        AgentTriage(seat, static.triage, sparing=sparing, recall=recall, together=Waiting(store) if store else None),
        AgentInvestigator(seat, replayer, static.investigator, sparing=sparing, calibration=calibration_of(settings)),
        CascadeRepair(static.repairer, agent, share) if sparing else agent,
    )


def outcomes_of(settings: Settings) -> Outcomes:
    """What the harness found out about the confidence of the model and prompt that the settings name."""
    return Outcomes(settings.home / "calibration", subject_of(settings.model, settings.home))


def calibration_of(settings: Settings) -> Calibration:
    """What a stated confidence of the investigation agent is worth."""
    return outcomes_of(settings).calibration()


@contextmanager
def pipeline_for(
    settings: Settings,
    service: Service,
    *,
    checkpoint: Checkpoint | None = None,
    deliver: bool = True,
    store: Store | None = None,
    seat: Any = None,
) -> Iterator[Pipeline]:
    """The pipeline for one service, the same object for the service and the harness; its processes end with it.

    Agents remember past incidents from `store`. Without a checkpoint somebody measures: nothing is gone on with.
    `seat` are agents that somebody tunes; by default those of the settings.
    """
    deliverer: Deliverer | None = ForgeDeliverer(forge_for(service)) if deliver else None
    # One replayer for all stages: it keeps the prepared tree and the process that has imported the service's libraries.
    with closing(sandbox_for(service)) as sandbox, closing(SandboxReplayer(sandbox)) as replayer:
        if seat is None and engine_of(settings) != "static":
            fresh = settings.home / "measured" / uuid.uuid4().hex[:12] if checkpoint is None else None
            seat = seat_for(settings, fresh)
        stages = stages_for(settings, replayer, store=store, seat=seat)
        # Without a model: what may well be noise is worth a run in the sandbox, not tokens.
        prove = proved_by(StaticInvestigator(replayer), service)
        classifier = (
            classifier_for(settings, prove=prove) if store is None else standing_in(settings, store, prove=prove)
        )
        yield Pipeline(
            triage=stages.triage,
            classifier=classifier,
            investigator=stages.investigator,
            repairer=stages.repairer,
            verifier=RedGreenVerifier(replayer, settings.verify),
            deliverer=deliverer,
            checkpoint=checkpoint or Checkpoint(),
            environments=CachedEnvironments(settings.home / "environments", sandbox),
        )


@contextmanager
def fault_pipeline(settings: Settings, service: Service, *, seat: Any = None) -> Iterator[Pipeline]:
    """The pipeline as repair is measured with it: on a known fault, of which nothing is put aside or delivered."""
    with pipeline_for(settings, service, deliver=False, seat=seat) as pipeline:
        yield replace(pipeline, classifier=KnownFault(pipeline.classifier))


@contextmanager
def lacking(settings: Settings, service: Service, withheld: tuple[str, ...]) -> Iterator[Pipeline]:
    """Like `fault_pipeline`, with a static engine that lacks these templates. Raises UserError for other engines."""
    with fault_pipeline(settings, service) as pipeline:
        if not isinstance(pipeline.repairer, StaticRepair):
            raise UserError("only of the static engine can a template be withheld; use --set engine=static")
        yield replace(pipeline, repairer=pipeline.repairer.without(withheld))


def build_worker(settings: Settings, store: Store, observe: Observer) -> Worker:
    """The worker on `store`. Raises UserError where the engine cannot be had, before anything is received."""
    if engine_of(settings) != "static":
        seat_for(settings)
    checkpoint = StoreCheckpoint(store)
    return Worker(
        store,
        lambda service: pipeline_for(settings, service, checkpoint=checkpoint, store=store),
        observe,
        settings.classify.quarantine,
    )
