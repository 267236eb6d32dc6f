def test_show(client):
    parcel = client.get("/parcels/pd-000007").json
    assert (parcel["recipient"], parcel["status"], parcel["registered_at"]) == (
        "Schneider GmbH",
        "accepted",
        "2026-09-14T06:10:00Z",
    )


def test_unknown_parcel(client):
    answer = client.get("/parcels/PD-999999")
    assert (answer.status_code, answer.json["problem"]) == (404, "missing")


def test_register_over_the_counter(client):
    sent = {"direction": "out", "carrier": "np", "recipient": "Bo Ek", "country": "se", "weight_g": 2400}
    answer = client.post("/parcels", json=sent)
    assert answer.status_code == 201
    assert (answer.json["reference"], answer.json["status"], answer.json["country"]) == ("PD-000018", "accepted", "SE")
    assert answer.json["price_cents"] == 1890


def test_register_needs_a_weight_at_the_counter_only(client):
    sent = {"direction": "in", "carrier": "SL", "recipient": "Bo Ek", "country": "AT", "tracking": "SL1"}
    assert client.post("/parcels", json=sent).json["weight_g"] is None
    answer = client.post("/parcels", json={**sent, "direction": "out", "tracking": "SL2"})
    assert (answer.status_code, answer.json["detail"]) == (422, "weight_g: is needed")


def test_tracking_numbers_are_registered_once(client):
    sent = {"direction": "in", "carrier": "NP", "recipient": "X", "country": "AT", "tracking": "NP1000001"}
    assert client.post("/parcels", json=sent).status_code == 409


def test_search(client):
    found = client.get("/parcels?carrier=sl&status=accepted").json["parcels"]
    assert [parcel["reference"] for parcel in found] == ["PD-000014", "PD-000008"]
    assert client.get("/parcels?q=gruber").json["parcels"][0]["reference"] == "PD-000011"
    assert client.get("/parcels?page=2").json["parcels"] == []
    assert client.get("/parcels?page=x").status_code == 422


def test_label(client):
    sheet = client.get("/parcels/PD-000002/label").text.splitlines()
    assert sheet[0].strip() == "NORPOST"
    assert sheet[2:] == [
        "PD-000002  NP1000002",
        "To: Peter Novák",
        "Country: AT",
        "Weight: 0.80 kg",
        "COLLECT: 49.90 EUR",
        "Van: 17:30",
    ]


def test_customers(client):
    added = client.post("/customers", json={"name": "Li Wei", "phone": "+86 10 1"}).json
    assert client.get(f"/customers/{added['id']}").json == {**added, "parcels": []}
    assert client.get("/customers/4").json["parcels"] == ["PD-000003", "PD-000007", "PD-000008"]
    assert client.get("/customers/77").status_code == 404
