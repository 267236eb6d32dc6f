import pytest


@pytest.mark.parametrize(
    ("code", "email", "organisation", "inviter"),
    [
        ("open-uni-code", "freya@mail.example", "Universität Graz", None),
        ("open-robotics-code", "new.hire@robotics.acme.example", "Acme Robotics", "Ines Moreau"),
        ("second-solo-code", "freya@mail.example", "Solo Studio", "Kira Sato"),
    ],
)
def test_invitation(call, code, email, organisation, inviter):
    answer = call("GET", f"/invitations/{code}")
    assert answer.status_code == 200
    assert answer.json() == {
        "invitation": {
            "email": email,
            "organisation": organisation,
            "invited_by": inviter,
            "expires_at": "2099-01-01T00:00:00+00:00",
        }
    }


def test_inviter_is_deleted(call, account):
    account("kira@labs.acme.example").delete()
    answer = call("GET", "/invitations/second-solo-code")
    assert (answer.status_code, answer.json()["invitation"]["invited_by"]) == (200, None)


def test_it_can_be_accepted(call):
    answer = call("POST", "/invitations/open-uni-code", {"display_name": "Freya", "password": "a-long-password-1"})
    assert (answer.status_code, answer.json()["account"]["organisation"]) == (201, "Universität Graz")
    assert call("GET", "/invitations/open-uni-code").status_code == 409


@pytest.mark.parametrize(("code", "status"), [("late-solo-code", 410), ("done-acme-code", 409), ("nothing", 404)])
def test_other_invitations(call, code, status):
    assert call("GET", f"/invitations/{code}").status_code == status
