from __future__ import annotations

import pytest

from arbase.domain.event import Breadcrumb
from tests.unit.triage.conftest import foreign, frame, incident, raised

CALL = frame("shop/maps.py", 14, "position")
OWN = frame("shop/prices.py", 8, "total")
HTTPX = foreign("httpx._client", "get")


def test_library_error_below_an_own_line_is_the_other_systems(triage):
    crumb = Breadcrumb(category="httplib", data={"url": "http://ann:secret@maps.internal:8080/find"})
    chain = (
        raised("ConnectionRefusedError", "[Errno 111]", foreign("anyio", "connect"), module="builtins"),
        raised("ConnectError", "refused", foreign("httpcore", "connect"), module="httpcore"),
        raised("ConnectError", "refused", CALL, HTTPX, module="httpx"),
    )
    report = triage(incident(*chain, breadcrumbs=(crumb,)))
    assert report.dependency == "HTTP service maps.internal:8080"
    assert report.exception == "ConnectError"
    assert report.crash is not None
    assert report.crash.line == 14


@pytest.mark.parametrize(
    ("kind", "module", "message", "expected"),
    [
        ("HTTPStatusError", "httpx", "Server error '502 Bad Gateway' for url 'http://maps/x'", "HTTP service maps"),
        ("HTTPStatusError", "httpx", "Client error '404 Not Found' for url 'http://maps/x'", None),
        ("ReadTimeout", "requests.exceptions", "HTTPConnectionPool(host='maps', port=80): Read timed out",
         "HTTP service maps:80"),
        ("JSONDecodeError", "requests.exceptions", "Expecting value", None),
        ("InvalidURL", "httpx", "bad", None),
        ("OperationalError", "sqlalchemy.exc", "(psycopg.OperationalError) connection refused",
         "database (OperationalError)"),
        ("OperationalError", "sqlalchemy.exc", "(sqlite3.OperationalError) no such column: area", None),
        ("OperationalError", "sqlite3", "database is locked", "database (OperationalError)"),
        ("OperationalError", "sqlite3", "no such table: houses", None),
        ("ProgrammingError", "psycopg.errors", "syntax error", None),
        ("IntegrityError", "sqlalchemy.exc", "duplicate key", None),
        ("ConnectionError", "redis.exceptions", "Error 111 connecting to cache:6379", "cache (ConnectionError)"),
        ("ResponseError", "redis.exceptions", "WRONGTYPE", None),
        ("ClientError", "botocore.exceptions", "An error occurred (SlowDown)", "cloud service (ClientError)"),
        ("ClientError", "botocore.exceptions", "An error occurred (AccessDenied)", None),
        ("NoBrokersAvailable", "kafka.errors", "", "message broker (NoBrokersAvailable)"),
        ("AioRpcError", "grpc.aio", "StatusCode.UNAVAILABLE", "gRPC service (AioRpcError)"),
        ("AioRpcError", "grpc.aio", "StatusCode.INVALID_ARGUMENT", None),
        ("SMTPServerDisconnected", "smtplib", "Connection unexpectedly closed", "mail server (SMTPServerDisconnected)"),
        ("KeyError", "builtins", "'area'", None),
        ("ConnectionError", "shop.errors", "down", None),
    ],
)  # fmt: skip
def test_library_and_message_tell_an_outage_from_a_mistake(triage, kind, module, message, expected):
    assert triage(incident(raised(kind, message, OWN, foreign(module, "call"), module=module))).dependency == expected


@pytest.mark.parametrize("kind", ["ConnectionResetError", "TimeoutError", "gaierror", "SSLError"])
def test_error_of_the_interpreter_counts_by_the_frames_around_it(triage, kind):
    inside = raised(kind, "x", OWN, foreign("http.client", "send"), foreign("socket", "create_connection"))
    assert triage(incident(inside)).dependency is not None
    beside_a_client = raised(kind, "x", CALL, foreign("asyncio.tasks", "wait_for"))
    assert triage(incident(beside_a_client)).dependency is not None
    alone = raised(kind, "x", OWN)
    assert triage(incident(alone)).dependency is None
    in_other_code = raised(kind, "x", OWN, foreign("json.decoder", "decode"))
    assert triage(incident(in_other_code)).dependency is None


def test_own_error_in_the_handler_of_a_clients_error_is_the_other_systems(triage):
    report = triage(incident(raised("MapsUnavailable", "no answer", frame("shop/maps.py", 16, "position"))))
    assert report.dependency == "HTTP service (MapsUnavailable)"
    assert report.raised_on_purpose
    assert report.runbooks[0].path == ".arbase/runbooks/maps.md"


def test_own_error_about_a_bad_answer_is_the_other_systems(triage):
    report = triage(incident(raised("MapsUnavailable", "it answered 502", frame("shop/maps.py", 18, "position"))))
    assert report.dependency is not None


def test_own_error_that_speaks_of_something_else_is_not(triage):
    assert (
        triage(incident(raised("LookupError", "no such address", frame("shop/maps.py", 20, "position")))).dependency
        is None
    )
    unrelated = raised("MapsUnavailable", "connection refused", frame("shop/prices.py", 7, "total"))
    assert triage(incident(unrelated)).dependency is None


def test_crash_on_the_answer_of_a_client_is_this_codes_fault(triage):
    report = triage(incident(raised("KeyError", "'position'", frame("shop/maps.py", 22, "position"))))
    assert report.dependency is None
