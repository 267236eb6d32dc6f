"""What a crash complains of, and whether the client sent it."""

from __future__ import annotations

import base64
import json

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.verify.sent import came_with, complained_of, holds_no_text
from tests.unit.verify.doubles import get, post


@pytest.mark.parametrize(
    ("exception", "message", "value"),
    [
        ("KeyError", "'retired'", "retired"),
        ("KeyError", "42", 42),
        ("KeyError", "('a', 'b')", None),
        ("KeyError", "datetime.date(2026, 3, 1)", None),
        ("builtins.ValueError", "could not convert string to float: 'abc'", "abc"),
        ("ValueError", 'invalid literal for int() with base 10: "it\'s"', "it's"),
        ("ValueError", "min() arg is an empty sequence", None),
        ("ValueError", "Invalid isoformat string: '2026-13-01'", "2026-13-01"),
        ("ValueError", "Field 'id' expected a number but got 'abc'.", "abc"),
        ("TypeError", "'x' is no number", None),
        ("LookupError", "'on_hold' is not among the defined enum values. Enum name: status.", "on_hold"),
        ("KeyError", "'" + "[" * 5000, None),
    ],
)
def test_the_value_of_a_message(exception, message, value):
    assert complained_of(exception, message) == value


ESCAPED = Stimulus(method="POST", target="/", body=base64.b64encode(json.dumps({"city": "Köln"}).encode()).decode())


@pytest.mark.parametrize(
    ("value", "stimulus"),
    [
        ("north sea", get("/regions?name=North%20Sea")),
        ("north_sea", get("/regions/north-sea")),
        ("7", get("/houses/007")),
        (7.0, get("/houses/7")),
        (12345678.0, get("/houses/12345678")),
        ("de", get("/", ("Accept-Language", "de-AT"))),
        ("gold", post("/plans", {"plan": "GOLD"})),
        ("Köln", ESCAPED),
        ("gold", Stimulus(target="/", before=(post("/me", {"plan": "gold"}),))),
        ("---", get("/")),
        ("ana", get("/", ("Authorization", "Basic YW5hOm5pZW1hbmQ="))),
        ("retired", get("/next?cursor=eyJzdGF0ZSI6ICJyZXRpcmVkIn0")),
    ],
)
def test_what_the_request_holds_came_with_it(value, stimulus):
    assert came_with(value, stimulus)


@pytest.mark.parametrize("stimulus", [get("/me/quota", ("X-User", "fay")), post("/messages", {"text": "hello"})])
def test_what_is_stored_did_not(stimulus):
    assert not came_with("legacy", stimulus)


def _body(raw, *headers):
    return Stimulus(method="POST", target="/", body=base64.b64encode(raw).decode(), headers=headers)


@pytest.mark.parametrize(
    ("stimulus", "undecodable"),
    [
        (_body("Grüße".encode()), False),
        (_body("Grüße".encode("latin-1")), True),
        (get("/search?q=%E4%F6"), True),
        (get("/search?q=%C3%A4"), False),
        (get("/", ("X-Name", "caf\udce9")), True),
        (get("/", ("Authorization", "Basic " + base64.b64encode(b"\xff\xfe user:secret").decode())), True),
        (get("/", ("Authorization", "Basic " + base64.b64encode(b"a user:and a secret").decode())), False),
        (Stimulus(target="/", before=(_body(b"\xff"),)), True),
        (post("/conversations/17/messages-as-a-stream", {"text": "grüße"}), False),
    ],
)
def test_bytes_that_are_no_text(stimulus, undecodable):
    assert holds_no_text(stimulus) is undecodable
