from datetime import date

from mill_orders import catalogue, stock


def test_first_expiring_lot_first(session):
    lots = stock.open_lots(session, catalogue.by_sku(session, "FL-405"), date(2026, 9, 14))
    taken = [(lot.code, grams) for lot, grams in stock.allocations(lots, 50_000)]
    assert taken == [("L-4051", 40_000), ("L-4052", 10_000)]


def test_hold_and_free(client, bearer):
    office = bearer("office")
    assert client.put("/lots/l-4051/hold", headers=office).json() == {"code": "L-4051", "on_hold": True}
    assert client.put("/lots/L-4051/hold", headers=office).status_code == 409
    assert client.delete("/lots/L-4051/hold", headers=office).json()["on_hold"] is False
    assert client.put("/lots/L-9999/hold", headers=office).status_code == 404


def test_held_lot_is_not_delivered(session):
    stock.hold(session, "L-4051", True)
    lots = stock.open_lots(session, catalogue.by_sku(session, "FL-405"), date(2026, 9, 14))
    assert [lot.code for lot in lots] == ["L-4052"]


def test_receive(client, bearer):
    lot = {"sku": "SP-630", "code": "l-6302", "grams": 7000, "milled_on": "2026-09-11", "best_before": "2027-03-31"}
    assert client.post("/lots", json=lot, headers=bearer("office")).status_code == 201
    assert client.post("/lots", json=lot, headers=bearer("office")).status_code == 409
