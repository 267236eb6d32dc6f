"""Requests whose signature is worked out where they are replayed, in real processes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.domain.event import HttpRequest
from arbase.domain.service import Commands
from arbase.replay.driver import SandboxReplayer
from arbase.replay.interface import Variant
from arbase.sandbox.process import ProcessSandbox
from tests.integration.test_replay_investigation import a_crash, committed, investigated
from tests.small_services import described, write

HEAD = Variant(name="head")
WRONG = "sha256=" + "0" * 64
WSGI = """
import hashlib
import hmac
import json
from hmac import compare_digest

SEEN = []


def app(environ, start_response):
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    given = environ.get("HTTP_X_SIG", "")
    SEEN.append(given)
    path, status = environ["PATH_INFO"], "403 Forbidden"
    if path == "/signed":
        right = "sha256=" + hmac.new(b"hush", body, hashlib.sha256).hexdigest()
        status = "200 OK" if compare_digest(given.encode(), right.encode()) else status
    elif path == "/elsewhere":
        compare_digest("a-key-of-today", "a-key-of-yesterday")
    elif path == "/each-time":
        right = hashlib.sha256(str(len(SEEN)).encode()).hexdigest()
        compare_digest(given, "sha256=" + right)
    elif path == "/crash" and not compare_digest(given, "sha256=ä"):
        raise AssertionError
    if status == "200 OK":
        json.loads(body)["id"]
    start_response(status, [])
    return [str(len(SEEN)).encode()]
"""
FLASK = """
import hashlib
import hmac

from flask import Flask, jsonify, request

app = Flask(__name__)


def sign(body):
    return "sha256=" + hmac.new(b"hush", body, hashlib.sha256).hexdigest()


@app.post("/hook")
def hook():
    if not hmac.compare_digest(request.headers.get("X-Sig", ""), sign(request.get_data())):
        return jsonify(error="wrong signature"), 403
    sent = request.get_json()
    return jsonify(share=sent["amount"] / sent["parts"])
"""
FLASK_TESTS = """
import json

from shop.main import app, sign


def test_hook():
    body = json.dumps({"amount": 10, "parts": 2}).encode()
    headers = {"X-Sig": sign(body), "Content-Type": "application/json"}
    assert app.test_client().post("/hook", data=body, headers=headers).json == {"share": 5.0}
"""


@pytest.fixture(scope="module")
def replayer() -> Iterator[SandboxReplayer]:
    made = SandboxReplayer(ProcessSandbox(), start_seconds=20.0)
    yield made
    made.close()


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("signed"), WSGI)


def posted(path: str, body: bytes = b'{"id": 1}', *, signed: bool = True, value: str = WRONG) -> Stimulus:
    raw = base64.b64encode(body).decode()
    kept = (("x-sig", WRONG),) if signed else ()
    return Stimulus(method="POST", target=path, headers=(("x-sig", value),), body=raw, signed=kept)


def right(body: bytes) -> str:
    return "sha256=" + hmac.new(b"hush", body, hashlib.sha256).hexdigest()


def test_signed_requests_are_sent_again_with_what_the_service_compared(replayer: SandboxReplayer, tree: Path) -> None:
    other = b'{"id": 2, "more": []}'
    stimuli = (posted("/signed"), posted("/signed", other), posted("/signed", b"{}"))
    good, changed, crashed = replayer.observe(tree, described(tree, "wsgi"), (HEAD,), stimuli)
    assert (good.status, good.signed) == (200, (("x-sig", right(b'{"id": 1}')),))
    assert (changed.status, changed.signed) == (200, (("x-sig", right(other)),))
    assert crashed.raised is not None
    assert (crashed.raised.exception, crashed.signed) == ("KeyError", (("x-sig", right(b"{}")),))


def test_nothing_is_sent_again_unless_asked_for(replayer: SandboxReplayer, tree: Path) -> None:
    stimuli = (posted("/signed", signed=False), posted("/signed", value=WRONG + "0"), posted("/signed", signed=False))
    found = replayer.observe(tree, described(tree, "wsgi"), (HEAD,), stimuli)
    assert [(one.status, one.signed) for one in found] == [(403, ()), (403, ()), (403, ())]
    # A refused one whose header was changed is looked at once more, and its answer is the first.
    assert [found[0].body, found[2].body] == ["1", "4"]


def test_a_service_that_compares_something_else_refuses(replayer: SandboxReplayer, tree: Path) -> None:
    stimuli = (posted("/elsewhere"), posted("/nothing"), posted("/each-time"), posted("/crash"))
    elsewhere, nothing, restless, crashed = replayer.observe(tree, described(tree, "wsgi"), (HEAD,), stimuli)
    assert [(one.status, one.signed) for one in (elsewhere, nothing)] == [(403, ()), (403, ())]
    assert restless.status == 403
    assert crashed.raised is not None
    assert (crashed.raised.exception, crashed.raised.innermost_in_repository) == ("TypeError", True)


@pytest.mark.slow
def test_a_webhook_whose_signature_was_redacted_is_reproduced(replayer: SandboxReplayer, tmp_path: Path) -> None:
    shop = write(tmp_path / "repository", FLASK, tests__test_hook=FLASK_TESTS)
    committed(shop, "Share what comes")
    line = 1 + textwrap.dedent(FLASK).splitlines().index('    return jsonify(share=sent["amount"] / sent["parts"])')
    request = HttpRequest(
        method="POST",
        url="http://prod/hook",
        headers={"X-Sig": "[Filtered]", "Content-Type": "application/json"},
        body={"amount": 3, "parts": 0, "note": "y"},
    )
    crash = a_crash("ZeroDivisionError", "division by zero", ("shop/main.py", "hook", line))
    found, told = investigated(replayer, shop, kind="wsgi", request=request, exceptions=crash)
    assert found.reproduction is not None, found.unresolved
    body = base64.b64decode(found.reproduction.stimulus.body)
    assert json.loads(body) == {"amount": 3, "parts": 0}  # shrunk, and signed anew
    assert dict(found.reproduction.stimulus.headers)["x-sig"] == right(body)
    assert any("fails as it should" in one.text for one in told)
    assert right(body) in found.reproduction.test_source
    assert "body:$.parts" in found.client_inputs


SESSIONS = """
import os
import sqlite3

from flask import Flask, g, redirect, request
from itsdangerous import BadSignature, Signer

COOKIE = "shop_session"
app = Flask(__name__)
app.secret_key = os.environ.get("SHOP_KEY", "hush")


def signer():
    return Signer(app.secret_key, salt=COOKIE)


def name_of(cookie):
    try:
        token = signer().unsign(cookie or "").decode()
    except BadSignature:
        return None
    with sqlite3.connect(os.environ.get("SHOP_DB", "shop.db")) as database:
        row = database.execute("SELECT name FROM sign_ins WHERE token = ?", (token,)).fetchone()
    return row and row[0]


@app.route("/share")
def share():
    name = name_of(request.cookies.get(COOKIE))
    if name is None:
        return redirect("/sign-in", 303)
    return {"share": 10 / len(name.split()[1:])}
"""
SIGN_INS = """
import sqlite3

with sqlite3.connect("shop.db") as database:
    database.execute("DROP TABLE IF EXISTS sign_ins")
    database.execute("CREATE TABLE sign_ins (token TEXT PRIMARY KEY, name TEXT)")
    database.execute("INSERT INTO sign_ins VALUES ('opened-by-ada', 'Ada')")
"""
SESSIONS_TESTS = """
from shop.main import app


def test_nobody():
    assert app.test_client().get("/share").status_code == 303
"""


@pytest.mark.slow
def test_a_session_that_the_event_leaves_out_is_signed_as_the_service_signs_it(
    replayer: SandboxReplayer, tmp_path: Path
) -> None:
    shop = write(tmp_path / "repository", SESSIONS, seed=SIGN_INS, tests__test_share=SESSIONS_TESTS)
    committed(shop, "Share among names")
    line = 1 + textwrap.dedent(SESSIONS).splitlines().index('    return {"share": 10 / len(name.split()[1:])}')
    crash = a_crash("ZeroDivisionError", "division by zero", ("shop/main.py", "share", line))
    request = HttpRequest(method="GET", url="http://prod/share", headers={"Accept": "text/html"})
    service = described(shop, "wsgi", commands=Commands(setup=("python", "seed.py")))
    found, told = investigated(replayer, shop, service=service, request=request, exceptions=crash)
    assert found.reproduction is not None, found.unresolved
    (cookie,) = [value for name, value in found.reproduction.stimulus.headers if name == "cookie"]
    assert cookie.startswith("shop_session=opened-by-ada.")
    assert "client.set_cookie('shop_session', 'opened-by-ada." in found.reproduction.test_source.replace('"', "'")
    assert any("fails as it should" in one.text for one in told)
