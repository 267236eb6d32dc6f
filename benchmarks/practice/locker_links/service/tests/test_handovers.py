from datetime import datetime, timedelta

import pytest

from locker_links import clock

JAN = "+420601000003"


def offered(app, number, phone=JAN):
    return app("iva").post(f"/api/rentals/{number}/offer", {"phone": phone})


def test_offer_and_take(app, open_rental):
    number = open_rental("iva", "SMI")
    made = offered(app, number)
    assert made.status_code == 201 and made.json()["phone"] == JAN
    taken = app("jan").post("/api/offers/take", {"link": made.json()["link"]})
    assert taken.status_code == 200
    assert (taken.json()["id"], taken.json()["holder"]) == (number, JAN)
    assert app("iva").get(f"/api/rentals/{number}").status_code == 403
    assert app("jan").post("/api/offers/take", {"link": made.json()["link"]}).status_code == 410


def test_an_offer_is_for_one_phone(app, open_rental):
    link = offered(app, open_rental("iva", "SMI")).json()["link"]
    assert app("eda").post("/api/offers/take", {"link": link}).status_code == 403


def test_one_offer_at_a_time(app, open_rental):
    number = open_rental("iva", "SMI")
    offered(app, number)
    again = offered(app, number, "+420601000004")
    assert (again.status_code, again.json()["problem"]) == (409, "offered")


def test_withdrawing(app, open_rental):
    number = open_rental("iva", "SMI")
    link = offered(app, number).json()["link"]
    assert app("iva").delete(f"/api/rentals/{number}/offer").json() == {"phone": JAN, "outcome": "withdrawn"}
    assert app("iva").delete(f"/api/rentals/{number}/offer").json()["problem"] == "not-offered"
    assert app("jan").post("/api/offers/take", {"link": link}).status_code == 410
    assert offered(app, number, "+420601000004").status_code == 201


def test_an_offer_ends_after_two_days(app, open_rental, someone):
    from locker_links import rentals

    with clock.at(datetime.fromisoformat("2026-06-08T09:00:00+02:00")):
        link = app("jan").post(f"/api/rentals/{open_rental('jan', 'HLN')}/view-link").json()["link"]
    with clock.at(datetime.fromisoformat("2026-07-10T09:00:00+02:00")):
        assert app("ota").get(f"/s/{link}").status_code == 410
    rental = rentals.of(someone("jan"), open_rental("jan", "HLN"))
    assert app("jan").delete(f"/api/rentals/{rental.pk}/offer").json()["problem"] == "not-offered"


def test_a_rental_may_be_offered_again_when_nobody_came(app, open_rental):
    made = app("jan").post(f"/api/rentals/{open_rental('jan', 'HLN')}/offer", {"phone": "+420601000002"})
    assert made.status_code == 201
    assert app("iva").post("/api/offers/take", {"link": made.json()["link"]}).status_code == 200


@pytest.mark.parametrize("phone", ["+420", "601000003", "+420601000002"])
def test_phones_that_are_not_allowed(app, open_rental, phone):
    answer = offered(app, open_rental("iva", "SMI"), phone)
    assert (answer.status_code, answer.json()["problem"]) == (400, "phone")


def test_a_link_for_looking(app, open_rental):
    link = app("iva").post(f"/api/rentals/{open_rental('iva', 'SMI')}/view-link").json()["link"]
    page = app().get(f"/s/{link}").content.decode()
    assert "SMI-003, Praha-Smíchov" in page and "Iva Malá" in page and "135790" not in page


@pytest.mark.parametrize("link", ["x", "a:b:c", "WzEsMl0:1x:abc"])
def test_what_is_no_link(app, link):
    assert app().get(f"/s/{link}").status_code == 404
    assert app("jan").post("/api/offers/take", {"link": link}).status_code == 404


def test_a_link_is_for_one_purpose(app, open_rental):
    link = app("iva").post(f"/api/rentals/{open_rental('iva', 'SMI')}/view-link").json()["link"]
    assert app("jan").post("/api/offers/take", {"link": link}).status_code == 404


def test_links_of_both_forms():
    from django.core import signing

    from locker_links import links

    assert links.offer.read(signing.dumps({"o": 7, "x": "2026-06-11T00:00:00+02:00"}, salt="locker.offer")) == 7
    assert links.view.read(signing.dumps({"v": 8, "x": "2026-06-11T00:00:00+02:00"}, salt="locker.view")) == 8
    assert links.view.read(links.view.make(9, timedelta(days=1))) == 9


def test_a_forgotten_pin(app):
    made = app("ota").post("/api/pin-links", {"phone": "+420601000002"})
    assert made.status_code == 201
    assert app().post("/api/pin", {"link": made.json()["link"], "new": "6402"}).status_code == 200
    assert app().post("/api/tokens", {"phone": "+420601000002", "pin": "6402"}).status_code == 201
    assert app("jan").post("/api/pin-links", {"phone": "+420601000002"}).status_code == 403
