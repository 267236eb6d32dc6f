"""Fingerprint version 1 is immutable: the frozen table below may grow, its digests may not change."""

import itertools
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arbase.domain.event import Event
from arbase.intake.digest import culprit, draft, title
from arbase.intake.fingerprint.v1 import fingerprint
from arbase.intake.fingerprint.v1_frame import source_line
from arbase.intake.fingerprint.v1_message import normalise
from arbase.intake.sentry import parse_event

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
FROZEN = json.loads((Path(__file__).parent / "fingerprints_v1.json").read_text(encoding="utf-8"))


def event(**payload) -> Event:
    return parse_event({"platform": "python", **payload}, service="shop", now=NOW)


def frame(place: str, line: str | None = None, *, own: bool = True, at: int = 7, **changes) -> dict:
    module, _, function = place.rpartition(".")
    path = module.replace(".", "/") + ".py"
    found = {"module": module, "function": function, "filename": path, "lineno": at, "in_app": own, **changes}
    return found if line is None else {**found, "context_line": line}


def raised(kind: str, message: str, *frames: dict, **mechanism) -> dict:
    return {"type": kind, "value": message, "stacktrace": {"frames": list(frames)}, "mechanism": mechanism}


def crash(*chain: dict, **payload) -> Event:
    return event(exception={"values": list(chain)}, **payload)


def digest(found: Event) -> str:
    return fingerprint(found).digest


LINE = "    return prices[name]"
CRASH = frame("shop.cart.total", LINE)
FOREIGN = frame("starlette.routing.app", "    await self.app(scope)", own=False)


# -- what belongs together

SAME = {
    "other values in the message": (crash(raised("KeyError", "'a'", CRASH)), crash(raised("KeyError", "'b'", CRASH))),
    "other line numbers after a deploy": (
        crash(raised("KeyError", "'a'", frame("shop.cart.total", LINE, at=7))),
        crash(raised("KeyError", "'a'", frame("shop.cart.total", LINE, at=93))),
    ),
    "other callers": (
        crash(raised("KeyError", "'a'", frame("shop.web.estimate", "    total(x)"), CRASH)),
        crash(
            raised("KeyError", "'a'", frame("shop.batch.rescore", "    y = total(y)"), frame("shop.batch.one"), CRASH)
        ),
    ),
    "another framework around it": (
        crash(raised("KeyError", "'a'", FOREIGN, CRASH)),
        crash(raised("KeyError", "'a'", frame("flask.app.wsgi", "x()", own=False), FOREIGN, CRASH)),
    ),
    "another depth of recursion": (
        crash(raised("KeyError", "'a'", *[frame("shop.tree.walk", "    walk(child)")] * 2, CRASH)),
        crash(raised("KeyError", "'a'", *[frame("shop.tree.walk", "    walk(child)")] * 40, CRASH)),
    ),
    "foreign code below, at another line of a newer release": (
        crash(raised("KeyError", "'a'", CRASH, frame("pandas.core.get", "    raise KeyError(key)", own=False))),
        crash(raised("KeyError", "'a'", CRASH, frame("pandas.core.loc", "    raise KeyError(key) from e", own=False))),
    ),
    "a formatter and a comment": (
        crash(raised("KeyError", "'a'", frame("shop.cart.total", "    x = f( a,b , 'c' )  # price"))),
        crash(raised("KeyError", "'a'", frame("shop.cart.total", 'x = f(a, b, "c",)'))),
    ),
    "more retries": (
        crash(*[raised("TimeoutError", "t", CRASH)] * 2, raised("Failed", "gave up", CRASH)),
        crash(*[raised("TimeoutError", "t", CRASH)] * 5, raised("Failed", "gave up", CRASH)),
    ),
    "a stack that ran out in another function": (
        crash(
            raised("RecursionError", "m", *[frame("shop.a.one", "two()"), frame("shop.a.two", "one()")] * 9),
        ),
        crash(
            raised(
                "RecursionError",
                "maximum recursion depth exceeded in comparison",
                frame("shop.web.go", "one()"),
                *[frame("shop.a.one", "two()"), frame("shop.a.two", "one()")] * 12,
                frame("shop.a.one", "if x:"),
                frame("json.encoder.encode", "x", own=False),
            )
        ),
    ),
    "raised alone and in a group": (
        crash(raised("KeyError", "'a'", CRASH)),
        crash(
            raised("KeyError", "'a'", CRASH, exception_id=1, parent_id=0),
            raised("ExceptionGroup", "1 failed", frame("shop.web.run"), exception_id=0, is_exception_group=True),
        ),
    ),
    "more tasks of a group failed, in another order": (
        crash(
            raised("KeyError", "'a'", CRASH),
            raised("ValueError", "x", CRASH),
            raised("ExceptionGroup", "2 failed", is_exception_group=True),
        ),
        crash(
            raised("ValueError", "y", CRASH),
            raised("KeyError", "'b'", CRASH),
            raised("KeyError", "'c'", CRASH),
            raised("ExceptionGroup", "3 failed", is_exception_group=True),
        ),
    ),
    "run as a script and imported": (
        crash(raised("E", "", frame("__main__.main", "go()", filename="rescore.py"))),
        crash(raised("E", "", frame("rescore.main", "go()", filename="rescore.py"))),
    ),
    "the path only and the module": (
        crash(raised("E", "", frame("shop.cart.total", LINE))),
        crash(raised("E", "", frame("shop.cart.total", LINE, module=None))),
    ),
    "a comprehension with and without a frame of its own": (
        crash(raised("E", "", frame("shop.cart.total", LINE), frame("shop.cart.<listcomp>", LINE))),
        crash(raised("E", "", frame("shop.cart.total", LINE))),
    ),
    "a release folder": (
        crash(raised("E", "", frame("x.f", LINE, module=None, filename="/srv/releases/20260102/shop/cart.js"))),
        crash(raised("E", "", frame("x.f", LINE, module=None, filename="/srv/releases/20261102/shop/cart.js"))),
    ),
    "a hashed bundle and an async function": (
        crash(
            raised("TypeError", "x", frame("x.load", LINE, module=None, filename="app:///static/main.3f2a1b9c4d.js"))
        ),
        crash(
            raised(
                "TypeError",
                "x",
                frame("x.f", LINE, module=None, function="async load", filename="app:///static/main.99aabbccdd.js"),
            )
        ),
    ),
    "one outage, two statuses": (
        crash(raised("HTTPStatusError", "Server error '502 Bad Gateway' for url 'http://a/1'", CRASH)),
        crash(raised("HTTPStatusError", "Server error '503 Service Unavailable' for url 'http://a/2'", CRASH)),
    ),
    "numbers that are no status": (
        crash(raised("ResponseValidationError", "1 validation error: input 450", CRASH)),
        crash(raised("ResponseValidationError", "1 validation error: input 12", CRASH)),
    ),
    "messages of one template": (
        event(logger="shop", logentry={"message": "no price for %s", "params": ["a"]}),
        event(logger="shop", logentry={"message": "no price for %s", "params": ["b c"]}),
    ),
    "messages that were formatted before they were logged": (
        event(message="order 17 of ann@example.org took 3.5 s at 2026-11-02 09:00"),
        event(message="order 9 of bob@example.org took 12 s at 2026-11-03 10:00"),
    ),
    "foreign code only, another value and another id in the path": (
        crash(raised("ConnectError", "cannot reach 10.0.0.1:80", FOREIGN), transaction="/houses/17"),
        crash(raised("ConnectError", "cannot reach 10.0.0.2:80", FOREIGN), transaction="/houses/18"),
    ),
    "no frames, other values": (crash(raised("KeyError", "'a'")), crash(raised("KeyError", "'b'"))),
    "the default asked for by name": (
        crash(raised("KeyError", "'a'", CRASH), fingerprint=["{{default}}"]),
        crash(raised("KeyError", "'a'", CRASH)),
    ),
    "an own fingerprint over everything else": (
        crash(raised("KeyError", "'a'", CRASH), fingerprint=["payments"]),
        event(message="other", fingerprint=["payments"]),
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_events_of_one_fault_are_one_incident_in_spite_of(name):
    first, second = SAME[name]
    assert fingerprint(first).parts == fingerprint(second).parts
    assert digest(first) == digest(second)


# -- what does not

DIFFERENT = {
    "type": [
        crash(raised("KeyError", "'a'", CRASH)),
        crash(raised("IndexError", "'a'", CRASH)),
    ],
    "line": [
        crash(raised("KeyError", "'a'", frame("shop.cart.total", "    return prices[name]"))),
        crash(raised("KeyError", "'a'", frame("shop.cart.total", "    return rates[name]"))),
    ],
    "function": [
        crash(raised("KeyError", "'a'", frame("shop.cart.total", LINE))),
        crash(raised("KeyError", "'a'", frame("shop.cart.count", LINE))),
        crash(raised("KeyError", "'a'", frame("shop.order.total", LINE))),
    ],
    "cause behind a generic wrapper": [
        crash(
            raised(kind, "x", frame(place, "go()")), raised("JobFailed", "job failed", frame("shop.jobs.run", "raise"))
        )
        for kind, place in [("KeyError", "shop.a.x"), ("ValueError", "shop.a.x"), ("KeyError", "shop.b.y")]
    ],
    "with and without a cause": [
        crash(raised("JobFailed", "x", CRASH)),
        crash(raised("KeyError", "x", CRASH), raised("JobFailed", "x", CRASH)),
    ],
    "HTTP status": [
        crash(raised("HTTPStatusError", "Client error '404 Not Found' for url 'http://a'", CRASH)),
        crash(raised("HTTPStatusError", "Client error '403 Forbidden' for url 'http://a'", CRASH)),
        crash(raised("HTTPStatusError", "Server error '503 Service Unavailable' for url 'http://a'", CRASH)),
    ],
    "words of a message": [event(message="disk full"), event(message="queue full"), event(message="")],
    "logger": [event(message="disk full", logger="a"), event(message="disk full", logger="b")],
    "template": [
        event(logentry={"message": "no %s", "params": ["a"]}),
        event(logentry={"message": "bad %s", "params": ["a"]}),
    ],
    "transaction of foreign code": [
        crash(raised("ResponseValidationError", "1 validation error", FOREIGN), transaction="/a"),
        crash(raised("ResponseValidationError", "1 validation error", FOREIGN), transaction="/b"),
    ],
    "message of foreign code": [
        crash(raised("OperationalError", "no such table: houses", FOREIGN)),
        crash(raised("OperationalError", "database is locked", FOREIGN)),
    ],
    "own fingerprint": [
        crash(raised("KeyError", "'a'", CRASH), fingerprint=["{{ default }}", tenant]) for tenant in ("a", "b")
    ]
    + [crash(raised("KeyError", "'a'", CRASH))],
    "message of a place without name": [
        crash(raised("TypeError", text, frame("x.f", module=None, function="?", filename="<anonymous>")))
        for text in ("x is undefined", "y is not a function")
    ],
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_events_of_two_faults_are_two_incidents_by(name):
    for first, second in itertools.combinations(DIFFERENT[name], 2):
        assert digest(first) != digest(second)


@pytest.mark.parametrize(
    ("kind", "message", "status"),
    [
        ("HTTPError", "404 Client Error: Not Found for url: http://a/500", "404"),
        ("HTTPError", "HTTP Error 503: Service Unavailable", "5xx"),
        ("ClientResponseError", "429, message='Too Many Requests', url=URL('http://a')", "429"),
        ("HTTPException", "404: Not Found", "404"),
        ("ApiException", "(403)\nReason: Forbidden", "403"),
        ("RuntimeError", "unexpected status code 500", "5xx"),
        ("GeocoderError", "HTTP 502 from upstream", "5xx"),
        ("ValueError", "404 rows", None),
        ("ValueError", "price 450 is out of range", None),
        ("KeyError", "500", None),
        ("HTTPError", "took 4500 ms", None),
    ],
)
def test_a_failed_call_is_known_by_its_status(kind, message, status):
    parts = fingerprint(crash(raised(kind, message, CRASH))).parts
    assert [part.value for part in parts if part.kind == "status"] == ([status] if status else [])


def test_a_fingerprint_says_what_it_is_made_of():
    found = fingerprint(crash(raised("KeyError", "'a'", FOREIGN, CRASH)))
    assert (found.version, found.rule) == ("v1", "exception")
    assert [(part.kind, part.value) for part in found.parts] == [
        ("type", "KeyError"),
        ("frame", "shop.cart.total: return prices[name]"),
    ]
    assert all(part.source for part in found.parts)


def test_variables_in_an_own_fingerprint_are_filled():
    found = crash(
        raised("KeyError", "'a'", CRASH),
        fingerprint=[
            "{{ error.type }}",
            "{{ transaction }}",
            "{{ tags.tenant }}",
            "{{ stack.function }}",
            "{{ other }}",
        ],
        transaction="/cart",
        tags={"tenant": "t1"},
    )
    assert [part.value for part in fingerprint(found).parts] == ["KeyError", "/cart", "t1", "total", "{{ other }}"]


def test_the_digest_does_not_depend_on_the_explanation():
    found = fingerprint(crash(raised("KeyError", "'a'", CRASH)))
    assert len(found.digest) == 32
    assert found == fingerprint(crash(raised("KeyError", "'a'", CRASH)))


@pytest.mark.parametrize(
    ("message", "normal"),
    [
        ("no row 17 in 'prices'", "no row <number> in <quoted>"),
        ("GET https://a.example/x?y=1 failed", "GET <url> failed"),
        ("user ann@example.org", "user <email>"),
        ("9ec79c33-ec99-42ab-8353-589fcb2e04dc gone", "<uuid> gone"),
        ("at 2026-11-02T09:00:00.123Z and 09:15:01", "at <date> and <time>"),
        ("from 10.1.2.3:8080 to fe80::1:2 (::1)", "from <ip> to <ip> (<ip>)"),
        ("open /var/lib/app/x.db and C:\\temp\\y.txt", "open <path>"),
        ("<Session object at 0x7f001122aabb> closed", "<object> closed"),
        ("commit 5c5f1e8a9d0b7e6f", "commit <hex>"),
        ("took 3.5ms, 12 %, -4e-3, 1,000 and 17 MB", "took <number>"),
        ("worker-17 and job_3a died", "<id> died"),
        ("values [1, 2, 3] and ['a', 'b']", "values [<number>] and [<quoted>]"),
        ("can't convert it", "can't convert it"),
        ("unsupported operand type(s) for +: 'int' and 'NoneType'", "unsupported operand type(s) for +: <quoted>"),
        ("two\n  lines\there", "two lines here"),
        ("", ""),
    ],
)
def test_messages_lose_their_values(message, normal):
    assert normalise(message) == normal


@given(st.text(max_size=300))
def test_any_message_is_normalised_to_a_bounded_text(message):
    assert len(normalise(message)) <= 300
    assert len(source_line(message)) <= 200


@pytest.mark.parametrize(
    ("payload", "heading", "place"),
    [
        (
            {"exception": [raised("KeyError", "'a'\nmore", CRASH, FOREIGN)], "transaction": "/x"},
            "KeyError: 'a'",
            "shop/cart.py in total",
        ),
        ({"exception": [raised("KeyError", "", FOREIGN)], "transaction": "/x"}, "KeyError", "/x"),
        ({"message": "disk full\nvery", "logger": "shop.disk"}, "disk full", "shop.disk"),
        ({}, "an event without a message", ""),
        (
            {"exception": [raised("KeyError", "'a'", CRASH), raised("Group", "g", is_exception_group=True)]},
            "KeyError: 'a'",
            "shop/cart.py in total",
        ),
    ],
)
def test_incidents_have_a_title_and_a_place(payload, heading, place):
    found = event(**payload)
    assert (title(found), culprit(found)) == (heading, place)
    assert draft(found).earlier == (fingerprint(found),)


# -- the frozen table


@pytest.mark.parametrize("case", FROZEN, ids=lambda case: case["name"])
def test_the_fingerprint_of_version_1_never_changes(case):
    found = fingerprint(event(**case["event"]))
    assert (found.rule, [[part.kind, part.value] for part in found.parts]) == (case["rule"], case["parts"])
    assert found.digest == case["digest"], "a change of the fingerprint is a new version in a new file"
