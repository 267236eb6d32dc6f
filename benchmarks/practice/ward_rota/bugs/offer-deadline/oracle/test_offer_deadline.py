import pytest


def offered(ask, until, **more):
    answer = ask("berta", "POST", "/swaps", {"shift_id": 9, "until": until, **more})
    assert answer.status_code == 201
    return answer.json()["id"]


SAME = ["2026-09-17T18:00:00+02:00", "2026-09-17T16:00:00Z", "2026-09-17T11:00:00-05:00", "2026-09-18T01:00:00+09:00"]


@pytest.mark.parametrize("until", SAME)
def test_listed_while_it_holds(ask, at, until):
    number = offered(ask, until)
    at("2026-09-17T17:59:00+02:00")
    for login in ("anna", "berta"):
        answer = ask(login, "GET", "/swaps")
        assert answer.status_code == 200
        assert [(one["id"], one["until"]) for one in answer.json()] == [(number, "2026-09-17T18:00:00+02:00")]
    at("2026-09-17T18:01:00+02:00")
    answer = ask("anna", "GET", "/swaps")
    assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize("until", SAME)
def test_accepted_in_time(ask, at, until):
    number = offered(ask, until)
    at("2026-09-17T17:59:00+02:00")
    answer = ask("anna", "POST", f"/swaps/{number}/accept")
    assert answer.status_code == 200
    assert (answer.json()["taken_by"], answer.json()["until"]) == ("anna", "2026-09-17T18:00:00+02:00")
    assert ask("anna", "GET", "/shifts/9").json()["staff"] == ["anna"]


@pytest.mark.parametrize("until", SAME)
def test_accepted_too_late(ask, at, until):
    number = offered(ask, until)
    at("2026-09-17T18:01:00+02:00")
    answer = ask("anna", "POST", f"/swaps/{number}/accept")
    assert (answer.status_code, answer.json()["code"]) == (409, "too-late")
    assert ask("anna", "GET", "/shifts/9").json()["staff"] == ["berta"]


def test_without_a_deadline(ask):
    number = offered(ask, None)
    assert [one["until"] for one in ask("anna", "GET", "/swaps").json()] == [None]
    assert ask("anna", "POST", f"/swaps/{number}/accept").json()["state"] == "accepted"


def test_withdraw(ask):
    number = offered(ask, "2026-09-17T16:00:00Z")
    assert ask("berta", "POST", f"/swaps/{number}/withdraw").json()["until"] == "2026-09-17T18:00:00+02:00"


def test_input(ask):
    assert ask("berta", "POST", "/swaps", {"shift_id": 9, "until": "2026-09-17T18:00:00"}).status_code == 422
