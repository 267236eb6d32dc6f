import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arbase.domain.errors import IntakeRejected
from arbase.intake.envelope import envelope_header, parse_envelope
from arbase.intake.jsontext import load_json, load_object

HEADER = b'{"event_id": "9ec79c33ec9942ab8353589fcb2e04dc"}\n'


def parsed(body: bytes) -> list[tuple[str, bytes]]:
    return [tuple(item) for item in parse_envelope(body, 100).items]


def test_items_are_read_by_length_even_if_they_hold_newlines():
    body = HEADER + b'{"type":"attachment","length":9}\n{"a":1}\n\n\n{"type":"event","length":2}\n{}\n'
    assert parsed(body) == [("attachment", b'{"a":1}\n\n'), ("event", b"{}")]


def test_items_without_length_end_with_their_line():
    body = HEADER + b'{"type":"session"}\n{"sid":"1"}\n{"type":"event"}\n{"a":1}'
    assert parsed(body) == [("session", b'{"sid":"1"}'), ("event", b'{"a":1}')]


def test_an_envelope_may_be_empty_or_end_with_empty_lines():
    assert parsed(HEADER) == []
    assert parsed(HEADER.strip()) == []
    assert parsed(HEADER + b"\n\n") == []
    assert parsed(HEADER + b'{"type":"event","length":2}\n{}\n\n\n') == [("event", b"{}")]


def test_lines_may_end_as_on_windows():
    assert parsed(HEADER.replace(b"\n", b"\r\n") + b'{"type":"event","length":2}\r\n{}\r\n') == [("event", b"{}")]


def test_an_empty_payload_is_an_item():
    assert parsed(HEADER + b'{"type":"attachment","length":0}\n\n{"type":"x","length":1}\na') == [
        ("attachment", b""),
        ("x", b"a"),
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "envelope header is missing"),
        (b"\n{}", "envelope header is missing"),
        (b"not json\n", "not valid JSON"),
        (b"[]\n", "expected a JSON object, got an array"),
        (HEADER + b"nonsense\n{}", "header of item 1: not valid JSON"),
        (HEADER + b"5\n{}", "header of item 1: expected a JSON object, got a number"),
        (HEADER + b'{"length":2}\n{}', "`type` must be"),
        (HEADER + b'{"type":5}\n{}', "`type` must be"),
        (HEADER + b'{"type":"event","length":-1}\n{}', "`length` must be"),
        (HEADER + b'{"type":"event","length":"2"}\n{}', "`length` must be"),
        (HEADER + b'{"type":"event","length":2.0}\n{}', "`length` must be"),
        (HEADER + b'{"type":"event","length":true}\n{}', "`length` must be"),
        (HEADER + b'{"type":"event","length":3}\n{}', "item 1 ends early: `length` says 3 bytes, 2 are left"),
        (HEADER + b'{"type":"event","length":99999999999999999999}\n{}', "ends early"),
        (HEADER + b'{"type":"event","length":1}\n{}\n', "does not end where"),
        (HEADER + b'{"type":"event"}\n{}\n{"type":"event","length":9}\n{}', "item 2 ends early"),
        (b"{" + b" " * 70_000 + b"}\n", "longer than"),
    ],
)
def test_a_malformed_envelope_is_refused_in_one_sentence(body, message):
    with pytest.raises(IntakeRejected, match=message) as caught:
        parse_envelope(body, 100)
    assert caught.value.status == 400
    assert "\n" not in str(caught.value)


def test_too_many_items_are_refused():
    with pytest.raises(IntakeRejected) as caught:
        parse_envelope(HEADER + b'{"type":"x"}\n\n' * 101, 100)
    assert caught.value.status == 413


@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_break_the_envelope_parser(body, with_header):
    status = 200
    try:
        parse_envelope(HEADER + body if with_header else body, 100)
    except IntakeRejected as error:
        status = error.status
    assert status in (200, 400, 413)


def test_the_header_is_read_alone():
    assert envelope_header(b'{"dsn":"http://k@h/1"}\nrubbish') == {"dsn": "http://k@h/1"}


# -- JSON


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'{"a": NaN, "b": -Infinity, "c": 1}', {"a": "NaN", "b": "-Infinity", "c": 1}),
        (b"1e999", "1e999"),
        (b"123456789012345678901234567890", 123456789012345678901234567890),
        (b"9" * 100, "9" * 100),
        (b"[" + b"9" * 5000 + b"]", ["9" * 5000]),
        (b'"\xff\xfe"', "\ufffd\ufffd"),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        (b'"\\ud800"', "\ud800"),
        (b"\xef\xbb\xbf{}", {}),
        (b'{"a": 1.5, "b": [true, null, "\\u0000"]}', {"a": 1.5, "b": [True, None, "\0"]}),
    ],
)
def test_json_of_old_clients_is_read(data, value):
    assert load_json(data, "it") == value


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"{'a': 1}", b"undefined", b"{} {}", b"\0", b"[" * 100_000, b'{"a":' * 5000 + b"1" + b"}" * 5000],
)
def test_what_is_not_json_is_refused(data):
    with pytest.raises(IntakeRejected, match="the event") as caught:
        load_object(data, "the event")
    assert caught.value.status == 400
    assert len(str(caught.value)) < 200


@given(st.binary(max_size=60))
def test_no_bytes_break_the_json_reader(data):
    status = 200
    try:
        load_json(data, "it")
    except IntakeRejected as error:
        status = error.status
    assert status in (200, 400)


@given(st.recursive(st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(), st.lists))
def test_json_comes_back_as_it_was(value):
    assert load_json(json.dumps(value).encode(), "it") == value
