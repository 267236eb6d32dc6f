"""Which engine the settings choose, and what is said where it cannot be had."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from arbase.bootstrap.classifier import proved_by
from arbase.bootstrap.pipeline import engine_of, stages_for
from arbase.domain.errors import UserError
from arbase.domain.outcome import Declined, Done, Failed
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.domain.triage import TriageReport
from arbase.repair.agent import AgentRepair
from arbase.repair.cascade import CascadeRepair
from arbase.repair.static.engine import StaticRepair
from arbase.replay.driver import SandboxReplayer
from arbase.sandbox.process import ProcessSandbox
from arbase.settings import Settings
from tests.fakes import NOW, ScriptedInvestigator, an_incident

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("chosen", "environ", "engine"),
    [
        ({}, {}, "static"),
        ({}, {"ANTHROPIC_API_KEY": "k"}, "cascade"),
        ({"engine": "static"}, {"ANTHROPIC_API_KEY": "k"}, "static"),
        ({"engine": "agent"}, {}, "agent"),
        ({"model": {"key_env": "MINE"}}, {"ANTHROPIC_API_KEY": "k"}, "static"),
        ({"model": {"provider": "openai", "base_url": "http://127.0.0.1:1/v1"}}, {}, "cascade"),
    ],
)
def test_auto_is_the_cascade_once_a_model_can_be_reached(chosen, environ, engine):
    assert engine_of(Settings.model_validate(chosen), environ) == engine


@pytest.mark.parametrize(
    ("engine", "repairer"), [("static", StaticRepair), ("agent", AgentRepair), ("cascade", CascadeRepair)]
)
def test_every_engine_fills_the_same_three_stages(engine, repairer, tmp_path, monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "k")
    settings = Settings(engine=engine, home=tmp_path)
    stages = stages_for(settings, SandboxReplayer(ProcessSandbox()))
    assert isinstance(stages.repairer, repairer)


def test_what_can_be_reproduced_is_what_an_investigation_reproduces():
    incident, report = an_incident(), TriageReport(incident_id="0123456789ab", summary="s", since=NOW)
    service = Service(name="shop", repository=Path("/nowhere"))
    found = ScriptedInvestigator().investigate(incident, report, service, unobserved).value
    for answer, proved in (
        (Done(value=found), found.reproduction is not None),
        (Done(value=found.model_copy(update={"reproduction": None})), False),
        (Declined(reason="no code"), None),
        (Failed(error="no sandbox"), None),
    ):
        assert proved_by(ScriptedInvestigator(answer), service)(incident, report) is proved


def test_an_agent_without_a_key_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    settings = Settings(engine="agent", home=tmp_path)
    with pytest.raises(UserError, match=r"ANTHROPIC_API_KEY is not set.*engine: static"):
        stages_for(settings, SandboxReplayer(ProcessSandbox()))


WITHOUT = """
import importlib.abc, sys

class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"dspy", "anthropic"}:
            raise ModuleNotFoundError(name)

import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name in {"dspy", "anthropic"} else found(name, package)
sys.meta_path.insert(0, Absent())
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", WITHOUT + code], cwd=ROOT, capture_output=True, text=True, check=False)


def test_without_the_extra_static_works_and_an_agent_is_one_clear_sentence(tmp_path):
    done = run(
        "import os; os.environ['ANTHROPIC_API_KEY'] = 'k'\n"
        "from pathlib import Path\n"
        "from arbase.bootstrap.pipeline import engine_of\nfrom arbase.model.environment import ready\n"
        "from arbase.settings import Settings\nfrom arbase.domain.errors import UserError\n"
        "print(engine_of(Settings()))\n"
        "try:\n    ready(Path('.'))\nexcept UserError as error:\n    print(error)\n"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "static"
    assert "pip install 'arbase[agent]', or set engine: static" in done.stdout


def test_the_commands_do_not_load_the_models_libraries():
    code = (
        "import sys\nimport arbase.bootstrap.pipeline, arbase.commands.serve\n"
        "import arbase.commands.model, arbase.commands.prompt\n"
        "assert not {'dspy', 'anthropic', 'openai', 'litellm'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_commands_on_what_is_stored_load_no_stage():
    code = (
        "import sys\nimport arbase.commands.incident, arbase.commands.review, arbase.commands.service\n"
        "stages = {'arbase.repair', 'arbase.verify.verifier', 'arbase.investigate', 'arbase.triage', 'arbase.replay'}\n"
        "assert not stages & set(sys.modules), stages & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
