import pytest

from accounts.models import Account, LoginEvent
from tests.people import ADA, BELA, KIRA, MADONNA


def test_account_needs_a_session(call):
    assert call("GET", "/account").json()["error"]["code"] == "unauthenticated"


def test_account_is_shown(call):
    account = call("GET", "/account", key=BELA).json()["account"]
    assert account["organisation"] == "Acme Labs"
    assert account["initials"] == "BT"
    assert account["password_expires_at"] == "2027-02-03T09:00:00+00:00"
    assert account["preferences"] == {"theme": "system", "newsletter": False, "device_mails": True}


def test_account_is_changed(call):
    change = {"display_name": " Madonna Ciccone ", "phone": "+1 (212) 555-0100", "time_zone": None}
    account = call("PATCH", "/account", change, key=MADONNA).json()["account"]
    assert (account["display_name"], account["phone"], account["time_zone"]) == (
        "Madonna Ciccone",
        "+12125550100",
        None,
    )


def test_preferences_are_merged(call):
    change = {"preferences": {"newsletter": True, "theme": None}}
    account = call("PATCH", "/account", change, key=ADA).json()["account"]
    assert account["preferences"] == {"theme": "system", "newsletter": True, "device_mails": True}


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"display_name": ""}, 422, "display_name"),
        ({"handle": "Not a handle"}, 422, "handle"),
        ({"handle": "ines"}, 409, "handle"),
        ({"time_zone": "Europe/Nowhere"}, 422, "time_zone"),
        ({"phone": "call me"}, 422, "phone"),
        ({"preferences": {"theme": "pink"}}, 422, "theme"),
    ],
)
def test_change_that_cannot_be_made(call, change, status, field):
    answer = call("PATCH", "/account", change, key=ADA)
    assert (answer.status_code, answer.json()["error"]["details"]["field"]) == (status, field)


def test_change_without_a_token_is_refused(client):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = ADA
    answer = client.patch("/account", {}, content_type="application/json")
    assert answer.json()["error"]["code"] == "csrf"


def test_sessions_are_listed_and_ended(call):
    sessions = call("GET", "/account/sessions", key=ADA).json()["sessions"]
    assert [(one["name"], one["current"]) for one in sessions] == [
        ("App on Android", False),
        ("Firefox on Windows", True),
    ]
    assert call("DELETE", f"/account/sessions/{sessions[0]['id']}", key=ADA).status_code == 204
    assert len(call("GET", "/account/sessions", key=ADA).json()["sessions"]) == 1


def test_use_of_a_device_is_noted(call):
    call("GET", "/account", key=ADA)
    current = call("GET", "/account/sessions", key=ADA).json()["sessions"][1]
    assert current["last_seen"] == "2026-09-14T10:30:00+02:00"


def test_password_is_changed(call):
    change = {"old": "analytical-engine", "password": "difference-engine-2"}
    assert call("POST", "/account/password", change, key=ADA).json() == {"ended_sessions": 1}


def test_wrong_old_password_is_401(call):
    assert call("POST", "/account/password", {"old": "x", "password": "y"}, key=ADA).status_code == 401


def test_new_address_is_confirmed_first(call, mails):
    assert call("POST", "/account/email", {"email": "ada@new.example"}, key=ADA).status_code == 202
    path = mails("verify")[0].payload["link"].removeprefix("https://login.example.org")
    assert call("GET", path).status_code == 200
    assert Account.objects.get(email="ada@new.example").display_name == "Ada Novak"


def test_activity_is_paged(call):
    answer = call("GET", "/account/activity?size=5&page=2", key=ADA).json()
    assert (answer["total"], answer["pages"], len(answer["items"])) == (14, 3, 5)
    assert answer["items"][0]["at"] == "2026-09-09T08:09:00+02:00"


def test_activity_since(call):
    answer = call("GET", "/account/activity?since=2026-09-13", key=ADA).json()
    assert answer["total"] == 2


def test_export_as_json(call):
    answer = call("GET", "/account/export", key=KIRA)
    assert answer.json()["identities"] == [
        {"provider": "corp", "subject": "c-105", "email": "kira@labs.acme.example"}
    ]
    assert "Kira%20Sato.json" in answer.headers["Content-Disposition"]


def test_export_as_csv(call):
    lines = call("GET", "/account/export?format=csv", key=ADA).content.decode().splitlines()
    assert len(lines) == 15
    assert lines[1].startswith("2026-09-14T08:14:00+02:00,login,True,,198.51.100.7,Mozilla")


def test_account_is_closed(call):
    assert call("DELETE", "/account", key=ADA).status_code == 204
    assert call("GET", "/account", key=ADA).status_code == 401
    assert LoginEvent.objects.first().kind == "closed"


def test_staff_does_not_close_itself(call):
    assert call("DELETE", "/account", key=KIRA).status_code == 409
