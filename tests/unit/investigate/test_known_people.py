"""Whose session or credential an event does not tell: it may be one that the set-up stored, signed by the service."""

from __future__ import annotations

import ast
import base64
import json

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.known_people import EPOCH, FAR, cookie_names, renewed, tokens_of
from arbase.investigate.stimulus import Rebuilt
from arbase.replay.interface import Recorded


def token(claims: object, *, padded: bool = True) -> str:
    raw = base64.urlsafe_b64encode(json.dumps(claims, separators=(",", ":")).encode()).decode()
    return f"{raw if padded else raw.rstrip('=')}.5f1e5f1e5f1e5f1e"


def claims_of(text: str) -> object:
    raw = text.partition(".")[0]
    return json.loads(base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)))


def test_a_token_of_the_tests_is_made_one_of_others_that_lasts() -> None:
    sent = token({"user": 3, "expires": EPOCH + 5, "scope": "all"})
    found = [claims_of(one) for one in renewed(sent, ["6", "ilse"])]
    assert found == [
        {"user": 3, "expires": FAR, "scope": "all"},
        {"user": 6, "expires": FAR, "scope": "all"},
    ]
    assert all(one.endswith(".5f1e5f1e5f1e5f1e") for one in renewed(sent, ["6"]))


def test_names_stay_texts_and_what_is_no_time_stays() -> None:
    sent = token({"sub": "ada", "exp": 30, "admin": True}, padded=False)
    assert [claims_of(one) for one in renewed(sent, ["bo"])] == [
        {"sub": "ada", "exp": 30, "admin": True},
        {"sub": "bo", "exp": 30, "admin": True},
    ]


def test_other_tokens_are_left_alone() -> None:
    assert renewed("9f86d081884c7d659a2feaa0c55ad015", ["1"]) == []
    assert renewed(token([1, 2, 3]), ["1"]) == []
    assert renewed("", ["1"]) == []
    assert renewed(token({"user": 1}).replace(".", ".aKb3_Q."), ["2"]) == []


def test_tokens_are_those_of_the_same_header_or_cookie() -> None:
    header = Recorded(stimulus=Stimulus(headers=(("authorization", "Bearer abc"),)), status=200)
    cookie = Recorded(stimulus=Stimulus(headers=(("cookie", "theme=dark; session=xyz"),)), status=200)
    lost = Rebuilt(stimulus=Stimulus(headers=(("authorization", "[Filtered]"),)))
    crumb = Rebuilt(stimulus=Stimulus(headers=(("cookie", "session=[Filtered]"),)))
    assert tokens_of(lost, [header, cookie]) == ["abc"]
    assert tokens_of(crumb, [header, cookie]) == ["xyz"]
    assert tokens_of(Rebuilt(stimulus=Stimulus()), [header, cookie]) == []


def test_cookies_that_the_code_asks_for() -> None:
    text = """
COOKIE = "shop_session"

def one(request, response):
    request.cookies.get(COOKIE)
    request.COOKIES["lang"]
    response.set_cookie("seen", "1")
    config.get("debug")
    request.cookies.get(name)
    request.cookies["a b"]
"""
    assert cookie_names([ast.parse(text)]) == ["shop_session", "lang", "seen"]
