"""The static engine on small services in git repositories, replayed in a process of their own."""

from __future__ import annotations

import subprocess
import textwrap
from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis, Reproduction, Stimulus
from arbase.domain.fix import CandidateFix
from arbase.domain.progress import Progress
from arbase.domain.service import Application, Service
from arbase.domain.triage import CodeLocation
from arbase.repair.static.engine import StaticRepair
from arbase.replay.driver import SandboxReplayer
from arbase.sandbox.process import ProcessSandbox
from arbase.workspace.history import suspects

APP = """
    from fastapi import FastAPI, HTTPException

    app = FastAPI()
    HOUSES = {"a": {"price": 10.0, "rooms": 2}}
    AGENTS = {"x": {"name": "Ines"}}


    @app.get("/houses/{house_id}")
    def house(house_id: str) -> dict[str, float]:
        found = HOUSES.get(house_id)
        if found is None:
            raise HTTPException(status_code=404, detail=f"house {house_id} not found")
        return found


    @app.get("/agents/{agent_id}")
    def agent(agent_id: str) -> dict[str, str]:
        return AGENTS[agent_id]
"""


def write(repository: Path, files: dict[str, str], message: str) -> None:
    for name, text in files.items():
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    if not (repository / ".git").exists():
        subprocess.run(["git", "init", "-q", "-b", "main", str(repository)], check=True)
    subprocess.run(["git", "-C", str(repository), "add", "-A"], check=True)
    author = ["-c", "user.name=Ines", "-c", "user.email=ines@example.org"]
    subprocess.run(["git", "-C", str(repository), *author, "commit", "-q", "-m", message], check=True)


def get(target: str) -> Stimulus:
    return Stimulus(method="GET", target=target)


def diagnosis(trigger: Stimulus, *traffic: Stimulus, **more: object) -> Diagnosis:
    test = "def test_it():\n    response = get()\n    assert response.status_code < 500\n"
    reproduction = Reproduction(
        stimulus=trigger, attempts=3, failures=3, test_path="tests/test_regression.py", test_source=test
    )
    facts: dict[str, object] = {"incident_id": "i", "crash": None, "hypotheses": (), "reproduction": reproduction}
    return Diagnosis.model_validate({**facts, "traffic": traffic, **more})


class Repair:
    """Runs the engine and keeps what it told."""

    def __init__(self) -> None:
        self.told: list[Progress] = []
        self._replayer = SandboxReplayer(ProcessSandbox())

    def __call__(self, service: Service, found: Diagnosis, most: int = 3) -> list[CandidateFix]:
        engine = StaticRepair(self._replayer)
        fixes = []
        for fix in engine.candidates(found, service, self.told.append):
            fixes.append(fix)
            if len(fixes) == most:
                break
        return fixes

    def close(self) -> None:
        self._replayer.close()


@pytest.fixture
def repair():
    runner = Repair()
    yield runner
    runner.close()


def service(repository: Path) -> Service:
    return Service(name="shop", repository=repository, app=Application(kind="asgi", target="app:app"))


def test_unknown_path_parameter_is_refused_as_elsewhere(tmp_path, repair):
    write(tmp_path, {"app.py": APP}, "Start")

    fixes = repair(service(tmp_path), diagnosis(get("/agents/nobody"), get("/agents/x"), get("/houses/a")))

    assert len(fixes) == 1
    assert fixes[0].precedent == "app.py:12"
    assert '+        raise HTTPException(status_code=404, detail=f"agent {agent_id} not found")' in fixes[0].patch.diff
    assert "assert response.status_code == 404" in (fixes[0].tests.edits[0].after or "")
    assert [progress.kind for progress in repair.told].count("candidate") == 1


def test_change_of_the_suspect_commit_is_taken_back_alone(tmp_path, repair):
    write(tmp_path, {"app.py": APP}, "Start")
    changed = APP.replace("HOUSES.get(house_id)", "HOUSES[house_id]").replace('"Ines"', '"Ines C."')
    write(tmp_path, {"app.py": changed}, "Write the agent's name in full")
    trigger = get("/houses/b")
    plain = repair(service(tmp_path), diagnosis(trigger), 1)[0]
    assert plain.location is not None
    blamed = suspects(tmp_path, "HEAD", (plain.location,), None)

    fixes = repair(service(tmp_path), diagnosis(trigger, get("/houses/a"), get("/agents/x"), suspects=blamed))

    assert fixes[0].stream == "revert"
    assert fixes[0].precedent == f"commit:{blamed[0].sha}"
    lines = [line for line in fixes[0].patch.diff.splitlines() if line[:1] in "+-" and line[:3] not in ("---", "+++")]
    assert lines == ["-    found = HOUSES[house_id]", "+    found = HOUSES.get(house_id)"]


def test_fix_in_two_places_is_found_step_by_step(tmp_path, repair):
    app = """
        from fastapi import FastAPI

        app = FastAPI()


        def total(row: dict[str, float]) -> float:
            return row["prize"] * count(row)


        def count(row: dict[str, float]) -> float:
            return row["cuont"]


        @app.get("/total")
        def answer() -> float:
            return total({"price": 2.0, "count": 3.0})
    """
    write(tmp_path, {"app.py": app}, "Start")

    fixes = repair(service(tmp_path), diagnosis(get("/total")))

    assert fixes[0].template == "missing-key+missing-key"
    assert '+    return row["price"] * count(row)' in fixes[0].patch.diff
    assert '+    return row["count"]' in fixes[0].patch.diff


def test_nothing_is_repaired_that_does_not_fail(tmp_path, repair):
    write(tmp_path, {"app.py": APP}, "Start")

    assert repair(service(tmp_path), diagnosis(get("/agents/x"))) == []
    assert "does not fail" in repair.told[-1].text


SHARE = """
    from fastapi import FastAPI

    app = FastAPI()
    HOUSES = {"a": {"price": 10.0, "rooms": 2}, "b": {"price": 9.0, "rooms": 0}}


    @app.get("/houses/{house_id}/share")
    def share(house_id: str):
        found = HOUSES.get(house_id, HOUSES["a"])
BODY
        return {"share": share, "unit": unit, "price": price}
"""
SHARE_BEFORE = """
        price = found["price"]
        rooms = found["rooms"]
        rooms = rooms if rooms else 1
        share = price / rooms
        unit = "eur"
"""
SHARE_NOW = """
        price = round(found["price"] * 1.1, 2)
        rooms = int(found["rooms"])
        share = round(price / rooms, 1)
        unit = "EUR"
"""


def test_other_statements_of_the_suspect_block_stay(tmp_path, repair):
    write(tmp_path, {"app.py": SHARE.replace("BODY", SHARE_BEFORE.strip("\n"))}, "Share")
    write(tmp_path, {"app.py": SHARE.replace("BODY", SHARE_NOW.strip("\n"))}, "Round")
    trigger, passing = get("/houses/b/share"), get("/houses/a/share")
    blamed = suspects(tmp_path, "HEAD", (CodeLocation(path="app.py", line=12),), None)

    fixes = repair(service(tmp_path), diagnosis(trigger, passing, suspects=blamed), most=12)

    (fix,) = [fix for fix in fixes if fix.stream == "revert"]
    changed = [line for line in fix.patch.diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert changed == ["+    rooms = rooms if rooms else 1"]
    assert fix.rationale.startswith("Takes back 1 of ")
