import re

import pytest
from django.core import mail

from portal.models import Account


def test_health(ask):
    assert ask(None).get("/health") == (200, {"status": "ok"})


def test_unknown_address(ask):
    assert ask("office").get("/nothing")[0] == 404


@pytest.mark.parametrize("who", [None, "nobody"])
def test_who_is_asking(ask, who):
    assert ask(who).get("/me")[0] == 401


def test_session(ask):
    client = ask(None)
    status, body = client.post("/sign-in", {"email": "Brandt@example.org", "password": "brandt-password"})
    assert status == 200 and body["email"] == "brandt@example.org"
    assert client.get("/me")[1]["name"] == "Clara Brandt"
    assert client.post("/sign-out")[0] == 200
    assert client.get("/me")[0] == 401


def test_wrong_password(ask):
    assert ask(None).post("/sign-in", {"email": "brandt@example.org", "password": "?"})[0] == 401


def test_form_errors_name_the_fields(ask):
    status, body = ask(None).post("/sign-in", {"email": "brandt"})
    assert status == 400 and set(body["fields"]) == {"email", "password"}


@pytest.mark.parametrize("body", [[], "text", 5, None])
def test_body_must_be_an_object(ask, body):
    assert ask(None).post("/sign-in", body)[0] == 400


def test_last_seen(ask):
    ask("brandt").get("/me")
    assert Account.objects.get(email="brandt@example.org").last_seen_at is not None
    assert Account.objects.get(email="nowak@example.org").last_seen_at is None


def test_tokens(ask):
    client = ask("brandt")
    token = client.post("/tokens")[1]["token"]
    other = ask(None)
    other.client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    assert other.get("/me")[0] == 200
    assert other("DELETE", "/tokens", {"token": token})[0] == 200
    assert other.get("/me")[0] == 401


def test_blocked_from_the_next_request_on(ask):
    brandt = ask("brandt")
    number = brandt.get("/me")[1]["id"]
    assert ask("office")("PATCH", f"/accounts/{number}", {"blocked": True})[0] == 200
    assert brandt.get("/me")[0] == 401
    assert ask("office")("PATCH", f"/accounts/{number}", {"blocked": False})[0] == 200
    assert brandt.get("/me")[0] == 200


def test_office_deletes_accounts(ask):
    number = Account.objects.get(email="nowak@example.org").pk
    assert ask("kern")("DELETE", f"/accounts/{number}")[0] == 403
    assert ask("office")("DELETE", f"/accounts/{number}")[0] == 200
    assert ask("office")("DELETE", f"/accounts/{number}")[0] == 404
    assert ask("nowak").get("/me")[0] == 401


def test_change_of_address(ask):
    assert ask("brandt").post("/me/email", {"email": "clara@example.net"})[0] == 202
    assert ask("brandt").post("/me/email", {"email": "clara@example.com"})[0] == 202
    first, second = (re.search(r"#(\S+)", message.body).group(1) for message in mail.outbox)
    assert ask(None).post("/confirm", {"token": first})[0] == 400
    assert ask(None).post("/confirm", {"token": second}) == (200, {"email": "clara@example.com"})
    assert ask(None).post("/confirm", {"token": second})[0] == 400
