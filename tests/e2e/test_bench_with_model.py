"""`arbase bench` with a played model: by a script, and by whoever answers the files of the relay; with its cost."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest
import yaml

from arbase.sandbox.bubblewrap import BubblewrapSandbox
from tests.unit.evaluation.seeded.small_benchmark import APP, write_toy

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(BubblewrapSandbox.problem() is not None, reason=f"no bubblewrap: {BubblewrapSandbox.problem()}"),
]
FAULT = APP.splitlines().index("    found = PRICES.get(name)") + 1
TESTED = {"what": "asked for salt", "predicted": "it crashes", "observed": "TypeError", "supports": True}
CAUSE = {"statement": "Unknown names have no price and are multiplied.", "predicts": "every unknown name fails"}
PLACED = {"status": "supported", "confidence": 0.9, "path": "toy/app.py", "line": FAULT, "experiments": [TESTED]}
OTHER = {"statement": "The table of prices was emptied.", "predicts": "tea fails", "status": "open", "confidence": 0.1}
OLD = '    return {"price": found'
NEW = f"    if found is None:\n        raise HTTPException(404)\n{OLD}"
TEST = (
    "from fastapi.testclient import TestClient\nfrom toy.app import app\n\n\n"
    'def test_salt_is_not_sold():\n    assert TestClient(app).get("/price/salt").status_code == 404\n'
)


def called(name, **args):
    return {"calls": [{"name": name, "args": args}]}


EVIDENCE = {"finding": "found may be None", "path": "toy/app.py", "line": FAULT}
WHAT = {"what": "A price of nothing was asked for.", "cause": "The check for unknown names was dropped."}
MIND = {"evidence": [EVIDENCE], "confidence": 0.8, "would_change_mind": "a known name that fails"}
FIX = {"cause": "Unknown names reach the sum.", "why_right": "Unknown names were answered with 404 before."}
TURNS = [
    called("submit", **WHAT, **MIND),
    called("replay", method="GET", target="/price/salt"),
    called("submit", hypotheses=[{**CAUSE, **PLACED}, OTHER], reproduction={"method": "GET", "target": "/price/salt"}),
    called("edit", path="toy/app.py", old=OLD, new=NEW),
    called("write_test", path="tests/test_salt.py", source=TEST),
    called("submit", **FIX),
]


@contextmanager
def playing(*words):
    """`arbase model ...` in a process of its own; gives its address."""
    command = [sys.executable, "-u", "-m", "arbase", "model", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": "300"}) as server:
        try:
            yield re.search(r"base_url=(http://\S+)", server.stdout.readline())[1]
        finally:
            server.terminate()


def arbase(home, address, *words):
    settings = {"home": home, "model.base_url": address, "model.budget.incident.seconds": 0}
    options = [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
    environ = {**os.environ, "COLUMNS": "300", "ANTHROPIC_API_KEY": "x"}
    command = [sys.executable, "-m", "arbase", *options, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environ)


@pytest.fixture
def toy(tmp_path):
    tmp_path.chmod(0o755)
    return write_toy(tmp_path / "toy", tmp_path / "scratch")


def test_engines_are_compared_with_what_a_fix_costs_when_a_script_is_the_model(toy, tmp_path):
    script = tmp_path / "script.yaml"
    script.write_text(yaml.safe_dump({"turns": TURNS}))
    matrix = tmp_path / "matrix.yaml"
    configurations = {name: {"engine": name} for name in ("cascade", "agent")}
    matrix.write_text(yaml.safe_dump({"name": "played", "services": [str(toy)], "configurations": configurations}))
    out = tmp_path / "out.json"
    with playing("serve-script", str(script)) as address:
        done = arbase(tmp_path / "home", address, "bench", "matrix", str(matrix), "--json", str(out))
    assert done.returncode == 0, done.stdout + done.stderr
    record = json.loads(out.read_text())
    results = {name: found["toy-unknown-name"] for name, found in record["results"].items()}
    assert {name: found["outcome"] for name, found in results.items()} == dict.fromkeys(results, "verified and right")
    # The static engine fixes it, so the cascade asks no model; every request of the script is the agent's.
    assert results["cascade"]["spent"]["tokens"] == 0
    assert results["agent"]["spent"]["tokens"] > 1_000
    agent = next(one for one in record["board"]["standings"] if one["name"] == "agent")
    assert agent["totals"]["tokens_per_verified"] == {
        **agent["totals"]["tokens_per_verified"],
        "value": results["agent"]["spent"]["tokens"],
        "n": 1,
    }
    assert "tokens a verified fix" in done.stdout
    assert [one["right"] for one in results["agent"]["claims"]] == [True]
    assert "confidence of the agent: not calibrated yet (n=1)" in done.stdout


def test_whoever_answers_the_files_of_the_relay_is_the_model(toy, tmp_path):
    calls, seen = tmp_path / "calls", []
    ended = threading.Event()

    def answer():
        while not ended.is_set():
            for file in sorted(calls.glob("*.request.json"))[len(seen) :]:
                seen.append(json.loads(file.read_text()))
                answered = file.with_name(file.name.replace("request.json", "answer.yaml"))
                answered.write_text(yaml.safe_dump(TURNS[len(seen) - 1]))
            time.sleep(0.05)

    person = threading.Thread(target=answer)
    person.start()
    try:
        with playing("relay", "--dir", str(calls)) as address:
            done = arbase(
                tmp_path / "home", address, "--set", "engine=agent", "bench", "repair", str(toy), "--jobs", "1"
            )
    finally:
        ended.set()
        person.join()
    assert "verified and right  1/1" in done.stdout, done.stdout + done.stderr
    spent = re.search(
        r"model: ([\d,]+) tokens; a case ([\d,]+) tokens, .*; a verified fix ([\d,]+) tokens", done.stdout
    )
    assert spent is not None, done.stdout
    assert spent[1] == spent[2] == spent[3]
    assert len(seen) == len(TURNS)
    assert {one["protocol"] for one in seen} == {"messages"}
