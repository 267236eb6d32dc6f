"""Fingerprint version 2 is immutable: the frozen table may grow, its digests may not change."""

import itertools
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from arbase.intake.fingerprint import v1
from arbase.intake.fingerprint.v2 import fingerprint
from arbase.intake.sentry import parse_event
from tests.unit.intake.test_intake_fingerprint_v1 import CRASH, DIFFERENT, FOREIGN, SAME, crash, event, frame, raised

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
FROZEN = json.loads((Path(__file__).parent / "fingerprints_v2.json").read_text(encoding="utf-8"))
PARSE = frame("shop.dates.parse", "    return date.fromisoformat(text)")
EXECUTE = frame("shop.db.run", "    conn.execute(sql)")


def digest(found):
    return fingerprint(found).digest


def kinds(found):
    return [part.kind for part in fingerprint(found).parts]


ALIKE = {
    **SAME,
    "a decision of the code, whoever asked": (
        crash(raised("Conflict", "4 is closed", frame("shop.web.rename"), frame("shop.cart.open", "raise Closed(n)"))),
        crash(raised("Conflict", "7 is closed", frame("shop.web.pay"), frame("shop.cart.open", "raise Closed(n)"))),
    ),
    "what a decoder disliked, where the code says the same of all": tuple(
        crash(
            raised(kind, "x", frame("shop.page.decode", "    raw = loads(text)")),
            raised("BadRequest", "unreadable", frame("shop.page.decode", '    raise BadRequest("unreadable") from e')),
        )
        for kind in ("JSONDecodeError", "UnicodeDecodeError")
    ),
    "a refused host, whatever was asked for": tuple(
        crash(raised("DisallowedHost", f"Invalid header: {host!r}. You may add it.", FOREIGN), transaction=path)
        for host, path in (("10.0.0.1", "/"), ("a.example.com", "/login"))
    ),
    "a place of the input that is refused, on two routes": tuple(
        crash(
            raised(
                "RequestValidationError",
                f"1 validation error: {{'type': 'missing', 'loc': ('body', 'rooms'), 'input': {value}}}",
                FOREIGN,
            ),
            transaction=path,
        )
        for value, path in ((7, "/a"), (9, "/b"))
    ),
    "words and numbers among the values of a message": tuple(
        event(logentry={"message": "line %d of %s: %s", "params": [number, name, "no reference or title"]})
        for number, name in ((2, "casaplus"), (31, "velohaus"))
    ),
    "a template that is nothing but placeholders": tuple(
        event(logger="shop", logentry={"message": "%s %s: %s", "params": ["GET", path, "App 2.9 is too old"]})
        for path in ("/a/17", "/a/18")
    ),
}

APART = {
    **DIFFERENT,
    "who ran into a text that cannot be parsed": [
        crash(raised("ValueError", "Invalid isoformat string: 'x'", frame(place, "parse(x)"), PARSE))
        for place in ("shop.items.add", "shop.absence.give")
    ],
    "what the database says": [
        crash(raised("OperationalError", text, EXECUTE)) for text in ("database is locked", "disk I/O error")
    ],
    "the status that another system answered": [
        crash(raised("Unavailable", f"the model answered {status}", frame("shop.llm.read", "raise Unavailable(s)")))
        for status in (429, 502)
    ],
    "the status in a logged answer": [
        event(logentry={"message": "The model answered %d, attempt %d", "params": [status, 1]}) for status in (429, 502)
    ],
    "words that stand for a template without words": [
        event(logentry={"message": "%s %s: %s", "params": ["GET", "/a", text]})
        for text in ("App 2.9 is too old", "too many requests")
    ],
    "a reason among the values of a message": [
        event(logentry={"message": "line %d of %s: %s", "params": [number, "casaplus", text]})
        for number, text in ((2, "no reference or title"), (3, "the price is in dollars"), (2, "ReadTimeout"))
    ],
    "another place of the input": [
        crash(raised("ValidationError", f"1 validation error for House\n{name}\n  Missing [type=missing]", FOREIGN))
        for name in ("rooms", "area")
    ],
    "an error turned into another whose words hold it": [
        crash(
            raised(kind, "x", frame("shop.net.call", "    answer = send()")),
            raised("Failed", "x", frame("shop.net.call", '    raise Failed(f"{error} at {path}") from error')),
        )
        for kind in ("ReadTimeout", "ConnectError")
    ],
}


@pytest.mark.parametrize("name", ALIKE)
def test_events_of_one_fault_are_one_incident_in_spite_of(name):
    first, second = ALIKE[name]
    assert fingerprint(first).parts == fingerprint(second).parts
    assert digest(first) == digest(second)


@pytest.mark.parametrize("name", APART)
def test_events_of_two_faults_are_two_incidents_by(name):
    for first, second in itertools.combinations(APART[name], 2):
        assert digest(first) != digest(second)


@pytest.mark.parametrize(
    ("kind", "message", "status"),
    [
        ("ProviderError", "the provider answers 502 at /token", "5xx"),
        ("Unavailable", "replied with 429", "429"),
        ("ValueError", "404 rows", None),
        ("ValueError", "got 450 of 500", None),
        ("KeyError", "500", None),
    ],
)
def test_an_answer_of_another_system_is_known_by_its_status(kind, message, status):
    parts = fingerprint(crash(raised(kind, message, CRASH))).parts
    assert [part.value for part in parts if part.kind == "status"] == ([status] if status else [])


def test_an_error_of_the_line_itself_does_not_name_its_caller():
    outer = frame("shop.web.go", "total(x)")
    assert "caller" not in kinds(crash(raised("KeyError", "'a'", outer, CRASH)))
    assert "caller" in kinds(crash(raised("ValueError", "bad", outer, PARSE)))


def test_versions_never_share_a_digest():
    found = crash(raised("KeyError", "'a'", CRASH))
    assert fingerprint(found).version == "v2"
    assert fingerprint(found).digest != v1.fingerprint(found).digest


@pytest.mark.parametrize("case", FROZEN, ids=lambda case: case["name"])
def test_the_fingerprint_of_version_2_never_changes(case):
    found = fingerprint(parse_event({"platform": "python", **case["event"]}, service="shop", now=NOW))
    assert found.rule == case["rule"]
    assert [[part.kind, part.value] for part in found.parts] == case["parts"]
    assert found.digest == case["digest"]
