import hashlib

import pytest

from guest_desk import settings


def sign_in(client, name, password=None):
    return client().post("/sign-in", json={"email": f"{name}@mail.example", "password": password or f"{name}-secret"})


def stored(desk, number):
    return desk.accounts.get(number)["password"]


def from_old_desk(desk, number, salt, password):
    text = f"sha1${salt}${hashlib.sha1((salt + password).encode()).hexdigest()}"
    desk.store.write("UPDATE guests SET password = ? WHERE id = ?", text, number)


def test_from_the_old_desk(client, desk):
    answer = sign_in(client, "eva")
    assert answer.status_code == 200
    assert client(token=answer.json()["token"]).get("/me").json()["id"] == 9
    assert stored(desk, 9).startswith(f"{settings.PASSWORD_ROUNDS}$")
    assert sign_in(client, "eva").status_code == 200
    assert sign_in(client, "eva", "eva-secre").status_code == 401


@pytest.mark.parametrize(("number", "name", "salt", "password"), [(5, "ana", "12", "pêra"), (6, "ben", "sha1", "x y z"), (7, "cleo", "0", "cleo-secret")])
def test_others_from_there(client, desk, number, name, salt, password):
    from_old_desk(desk, number, salt, password)
    refused = sign_in(client, name, "wrong one")
    assert (refused.status_code, refused.json()["problem"]) == (401, "wrong-credentials")
    assert stored(desk, number).startswith("sha1$")
    for _ in range(2):
        assert sign_in(client, name, password).status_code == 200
        assert stored(desk, number).startswith(f"{settings.PASSWORD_ROUNDS}$")


def test_few_rounds(client, desk, monkeypatch):
    monkeypatch.setattr(settings, "PASSWORD_ROUNDS", 30)
    before = stored(desk, 7)
    assert sign_in(client, "ana").status_code == 200
    assert stored(desk, 5).startswith("30$") and stored(desk, 7) == before
    kept = stored(desk, 5)
    assert sign_in(client, "ana").status_code == 200
    assert stored(desk, 5) == kept


def test_enough_rounds_stay(client, desk, monkeypatch):
    before = stored(desk, 5)
    assert sign_in(client, "ana").status_code == 200
    assert stored(desk, 5) == before
    monkeypatch.setattr(settings, "PASSWORD_ROUNDS", 9)
    assert sign_in(client, "ana").status_code == 200
    assert stored(desk, 5) == before


def test_devices_are_remembered_with_it(client):
    sent = {"email": "eva@mail.example", "password": "eva-secret", "remember": "Tablet"}
    device = client().post("/sign-in", json=sent).json()["device"]
    assert client().post("/sign-in/device", json={"device": device}).status_code == 200


def test_who_cannot_sign_in(client):
    for name, password in (("ben", "ben-secret"), ("dan", None), ("nobody", None), ("eva", "x")):
        assert sign_in(client, name, password).status_code == 401
