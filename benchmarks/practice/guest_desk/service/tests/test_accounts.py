from datetime import datetime

from guest_desk import clock

NEW = {"email": "Zoe@Mail.example ", "name": "Zoë", "hostel": "BER", "password": "long enough"}


def test_registration(client):
    made = client().post("/guests", json=NEW)
    assert made.status_code == 201
    assert (made.json()["email"], made.json()["hostel"], made.json()["closed"]) == ("zoe@mail.example", "BER", None)


def test_an_address_has_one_account(client):
    again = client().post("/guests", json={**NEW, "email": "ANA@mail.example"})
    assert (again.status_code, again.json()["problem"]) == (409, "address-taken")


def test_registration_with_wrong_values(client):
    for wrong in ({"email": "zoe"}, {"hostel": "ROM"}, {"password": "short"}, {"name": ""}):
        refused = client().post("/guests", json={**NEW, **wrong})
        assert (refused.status_code, refused.json()["problem"]) == (400, "unreadable")


def test_sign_in_with_a_password(client):
    token = client().post("/sign-in", json={"email": "Ana@mail.example", "password": "ana-secret"}).json()["token"]
    assert client().get("/me", headers={"authorization": f"Bearer {token}"}).json()["name"] == "Ana"


def test_sign_in_with_a_wrong_password(client):
    for email in ("ana@mail.example", "nobody@mail.example", "dan@mail.example"):
        refused = client().post("/sign-in", json={"email": email, "password": "dan-secre"})
        assert (refused.status_code, refused.json()["problem"]) == (401, "wrong-credentials")


def test_a_password_from_the_old_desk_can_be_changed(client):
    assert client("eva").post("/me/password", json={"current": "eva-secre", "new": "new-secret"}).status_code == 401
    assert client("eva").post("/me/password", json={"current": "eva-secret", "new": "new-secret"}).status_code == 204


def test_a_closed_account_cannot_sign_in(client):
    assert client().post("/sign-in", json={"email": "dan@mail.example", "password": "dan-secret"}).status_code == 401
    assert client("dan").get("/me").status_code == 401


def test_sessions_end(client):
    ana = client("ana")
    assert ana.post("/sign-out").status_code == 204
    assert ana.get("/me").status_code == 401
    with clock.at(datetime.fromisoformat("2026-06-10T21:30:00+00:00")):
        assert client("cleo").get("/me").status_code == 401


def test_new_password(client):
    assert client("ana").post("/me/password", json={"current": "no", "new": "new-secret"}).status_code == 401
    assert client("ana").post("/me/password", json={"current": "ana-secret", "new": "new-secret"}).status_code == 204
    assert client().post("/sign-in", json={"email": "ana@mail.example", "password": "new-secret"}).status_code == 200


def test_new_address(client):
    assert client("ana").post("/me/address", json={"email": "ana@new.example"}).json()["email"] == "ana@new.example"
    assert client("ana").post("/me/address", json={"email": "ANA@new.example"}).status_code == 200
    assert client("ana").post("/me/address", json={"email": "cleo@mail.example"}).status_code == 409


def test_closing(client):
    assert client("ana").post("/me/close").status_code == 204
    assert client("ana").get("/me").status_code == 401
