import pytest


@pytest.mark.parametrize("hours", [99_999_999, 10**12, 10**30, 2**63])
def test_more_hours_than_there_are(call, account, hours):
    number = account("freya@mail.example").id
    answer = call("POST", f"/staff/accounts/{number}/lock", {"hours": hours}, staff=True)
    assert answer.status_code in (400, 422)
    assert set(answer.json()["error"]) == {"code", "message", "details"}
    assert account("freya@mail.example").locked_until is None


@pytest.mark.parametrize(
    ("hours", "until"),
    [(1, "2026-09-14T09:30:00+00:00"), (24, "2026-09-15T08:30:00+00:00"), (8760, "2027-09-14T08:30:00+00:00"), (0, None)],
)
def test_lock(call, account, hours, until):
    number = account("hana@mail.example").id
    answer = call("POST", f"/staff/accounts/{number}/lock", {"hours": hours}, staff=True)
    assert (answer.status_code, answer.json()["account"]["locked_until"]) == (200, until)


@pytest.mark.parametrize("hours", [-1, "2", None, True, 1.5])
def test_what_is_no_number(call, hours):
    answer = call("POST", "/staff/accounts/2/lock", {"hours": hours}, staff=True)
    assert (answer.status_code, answer.json()["error"]["details"]) == (422, {"field": "hours"})
