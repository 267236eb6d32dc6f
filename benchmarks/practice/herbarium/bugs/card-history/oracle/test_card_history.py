import pytest


def history(client, barcode):
    answer = client.get(f"/specimens/{barcode}?history=true")
    assert answer.status_code == 200
    return [entry["name"] for entry in answer.json()["history"]]


def card(client, barcode):
    answer = client.get(f"/specimens/{barcode}")
    assert answer.status_code == 200
    assert answer.json()["history"] is None
    return answer.json()


@pytest.mark.parametrize(("barcode", "name"), [("HB100004", "Gentiana kochiana"), ("hb100030", "Unio herbarum"), ("HB100012", "Hieracium lachenalii")])
def test_without_then_with(client, barcode, name):
    for _ in range(2):
        assert card(client, barcode)["name"].startswith(name)
        assert history(client, barcode) == [name]


def test_with_then_without(client):
    assert history(client, "HB100020") == ["Degeneria vitiensis"]
    assert card(client, "HB100020")["type_status"] == "isotype"
    assert history(client, "hb100020") == ["Degeneria vitiensis"]


def test_several_sheets(client):
    barcodes = [f"HB1000{n:02d}" for n in range(1, 31)]
    for barcode in barcodes:
        assert card(client, barcode)["barcode"] == barcode
    assert all(len(history(client, barcode)) == 1 for barcode in barcodes)
    assert client.get("/specimens/HB999999").status_code == 404
    assert client.get("/specimens/HB999999?history=true").status_code == 404


@pytest.mark.parametrize("seen_before", [(), (False,), (False, True), (True,)])
def test_determinations(client, seen_before):
    for with_history in seen_before:
        history(client, "HB100007") if with_history else card(client, "HB100007")
    given = {"name": "Rubus vestitus", "determined_by": "Moser", "determined_on": "2026-05-03"}
    answer = client.post("/specimens/hb100007/determinations", json=given)
    assert answer.status_code == 201
    assert answer.json()["history"] == [
        {"name": "Rubus vestitus", "determined_by": "Moser", "determined_on": "2026-05-03"},
        {"name": "Rosa pendulina", "determined_by": "import", "determined_on": None},
    ]
    assert card(client, "HB100007")["name"] == "Rubus vestitus Weihe"
    assert history(client, "HB100007") == ["Rubus vestitus", "Rosa pendulina"]
    client.post("/specimens/HB100007/determinations", json={"name": "Rosa alpina"})
    assert card(client, "HB100007")["accepted_name"] == "Rosa pendulina"
    assert history(client, "HB100007") == ["Rosa alpina", "Rubus vestitus", "Rosa pendulina"]


def test_images(client):
    assert card(client, "HB100004")["images"] == 1
    answer = client.post("/specimens/HB100004/images", json={"file_name": "n.jpg", "width": 10, "height": 10})
    assert answer.status_code == 201
    assert card(client, "HB100004")["images"] == 2
    assert history(client, "HB100004") == ["Gentiana kochiana"]
