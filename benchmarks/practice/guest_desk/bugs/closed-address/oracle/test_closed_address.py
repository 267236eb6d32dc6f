import pytest


def refused(answer):
    return 400 <= answer.status_code < 500 and answer.json()["problem"]


def register(client, email, **more):
    return client().post("/guests", json={"email": email, "name": "Dan", "hostel": "LIS", "password": "dan is back", **more})


def count(desk):
    return desk.store.one("SELECT COUNT(*) AS n FROM guests")["n"]


@pytest.mark.parametrize("email", ["dan@mail.example", "DAN@Mail.example", " dan@mail.example "])
def test_registering_again(client, desk, partners, email):
    assert refused(register(client, email))
    assert count(desk) == 9 and partners.heard == []
    assert client("rui").get("/staff/guests/8").json()["closed"] == "2026-05-02T10:00:00+00:00"
    assert client().post("/sign-in", json={"email": email, "password": "dan is back"}).status_code == 401


def test_closing_and_registering(client, desk):
    assert client("cleo").post("/me/close").status_code == 204
    assert refused(register(client, "cleo@mail.example", name="Cleo", hostel="SAO", password=None))
    assert count(desk) == 9
    assert client("rui").get("/staff/guests/7").json()["closed"] == "2026-06-10T09:30:00+00:00"


def test_changing_to_it(client):
    assert refused(client("ana").post("/me/address", json={"email": "Dan@mail.example"}))
    assert client("ana").get("/me").json()["email"] == "ana@mail.example"
    assert client("ana").post("/me/address", json={"email": "ana2@mail.example"}).json()["email"] == "ana2@mail.example"
    assert register(client, "ana@mail.example").status_code == 201


def test_invited_with_it(client, desk):
    made = client("ana").post("/invitations", json={"email": "dan@mail.example", "hostel": "KRK"})
    assert made.status_code == 201
    token = desk.store.one("SELECT token FROM invitations ORDER BY id DESC")["token"]
    assert refused(client().post("/invitations/take", json={"token": token, "name": "Dan"}))
    assert client("ana").get("/invitations").json()[-1]["taken_by"] is None
    assert count(desk) == 9


def test_a_closed_account_stays_closed(client, desk):
    assert client().post("/sign-in", json={"email": "dan@mail.example", "password": "dan-secret"}).status_code == 401
    for path in ("/sign-in/code", "/recovery"):
        assert client().post(path, json={"email": "dan@mail.example"}).status_code == 202
    assert desk.outbox.waiting() == []
    used = client().post("/sign-in/code/use", json={"email": "dan@mail.example", "code": "123456"})
    assert (used.status_code, used.json()["problem"]) == (401, "wrong-credentials")


def test_what_worked_still_does(client):
    made = register(client, "Zoe@mail.example")
    assert (made.status_code, made.json()["email"], made.json()["id"]) == (201, "zoe@mail.example", 10)
    again = register(client, "zoe@mail.example")
    assert (again.status_code, again.json()["problem"]) == (409, "address-taken")
    assert client().post("/sign-in", json={"email": "ZOE@mail.example", "password": "dan is back"}).status_code == 200
    assert client().post("/invitations/take", json={"token": "inv-joe", "name": "Joe"}).status_code == 201
