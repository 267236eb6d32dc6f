from ferry_office.models import AuditEntry, Booking


def post(client, path, **body):
    return client.post(path, body, content_type="application/json")


def test_wizard(visitor, quay):
    assert post(visitor, "/api/draft", sailing="K103").json()["passengers"] == []
    post(visitor, "/api/draft/passengers", name="Anna Ray")
    post(visitor, "/api/draft/passengers", name="Ben Ray", kind="child")
    assert post(visitor, "/api/draft/vehicle", kind="car", plate="XYZ-1", length_m="4.2", height_m="1.5").status_code == 200
    made = post(visitor, "/api/draft/confirm", contact="anna@example.org").json()
    assert made["reference"] == "B-1009"
    assert made["total"] == "78.00"
    assert [one["kind"] for one in made["passengers"]] == ["adult", "child"]
    assert quay.get("/api/bookings/B-1009").json() == made
    assert visitor.get("/api/draft").status_code == 409


def test_draft_shows_its_price(visitor):
    post(visitor, "/api/draft", sailing="K110")
    post(visitor, "/api/draft/passengers", name="Anna Ray")
    assert visitor.get("/api/draft").json()["price"] == {
        "lines": [{"kind": "adult", "count": 1, "amount": "24.00"}], "booking_fee": "4.00", "total": "28.00"}


def test_closed_sailings_are_not_for_sale(visitor):
    assert post(visitor, "/api/draft", sailing="K104").status_code == 409
    assert post(visitor, "/api/draft", sailing="K090").status_code == 409


def test_bad_passenger(visitor):
    post(visitor, "/api/draft", sailing="K103")
    assert post(visitor, "/api/draft/passengers", name="Tom", kind="dog").status_code == 400


def test_quote_endpoint(visitor):
    assert post(visitor, "/api/quote", route="hs", adults=1, vehicle="van").json()["total"] == "83.00"
    assert post(visitor, "/api/quote", route="XX", adults=1).status_code == 404
    assert visitor.post("/api/quote", "[1]", content_type="application/json").status_code == 400


def test_cancel_flexible(quay):
    answer = post(quay, "/api/bookings/B-1002/cancel", reason="ill")
    assert answer.json() == {"reference": "B-1002", "status": "cancelled", "refund": "28.00"}
    assert Booking.objects.get(reference="B-1002").status == "cancelled"
    entry = AuditEntry.objects.get(reference="B-1002")
    assert (entry.actor, entry.detail) == ("office", {"reason": "ill", "sailing": "K103", "rate": 100})
    assert post(quay, "/api/bookings/B-1002/cancel", reason="ill").status_code == 409


def test_cancel_is_for_staff(visitor, bridge):
    assert post(visitor, "/api/bookings/B-1002/cancel", reason="x").status_code == 401
    assert post(bridge, "/api/bookings/B-1002/cancel", reason="x").status_code == 403
