def test_shelve_and_hand_out(client):
    stored = client.post("/parcels/PD-000011/shelve", json={"shelf": "c3"}).json
    assert (stored["shelf"], len(stored["code"])) == ("C3", 4)
    assert stored["message"] == {
        "to": "+43 660 1112233",
        "text": f"Ihr Paket PD-000011 liegt bereit. Code {stored['code']}, Regal C3.",
    }
    handed = client.post("/pickups", json={"code": stored["code"]}).json
    assert (handed["reference"], handed["status"], handed["shelf"]) == ("PD-000011", "handed_out", None)
    assert client.post("/pickups", json={"code": stored["code"]}).status_code == 404


def test_nobody_to_tell(client):
    assert client.post("/parcels/PD-000005/shelve", json={"shelf": "C3"}).json["message"] is None


def test_only_incoming_parcels_are_stored(client):
    answer = client.post("/parcels/PD-000007/shelve", json={"shelf": "C3"})
    assert (answer.status_code, answer.json["problem"]) == (409, "not_storable")


def test_waiting(client):
    waiting = client.get("/waiting?days=5").json["waiting"]
    assert [(one["reference"], one["days"]) for one in waiting] == [("PD-000001", 8), ("PD-000015", 6)]


def test_cash_before_the_parcel(client):
    answer = client.post("/pickups", json={"code": "0815"})
    assert (answer.status_code, answer.json["problem"]) == (409, "not_paid")
    assert client.post("/parcels/PD-000002/collection", json={"amount_cents": 4990}).status_code == 201
    assert client.post("/pickups", json={"code": "0815"}).status_code == 200


def test_cash_is_taken_once_and_whole(client):
    path = "/parcels/PD-000002/collection"
    assert client.post(path, json={"amount_cents": 4900}).status_code == 422
    assert client.post(path, json={"amount_cents": 4990, "paid_with": "card"}).json["paid_with"] == "card"
    assert client.post(path, json={"amount_cents": 4990}).json["problem"] == "paid_before"
    assert client.post("/parcels/PD-000001/collection", json={"amount_cents": 1}).json["problem"] == "nothing_due"


def test_till(client):
    till = client.get("/till").json
    assert till["total_cents"] == 12_500
    assert till["open"][0] == {
        "parcel": "PD-000006",
        "carrier": "K24",
        "amount_cents": 2500,
        "paid_with": "cash",
        "taken_at": "2026-09-04T08:20:00Z",
    }
