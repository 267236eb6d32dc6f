def test_address(ask):
    assert ask("cai", "get", "/api/me/address")[1]["town"] == "Gdańsk"
    new = {"street": "Calle Sol 2", "postcode": "28013", "town": "Madrid", "country": "es"}
    assert ask("cai", "put", "/api/me/address", new)[1]["country"] == "ES"
    assert ask("cai", "put", "/api/me/address", {**new, "country": "XX"})[0] == 400


def test_packing(ask):
    items = [{"lot": "SB-2024-0011", "grams": "2"}, {"lot": "SB-2025-0001", "grams": 0.5}]
    status, data = ask("ada", "post", "/api/parcels", {"card": "M-004", "items": items})
    assert status == 201
    assert data["items"][1] == {"accession": "SB-2025-0001", "variety": "Schwarzer Winterrettich", "grams": "0.50"}
    assert ask("ada", "get", "/api/parcels")[1]["parcels"] == [data]
    assert ask("ada", "post", "/api/parcels", {"card": "M-001", "items": items})[0] == 409
    assert ask("ada", "post", "/api/parcels", {"card": "M-004", "items": []})[0] == 400


def test_old_parcels(ask):
    parcel = ask("ada", "get", "/api/parcels?day=2023-04-03")[1]["parcels"][0]
    assert parcel["card"] is None
    assert parcel["items"] == [
        {"accession": "SB-2019-0003", "variety": "Blaue Ungarin", "grams": None},
        {"accession": "SB-2018-0001", "variety": None, "grams": None},
    ]
    assert ask("ada", "get", f"/api/parcels/{parcel['id']}")[1] == parcel


def test_labels(ask):
    status, text = ask("ada", "post", "/api/labels", {"lots": ["NOA-2025-0002"], "layout": "bag"})
    assert status == 200
    assert text.decode("cp1250").split("\r\n") == [
        "-" * 32, "Forellenschluss", "Lactuca sativa", "NOA-2025-0002", "*NOA20250002*", "-" * 32, ""
    ]


def test_labels_of_boxes(ask):
    _, text = ask("ada", "post", "/api/labels", {"lots": ["SB-2024-0011", "ARC-2025-0001"], "layout": "box"})
    lines = text.decode("cp1250").split("\r\n")
    assert lines[3:5] == ["Ernte 2024", "Keimrate 90 %"]
    assert lines[9:12] == ["Teltower Rübchen", "Ernte 2025", "ungetestet"]


def test_what_has_no_label(ask):
    assert ask("ada", "post", "/api/labels", {"lots": ["X"], "layout": "bag"})[0] == 404
    assert ask("ada", "post", "/api/labels", {"lots": ["SB-2024-0011"], "layout": "tin"})[0] == 400
    assert ask("ada", "post", "/api/labels", {"lots": []})[0] == 400
