import pytest


@pytest.mark.parametrize("email", ["ewa@students.uni.example", "lars@mail.example", "hana@mail.example", "madonna@solo.example"])
def test_account_that_did_nothing_is_shown(call, account, email):
    found = account(email)
    answer = call("GET", f"/staff/accounts/{found.id}", staff=True)
    assert answer.status_code == 200
    shown = answer.json()["account"]
    assert shown["email"] == email
    assert shown["last_event"] is None
    assert shown["identities"] == []


@pytest.mark.parametrize(
    ("email", "kind", "at", "devices"),
    [
        ("kira@labs.acme.example", "provider", "2026-09-14T10:00:00+09:00", 1),
        ("ada.novak@acme.example", "login", "2026-09-14T08:14:00+02:00", 2),
        ("jonas@mail.example", "closed", "2026-09-12T12:00:00+02:00", 0),
    ],
)
def test_last_event_is_shown(call, account, email, kind, at, devices):
    shown = call("GET", f"/staff/accounts/{account(email).id}", staff=True).json()["account"]
    assert (shown["last_event"]["kind"], shown["last_event"]["at"], shown["devices"]) == (kind, at, devices)


def test_unknown_account_stays_unknown(call):
    assert call("GET", "/staff/accounts/999", staff=True).status_code == 404
    assert call("GET", "/staff/accounts/6").status_code == 401
