ITEMS = {"base": "2.80", "zones": "1.20", "passengers": "0.00", "night": "1.50"}
WAY = {"from": "alex", "to": "spandau"}


def test_rider_after_partner(mitte, ada):
    for _ in range(2):
        status, body = mitte.post("/partner/quotes", WAY)
        assert status == 200
        assert body == {"items": ITEMS, "fare": "5.50", "discount": "0.00", "due": "5.50", "currency": "EUR"}
        status, body = ada.post("/quotes", WAY)
        assert status == 200
        assert body == {"items": {**ITEMS, "booking": "0.60"}, "fare": "6.10", "discount": "0.00", "due": "6.10", "currency": "EUR"}


def test_partner_after_rider(mitte, ada):
    assert ada.post("/quotes", {**WAY, "passengers": 3})[1]["due"] == "8.10"
    assert mitte.post("/partner/quotes", {**WAY, "passengers": 3})[1]["due"] == "7.50"
    assert ada.post("/quotes", {**WAY, "passengers": 3, "voucher": "WELCOME"})[1]["discount"] == "4.05"


def test_other_region(tejo, clara):
    way = {"from": "rossio", "to": "humberto"}
    assert tejo.post("/partner/quotes", way)[1]["items"] == {"base": "2.20", "zones": "1.80", "passengers": "0.00", "night": "1.00"}
    assert clara.post("/quotes", way)[1]["items"] == {
        "base": "2.20", "zones": "1.80", "passengers": "0.00", "night": "1.00", "booking": "0.50"
    }


def test_bookings(mitte, ada):
    when = {"earliest": "2026-10-29T01:00"}
    status, body = mitte.post("/partner/rides", {**WAY, **when, "guest": "Ms Ito"})
    assert (status, body["fare"]) == (201, "5.50")
    status, body = ada.post("/rides", {**WAY, **when})
    assert (status, body["fare"]) == (201, "6.10")
