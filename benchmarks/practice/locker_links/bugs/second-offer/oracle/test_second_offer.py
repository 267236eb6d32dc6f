import io
from datetime import datetime

from django.core.management import call_command

from locker_links import clock

IVA, EDA, OTA = "+420601000002", "+420601000004", "+420601000001"


def at(text):
    return clock.at(datetime.fromisoformat(f"{text}+02:00"))


def offer(app, short, number, phone):
    return app(short).post(f"/api/rentals/{number}/offer", {"phone": phone})


def take(app, short, made):
    return app(short).post("/api/offers/take", {"link": made.json()["link"]})


def test_offered_again_the_same_day(app, opened):
    number = opened("jan", "HLN")
    made = offer(app, "jan", number, IVA)
    assert (made.status_code, made.json()["phone"]) == (201, IVA)
    taken = take(app, "iva", made)
    assert (taken.status_code, taken.json()["id"], taken.json()["holder"]) == (200, number, IVA)
    assert app("jan").get(f"/api/rentals/{number}").status_code == 403


def test_over_twice(app, opened):
    number = opened("iva", "SMI")
    with at("2026-06-10T10:00"):
        first = offer(app, "iva", number, EDA)
    with at("2026-06-12T10:00"):
        second = offer(app, "iva", number, EDA)
        assert second.status_code == 201
        assert take(app, "eda", first).status_code == 410
    with at("2026-06-14T10:00:01"):
        third = offer(app, "iva", number, OTA)
        assert third.status_code == 201
        assert take(app, "eda", second).status_code == 410
        assert take(app, "ota", third).json()["holder"] == OTA


def test_an_offer_that_can_be_taken_stays_the_only_one(app, opened):
    number = opened("iva", "SMI")
    with at("2026-06-10T10:00"):
        first = offer(app, "iva", number, EDA)
    with at("2026-06-12T09:59"):
        again = offer(app, "iva", number, OTA)
        assert (again.status_code, again.json()["problem"]) == (409, "offered")
        assert take(app, "eda", first).status_code == 200
        assert take(app, "ota", first).status_code == 410


def test_withdrawing_the_second(app, opened):
    number = opened("jan", "HLN")
    assert offer(app, "jan", number, IVA).status_code == 201
    assert app("jan").delete(f"/api/rentals/{number}/offer").json() == {"phone": IVA, "outcome": "withdrawn"}
    assert app("jan").delete(f"/api/rentals/{number}/offer").json()["problem"] == "not-offered"
    assert offer(app, "jan", number, EDA).status_code == 201
    assert offer(app, "jan", number, IVA).status_code == 409


def test_offers_of_others_are_left_alone(app, opened):
    mine = offer(app, "iva", opened("iva", "SMI"), EDA)
    assert offer(app, "jan", opened("jan", "HLN"), OTA).status_code == 201
    assert take(app, "eda", mine).status_code == 200


def test_after_the_sweep_as_well(app, opened):
    call_command("sweep", stdout=io.StringIO())
    assert offer(app, "jan", opened("jan", "HLN"), IVA).status_code == 201


def test_the_sweep_lapses(app, opened):
    made = offer(app, "iva", opened("iva", "SMI"), EDA)
    with at("2026-06-13T02:00"):
        out = io.StringIO()
        call_command("sweep", stdout=out)
        assert take(app, "eda", made).status_code == 410
        assert offer(app, "iva", opened("iva", "SMI"), EDA).status_code == 201


def test_what_is_not_allowed(app, opened):
    number = opened("jan", "HLN")
    assert offer(app, "jan", number, "+420601000003").json()["problem"] == "phone"
    assert offer(app, "jan", number, "12").json()["problem"] == "phone"
    assert offer(app, "eda", number, IVA).status_code == 403
    app("jan").post(f"/api/rentals/{number}/close")
    assert offer(app, "jan", number, IVA).json()["problem"] == "closed"
