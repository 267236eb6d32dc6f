"""Environments of services, really built: a wheel from a folder, install commands in the sandbox, every refusal."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from arbase.domain.outcome import Declined, Done
from arbase.domain.progress import Progress, unobserved
from arbase.domain.service import Install, Service
from arbase.replay.environment import READY, CachedEnvironments
from arbase.sandbox.bubblewrap import BubblewrapSandbox

PROBLEM = BubblewrapSandbox.problem()
pytestmark = [
    pytest.mark.skipif(PROBLEM is not None, reason=f"bubblewrap does not work here: {PROBLEM}"),
    pytest.mark.slow,
]


@pytest.fixture
def index(tmp_path, monkeypatch) -> Path:
    """A package index that is a folder with one wheel, and nothing else."""
    folder = tmp_path / "index"
    folder.mkdir()
    with zipfile.ZipFile(folder / "greeting-1.2-py3-none-any.whl", "w") as wheel:
        wheel.writestr("greeting.py", "WORD = 'hello'\n")
        facts = "Metadata-Version: 2.1\nName: greeting\nVersion: 1.2\n"
        wheel.writestr("greeting-1.2.dist-info/METADATA", facts)
        wheel.writestr("greeting-1.2.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        names = ["greeting.py", *(f"greeting-1.2.dist-info/{name}" for name in ("METADATA", "WHEEL", "RECORD"))]
        wheel.writestr("greeting-1.2.dist-info/RECORD", "".join(f"{name},,\n" for name in names))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.delenv("PIP_CONSTRAINT", raising=False)
    return folder


def service_of(tmp_path: Path, text: str, **install: Any) -> Service:
    repository = tmp_path / "repository"
    repository.mkdir(exist_ok=True)
    (repository / "requirements.txt").write_text(text)
    wanted = Install.model_validate({"requirements": ["requirements.txt"], **install})
    return Service(name="shop", repository=repository, install=wanted, python=sys.executable)


def environments(tmp_path: Path) -> CachedEnvironments:
    return CachedEnvironments(tmp_path / "home" / "environments", BubblewrapSandbox())


def said(python: str | None, source: str) -> str:
    return subprocess.run([str(python), "-c", source], capture_output=True, text=True, check=True).stdout.strip()


def test_environment_is_built_once_and_again_when_the_requirements_change(tmp_path, index):
    told: list[Progress] = []
    made = environments(tmp_path)
    service = service_of(tmp_path, "greeting==1.2  # says hello\n")

    first = made.ready(service, told.append)
    again = made.ready(service, told.append)

    assert isinstance(first, Done), first
    assert first == again
    assert len(told) == 1
    assert said(first.value.python, "import greeting; print(greeting.WORD)") == "hello"
    run = BubblewrapSandbox().run((str(first.value.python), "-c", "import greeting"), folder=service.repository)
    assert run.exit_status == 0, run.stderr

    changed = made.ready(service_of(tmp_path, "greeting>=1\n"), told.append)
    assert isinstance(changed, Done)
    assert changed.value.python != first.value.python
    assert len(told) == 2


def test_interrupted_build_is_begun_again(tmp_path, index):
    service = service_of(tmp_path, "greeting\n")
    first = environments(tmp_path).ready(service, unobserved)
    assert isinstance(first, Done), first
    folder = Path(str(first.value.python)).parents[2]
    (folder / READY).unlink()
    (folder / "venv" / "lib" / "half-written").write_text("x")

    again = environments(tmp_path).ready(service, unobserved)

    assert again == first
    assert not (folder / "venv" / "lib" / "half-written").exists()
    assert json.loads((folder / READY).read_text())["requirements"] == ["greeting"]


def test_install_commands_run_in_the_sandbox_in_a_copy_of_the_repository(tmp_path, index):
    source = (
        "import os, pathlib, socket, sysconfig\n"
        "target = pathlib.Path(sysconfig.get_path('purelib'), 'built.py')\n"
        "target.write_text(f'FILES = {sorted(os.listdir())}; NET = {[n for _, n in socket.if_nameindex()]}')\n"
    )
    service = service_of(tmp_path, "", commands=[["python", "-c", source]])
    made = environments(tmp_path).ready(service, unobserved)
    assert isinstance(made, Done)
    assert said(made.value.python, "import built; print(built.FILES, built.NET)") == "['requirements.txt'] ['lo']"
    assert sorted(path.name for path in service.repository.iterdir()) == ["requirements.txt"]


@pytest.mark.parametrize(
    ("requirements", "install", "reason"),
    [
        ("no-such-package-at-all\n", {}, "cannot be fetched as wheels"),
        ("--pre\n", {}, "requirements.txt:1: '--pre'"),
        ("greeting @ file:///etc/passwd\n", {}, "is not a requirement by name"),
        ("git+https://example.org/x.git\n", {}, "is not a requirement by name"),
        ("-e .\n", {}, "is not a requirement by name"),
        ("./local\n", {}, "is not a requirement by name"),
        ("-r requirements.txt\n", {}, "in a circle"),
        ("-r ../outside.txt\n", {}, "outside"),
        ("", {"requirements": ["missing.txt"]}, "there is no file missing.txt"),
        ("", {"python": "python9.9"}, "'python9.9' is not on this machine"),
        ("", {"commands": [["python", "-c", "raise SystemExit('no compiler')"]]}, "no compiler"),
    ],
)
def test_environment_that_cannot_be_built_is_declined_with_the_reason(tmp_path, index, requirements, install, reason):
    made = environments(tmp_path).ready(service_of(tmp_path, requirements, **install), unobserved)
    assert isinstance(made, Declined)
    assert reason in made.reason
    assert not list((tmp_path / "home" / "environments").glob(f"*/{READY}"))
