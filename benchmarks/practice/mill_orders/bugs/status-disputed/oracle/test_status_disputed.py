def statuses(client, headers, **params):
    answer = client.get("/orders", params=params, headers=headers)
    assert answer.status_code == 200
    return {order["number"]: order["status"] for order in answer.json()["orders"]}


def test_disputed_order_is_listed(client, bearer, hook):
    assert hook("e1", "payment.disputed", "M26-0102").json() == {"outcome": "applied"}
    assert statuses(client, bearer("harbour")) == {
        "M26-0108": "open", "M26-0107": "paid", "M26-0105": "refunded", "M26-0102": "disputed", "M26-0052": "paid",
    }
    assert statuses(client, bearer("harbour"), status="disputed") == {"M26-0102": "disputed"}
    shown = client.get("/orders/M26-0102", headers=bearer("office"))
    assert shown.status_code == 200
    assert shown.json() == {
        "number": "M26-0102", "placed_on": "2026-08-05", "status": "disputed", "reference": "", "total_cents": 1380,
        "lines": [
            {"sku": "FL-405", "grams": 6000, "unit_cents": 110, "line_cents": 660},
            {"sku": "SE-DUR", "grams": 4000, "unit_cents": 180, "line_cents": 720},
        ],
    }


def test_end_of_a_dispute(client, bearer, hook):
    for number, kind, status in [("M26-0102", "payment.dispute_won", "paid"), ("M26-0107", "payment.refunded", "refunded")]:
        assert hook(f"{number}-1", "payment.disputed", number).json() == {"outcome": "applied"}
        assert statuses(client, bearer("harbour"))[number] == "disputed"
        assert hook(f"{number}-2", kind, number).json() == {"outcome": "applied"}
        assert statuses(client, bearer("harbour"))[number] == status


def test_disputed_orders_are_not_shipped_or_cancelled(client, bearer, hook):
    hook("e1", "payment.disputed", "M26-0106")
    assert client.post("/orders/M26-0106/ship", headers=bearer("office")).status_code == 409
    assert client.post("/orders/M26-0106/cancel", headers=bearer("laka")).status_code == 409
    assert statuses(client, bearer("laka"))["M26-0106"] == "disputed"


def test_other_events(client, bearer, hook):
    assert hook("e1", "payment.captured", "M26-0110").json() == {"outcome": "applied"}
    assert hook("e1", "payment.captured", "M26-0110").json() == {"outcome": "repeated"}
    assert hook("e2", "payment.disputed", "M26-0108").json() == {"outcome": "ignored"}
    assert hook("e3", "payment.noticed", "M26-0110").json() == {"outcome": "ignored"}
    assert statuses(client, bearer("laka")) == {"M26-0110": "paid", "M26-0106": "shipped", "M26-0104": "paid"}
    assert client.post("/orders/M26-0110/ship", headers=bearer("office")).json()["status"] == "shipped"
