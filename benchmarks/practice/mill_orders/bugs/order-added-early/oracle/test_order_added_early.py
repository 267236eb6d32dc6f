def test_replaced_product(client, bearer, order):
    answer = order("harbour", ("RY-997", 5000), ("FL-480", 10_000))
    assert answer.status_code == 201
    body = answer.json()
    assert body["number"] == "M26-0111" and body["status"] == "open" and body["total_cents"] == 490 + 1100
    assert body["lines"] == [
        {"sku": "RY-997", "grams": 5000, "unit_cents": 98, "line_cents": 490},
        {"sku": "FL-405", "grams": 10_000, "unit_cents": 110, "line_cents": 1100},
    ]
    assert client.get("/orders/M26-0111", headers=bearer("harbour")).json() == body
    assert client.get("/products/FL-405").json()["available_grams"] == 90_000


def test_replaced_product_first_and_alone(client, order):
    first = order("sommer", ("FL-450", 50_000), ("SA-FIN", 2000)).json()
    assert [(line["sku"], line["unit_cents"]) for line in first["lines"]] == [("FL-405", 99), ("SA-FIN", 57)]
    assert first["total_cents"] == 4950 + 114
    second = order("laka", ("FL-450", 6000))
    assert second.status_code == 201 and second.json()["total_cents"] == 660
    assert second.json()["number"] == "M26-0112"


def test_no_successor(client, bearer, order):
    assert order("harbour", ("RY-815", 5000)).status_code == 409
    assert order("harbour", ("FL-405", 9000), ("RY-815", 5000)).status_code == 409
    assert client.get("/products/FL-405").json()["available_grams"] == 100_000
    numbers = [found["number"] for found in client.get("/orders", headers=bearer("harbour")).json()["orders"]]
    assert "M26-0111" not in numbers


def test_refused_orders_leave_nothing(client, bearer, order):
    before = client.get("/orders", headers=bearer("harbour")).json()
    assert order("harbour", ("FL-450", 1000)).status_code == 400
    assert order("harbour", ("FL-450", 1500)).status_code == 400
    assert order("harbour", ("FL-450", 101_000)).status_code == 409
    assert order("harbour", ("XX-1", 1000)).status_code == 404
    assert client.get("/orders", headers=bearer("harbour")).json() == before
    assert client.get("/products/FL-405").json()["available_grams"] == 100_000


def test_ordinary_orders_and_quotes(client, bearer, order):
    answer = order("sommer", ("FL-405", 5000), ("YE-FRE", 500))
    assert answer.status_code == 201 and answer.json()["total_cents"] == 725
    quote = client.get("/quote", params={"sku": "FL-480", "grams": 1000}, headers=bearer("harbour"))
    assert quote.json() == {"sku": "FL-405", "grams": 1000, "unit_cents": 110, "line_cents": 110}
