from mill_orders import pricing


def order(*lines, reference=""):
    return {"lines": [{"sku": sku, "grams": grams} for sku, grams in lines], "reference": reference}


def test_quote_takes_the_price_list(client, bearer):
    params = {"sku": "FL-550", "grams": 50_000}
    assert client.get("/quote", params=params, headers=bearer("sommer")).json()["line_cents"] == 4750
    assert client.get("/quote", params=params, headers=bearer("harbour")).json()["line_cents"] == 5250


def test_quote_for_a_successor(client, bearer):
    answer = client.get("/quote", params={"sku": "FL-480", "grams": 1000}, headers=bearer("harbour"))
    assert answer.json()["sku"] == "FL-405"
    assert client.get("/quote", params={"sku": "RY-815", "grams": 5000}, headers=bearer("harbour")).status_code == 409


def test_order_takes_from_stock(client, bearer):
    answer = client.post("/orders", json=order(("FL-405", 5000), ("YE-FRE", 500), reference=" Tuesday "), headers=bearer("sommer"))
    assert answer.status_code == 201
    assert answer.json()["number"] == "M26-0111"
    assert answer.json()["reference"] == "Tuesday"
    assert answer.json()["total_cents"] == 725
    assert client.get("/products/FL-405").json()["available_grams"] == 95_000


def test_order_beyond_stock(client, bearer):
    answer = client.post("/orders", json=order(("SP-WH", 5000), ("SP-630", 26_000)), headers=bearer("sommer"))
    assert answer.status_code == 409 and answer.json()["available_grams"] == 25_000
    assert client.get("/products/SP-WH").json()["available_grams"] == 12_000


def test_packs_and_smallest_order(client, bearer):
    assert client.post("/orders", json=order(("FL-550", 5500)), headers=bearer("sommer")).status_code == 400
    assert client.post("/orders", json=order(("SA-FIN", 1000)), headers=bearer("sommer")).status_code == 400


def test_others_orders_are_not_there(client, bearer):
    assert client.get("/orders/M26-0102", headers=bearer("sommer")).status_code == 404
    assert client.get("/orders/M26-0102", headers=bearer("office")).status_code == 200


def test_cancel_gives_back(client, bearer):
    number = client.post("/orders", json=order(("SP-630", 9000)), headers=bearer("harbour")).json()["number"]
    assert client.post(f"/orders/{number}/cancel", headers=bearer("harbour")).json()["status"] == "cancelled"
    assert client.get("/products/SP-630").json()["available_grams"] == 25_000
    assert client.post(f"/orders/{number}/cancel", headers=bearer("harbour")).status_code == 409


def test_delivery_note(client, bearer):
    number = client.post("/orders", json=order(("FL-405", 45_000)), headers=bearer("harbour")).json()["number"]
    answer = client.get(f"/orders/{number}/delivery-note", headers=bearer("harbour"))
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "SKU;Product;Weight;Lots",
        "FL-405;Type 405 pastry flour;45 kg;L-4051 L-4052",
    ]
    assert f"{number} Harbour Deli.csv" in answer.headers["content-disposition"]


def test_money_and_weights():
    assert pricing.format_cents(-105) == "-1.05"
    assert pricing.format_weight(1500) == "1.5 kg" and pricing.format_weight(250) == "250 g"
    assert pricing.parse_cents("1.250,50 €") == 125_050
