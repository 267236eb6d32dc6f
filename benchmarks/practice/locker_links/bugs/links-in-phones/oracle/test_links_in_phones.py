from datetime import datetime, timedelta

import pytest
from django.core import signing

from locker_links import clock

JAN = "+420601000003"


def old(purpose, subject, end):
    return signing.dumps({purpose[0]: subject, "x": end}, salt=f"locker.{purpose}")


@pytest.fixture
def offered(app, opened):
    """An open offer of Iva to Jan: its number."""
    from locker_links.models import Offer

    assert app("iva").post(f"/api/rentals/{opened('iva', 'SMI')}/offer", {"phone": JAN}).status_code == 201
    return Offer.objects.get(phone=JAN, outcome="").pk


@pytest.mark.parametrize("end", ["2026-06-28T18:00:00+02:00", "2026-06-10T09:30:01+02:00", "2026-06-10T07:45:00+00:00"])
def test_an_old_link_for_looking(app, opened, end):
    answer = app().get(f"/s/{old('view', opened('iva', 'HLN'), end)}")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "HLN-001, Praha hlavní nádraží" in page and "Rented until 11.6.2026 17:00" in page and "Iva Malá" in page


def test_old_links_of_other_rentals(app, opened):
    page = app().get(f"/s/{old('view', opened('eda', 'KLA'), '2026-07-01T00:00:00+02:00')}").content.decode()
    assert "KLA-001, Kladno" in page and "Eda Lysý" in page
    assert app().get(f"/s/{old('view', 99999, '2026-07-01T00:00:00+02:00')}").status_code == 404


@pytest.mark.parametrize("end", ["2026-06-10T09:29:59+02:00", "2026-06-10T07:00:00+00:00", "2026-05-01T12:00:00+02:00"])
def test_old_links_that_are_over(app, opened, offered, end):
    assert app().get(f"/s/{old('view', opened('iva', 'HLN'), end)}").status_code == 410
    answer = app("jan").post("/api/offers/take", {"link": old("offer", offered, end)})
    assert (answer.status_code, answer.json()["problem"]) == (410, "link-over")


def test_an_old_offer_is_taken(app, opened, offered):
    number = opened("iva", "SMI")
    link = old("offer", offered, "2026-06-11T09:30:00+02:00")
    assert app("eda").post("/api/offers/take", {"link": link}).status_code == 403
    answer = app("jan").post("/api/offers/take", {"link": link})
    assert answer.status_code == 200
    assert (answer.json()["id"], answer.json()["holder"], answer.json()["locker"]) == (number, JAN, "SMI-003")
    again = app("jan").post("/api/offers/take", {"link": link})
    assert (again.status_code, again.json()["problem"]) == (410, "link-over")


def test_old_links_have_one_purpose(app, opened, offered):
    view = old("view", opened("iva", "SMI"), "2026-06-28T18:00:00+02:00")
    assert app("jan").post("/api/offers/take", {"link": view}).status_code == 404
    assert app().get(f"/s/{old('offer', offered, '2026-06-28T18:00:00+02:00')}").status_code == 404


def test_nobody_makes_them_up(app, opened):
    link = old("view", opened("iva", "HLN"), "2026-06-28T18:00:00+02:00")
    assert app().get(f"/s/{link[:-2]}").status_code == 404
    assert app().get(f"/s/x{link}").status_code == 404
    assert app().get("/s/nothing").status_code == 404


def test_new_links(app, opened):
    number = opened("iva", "SMI")
    view = app("iva").post(f"/api/rentals/{number}/view-link").json()["link"]
    assert "SMI-003, Praha-Smíchov" in app().get(f"/s/{view}").content.decode()
    made = app("iva").post(f"/api/rentals/{number}/offer", {"phone": JAN}).json()
    with clock.at(datetime.fromisoformat("2026-06-12T09:30:01+02:00")):
        assert app("jan").post("/api/offers/take", {"link": made["link"]}).status_code == 410
    with clock.at(datetime.fromisoformat("2026-07-10T09:30:01+02:00")):
        assert app().get(f"/s/{view}").status_code == 410
    assert app("jan").post("/api/offers/take", {"link": view}).status_code == 404
    assert app("jan").post("/api/offers/take", {"link": made["link"]}).json()["holder"] == JAN


def test_links_for_a_pin(app):
    link = app("ota").post("/api/pin-links", {"phone": "+420601000002"}).json()["link"]
    with clock.at(clock.now() + timedelta(hours=2)):
        assert app().post("/api/pin", {"link": link, "new": "6402"}).status_code == 410
    assert app().post("/api/pin", {"link": link, "new": "6402"}).status_code == 200
    assert app().post("/api/tokens", {"phone": "+420601000002", "pin": "6402"}).status_code == 201
