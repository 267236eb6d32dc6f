"""The test of an investigation fails with the crash, however the repository's own tests make client and data."""

from __future__ import annotations

import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from arbase.domain.event import HttpRequest
from arbase.domain.outcome import Done
from arbase.domain.service import Commands
from arbase.replay.driver import SandboxReplayer
from arbase.sandbox.process import ProcessSandbox
from tests.fakes import an_event, an_incident
from tests.integration.test_replay_investigation import SEED, a_crash, committed, diagnosed, investigated, mended
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


PLAIN = """
from shop.articles import ARTICLES, price_of


def app(environ, start_response):
    key = environ["PATH_INFO"].strip("/")
    if key not in ARTICLES:
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b"no such article"]
    text = str(price_of(key))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [text.encode()]
"""
ARTICLES = """
ARTICLES = {"a": {"price": 3, "weight": 2}, "b": {"price": 5, "weight": 1}}


def price_of(key):
    return ARTICLES[key]["prize"]


def weight_of(key):
    return ARTICLES[key]["weight"]
"""
OWN_TESTS = '''
import unittest

from shop.articles import weight_of


class ArticlesTest(unittest.TestCase):
    def test_weight(self):
        """An article has a weight."""
        self.assertEqual(weight_of("a"), 2)
'''


def test_an_interpreter_without_pytest_proves_by_unittest(replayer: SandboxReplayer, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", symlinks=True)
    tree = write(tmp_path / "repository", PLAIN, shop__articles=ARTICLES, tests__test_articles=OWN_TESTS)
    committed(tree, "Articles")
    commands = Commands(test=("python", "-m", "unittest", "discover", "-s", "tests"))
    service = described(tree, "wsgi", commands=commands, python=str(tmp_path / "venv" / "bin" / "python"))
    crash = a_crash("KeyError", "'prize'", ("shop/main.py", "app", 10), ("shop/articles.py", "price_of", 6))
    incident = an_incident(samples=(an_event(request=HttpRequest(url="http://prod/a"), exceptions=crash),))
    found = diagnosed(replayer, service, incident)
    assert found.reproduction is not None, found.unresolved
    assert "class RegressionTest(unittest.TestCase):" in found.reproduction.test_source
    fixed = mended(replayer, service, found)
    assert isinstance(fixed, Done), fixed
    assert '+    return ARTICLES[key]["price"]' in fixed.value.candidate.patch.diff
    assert [run.as_expected for run in fixed.value.proof.runs].count(False) == 0
