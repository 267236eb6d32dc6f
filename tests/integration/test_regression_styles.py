"""The test of an investigation fails with the crash, however the repository's own tests make client and data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from arbase.domain.event import HttpRequest
from arbase.domain.service import Commands
from arbase.replay.driver import SandboxReplayer
from arbase.sandbox.process import ProcessSandbox
from tests.integration.test_replay_investigation import SEED, a_crash, committed, investigated
from tests.small_services import described, write

pytestmark = pytest.mark.slow

MAIN = """
import os
import sqlite3

from flask import Flask

app = Flask(__name__)


@app.route("/items/<int:number>/share")
def share(number):
    with sqlite3.connect(os.environ.get("SHOP_DB", "shop.db")) as database:
        row = database.execute("SELECT price FROM items WHERE id = ?", (number,)).fetchone()
    if row is None:
        return {"error": "no such item"}, 404
    return {"share": 100 / (row[0] - 5)}
"""
OWN_DATA = """
import os
import sqlite3

import pytest

os.environ["SHOP_DB"] = "of-tests.db"

from shop.main import app


@pytest.fixture(autouse=True)
def nothing_stored():
    with sqlite3.connect("of-tests.db") as database:
        database.execute("DROP TABLE IF EXISTS items")
        database.execute("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, price INTEGER)")
"""
FACTORY = """
import pytest

from shop.main import app


@pytest.fixture
def browser():
    def make(name=None):
        return app.test_client()

    return make
"""
CALLED_BY_NAME = FACTORY.replace("name=None", "name").replace("def browser", "def client")


@pytest.fixture
def replayer() -> Iterator[SandboxReplayer]:
    made = SandboxReplayer(ProcessSandbox())
    yield made
    made.close()


@pytest.mark.parametrize(
    ("conftest", "shown"),
    [
        (OWN_DATA, "run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)"),
        (FACTORY, 'own_client = browser()\n    response = own_client.get("/items/1/share")'),
        (CALLED_BY_NAME, "client = app.test_client()"),
    ],
)
def test_it_fails_with_the_crash_and_not_for_another_reason(
    replayer: SandboxReplayer, tmp_path: Path, conftest: str, shown: str
) -> None:
    tree = write(tmp_path / "repository", MAIN, tests__conftest=conftest)
    (tree / "seed.py").write_text(SEED)
    committed(tree, "Shares")
    service = described(tree, "wsgi", commands=Commands(setup=("python", "seed.py")))
    crash = a_crash("ZeroDivisionError", "division by zero", ("shop/main.py", "share", 16))
    request = HttpRequest(url="http://prod/items/1/share")
    found, told = investigated(replayer, tree, request=request, exceptions=crash, service=service)
    assert found.reproduction is not None, found.unresolved
    assert shown in found.reproduction.test_source
    assert any("fails as it should" in one.text for one in told)
