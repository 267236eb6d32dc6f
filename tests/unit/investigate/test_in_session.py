"""What somebody did earlier in the same session is sent first, by the same person."""

from __future__ import annotations

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.in_session import after_own_writes, after_what_others_made
from arbase.investigate.stimulus import Rebuilt
from arbase.replay.interface import Recorded

LOGIN = Stimulus(method="POST", target="/login", body="e30=")


def sent(method: str, target: str, status: int = 200, cookie: str = "sid=of-a-test") -> Recorded:
    return Recorded(stimulus=Stimulus(method=method, target=target, headers=(("cookie", cookie),)), status=status)


def test_a_write_near_the_request_comes_first_and_behind_the_sign_in():
    member = Rebuilt(stimulus=Stimulus(target="/cart/review", before=(LOGIN,)))
    found = after_own_writes([member], [sent("POST", "/orders"), sent("POST", "/cart/add")])
    assert [one.target for one in found[0].stimulus.before] == ["/login", "/cart/add"]
    assert [one.target for one in found[1].stimulus.before] == ["/login", "/orders"]
    assert "same person" in found[0].notes[-1]


def test_it_has_the_cookie_and_the_credentials_of_the_request_and_not_those_of_the_test():
    headers = (("cookie", "sid=stored"), ("x-token", "mine"))
    member = Rebuilt(stimulus=Stimulus(target="/cart", headers=headers), secrets=("x-token",))
    found = after_own_writes([member], [sent("POST", "/cart/add")])
    assert found[0].stimulus.before[0].headers == headers


def test_what_a_test_did_in_a_row_is_tried_as_a_whole():
    member = Rebuilt(stimulus=Stimulus(target="/pay", before=(LOGIN,)))
    recorded = [sent("POST", "/login"), sent("POST", "/cart/add"), sent("POST", "/address"), sent("POST", "/logout")]
    rows = [tuple(two.target for two in one.stimulus.before) for one in after_own_writes([member], recorded)]
    assert ("/login", "/cart/add", "/address") in rows
    assert not any("/logout" in row for row in rows)


def test_refused_writes_and_sign_ins_are_none():
    member = Rebuilt(stimulus=Stimulus(target="/pay", before=(LOGIN,)))
    assert after_own_writes([member], [sent("POST", "/cart/add", 403), sent("POST", "/sign-in")]) == []


def test_a_reader_does_something_about_what_somebody_else_made():
    mine, theirs = (("x-token", "mine"),), (("x-token", "theirs"),)
    member = Rebuilt(stimulus=Stimulus(target="/me/consents", headers=mine), secrets=("x-token",))

    def write(target: str, status: int) -> Recorded:
        return Recorded(stimulus=Stimulus(method="POST", target=target, headers=theirs), status=status)

    recorded = [write("/me/consents", 404), write("/documents", 201), write("/refused", 403)]
    found = after_what_others_made([member], recorded)
    rows = [[(two.method, two.target, two.headers) for two in one.stimulus.before] for one in found]
    assert rows == [[("GET", "/me/consents", mine), ("POST", "/documents", theirs), ("POST", "/me/consents", mine)]]
    assert "somebody else" in found[0].notes[-1]


def test_without_a_write_at_the_place_of_the_reader_others_make_nothing_for_it():
    member = Rebuilt(stimulus=Stimulus(target="/me/consents", headers=(("x-token", "mine"),)), secrets=("x-token",))
    assert after_what_others_made([member], [sent("POST", "/documents", 201)]) == []
    writer = Rebuilt(stimulus=Stimulus(method="POST", target="/me/consents"))
    assert after_what_others_made([writer], [sent("POST", "/me/consents"), sent("POST", "/documents", 201)]) == []
