import pytest

from accounts.models import Account
from accounts.registration import handle_for, organisation_of

NEW = {"email": "Zoe@Mail.example", "password": "a-long-password-1", "display_name": "Zoë Álvarez"}


def test_registration_makes_an_account_and_sends_a_link(call, mails):
    answer = call("POST", "/register", NEW)
    assert answer.status_code == 201
    account = answer.json()["account"]
    assert (account["email"], account["handle"], account["initials"]) == (
        "zoe@mail.example",
        "zoe-alvarez",
        "ZÁ",
    )
    assert account["verified"] is False
    (mail,) = mails("verify")
    assert mail.payload["link"].startswith("https://login.example.org/verify/")


def test_link_confirms_the_address(call, mails):
    call("POST", "/register", NEW)
    path = mails("verify")[0].payload["link"].removeprefix("https://login.example.org")
    assert call("GET", path).json() == {"email": "zoe@mail.example", "verified": True}
    assert Account.objects.get(email="zoe@mail.example").verified_at is not None


def test_damaged_link_is_400(call):
    assert call("GET", "/verify/abc:def:ghi").json()["error"]["code"] == "bad_link"


def test_old_link_is_gone(call, mails, clock):
    call("POST", "/register", NEW)
    path = mails("verify")[0].payload["link"].removeprefix("https://login.example.org")
    clock.shift(8 * 86400)
    assert call("GET", path).status_code == 410


def test_known_address_is_a_conflict(call):
    answer = call("POST", "/register", {**NEW, "email": "ada.novak@acme.example"})
    assert (answer.status_code, answer.json()["error"]["details"]) == (409, {"field": "email"})


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "zoe"), ("password", ""), ("display_name", None), ("time_zone", "Mars"), ("locale", "xx")],
)
def test_wrong_field_is_422(call, field, value):
    answer = call("POST", "/register", {**NEW, field: value})
    assert (answer.status_code, answer.json()["error"]["details"]["field"]) == (422, field)


def test_weak_password_says_why(call):
    answer = call("POST", "/register", {**NEW, "password": "12345"})
    assert answer.json()["error"]["code"] == "weak_password"
    assert len(answer.json()["error"]["details"]["why"]) == 2


def test_body_that_is_not_json_is_400(call):
    assert call("POST", "/register", "{").json()["error"]["code"] == "not_json"


def test_handles_are_counted():
    assert handle_for("Ada Novak") == "ada-novak-2"
    assert handle_for("Łukasz  Żak") == "lukasz-zak"
    assert handle_for("Admin") == "admin-1"


def test_domain_leads_to_the_organisation():
    assert organisation_of("x@labs.acme.example").slug == "acme-labs"
    assert organisation_of("x@mail.example") is None
