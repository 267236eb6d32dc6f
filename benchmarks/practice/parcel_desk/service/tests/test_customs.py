GIFT = {"purpose": "gift", "lines": [{"description": "Socks", "value_cents": 900, "quantity": 3}]}


def test_declare_and_show(client):
    assert "CUSTOMS: MISSING" in client.get("/parcels/PD-000014/label").text
    answer = client.put("/parcels/PD-000014/declaration", json=GIFT)
    assert (answer.status_code, answer.json["total_cents"], answer.json["currency"]) == (200, 2700, "EUR")
    assert client.get("/parcels/PD-000014/declaration").json == answer.json
    assert "CUSTOMS: declared" in client.get("/parcels/PD-000014/label").text


def test_new_version_replaces_the_lines(client):
    client.put("/parcels/PD-000008/declaration", json=GIFT)
    assert [line["description"] for line in client.get("/parcels/PD-000008/declaration").json["lines"]] == ["Socks"]


def test_not_inside_the_union(client):
    assert client.put("/parcels/PD-000007/declaration", json=GIFT).json["problem"] == "not_needed"


def test_a_sale_has_an_invoice(client):
    answer = client.put("/parcels/PD-000014/declaration", json={**GIFT, "purpose": "sale"})
    assert (answer.status_code, answer.json["detail"]) == (422, "invoice: is needed for a sale")


def test_manifest(client):
    assert client.get("/carriers/sl/manifest").text.splitlines() == [
        "parcel;country;goods;hs_code;origin;pieces;value",
        "PD-000008;CH;Lebkuchen, gefüllt;190520;AT;12;78.00 CHF",
        "PD-000008;CH;Keramikteller;-;-;2;36.00 CHF",
    ]
