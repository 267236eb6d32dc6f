import pytest


def events(account, email="ada.novak@acme.example"):
    rows = account(email).events.filter(reason="changed").order_by("id")
    return [(row.kind, row.ok) for row in rows]


@pytest.mark.parametrize("handle", ["countess", "ada-2", "x"])
def test_handle_is_changed_and_written_down(call, account, handle):
    answer = call("PATCH", "/account", {"handle": handle}, user="ada")
    assert (answer.status_code, answer.json()["account"]["handle"]) == (200, handle)
    assert account("ada.novak@acme.example").handle == handle
    assert events(account) == [("handle", True)]


def test_both_are_changed(call, account):
    answer = call("PATCH", "/account", {"handle": "countess", "phone": "+43 1"}, user="ada")
    assert answer.status_code == 422
    answer = call("PATCH", "/account", {"handle": "countess", "phone": "+43 1 99999"}, user="ada")
    assert (answer.status_code, answer.json()["account"]["phone"]) == (200, "+43199999")
    assert sorted(events(account)) == [("handle", True), ("phone", True)]


def test_phone_is_written_down(call, account):
    assert call("PATCH", "/account", {"phone": None}, user="ada").json()["account"]["phone"] is None
    assert events(account) == [("phone", True)]


@pytest.mark.parametrize("change", [{"handle": "ada-novak"}, {"phone": "+431234567"}, {"display_name": "Countess"}, {"locale": "de"}, {}])
def test_nothing_to_write_down(call, account, change):
    assert call("PATCH", "/account", change, user="ada").status_code == 200
    assert events(account) == []


def test_activity_shows_it(call):
    call("PATCH", "/account", {"handle": "countess"}, user="ada")
    item = call("GET", "/account/activity?kind=handle", user="ada").json()["items"][0]
    assert (item["kind"], item["reason"], item["at"]) == ("handle", "changed", "2026-09-14T10:30:00+02:00")
