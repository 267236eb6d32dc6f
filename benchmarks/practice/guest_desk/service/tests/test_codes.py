from datetime import timedelta

import pytest

from guest_desk import clock


@pytest.fixture
def code(client, desk):
    """Asks for a code and reads it in the outbox."""

    def ask(name, path="/sign-in/code"):
        assert client().post(path, json={"email": f"{name}@mail.example"}).status_code == 202
        waiting = desk.outbox.waiting()
        return desk.store.one("SELECT code FROM codes ORDER BY id DESC")["code"] if waiting else None

    return ask


def use(client, name, code):
    return client().post("/sign-in/code/use", json={"email": f"{name}@mail.example", "code": code})


def test_sign_in_with_a_code(client, code, desk):
    text = code("ben")
    assert desk.outbox.waiting()[0]["body"] == f"Hallo Ben, dein Code ist {text}. Er gilt zehn Minuten."
    assert use(client, "ben", text).status_code == 200
    assert use(client, "ben", text).status_code == 401


def test_a_code_ends(client, code):
    text = code("ben")
    with clock.at(clock.now() + timedelta(minutes=10)):
        assert use(client, "ben", text).json()["problem"] == "wrong-credentials"


def test_five_tries(client, code):
    text = code("ana")
    for _ in range(5):
        assert use(client, "ana", "x").status_code == 401
    assert use(client, "ana", text).status_code == 401


def test_no_code_for_strangers(client, code, desk):
    assert code("nobody") is None
    assert code("dan") is None
    assert desk.outbox.waiting() == []


def test_recovery(client, code):
    sent = {"email": "ana@mail.example", "code": code("ana", "/recovery"), "new": "another one"}
    token = client().post("/recovery/use", json=sent).json()["token"]
    assert client("ana").get("/me").status_code == 401
    assert client().get("/me", headers={"authorization": f"Bearer {token}"}).status_code == 200
    assert client().post("/sign-in", json={"email": "ana@mail.example", "password": "another one"}).status_code == 200


def test_an_account_without_a_password(client):
    made = client().post("/guests", json={"email": "zoe@mail.example", "name": "Zoë", "hostel": "BER"})
    assert (made.status_code, made.json()["has_password"]) == (201, False)


def test_the_first_password(client):
    assert client("ben").post("/me/password", json={"new": "ben-secret"}).status_code == 204
    assert client("ben").get("/me").json()["has_password"] is True
