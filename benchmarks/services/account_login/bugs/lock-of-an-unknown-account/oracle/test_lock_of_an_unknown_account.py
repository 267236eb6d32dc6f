import pytest


@pytest.mark.parametrize("number", [4711, 99, 0])
@pytest.mark.parametrize("body", [{"hours": 24}, {"hours": 0, "reason": "mistake"}])
def test_unknown_account_is_404(call, number, body):
    answer = call("POST", f"/staff/accounts/{number}/lock", body, staff=True)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_lock_and_unlock(call, account):
    number = account("freya@mail.example").id
    answer = call("POST", f"/staff/accounts/{number}/lock", {"hours": 3, "reason": "asked"}, staff=True)
    assert answer.status_code == 200
    assert answer.json()["account"]["locked_until"] == "2026-09-14T11:30:00+00:00"
    items = call("GET", f"/staff/accounts/{number}/timeline", staff=True).json()["items"]
    assert [(one["kind"], one["ok"], one["reason"]) for one in items][:1] == [("locked", False, "asked")]
    answer = call("POST", f"/staff/accounts/{number}/lock", {"hours": 0}, staff=True)
    assert answer.json()["account"]["locked_until"] is None


def test_lock_keeps_people_out(call, account):
    number = account("freya@mail.example").id
    call("POST", f"/staff/accounts/{number}/lock", {"hours": 1}, staff=True)
    answer = call("POST", "/login", {"email": "freya@mail.example", "password": "nordic-noir-2026"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (423, "3601")


@pytest.mark.parametrize("hours", [-1, 8761, "2", None, True, 1.5])
def test_wrong_hours(call, hours):
    assert call("POST", "/staff/accounts/2/lock", {"hours": hours}, staff=True).status_code == 422
