import pytest

PATH = "/applications/SEED26-0004"


def extend(ask, until, path=PATH):
    answer = ask("officer", "POST", f"{path}/extension", {"until": until})
    assert answer.status == 200
    return answer.json["extended_until"]


@pytest.mark.parametrize(
    ("until", "instant", "status"),
    [
        ("2026-06-12T17:00", "2026-06-12T16:00:00Z", 200),
        ("2026-06-10T10:01", "2026-06-10T09:01:00Z", 200),
        ("2026-06-10T10:00:00", "2026-06-10T09:00:00Z", 409),
        ("2026-06-10T09:30:00", "2026-06-10T08:30:00Z", 409),
        ("2026-12-01T12:00", "2026-12-01T12:00:00Z", 200),
        ("2026-06-12T17:00:00Z", "2026-06-12T17:00:00Z", 200),
        ("2026-06-10T11:00:00+02:00", "2026-06-10T09:00:00Z", 409),
        ("2026-06-10T11:01:00+02:00", "2026-06-10T09:01:00Z", 200),
    ],
)
def test_extension(ask, until, instant, status):
    assert extend(ask, until) == instant
    assert ask("rita", "GET", PATH).json["extended_until"] == instant
    answer = ask("rita", "POST", f"{PATH}/submit")
    assert answer.status == status
    state, sent = ("submitted", "2026-06-10T09:00:00Z") if status == 200 else ("draft", None)
    found = ask("rita", "GET", PATH).json
    assert (found["state"], found["submitted_at"], found["extended_until"]) == (state, sent, instant)


def test_replaced(ask):
    extend(ask, "2026-06-30T10:00")
    assert extend(ask, "2026-06-10T09:59") == "2026-06-10T08:59:00Z"
    assert ask("rita", "POST", f"{PATH}/submit").status == 409


def test_without_one(ask):
    assert ask("rita", "POST", f"{PATH}/submit").json["error"] == "conflict"
    assert ask("rita", "GET", PATH).json["extended_until"] is None
    assert ask("owen", "POST", "/applications/RIVER26-0002/submit").status == 200


def test_an_open_call_needs_none(ask):
    extend(ask, "2026-06-01T10:00", "/applications/RIVER26-0002")
    assert ask("owen", "POST", "/applications/RIVER26-0002/submit").status == 200


def test_no_budget(ask):
    assert ask("rita", "PUT", f"{PATH}/budget", []).status == 200
    extend(ask, "2026-06-12T17:00")
    assert ask("rita", "POST", f"{PATH}/submit").status == 422


def test_refusals(ask):
    assert ask("rita", "POST", f"{PATH}/extension", {"until": "2026-06-12T17:00"}).status == 403
    assert ask("officer", "POST", f"{PATH}/extension", {"until": "soon"}).status == 422
    assert ask("officer", "POST", "/applications/SEED26-0001/extension", {"until": "2026-06-12T17:00"}).status == 409
