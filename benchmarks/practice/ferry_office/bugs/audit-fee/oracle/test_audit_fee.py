from decimal import Decimal

from ferry_office.models import Booking, Refund


def entry(quay, reference):
    found, = quay.get(f"/api/audit/{reference}").json()["entries"]
    assert (found["action"], found["actor"], found["at"]) == ("cancel", "office", "2026-07-10T06:00+03:00")
    return found["detail"]


def test_fare_that_keeps_a_fee(quay):
    answer = quay.post("/api/bookings/B-1006/cancel", reason="changed plans")
    assert answer.status_code == 200
    assert answer.json() == {"reference": "B-1006", "status": "cancelled", "refund": "67.50"}
    detail = entry(quay, "B-1006")
    assert Decimal(str(detail.pop("fee"))) == Decimal("12.50")
    assert detail == {"reason": "changed plans", "sailing": "K110", "rate": 100}
    assert quay.get("/api/refunds").json() == {"refunds": [{"reference": "B-1006", "amount": "67.50", "reason": "changed plans"}]}
    assert Booking.objects.get(reference="B-1006").status == "cancelled"
    assert quay.post("/api/bookings/B-1006/cancel", reason="again").status_code == 409


def test_a_nearer_departure(quay):
    Booking.objects.filter(reference="B-1003").update(sailing=Booking.objects.get(reference="B-1006").sailing)
    sailing = Booking.objects.get(reference="B-1003").sailing
    sailing.departs_at = sailing.departs_at.replace(day=12)
    sailing.save()
    assert quay.post("/api/bookings/B-1003/cancel", reason="storm").json()["refund"] == "113.50"
    detail = entry(quay, "B-1003")
    assert Decimal(str(detail["fee"])) == Decimal("12.50")
    assert detail["rate"] == 75


def test_fares_without_a_fee(quay):
    assert quay.post("/api/bookings/B-1002/cancel", reason="ill").json()["refund"] == "28.00"
    assert entry(quay, "B-1002") == {"reason": "ill", "sailing": "K103", "rate": 100}
    assert quay.post("/api/bookings/B-1001/cancel", reason="late").json()["refund"] == "0.00"
    assert entry(quay, "B-1001") == {"reason": "late", "sailing": "K101", "rate": 0}


def test_what_cannot_be_cancelled(quay):
    assert quay.post("/api/bookings/B-1008/cancel", reason="x").status_code == 409
    assert quay.post("/api/bookings/B-9999/cancel", reason="x").status_code == 404
    assert quay.post("/api/bookings/B-1006/cancel").status_code == 400
    assert Refund.objects.count() == 0
