import pytest

from arbase.domain.event import Event, Frame, HttpRequest, RaisedException
from arbase.domain.triage import CodeLocation
from arbase.triage.handling import handling_of
from arbase.workspace.code import CodeReader
from tests.fakes import NOW

ERRORS = "class Closed(Exception):\n    pass\n\n\nclass Broken(Exception):\n    pass\n"
APP = """
import logging
from shop.errors import Closed, Broken

log = logging.getLogger(__name__)


@app.post("/close")
def close(month):
    if month < 3:
        raise Closed("the month is closed")
    return compute(month)


@app.exception_handler(Closed)
def closed(request, error):
    log.warning("Refused because closed: %s", error)
    return answer({"detail": "closed"}, status_code=409)


def compute(month):
    try:
        return 1 / month
    except Exception:
        log.exception("Computing went wrong: %s", month)
        return None


def fetch(url):
    for attempt in range(3):
        try:
            return client.get(url)
        except TimeoutError as error:
            log.error("Not available after a while: %s", error)
            time.sleep(1)


def check(amount):
    if amount > 100:
        log.warning("Amount over the limit: %s", amount)
        return False
    raise Broken("impossible")


@shared_task
def nightly():
    return {}["total"]
"""


@pytest.fixture
def code(tmp_path):
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "errors.py").write_text(ERRORS)
    (tmp_path / "shop" / "app.py").write_text(APP)
    return CodeReader(tmp_path)


def at(text):
    return CodeLocation(path="shop/app.py", line=next(n for n, line in enumerate(APP.split("\n"), 1) if text in line))


def event(kind="", message="m", **facts):
    raised = (RaisedException(type=kind, message=message, frames=facts.pop("frames", ())),) if kind else ()
    return Event(id="e", service="s", received_at=NOW, occurred_at=NOW, message=message, exceptions=raised, **facts)


def test_an_own_exception_with_a_registered_handler_is_expected_and_answered(code):
    raised = handling_of(event("Closed"), (at("raise Closed"),), None, code)
    assert (raised.own_type, raised.expected, raised.entry) == (True, True, "route")
    logged = handling_of(event(), (), at("Refused because closed"), code)
    assert (logged.caught, logged.logged, logged.ends, logged.status) == ("own", "warning", "returns", 409)


def test_an_own_exception_that_nobody_names_is_not_expected(code):
    found = handling_of(event("Broken"), (at("raise Broken"),), None, code)
    assert (found.own_type, found.expected, found.caught) == (True, False, "")


def test_a_catch_all_that_logs_is_broad(code):
    found = handling_of(event("ZeroDivisionError"), (at("1 / month"),), at("Computing went wrong"), code)
    assert (found.own_type, found.caught, found.logged, found.ends) == (False, "broad", "exception", "returns")
    assert handling_of(event("ZeroDivisionError"), (at("1 / month"),), None, code).caught == "broad"


def test_a_loop_that_tries_again_is_seen(code):
    found = handling_of(event(), (), at("Not available after"), code)
    assert (found.caught, found.retried, found.logged) == ("specific", True, "error")


def test_a_check_that_logs_is_a_guard(code):
    found = handling_of(event(), (), at("Amount over the limit"), code)
    assert (found.guard, found.caught, found.ends) == (True, "", "returns")


def test_a_job_is_told_from_a_route(code):
    assert handling_of(event("KeyError"), (at('{}["total"]'),), None, code).entry == "task"


def test_a_value_that_came_with_the_request_is_the_clients():
    request = HttpRequest(url="http://shop/close", query="month=soon", body={"rooms": [{"kind": "attic"}]})
    frame = Frame(function="f", source_line="return int(month)", variables={"month": "'soon'", "other": "'x'"})
    empty = CodeReader.__new__(CodeReader)
    empty.__dict__.update(root=None, _texts={}, _outlines={}, files=())
    quoted = event("KeyError", "'attic'", request=request)
    assert handling_of(quoted, (), None, empty).client_value
    in_locals = event("ValueError", "bad", request=request, frames=(frame,))
    assert handling_of(in_locals, (), None, empty).client_value
    assert not handling_of(event("KeyError", "'cellar'", request=request), (), None, empty).client_value


def test_a_file_that_is_no_python_is_no_error(code, tmp_path):
    (tmp_path / "shop" / "bad.py").write_text("def f(:\n  x = 1\n")
    found = handling_of(event("KeyError"), (CodeLocation(path="shop/bad.py", line=2),), None, CodeReader(tmp_path))
    assert found.caught == ""
