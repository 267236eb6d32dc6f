import pytest

from accounts.models import Account
from tests.people import INES


def test_console_is_for_the_staff(call):
    assert call("GET", "/staff/state").status_code == 401
    assert call("GET", "/staff/state", staff="ada.novak@acme.example").status_code == 403


def test_accounts_are_searched(call):
    answer = call("GET", "/staff/accounts?q=novak", staff=INES).json()
    assert [one["email"] for one in answer["items"]] == ["ada.novak@acme.example"]


@pytest.mark.parametrize(("state", "total"), [("open", 12), ("closed", 2), ("locked", 1), ("unverified", 3)])
def test_accounts_by_state(call, state, total):
    assert call("GET", f"/staff/accounts?state={state}", staff=INES).json()["total"] == total


def test_unknown_state_is_422(call):
    assert call("GET", "/staff/accounts?state=gone", staff=INES).status_code == 422


def test_account_with_details(call):
    found = Account.objects.get(email="kira@labs.acme.example")
    account = call("GET", f"/staff/accounts/{found.id}", staff=INES).json()["account"]
    assert account["lineage"] == ["acme-labs", "acme"]
    assert account["identities"] == ["corp"]
    assert account["last_event"]["kind"] == "provider"


def test_unknown_account_is_404(call):
    assert call("GET", "/staff/accounts/999", staff=INES).status_code == 404


def test_account_is_locked_and_unlocked(call):
    found = Account.objects.get(email="freya@mail.example")
    path = f"/staff/accounts/{found.id}/lock"
    answer = call("POST", path, {"hours": 2, "reason": "asked by phone"}, staff=INES)
    assert answer.json()["account"]["locked_until"] == "2026-09-14T10:30:00+00:00"
    assert call("POST", path, {"hours": 0}, staff=INES).json()["account"]["locked_until"] is None
    assert call("POST", path, {"hours": "2"}, staff=INES).status_code == 422


def test_timeline(call):
    found = Account.objects.get(email="dana@uni.example")
    items = call("GET", f"/staff/accounts/{found.id}/timeline", staff=INES).json()["items"]
    assert [one["kind"] for one in items] == ["login", "reset"]


def test_sign_ins_of_a_range(call):
    path = "/staff/figures/sign-ins?from=2026-09-03&to=2026-09-05&zone=UTC"
    answer = call("GET", path, staff=INES).json()
    assert [(one["day"], one["good"], one["bad"]) for one in answer["days"]] == [
        ("2026-09-03", 2, 0),
        ("2026-09-04", 2, 1),
        ("2026-09-05", 1, 1),
    ]
    assert answer["failure_share"] == 28.6


def test_days_without_sign_ins(call):
    answer = call("GET", "/staff/figures/sign-ins?from=2026-01-01&to=2026-01-02", staff=INES).json()
    assert (answer["good"], answer["failure_share"], answer["busiest_hour"]) == (0, 0.0, None)


def test_failures(call):
    answer = call("GET", "/staff/figures/failures?hours=168", staff=INES).json()
    assert answer["reasons"] == {"unknown_email": 1, "wrong_password": 1}
    assert answer["addresses"] == [{"address": "192.0.2.66", "count": 2}]


def test_organisation(call):
    answer = call("GET", "/staff/organisations/acme-labs", staff=INES).json()
    assert (answer["accounts"], answer["mean_sign_ins"]) == (2, 4.0)
    assert answer["rules"] == {"session_hours": 8, "password_days": 365}


def test_import(call):
    content = (
        "E-Mail;Name;Language\nvera@acme.example;Véra;de\nbroken;X;en\nada.novak@acme.example;Ada N.;en\n"
    )
    answer = call("POST", "/staff/organisations/acme/import", content.encode("cp1252"), staff=INES)
    assert answer.status_code == 201
    assert answer.json()["created"] == ["vera@acme.example"]
    assert answer.json()["updated"] == ["ada.novak@acme.example"]
    assert answer.json()["rejected"] == [{"line": 3, "why": "'broken' is not an e-mail address."}]


def test_import_without_a_column_is_422(call):
    answer = call("POST", "/staff/organisations/acme/import", b"name\nX\n", staff=INES)
    assert answer.json()["error"]["code"] == "columns"


def test_invitations(call, mails):
    emails = ["new.hire@robotics.acme.example", "Second@robotics.acme.example"]
    answer = call("POST", "/staff/organisations/acme-robotics/invitations", {"emails": emails}, staff=INES)
    assert answer.json() == {"invited": ["second@robotics.acme.example"], "already_invited": emails[:1]}
    assert mails("invitation")[0].payload["inviter"] == "Ines Moreau"


def test_invitation_is_accepted(call):
    assert call("GET", "/invitations/open-robotics-code").json()["invitation"]["invited_by"] == "Ines Moreau"
    body = {"display_name": "Nia Hire", "password": "first-day-at-work"}
    answer = call("POST", "/invitations/open-robotics-code", body)
    assert answer.json()["account"]["organisation"] == "Acme Robotics"
    assert call("POST", "/invitations/open-robotics-code", body).status_code == 409


def test_old_invitation_is_gone(call):
    assert call("GET", "/invitations/late-solo-code").status_code == 410


def test_state(call):
    answer = call("GET", "/staff/state", staff=INES).json()
    assert answer["jobs"]["clean_up"] == {"devices": 1, "events": 0, "accounts": 0}
    assert answer["mails"] == {"waiting": 9, "failed": 1, "mean_wait": 50.0}
