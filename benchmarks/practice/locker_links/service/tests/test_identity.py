import pytest

from locker_links import codes


def test_signing_up(app):
    answer = app().post("/api/renters", {"phone": "+420777000111", "name": "Nela Nová", "pin": "7315"})
    assert answer.status_code == 201
    assert answer.json() == {"phone": "+420777000111", "name": "Nela Nová", "staff": False}


@pytest.mark.parametrize("pin", ["123", "1111", "123456789", "12a4"])
def test_pins_that_are_not_allowed(app, pin):
    answer = app().post("/api/renters", {"phone": "+420777000111", "name": "Nela", "pin": pin})
    assert (answer.status_code, answer.json()["problem"]) == (400, "pin")


def test_a_number_signs_up_once(app):
    answer = app().post("/api/renters", {"phone": "+420601000002", "name": "Iva", "pin": "7315"})
    assert (answer.status_code, answer.json()["problem"]) == (409, "known")


def test_a_token_by_phone_and_pin(app):
    answer = app().post("/api/tokens", {"phone": "+420601000002", "pin": "2580", "name": "tablet"})
    assert answer.status_code == 201
    assert answer.json()["token"].startswith(answer.json()["key"] + ".")
    assert [each["name"] for each in app("iva").get("/api/tokens").json()["tokens"]] == ["phone", "tablet"]


@pytest.mark.parametrize("phone, pin", [("+420601000002", "2581"), ("+420999999999", "2580"), ("+420601000002", 2580)])
def test_no_token_without_the_right_pin(app, phone, pin):
    answer = app().post("/api/tokens", {"phone": phone, "pin": pin})
    assert (answer.status_code, answer.json()["problem"]) == (401, "credentials")


@pytest.mark.parametrize("token", ["", "k-iva", "k-iva.demo-jan", "k-old.demo-old", "..", "k-iva.demo-iva.x"])
def test_tokens_that_do_not_fit(token):
    from django.test import Client

    assert Client(headers={"X-Locker-Token": token}).get("/api/me").status_code == 401


def test_me(app):
    assert app("iva").get("/api/me").json() == {"phone": "+420601000002", "name": "Iva Malá", "staff": False}


def test_a_new_pin_ends_the_tokens(app):
    assert app("iva").put("/api/me/pin", {"old": "2580", "new": "9512"}).status_code == 200
    assert app("iva").get("/api/me").status_code == 401


def test_giving_a_token_back(app):
    assert app("jan").delete("/api/tokens/k-iva").status_code == 404
    assert app("iva").delete("/api/tokens/k-iva").status_code == 200
    assert app("iva").get("/api/me").status_code == 401


def test_who_rents_is_not_erased(app):
    assert app("iva").delete("/api/me").json()["problem"] == "open-rentals"
    assert app("ota").delete("/api/me").status_code == 200


def test_stored_pins_tell_their_rounds():
    stored = codes.hash_pin("4711", rounds=25)
    assert stored.startswith("25$")
    assert codes.pin_fits("4711", stored) and not codes.pin_fits("4712", stored)
