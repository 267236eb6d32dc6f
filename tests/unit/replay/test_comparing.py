"""What a signed header should have held, by what the service compared it with."""

from __future__ import annotations

import base64
import hashlib
import hmac
import types

import pytest
from itsdangerous import BadSignature, URLSafeTimedSerializer

from arbase.replay.inside.comparing import compared, corrected, wanted

SENT = "5ea1ab1e" * 8
RIGHT = hashlib.sha256(b"right").hexdigest()
RAW, RAW_RIGHT = bytes.fromhex(SENT), bytes.fromhex(RIGHT)
B64, B64_RIGHT = (base64.b64encode(one).decode() for one in (RAW, RAW_RIGHT))
URL, URL_RIGHT = (base64.urlsafe_b64encode(one).decode().rstrip("=") for one in (RAW, RAW_RIGHT))


@pytest.mark.parametrize(
    ("value", "pair", "right"),
    [
        (SENT, (SENT.encode(), RIGHT.encode()), RIGHT),
        (SENT, (RIGHT.encode(), SENT.encode()), RIGHT),
        (SENT.upper(), (SENT.encode(), RIGHT.encode()), RIGHT),
        (f"sha256={SENT}", (f"sha256={SENT}".encode(), f"sha256={RIGHT}".encode()), f"sha256={RIGHT}"),
        (f"t=17,v1={SENT}", (SENT.encode(), RIGHT.encode()), f"t=17,v1={RIGHT}"),
        (SENT, (f"v0:{SENT}".encode(), f"v0:{RIGHT}".encode()), RIGHT),
        (SENT, (SENT.encode(), f"sha256={RIGHT}".encode()), f"sha256={RIGHT}"),
        (f"sha256={SENT}", (RAW, RAW_RIGHT), f"sha256={RIGHT}"),
        (B64, (RAW, RAW_RIGHT), B64_RIGHT),
        (f"Bearer e30.{URL}", (RAW, RAW_RIGHT), f"Bearer e30.{URL_RIGHT}"),
        ("Bearer key-of-a-test", (b"key-of-a-test", b"another-key"), "Bearer another-key"),
    ],
)
def test_the_other_side_takes_the_place_of_what_was_sent(value, pair, right):
    assert wanted(value, [(b"one-thing", b"another-thing"), pair]) == right


@pytest.mark.parametrize(
    "pair",
    [
        (b"one-thing", b"another-thing"),
        (b"5ea1ab1", b"another"),
        (SENT.encode(), b"two\nlines of text"),
        (SENT.encode(), b"x" * 2000),
        (hashlib.sha256(SENT.encode()).digest(), RAW_RIGHT),
    ],
)
def test_what_says_nothing_of_the_header_leaves_it(pair):
    assert wanted(SENT, [pair]) == SENT


def test_headers_that_are_not_signed_or_were_changed_stay():
    headers = [["x-sig", SENT], ["x-other", SENT]]
    noted = [(SENT.encode(), RIGHT.encode())]
    assert corrected(headers, [["x-sig", SENT]], noted) == [["x-sig", RIGHT], ["x-other", SENT]]
    assert corrected(headers, [["x-sig", "another"]], noted) == headers


def test_only_meanwhile_is_anything_noted_and_the_answers_are_the_same(monkeypatch):
    function, imported = hmac.compare_digest, types.ModuleType("handlers")
    imported.compare_digest = function
    monkeypatch.setitem(__import__("sys").modules, "handlers", imported)
    with compared() as noted:
        assert hmac.compare_digest is not function
        assert imported.compare_digest("same", "same") is True
        assert imported.compare_digest("one", "another") is False
        assert hmac.compare_digest(b"one", memoryview(b"other")) is False
        with pytest.raises(TypeError, match="ASCII"):
            hmac.compare_digest("ä", "b")
        with pytest.raises(TypeError):
            hmac.compare_digest("a", 1)
        kept = hmac.compare_digest
    assert noted == [(b"one", b"another"), (b"one", b"other")]
    assert hmac.compare_digest is function
    assert imported.compare_digest is function
    assert kept("one", "another") is False  # somebody kept it: it notes nothing any more
    assert len(noted) == 2


def test_a_token_with_another_payload_is_signed_by_whoever_reads_it():
    serializer = URLSafeTimedSerializer("hush", salt="session")
    forged = URLSafeTimedSerializer("unknown").dumps({"rider": 2})
    with compared() as noted, pytest.raises(BadSignature):
        serializer.loads(forged)
    assert serializer.loads(wanted(forged, noted)) == {"rider": 2}
