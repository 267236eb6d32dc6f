"""Cookies and tokens of earlier answers go into the next request, as a browser or an app has them."""

from __future__ import annotations

import json

from arbase.replay.inside.clients import Answer, Request
from arbase.replay.inside.jar import Jar


def answered(body: object = None, *cookies: str) -> Answer:
    answer = Answer()
    answer.headers = [("Set-Cookie", one) for one in cookies]
    answer.add(json.dumps(body).encode())
    return answer


def sent(jar: Jar, *headers: tuple[str, str]) -> dict[str, str]:
    return dict(jar.add(Request("GET", "/report", list(headers), b"")).headers)


def test_cookies_are_carried_over_and_deleted_ones_are_not():
    jar = Jar()
    jar.keep(answered(None, "sid=abc; Path=/; HttpOnly", "theme=dark"))
    jar.keep(answered(None, "theme=; Max-Age=0"))
    assert sent(jar, ("cookie", "sid=[Filtered]; lang=pt"))["cookie"] == "sid=abc; lang=pt"


def test_a_token_takes_the_place_of_a_redacted_one_only():
    jar = Jar()
    jar.keep(answered({"user": {"name": "ann"}, "session": {"access_token": "t-1", "kind": "bearer"}}))
    headers = sent(jar, ("authorization", "Bearer [redacted:authorization]"), ("x-shop", "porto"))
    assert headers["authorization"] == "Bearer t-1"
    assert headers["x-shop"] == "porto"


def test_without_earlier_answers_nothing_changes():
    jar = Jar()
    jar.keep(None)
    headers = sent(jar, ("authorization", "Bearer [Filtered]"))
    assert headers["authorization"] == "Bearer [Filtered]"
    assert "cookie" not in headers


def test_answers_that_are_no_json_give_no_token():
    jar = Jar()
    answer = Answer()
    answer.add(b"<html>token</html>")
    jar.keep(answer)
    assert sent(jar, ("authorization", "[Filtered]"))["authorization"] == "[Filtered]"
