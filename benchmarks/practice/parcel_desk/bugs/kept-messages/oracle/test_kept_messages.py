import pytest

HEAD = "Sendung;Status;Datum;Zeit;Depot;Bemerkung"


def swiftline(depot, encoding, code="30", epoch=1789345200):
    xml = f'<?xml version="1.0" encoding="{encoding}"?><scans><scan parcel="SL77001" code="{code}" epoch="{epoch}">'
    return (xml + f"<depot>{depot}</depot></scan></scans>").encode(encoding)


def kept(client, carrier):
    answer = client.get(f"/carriers/{carrier}/messages")
    assert answer.status_code == 200
    return answer.json["messages"]


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "UTF-8", "ISO-8859-15"])
def test_swiftline(client, post_scans, encoding):
    answer = post_scans("SL", swiftline("Mödling", encoding))
    assert answer.status_code == 200
    assert answer.json == {"recorded": 1, "repeated": 0, "ignored": 0, "skipped": 0}
    entry = client.get("/parcels/PD-000003/timeline").json["entries"][-1]
    assert (entry["label"], entry["place"]) == ("Arrived at the shop", "Mödling")
    (message,) = kept(client, "SL")
    assert 'parcel="SL77001"' in message["body"]
    assert "<depot>M" in message["body"] and "dling</depot>" in message["body"]
    assert message["received_at"] == "2026-09-14T08:00:00Z"


@pytest.mark.parametrize("remark", ["Empfänger nicht da", "Gebühr 5 €", "ohne"])
def test_kurier24(client, post_scans, remark):
    text = f"{HEAD}\nK24-555-1;ZUG;11.09.2026;17:00;Sankt Pölten;{remark}\n"
    assert post_scans("K24", text.encode("cp1252")).json["recorded"] == 1
    assert client.get("/parcels/PD-000005/timeline").json["entries"][-1]["place"] == "Sankt Pölten"
    (message,) = kept(client, "K24")
    assert "K24-555-1;ZUG;11.09.2026;17:00;Sankt P" in message["body"]


def test_utf8_is_kept_as_it_was(client, post_scans):
    bodies = ['{"events": [], "note": "Köln €"}', '{"events": []}']
    for body in bodies:
        assert post_scans("NP", body.encode()).status_code == 200
    assert [message["body"] for message in kept(client, "NP")] == bodies[::-1]


def test_newest_first_and_twenty(client, post_scans):
    for number in range(22):
        epoch = 1789345200 + number
        assert post_scans("SL", swiftline("Köln", "ISO-8859-1", "20", epoch)).json["recorded"] == 1
    bodies = [message["body"] for message in kept(client, "SL")]
    assert len(bodies) == 20
    assert "1789345221" in bodies[0] and "1789345202" in bodies[-1]


def test_refused_messages(client, post_scans):
    assert post_scans("SL", "kein XML: ö".encode("latin-1")).status_code == 422
    assert client.post("/webhooks/SL", data=b"x").status_code == 401
    assert client.get("/carriers/XX/messages").status_code == 404
