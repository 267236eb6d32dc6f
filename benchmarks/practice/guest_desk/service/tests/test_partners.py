import json
from datetime import datetime

from guest_desk import clock


def test_inviting(client, desk):
    made = client("ana").post("/invitations", json={"email": "Joe2@mail.example", "hostel": "KRK"}).json()
    assert (made["email"], made["until"]) == ("joe2@mail.example", "2026-06-24T09:30:00+00:00")
    assert desk.outbox.waiting()[0]["body"].startswith("Ana convida-te para Hostel Żabia: ")
    assert len(client("ana").get("/invitations").json()) == 2


def test_taking_an_invitation(client):
    made = client().post("/invitations/take", json={"token": "inv-joe", "name": "Joe"})
    assert (made.status_code, made.json()["email"]) == (201, "joe@mail.example")
    assert client().post("/invitations/take", json={"token": "inv-joe", "name": "Joe"}).status_code == 410
    assert client().post("/invitations/take", json={"token": "inv-late", "name": "Kim"}).status_code == 410
    assert client().post("/invitations/take", json={"token": "none", "name": "Kim"}).status_code == 404


def test_extending_an_invitation(client):
    longer = client("ana").post("/invitations/1/extend", json={"days": 7})
    assert longer.json()["until"] == "2026-06-27T12:00:00+00:00"
    entry = client("mara").get("/staff/audit").json()["entries"][0]
    assert entry["details"] == {"invitation": 1, "until": "2026-06-27T12:00:00+00:00"}


def test_extending_what_is_over_taken_or_foreign(client):
    assert client("ben").post("/invitations/3/extend", json={"days": 2}).json()["until"] == "2026-06-12T09:30:00+00:00"
    assert client("ben").post("/invitations/2/extend", json={"days": 2}).status_code == 409
    assert client("ben").post("/invitations/1/extend", json={"days": 2}).status_code == 403


def test_a_key_and_its_limit(client):
    headers = {"x-desk-key": "k1.bike"}
    for _ in range(3):
        assert client().get("/partner/guests/5", headers=headers).json()["language"] == "pt"
    assert client().get("/partner/guests/5", headers=headers).status_code == 429
    with clock.at(datetime.fromisoformat("2026-06-10T10:00:00+00:00")):
        assert client().get("/partner/guests/5", headers=headers).status_code == 200


def test_keys_that_do_not_work(client):
    assert client().get("/partner/guests/5").status_code == 401
    assert client().get("/partner/guests/5", headers={"x-desk-key": "k1.pass"}).status_code == 401
    assert client().get("/partner/deliveries", headers={"x-desk-key": "k1.bike"}).status_code == 403


def test_making_and_revoking_a_key(client):
    made = client("mara").post("/staff/keys", json={"partner": "zoo", "scopes": ["guests"]}).json()
    headers = {"x-desk-key": made["key"]}
    assert client().get("/partner/guests/6", headers=headers).status_code == 200
    assert {key["id"]: key["used"] for key in client("mara").get("/staff/keys").json()}[made["id"]] == 1
    assert client("mara").delete(f"/staff/keys/{made['id']}").status_code == 204
    assert client().get("/partner/guests/6", headers=headers).status_code == 401


def test_partners_are_told(client, partners):
    client().post("/guests", json={"email": "zoe@mail.example", "name": "Zoë", "hostel": "BER"})
    assert sorted(url for url, _ in partners.heard) == ["http://127.0.0.1:9/hooks", "http://127.0.0.1:9/pass"]
    assert json.loads(partners.heard[0][1])["data"] == {"guest": 10, "hostel": "BER"}


def test_deliveries(client, partners):
    client("ana").post("/me/close")
    assert len(partners.heard) == 1
    sent = client("mara").get("/staff/deliveries").json()
    assert [(row["partner"], row["event"], row["status"]) for row in sent] == [("city-pass", "guest.closed", 200)]
    assert client().get("/partner/deliveries", headers={"x-desk-key": "k2.pass"}).json() == sent
