import pytest


def test_old_order(lotte):
    order = lotte.get("/orders/2024-0311")
    assert order.status_code == 200
    assert (order.json["number"], order.json["status"], order.json["total"], order.json["customer"]) == (
        "2024-0311", "on_hold", "189.00", "Brouwerij De Kade",
    )
    assert [lotte.get(f"/orders/2024-{n}").json["status"] for n in ("0312", "0340")] == ["collected", "cancelled"]


def test_last_page(lotte):
    orders = lotte.get("/orders?limit=100").json["orders"]
    assert len(orders) == 24
    assert [(order["number"], order["status"]) for order in orders[-3:]] == [
        ("2024-0340", "cancelled"), ("2024-0312", "collected"), ("2024-0311", "on_hold"),
    ]


def test_accountant(lotte):
    lines = lotte.get("/reports/customers.csv").text.splitlines()
    assert lines[1] == "1;Brouwerij De Kade;inkoop@dekade.example;BE;9;1393.90" and len(lines) == 6


def test_it_can_be_finished(lotte):
    moved = []
    for status in ("collected", "ready", "new", "printing", "approved", "cancelled"):
        answer = lotte.post("/orders/2024-0311/status", json={"status": status})
        assert answer.status_code in (200, 409)
        moved.append(answer.status_code)
    assert 200 in moved
    assert lotte.get("/orders/2024-0311").json["status"] != "on_hold"


def test_other_states(lotte):
    assert lotte.get("/orders?status=lost").status_code == 400
    assert lotte.get("/orders?status=on_hold").status_code in (200, 400)
    assert lotte.post("/orders/2026-0010/status", json={"status": "printing"}).json["status"] == "printing"
    assert lotte.post("/orders/2026-0010/status", json={"status": "new"}).status_code == 409


def test_nothing_else_is_lost(lotte):
    assert lotte.get("/orders/2024-9999").status_code == 404
