"""A very small seeded service, on which the machinery of the benchmark is tested."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SERVICE_YAML = """\
name: toy
commands:
  setup: [python, -c, "open('ready', 'w').close()"]
  test: [python, -m, pytest, -q, -p, no:cacheprovider, tests]
app: {kind: asgi, target: "toy.app:app"}
env: {TOY_RATE: "2", PYTEST_DISABLE_PLUGIN_AUTOLOAD: "1"}
"""

# Its integrations by name: by itself the SDK would import every library that it knows and finds in the environment.
# The test client needs httpx2, which the stage hides from services that do not import it.
APP = """\
import os

import sentry_sdk
from fastapi import FastAPI, HTTPException
from sentry_sdk.integrations.fastapi import FastApiIntegration
from sentry_sdk.integrations.httpx2 import Httpx2Integration
from sentry_sdk.integrations.starlette import StarletteIntegration

ONLY = [StarletteIntegration(), FastApiIntegration(), Httpx2Integration()]
sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN") or None, auto_enabling_integrations=False, integrations=ONLY)
app = FastAPI()
PRICES = {"tea": 3, "milk": 2}


@app.get("/price/{name}")
def price(name: str):
    found = PRICES.get(name)
    if found is None:
        raise HTTPException(404)
    return {"price": found * int(os.environ["TOY_RATE"])}
"""

TESTS = """\
from fastapi.testclient import TestClient
from toy.app import PRICES, app


def test_names():
    assert sorted(PRICES) == ["milk", "tea"]


def test_price():
    assert TestClient(app).get("/price/tea").json() == {"price": 6}
"""

LATER = '\n\n@app.get("/health")\ndef health():\n    return {"ok": True}\n'

BUG_YAML = """\
id: toy-unknown-name
title: Unknown names are looked up
family: none
difficulty: easy
commit:
  message: Read the price directly
  author: Ana Lima
  email: ana@example.org
  date: 2026-02-02T09:00:00+01:00
  after: 2
trigger: {kind: request, path: /price/salt}
crash: {exception: TypeError, file: toy/app.py, function: price}
root_cause: {file: toy/app.py, function: price, lines: [17, 17]}
"""

ORACLE = """\
import os

import pytest
from fastapi.testclient import TestClient
from toy.app import app


@pytest.mark.parametrize("name", ["salt", "rice"])
def test_unknown_names_are_not_found(name):
    answer = TestClient(app, raise_server_exceptions=False).get(f"/price/{name}")
    assert answer.status_code == 404


def test_known_names_have_their_price():
    assert TestClient(app).get("/price/milk").json() == {"price": 4}
    assert os.path.exists("ready")
"""

GUARD = "    if found is None:\n        raise HTTPException(404)\n"


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def git(folder: Path, *words: str, date: str = "2026-02-01T09:00:00+01:00") -> str:
    identity = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "Zoë Ek"), ("EMAIL", "zoe@example.org"), ("DATE", date))
    }
    closed = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1", **identity}
    done = subprocess.run(["git", *words], cwd=folder, env=closed, capture_output=True, text=True, check=True)
    return done.stdout


def write_toy(folder: Path, scratch: Path, *, bug_yaml: str = BUG_YAML, oracle: str = ORACLE) -> Path:
    """Write the service folder `folder` and return it; `scratch` is used to make its history."""
    final = {
        ".arbase/service.yaml": SERVICE_YAML,
        ".gitignore": "ready\n__pycache__/\n",
        "toy/__init__.py": "",
        "toy/app.py": APP + LATER,
        "tests/test_price.py": TESTS,
    }
    scratch.mkdir(parents=True)
    git(scratch, "init", "-q", "-b", "main")
    steps: list[tuple[str, dict[str, str]]] = [
        ("Start", {name: final[name] for name in (".arbase/service.yaml", ".gitignore", "toy/__init__.py")}),
        ("Serve prices", {"toy/app.py": APP, "tests/test_price.py": TESTS}),
        ("Answer health checks", {"toy/app.py": APP + LATER}),
    ]
    for day, (subject, files) in enumerate(steps, start=1):
        write(scratch, files)
        git(scratch, "add", "-A")
        git(scratch, "commit", "-qm", subject, date=f"2026-02-{day:02d}T09:00:00+01:00")
    git(scratch, "format-patch", "--root", "-q", "--no-signature", "-o", str(folder / "history"), "HEAD")
    write(folder / "service", final)
    git(scratch, "checkout", "-q", "HEAD~1")
    write(scratch, {"toy/app.py": APP.replace(GUARD, "")})
    bug = {"bug.yaml": bug_yaml, "commit.patch": git(scratch, "diff", "--binary"), "oracle/test_hidden.py": oracle}
    write(folder / "bugs" / "unknown-name", bug)
    return folder
