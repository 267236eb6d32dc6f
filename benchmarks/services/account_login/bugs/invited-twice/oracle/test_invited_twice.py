import pytest


def check(answer, email, organisations):
    assert answer.status_code in (200, 300, 409)
    if answer.status_code == 200:
        found = answer.json().get("invitation") or answer.json().get("invitations")
        rows = found if isinstance(found, list) else [found]
        assert rows
        assert {row["email"] for row in rows} == {email}
        assert {row["organisation"] for row in rows} <= organisations


def test_two_invitations(call):
    check(call("GET", "/staff/invited?email=freya@mail.example", staff=True), "freya@mail.example", {"Universität Graz", "Solo Studio"})


def test_three_invitations(call):
    email = "second@mail.example"
    for slug in ("acme", "uni", "newco"):
        call("POST", f"/staff/organisations/{slug}/invitations", {"emails": [email]}, staff=True)
    check(call("GET", f"/staff/invited?email={email}", staff=True), email, {"Acme Holding", "Universität Graz", "NewCo"})


@pytest.mark.parametrize("email", ["new.hire@robotics.acme.example", "NEW.HIRE@robotics.acme.example"])
def test_one_invitation(call, email):
    answer = call("GET", f"/staff/invited?email={email}", staff=True)
    assert answer.status_code == 200
    assert answer.json()["invitation"] == {
        "email": "new.hire@robotics.acme.example",
        "organisation": "Acme Robotics",
        "invited_by": "Ines Moreau",
        "expires_at": "2099-01-01T00:00:00+00:00",
    }


@pytest.mark.parametrize(("email", "status"), [("nobody@mail.example", 404), ("late@solo.example", 404), ("ada.novak@acme.example", 404), ("x", 422)])
def test_no_invitation(call, email, status):
    assert call("GET", f"/staff/invited?email={email}", staff=True).status_code == status
