KEYS = {"NP": "np-key-7731", "SL": "sl-key-0042", "K24": "k24-key-5508"}


def send(client, carrier, **options):
    return client.post(f"/webhooks/{carrier}", headers={"X-Carrier-Key": KEYS[carrier]}, **options)


def test_norpost(client):
    events = [
        {"item": "NP1000003", "status": "DLV", "time": "2026-09-14T07:00:00+02:00", "location": "Wien 9"},
        {"item": "NP9", "status": "TRN", "time": "2026-09-14T07:00:00Z"},
        {"item": "NP1000003", "status": "TRN"},
    ]
    assert send(client, "NP", json={"events": events}).json == {
        "recorded": 1,
        "repeated": 0,
        "ignored": 1,
        "skipped": 1,
    }
    assert client.get("/parcels/PD-000012/timeline").json == {
        "reference": "PD-000012",
        "status": "delivered",
        "entries": [{"at": "2026-09-14T05:00:00Z", "label": "Delivered", "place": "Wien 9"}],
    }


def test_swiftline(client):
    xml = '<?xml version="1.0" encoding="UTF-8"?><scans><scan parcel="SL77003" code="90" epoch="1789300000"/></scans>'
    assert send(client, "SL", data=xml.encode()).json["recorded"] == 1
    assert client.get("/parcels/PD-000011").json["status"] == "returned"


def test_kurier24_and_repetitions(client):
    text = "Sendung;Status;Datum;Zeit;Depot;Bemerkung\nK24-555-1;EIN;10.09.2026;08:20;Wien 7;\nK24-555-1;ZUG;10;9;;\n"
    answer = send(client, "K24", data=text.encode("cp1252"))
    assert answer.json == {"recorded": 0, "repeated": 1, "ignored": 0, "skipped": 1}


def test_old_scans_do_not_change_the_status(client):
    event = {"item": "NP2000002", "status": "TRN", "time": "2026-09-02T01:00:00+02:00"}
    assert send(client, "NP", json={"events": [event]}).json["recorded"] == 1
    assert client.get("/parcels/PD-000010").json["status"] == "delivered"


def test_wrong_key(client):
    answer = client.post("/webhooks/NP", headers={"X-Carrier-Key": "guess"}, json={"events": []})
    assert (answer.status_code, answer.json["problem"]) == (401, "wrong_key")


def test_message_that_is_none(client):
    assert send(client, "SL", data=b"hello").status_code == 422
    assert send(client, "NP", data=b"[]").status_code == 422


def test_timeline_in_german(client):
    entries = client.get("/parcels/PD-000005/timeline?lang=de").json["entries"]
    assert [entry["label"] for entry in entries] == ["Angekündigt", "Unterwegs", "Im Shop eingetroffen"]
