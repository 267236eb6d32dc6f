"""A fix agent on a small service whose model is scripted, with canaries in everything that it must not reach."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from arbase.domain.fix import VerifiedFix
from arbase.domain.outcome import Outcome
from arbase.domain.progress import Progress
from arbase.intake.redact import Redactor
from arbase.intake.settings import IntakeSettings
from arbase.model.environment import ready
from arbase.model.server.http import ModelServer
from arbase.model.server.interface import Asked, Turn
from arbase.repair.agent import AgentRepair
from arbase.verify.settings import VerifySettings
from arbase.verify.verifier import RedGreenVerifier
from tests.integration.scenes import JOB
from tests.scripted_models import KEY, model_settings, scripted
from tests.unit.verify.doubles import Scene, Stage, stage

CANARY = "canary-7f3a"
OLD_TEST = "from job import total\n\n\ndef test_nothing_costs_nothing():\n    assert total([]) == 0\n"
CI = "run: [python -m pytest]\n"


def outside_of_data(text: str) -> str:
    """What of a prompt stands outside of its blocks of data; every block must end exactly once, where it ends."""
    outside, *blocks = text.split("<data origin=")
    for block in blocks:
        assert block.count("</data>") == 1
        outside += block.split("</data>")[1]
    return outside


def job_scene() -> Scene:
    """A command that reads a key which its data does not have, with one visible test and CI."""
    files = {**JOB.scene.files, "tests/test_job.py": OLD_TEST, ".ci/run.yaml": CI, "requirements.txt": "orjson\n"}
    return Scene(**{**JOB.scene.__dict__, "files": files, "test": ("python", "-m", "pytest", "-q", "tests")})


def seat_for(server: ModelServer, home: Path, **settings: Any) -> Any:
    """A seat whose model is the server. The key and a canary are in its environment, as in a real process."""
    ready(home)
    environ = {"ANTHROPIC_API_KEY": KEY, "DATABASE_PASSWORD": f"{CANARY}-environment"}
    redact = Redactor(IntakeSettings()).text
    return importlib.import_module("arbase.model.seat").Seat(model_settings(server, **settings), home, environ, redact)


@dataclass
class Attempt:
    """What came of one attempt."""

    outcome: Outcome[VerifiedFix]
    told: list[Progress]
    asked: list[Asked]
    built: Stage
    answers: list[str] = field(default_factory=list)

    @property
    def sent(self) -> str:
        """Everything that the model got."""
        return json.dumps([asked.body for asked in self.asked], ensure_ascii=False)

    @property
    def lines(self) -> str:
        """Everything that was told to whoever watches."""
        return "\n".join(f"{one.stage} {one.kind} {one.text}" for one in self.told)


def attempt(
    folder: Path, turns: list[Turn] | None = None, *, reply: Callable[[Asked], Turn] | None = None, **settings: Any
) -> Attempt:
    """Let the scripted model repair the job; what it submits is verified as every candidate is."""
    folder.chmod(0o755)
    built = stage(job_scene(), folder / "repository")
    outside = folder / "outside.txt"
    outside.write_text(f"{CANARY}-outside")
    told: list[Progress] = []
    with scripted(turns or [], reply) as server:
        seat = seat_for(server, folder / "home", **settings)
        engine = AgentRepair(seat, built.replayer, refusals=seat.settings.refusals)
        candidates = engine.candidates(built.diagnosis, built.service, told.append)
        verifier = RedGreenVerifier(built.replayer, VerifySettings())
        outcome = verifier.verify(candidates, built.diagnosis, built.service, told.append)
        seat.close()
        built.replayer.close()
    assert outside.read_text() == f"{CANARY}-outside"
    for path, text in built.scene.files.items():
        assert (built.tree / path).read_text() == text
    return Attempt(outcome, told, server.answerer.asked, built)
