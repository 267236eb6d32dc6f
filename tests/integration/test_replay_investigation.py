"""Whole investigations of small services, in real processes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from arbase.domain.diagnosis import Diagnosis, HypothesisStatus
from arbase.domain.event import Frame, HttpRequest, RaisedException
from arbase.domain.fix import VerifiedFix
from arbase.domain.incident import Incident
from arbase.domain.outcome import Declined, Done, Outcome
from arbase.domain.progress import Progress
from arbase.domain.service import Commands, Service
from arbase.domain.triage import CodeLocation, SuspectCommit, TriageReport
from arbase.investigate.static import StaticInvestigator
from arbase.repair.static.engine import StaticRepair
from arbase.replay.driver import SandboxReplayer
from arbase.sandbox.process import ProcessSandbox
from arbase.verify.settings import VerifySettings
from arbase.verify.verifier import RedGreenVerifier
from tests.fakes import NOW, an_event, an_incident
from tests.small_services import FASTAPI, FASTAPI_TESTS, PRICING, described, write

pytestmark = pytest.mark.slow

FLASK_WITH_STATE = """
from flask import Flask

app = Flask(__name__)
seen = []


@app.route("/count")
def count():
    seen.append(1)
    return {"share": 1 / (3 - len(seen))}


@app.route("/other")
def other():
    return {}
"""


FLASK_WITH_DATA = """
import sqlite3

from flask import Flask

app = Flask(__name__)


@app.route("/items/<int:number>/share")
def share(number):
    with sqlite3.connect("shop.db") as database:
        row = database.execute("SELECT price FROM items WHERE id = ?", (number,)).fetchone()
    if row is None:
        return {"error": "no such item"}, 404
    return {"share": 100 / row[0]}
"""
SEED = """
import sqlite3

with sqlite3.connect("shop.db") as database:
    database.execute("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT, price INTEGER)")
    database.execute("INSERT INTO items VALUES (1, 'a', 5), (2, 'b', 8)")
"""


@pytest.fixture
def replayer() -> Iterator[SandboxReplayer]:
    made = SandboxReplayer(ProcessSandbox())
    yield made
    made.close()


def committed(tree: Path, subject: str) -> str:
    """Commit everything and return the sha."""

    def git(*words: str) -> str:
        command = ["git", "-c", "user.name=Ann", "-c", "user.email=ann@example.org", *words]
        return subprocess.run(command, cwd=tree, check=True, capture_output=True, text=True).stdout.strip()

    if not (tree / ".git").exists():
        git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-q", "-m", subject)
    return git("rev-parse", "HEAD")


def a_crash(exception: str, message: str, *places: tuple[str, str, int]) -> tuple[RaisedException, ...]:
    frames = tuple(Frame(path=path, function=function, line=line) for path, function, line in places)
    return (RaisedException(type=exception, message=message, frames=frames),)


def investigated(
    replayer: SandboxReplayer, tree: Path, suspects: tuple[SuspectCommit, ...] = (), **event: Any
) -> tuple[Diagnosis, list[Progress]]:
    service = event.pop("service", None) or described(tree, event.pop("kind", "asgi"))
    incident = an_incident(samples=(an_event(**event),))
    crash = CodeLocation(path="shop/pricing.py", line=1, function="quote")
    report = TriageReport(incident_id=incident.id, summary="s", since=NOW, crash=crash, suspects=suspects)
    told: list[Progress] = []
    outcome = StaticInvestigator(replayer).investigate(incident, report, service, told.append)
    assert isinstance(outcome, Done), outcome
    return outcome.value, told


def test_crash_is_reproduced_shrunk_explained_and_written_down(replayer: SandboxReplayer, tmp_path: Path) -> None:
    tree = write(tmp_path / "repository", FASTAPI, tests__test_shop=FASTAPI_TESTS)
    (tree / "shop" / "pricing.py").write_text(PRICING.replace('["price"]', '.get("price", 0)'))
    committed(tree, "Quote prices")
    (tree / "shop" / "pricing.py").write_text(PRICING)
    sha = committed(tree, "Tidy up the store")
    suspect = SuspectCommit(
        sha=sha, author="Ann", at=NOW, subject="Tidy up", paths=("shop/pricing.py",), score=0.9, why="blame"
    )
    body = {"key": "b", "count": 2, "notes": ["x" * 80, "fragile"], "options": {"gift": "no"}}
    headers = {"Content-Type": "application/json", "X-Tenant": "acme", "User-Agent": "curl"}
    request = HttpRequest(method="POST", url="http://prod/orders", query="currency=USD", headers=headers, body=body)
    places = (("shop/main.py", "order", 24), ("shop/pricing.py", "Store.price", 10))
    found, told = investigated(
        replayer, tree, (suspect,), request=request, exceptions=a_crash("KeyError", "'price'", *places)
    )
    assert found.reproduction is not None
    assert (found.reproduction.failures, found.reproduction.attempts, found.reproduction.status) == (3, 3, 500)
    assert found.reproduction.test_path == "tests/test_regression_0123456789ab.py"
    assert 'client.post("/orders", json={"key": "b"})' in found.reproduction.test_source
    assert "from fastapi.testclient import TestClient" in found.reproduction.test_source
    assert any("fails as it should" in one.text for one in told)
    assert found.crash is not None
    assert found.crash.location.function == "Store.price"
    assert found.crash.variables["self.items[key]"]["keys"] == []
    assert found.client_inputs == ("body:$.key",)
    assert found.base_commit == sha
    kinds = {one.kind: one.status for one in found.hypotheses}
    assert kinds == {
        "missing-key": HypothesisStatus.SUPPORTED,
        "regression": HypothesisStatus.SUPPORTED,
        "client-data": HypothesisStatus.SUPPORTED,
        "server-code": HypothesisStatus.REFUTED,
        "dependency": HypothesisStatus.REFUTED,
        "caller": HypothesisStatus.OPEN,
        "callee": HypothesisStatus.OPEN,
    }
    given = [one.location.function for one in found.hypotheses if one.kind == "callee" and one.location is not None]
    assert given == ["Store"], given
    assert all(one.experiments for one in found.hypotheses if one.status is not HypothesisStatus.OPEN)
    targets = [one.target for one in found.traffic]
    assert "/items/a" in targets
    assert targets[0] == "/orders?currency=USD"


def test_crash_that_needs_an_earlier_request_is_found(replayer: SandboxReplayer, tmp_path: Path) -> None:
    tree = write(tmp_path / "repository", FLASK_WITH_STATE)
    committed(tree, "Count")
    crash = a_crash("ZeroDivisionError", "division by zero", ("shop/main.py", "count", 11))
    found, _ = investigated(replayer, tree, request=HttpRequest(url="http://prod/count"), exceptions=crash, kind="wsgi")
    assert found.reproduction is not None
    assert [one.target for one in found.reproduction.stimulus.before] == ["/count", "/count"]
    assert found.reproduction.test_source.count('client.get("/count")') == 3


def test_crash_that_needs_data_of_production_is_found_by_changing_what_is_stored(
    replayer: SandboxReplayer, tmp_path: Path
) -> None:
    tree = write(tmp_path / "repository", FLASK_WITH_DATA, seed=SEED)
    (tree / ".gitignore").write_text("shop.db\n")
    committed(tree, "Sell")
    crash = a_crash("ZeroDivisionError", "division by zero", ("shop/main.py", "share", 15))
    incident = an_incident(samples=(an_event(request=HttpRequest(url="http://prod/items/77/share"), exceptions=crash),))
    service = described(tree, "wsgi", commands=Commands(setup=("python", "seed.py")))
    found = diagnosed(replayer, service, incident)
    assert found.reproduction is not None, found.unresolved
    assert [(one.sql, one.values) for one in found.reproduction.stimulus.stored] == [
        ('UPDATE "items" SET "price" = ?', (0,))
    ]
    assert found.reproduction.stimulus.target == "/items/1/share"
    assert found.reproduction.failures == 3
    assert 'execute(\'UPDATE "items" SET "price" = ?\', (0,))' in found.reproduction.test_source
    assert not (tree / "shop.db").exists()


def test_command_is_reproduced_without_any_request(replayer: SandboxReplayer, tmp_path: Path) -> None:
    tree = write(tmp_path / "repository", FASTAPI)
    committed(tree, "Quote prices")
    places = (("shop/job.py", "<module>", 15), ("shop/job.py", "main", 11), ("shop/pricing.py", "quote", 14))
    crash = a_crash("ZeroDivisionError", "float division by zero", *places)
    words = ["/srv/app/shop/job.py", "--count", "0"]
    found, _ = investigated(replayer, tree, exceptions=crash, extra={"sys.argv": words})
    assert found.reproduction is not None
    assert found.reproduction.stimulus.command == ("python", "-m", "shop.job", "--count", "0")
    assert "subprocess.run(" in found.reproduction.test_source
    assert {one.kind for one in found.hypotheses} >= {"zero-divisor", "server-code", "dependency"}


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (
            {
                "request": HttpRequest(url="http://prod/items/a"),
                "exceptions": a_crash("KeyError", "'price'", ("shop/pricing.py", "price", 10)),
            },
            "does not crash at HEAD: it ends with status 200",
        ),
        (
            {
                "request": HttpRequest(url="http://prod/items/b"),
                "exceptions": a_crash("IndexError", "list index out of range", ("shop/pricing.py", "price", 10)),
            },
            "crashes at HEAD in another way: it raises KeyError, the event IndexError",
        ),
        ({"exceptions": a_crash("KeyError", "'x'")}, "neither a request nor a command"),
        ({"exceptions": (), "message": "disk is full"}, "a message without an exception"),
    ],
)
def test_what_cannot_be_reproduced_is_not_claimed(
    replayer: SandboxReplayer, tmp_path: Path, event: dict[str, Any], said: str
) -> None:
    tree = write(tmp_path / "repository", FASTAPI)
    committed(tree, "Quote prices")
    found, _ = investigated(replayer, tree, **event)
    assert found.reproduction is None
    assert said in found.unresolved
    assert len(found.hypotheses) >= 2
    assert not any(one.status is HypothesisStatus.SUPPORTED for one in found.hypotheses)


def test_service_without_code_is_declined(replayer: SandboxReplayer, tmp_path: Path) -> None:
    incident = an_incident()
    report = TriageReport(incident_id=incident.id, summary="s", since=NOW)
    service = described(tmp_path / "nowhere")
    outcome = StaticInvestigator(replayer).investigate(incident, report, service, lambda progress: None)
    assert isinstance(outcome, Declined)
    assert "nowhere" in outcome.reason


def test_function_that_no_request_reaches_is_called_with_the_captured_arguments(
    replayer: SandboxReplayer, tmp_path: Path
) -> None:
    tree = write(tmp_path, "app = None\n")
    (tree / "tests").mkdir()
    service = described(tree).model_copy(update={"app": None})
    frames = (
        Frame(path="shop/pricing.py", function="quote", line=13, variables={"key": "'b'", "currency": "'EUR'"}),
        Frame(path="shop/pricing.py", function="price", line=9, variables={"self": "<Store object>", "key": "'b'"}),
    )
    event = an_event(exceptions=(RaisedException(type="KeyError", message="'price'", frames=frames),))
    report = TriageReport(incident_id="i1", summary="KeyError", exception="KeyError", message="'price'", since=NOW)

    found = StaticInvestigator(replayer).investigate(an_incident(samples=(event,)), report, service, lambda told: None)

    assert isinstance(found, Done)
    reproduction = found.value.reproduction
    assert reproduction is not None
    assert reproduction.stimulus.command[2].endswith("Store().price(key='b')\n")
    assert (reproduction.attempts, reproduction.failures) == (3, 3)
    assert found.value.crash is not None
    assert found.value.crash.location.function.endswith("price")
    assert found.value.crash.column is not None
    assert "Store().price(key=" in reproduction.test_source


SESSIONS = """
from flask import Flask, jsonify, request

app = Flask(__name__)
KNOWN = {}


@app.post("/login")
def login():
    KNOWN["s1"] = request.get_json()["name"]
    answer = jsonify(ok=True)
    answer.set_cookie("sid", "s1")
    return answer


@app.get("/report")
def report():
    name = KNOWN.get(request.cookies.get("sid"))
    if name is None:
        return jsonify(error="sign in"), 401
    return jsonify(total={"ann": 3}[name])
"""
SESSION_TESTS = """
from shop.main import app


def test_sign_in():
    client = app.test_client()
    assert client.post("/login", json={"name": "bob"}).status_code == 200
    assert app.test_client().get("/report").status_code == 401
"""


def test_a_request_of_somebody_who_signed_in_is_reproduced_after_a_sign_in(
    replayer: SandboxReplayer, tmp_path: Path
) -> None:
    tree = write(tmp_path / "repository", SESSIONS, tests__test_shop=SESSION_TESTS)
    committed(tree, "Report")
    request = HttpRequest(url="http://prod/report", cookies={"sid": "[Filtered]"})
    crash = a_crash("KeyError", "'bob'", ("shop/main.py", "report", 20))
    found, _ = investigated(replayer, tree, request=request, exceptions=crash, kind="wsgi")
    assert found.reproduction is not None, found.unresolved
    assert [one.target for one in found.reproduction.stimulus.before] == ["/login"]
    assert 'client.post("/login"' in found.reproduction.test_source


KEPT = """
import json
import sqlite3

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/cart")
def cart():
    with sqlite3.connect("shop.db") as database:
        row = database.execute("SELECT content FROM sessions WHERE key = ?", (request.cookies.get("sid"),)).fetchone()
    if row is None:
        return jsonify(error="nothing was begun"), 409
    return jsonify(json.loads(row[0])[0]["name"])
"""
KEPT_SEED = """
import sqlite3

with sqlite3.connect("shop.db") as database:
    database.execute("CREATE TABLE sessions (key TEXT PRIMARY KEY, content TEXT)")
    database.execute("INSERT INTO sessions VALUES ('visitor-of-spring', '[\\"ann\\"]')")
"""
KEPT_TESTS = """
from shop.main import app


def test_nothing_begun():
    assert app.test_client().get("/cart").status_code == 409
"""


def test_a_request_whose_session_lies_in_the_stored_data_is_reproduced_with_that_session(
    replayer: SandboxReplayer, tmp_path: Path
) -> None:
    tree = write(tmp_path / "repository", KEPT, seed=KEPT_SEED, tests__test_shop=KEPT_TESTS)
    (tree / ".gitignore").write_text("shop.db\n")
    committed(tree, "Cart")
    request = HttpRequest(url="http://prod/cart", cookies={"sid": "[Filtered]"})
    crash = a_crash("TypeError", "string indices must be integers, not 'str'", ("shop/main.py", "cart", 16))
    incident = an_incident(samples=(an_event(request=request, exceptions=crash),))
    service = described(tree, "wsgi", commands=Commands(setup=("python", "seed.py")))
    found = diagnosed(replayer, service, incident)
    assert found.reproduction is not None, found.unresolved
    assert found.reproduction.stimulus.headers == (("cookie", "sid=visitor-of-spring"),)


BREAKS_OFF = """
import json

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def parts(found):
    yield "first"
    yield json.dumps(found)


@app.get("/stream")
def stream():
    return StreamingResponse(parts({"of": {1, 2}}))
"""


def test_an_answer_that_breaks_off_has_a_test_that_hears_of_it(replayer: SandboxReplayer, tmp_path: Path) -> None:
    tree = write(tmp_path / "repository", BREAKS_OFF, tests__test_shop=FASTAPI_TESTS)
    committed(tree, "Stream")
    crash = a_crash("TypeError", "Object of type set is not JSON serializable", ("shop/main.py", "parts", 12))
    found, told = investigated(replayer, tree, request=HttpRequest(url="http://prod/stream"), exceptions=crash)
    assert found.reproduction is not None, found.unresolved
    assert "with TestClient(app) as client:" in found.reproduction.test_source
    assert any("fails as it should" in one.text for one in told)


WAREHOUSE = '''"""Prices of a warehouse, from its database."""


def discount(code):
    """The share that a code takes off; 0 for none."""
    return 0.1 if code == "TEN" else 0.0


def price_of(connection, sku, code=None):
    """The price of an article."""
    row = connection.execute("select price, weight from article where sku = ?", (sku,)).fetchone()
    return round(row["prize"] * (1 - discount(code)), 2)
'''


def warehouse(tmp_path: Path) -> Service:
    """A repository without web framework whose functions want a database that is not there."""
    tree = tmp_path / "repository"
    (tree / "tests").mkdir(parents=True)
    (tree / "warehouse.py").write_text(WAREHOUSE)
    (tree / "tests" / "test_discount.py").write_text(
        "from warehouse import discount\n\n\ndef test_discount():\n    assert discount('TEN') == 0.1\n"
    )
    committed(tree, "Start")
    return described(tree).model_copy(update={"app": None})


def no_price(row: Any, error: str, message: str) -> Incident:
    variables = {"connection": "<sqlite3.Connection object at 0x7f>", "sku": "'a7'", "code": "None", "row": row}
    frame = Frame(path="warehouse.py", function="price_of", line=12, variables=variables)
    raised = RaisedException(type=error, message=message, frames=(frame,))
    return an_incident(samples=(an_event(exceptions=(raised,)),))


def diagnosed(replayer: SandboxReplayer, service: Service, incident: Incident) -> Diagnosis:
    report = TriageReport(incident_id=incident.id, summary="s", since=NOW)
    found = StaticInvestigator(replayer).investigate(incident, report, service, lambda told: None)
    assert isinstance(found, Done)
    return found.value


def mended(replayer: SandboxReplayer, service: Service, diagnosis: Diagnosis) -> Outcome[VerifiedFix]:
    candidates = StaticRepair(replayer).candidates(diagnosis, service, lambda told: None)
    return RedGreenVerifier(replayer, VerifySettings()).verify(candidates, diagnosis, service, lambda told: None)


def test_crash_behind_a_database_is_reproduced_with_a_stand_in_and_mended(
    replayer: SandboxReplayer, tmp_path: Path
) -> None:
    service = warehouse(tmp_path)
    found = diagnosed(replayer, service, no_price({"price": 12.5, "weight": 3}, "KeyError", "'prize'"))
    reproduction = found.reproduction
    assert reproduction is not None
    assert reproduction.stand_ins == ("connection",)
    assert (reproduction.attempts, reproduction.failures) == (3, 3)
    answered = 'connection = StandIn(execute=returns(StandIn(fetchone=returns({"price": 12.5, "weight": 3}))))'
    assert f"    {answered}\n" in reproduction.test_source
    fixed = mended(replayer, service, found)
    assert isinstance(fixed, Done), fixed
    assert "The crash is reproduced with stand-ins for: connection." in fixed.value.proof.notes
    assert '+    return round(row["price"]' in fixed.value.candidate.patch.diff


def test_fix_that_no_answer_of_a_stand_in_lets_past_the_crash_is_declined(
    replayer: SandboxReplayer, tmp_path: Path
) -> None:
    service = warehouse(tmp_path)
    found = diagnosed(replayer, service, no_price("None", "TypeError", "'NoneType' object is not subscriptable"))
    assert found.reproduction is not None
    assert found.reproduction.stand_ins == ("connection",)
    assert isinstance(mended(replayer, service, found), Declined)


def test_stand_in_that_answers_something_else_is_no_reproduction(replayer: SandboxReplayer, tmp_path: Path) -> None:
    incident = no_price("<sqlite3.Row object at 0x7f>", "TypeError", "'NoneType' object is not subscriptable")
    found = diagnosed(replayer, warehouse(tmp_path), incident)
    assert found.reproduction is None
    assert "NotCaptured" in found.unresolved


JOB = """
import csv
import sys


def shares(path):
    with open(path, newline="") as source:
        return {row["name"]: 100 / int(row["parts"]) for row in csv.DictReader(source)}


print(shares(sys.argv[1]))
"""
JOB_TEST = """
import subprocess, sys


def test_shares(tmp_path):
    (tmp_path / "in.csv").write_text("name,parts\\na,4\\nb,5\\n")
    subprocess.run([sys.executable, "job.py", str(tmp_path / "in.csv")], check=True)
"""


def test_a_file_that_no_frame_tells_is_made_after_a_sample_of_the_tests(
    replayer: SandboxReplayer, tmp_path: Path
) -> None:
    tree = tmp_path / "repository"
    (tree / "tests").mkdir(parents=True)
    (tree / "job.py").write_text(JOB)
    (tree / "tests" / "test_job.py").write_text(JOB_TEST)
    committed(tree, "Shares")
    crash = a_crash("ZeroDivisionError", "division by zero", ("job.py", "shares", 8), ("job.py", "<dictcomp>", 8))
    found, _ = investigated(
        replayer, tree, exceptions=crash, extra={"sys.argv": ["job.py", "/data/monthly.csv"]}, kind="wsgi"
    )
    assert found.reproduction is not None
    assert found.reproduction.stimulus.command == ("python", "job.py", "monthly.csv")
    assert found.reproduction.stimulus.files == (("monthly.csv", "name,parts\na,0\nb,5\n"),)
    assert "input_1.write_text('name,parts\\na,0\\nb,5\\n')" in found.reproduction.test_source
