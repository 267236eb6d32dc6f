"""Recording of the requests that visible tests send, in real processes."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from arbase.domain.service import Commands
from arbase.replay.driver import SandboxReplayer
from arbase.replay.interface import Recorded
from arbase.sandbox.process import ProcessSandbox
from tests.small_services import FASTAPI, FASTAPI_TESTS, FLASK, PLAIN_ASGI, PLAIN_WSGI, described, write

FLASK_TESTS = """
import pytest

from shop.main import app


@pytest.fixture
def client():
    return app.test_client()


def test_quote(client):
    assert client.post("/quote/a", json={"count": 2}).get_json() == {"quote": 1.0}
    assert client.get("/quote/a?x=%20y", headers={"X-Tenant": "acme"}).status_code == 200


def test_that_fails(client):
    client.post("/quote/a", data=bytes([0, 255]))
    assert False


def test_behind_the_failing_one(client):
    client.get("/nowhere")
"""

UNITTEST = """
import unittest

from shop.main import app


class QuoteTest(unittest.TestCase):
    def test_quote(self):
        self.assertEqual(app.test_client().get("/quote/a").status_code, 200)
"""


def recorded(tree: Path, kind: str = "asgi", **changes: object) -> list[Recorded]:
    replayer = SandboxReplayer(ProcessSandbox(), test_seconds=60.0)
    found = replayer.record(tree, described(tree, kind, **changes))
    replayer.close()
    return list(found)


def test_requests_of_a_starlette_test_client_are_recorded_once(tmp_path: Path) -> None:
    tree = write(
        tmp_path, FASTAPI, tests__test_shop=FASTAPI_TESTS + "\n\ndef test_again():\n    client.get('/items/a')\n"
    )
    found = recorded(tree)
    assert [(one.stimulus.method, one.stimulus.target, one.status) for one in found] == [
        ("GET", "/items/a", 200),
        ("POST", "/orders?currency=USD", 200),
        ("POST", "/orders", 200),
        ("GET", "/items/zzz", 404),
    ]
    assert json.loads(base64.b64decode(found[1].stimulus.body)) == {"key": "a", "count": 2}
    assert found[1].stimulus.headers == (("content-type", "application/json"),)


def test_requests_of_a_flask_test_client_are_recorded_although_a_test_fails(tmp_path: Path) -> None:
    tree = write(tmp_path, FLASK, tests__test_shop=FLASK_TESTS)
    found = recorded(tree, "wsgi")
    assert [(one.stimulus.method, one.stimulus.target, one.status) for one in found] == [
        ("POST", "/quote/a", 200),
        ("GET", "/quote/a?x=%20y", 200),
        ("POST", "/quote/a", 200),
        ("GET", "/nowhere", 404),
    ]
    assert ("x-tenant", "acme") in found[1].stimulus.headers
    assert base64.b64decode(found[2].stimulus.body) == b"\x00\xff"


def test_requests_of_unittest_are_recorded(tmp_path: Path) -> None:
    tree = write(tmp_path, FLASK, tests__test_shop=UNITTEST)
    (tree / "tests" / "__init__.py").write_text("")
    commands = Commands(test=("python", "-m", "unittest", "discover", "-s", "tests", "-t", "."))
    assert [one.stimulus.target for one in recorded(tree, "wsgi", commands=commands)] == ["/quote/a"]


@pytest.mark.parametrize(("main", "kind"), [(PLAIN_ASGI, "asgi"), (PLAIN_WSGI, "wsgi")])
def test_repository_without_tests_gives_nothing(tmp_path: Path, main: str, kind: str) -> None:
    assert recorded(write(tmp_path, main), kind) == []


def test_limit_is_kept(tmp_path: Path) -> None:
    tree = write(tmp_path, FASTAPI, tests__test_shop=FASTAPI_TESTS)
    replayer = SandboxReplayer(ProcessSandbox())
    assert len(replayer.record(tree, described(tree), limit=2)) == 2
    replayer.close()
