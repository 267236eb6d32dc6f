from decimal import Decimal

import pytest

from boat_market import clock, nightly
from boat_market.models import Advert


@pytest.fixture(autouse=True)
def people(person):
    person("bram")
    person("anna")


def test_alerts_come_once(api, boat):
    search = api("anna").post("/searches", {"name": "Sail", "class": "sail"}).get_json()["id"]
    api("bram").post("/searches", {"name": "Competitors", "class": "sail"})
    with clock.stopped_at("2026-06-10T12:00:00+00:00"):
        number = boat("bram")
        boat("bram", **{"class": "dinghy"})
    with clock.stopped_at("2026-06-11T02:00:00+00:00"):
        assert nightly.send_alerts() == ["anna@example.org: Sail: Dehler 34"]
        assert nightly.send_alerts() == []
    (alert,) = api("anna").get(f"/searches/{search}/alerts").get_json()["alerts"]
    assert (alert["sent"], alert["advert"]["id"]) == ("2026-06-11T02:00:00+00:00", number)


def test_prices_follow_the_rates(session, boat):
    number = boat("bram", price="1250", currency="USD")
    session.get(Advert, number).price_eur = Decimal("990.00")
    assert nightly.refresh_prices() == 1
    assert session.get(Advert, number).price_eur == Decimal("1000.00")
    assert nightly.refresh_prices() == 0


def test_a_night_with_nothing_to_do(capsys):
    nightly.main()
    assert capsys.readouterr().out == "0 prices refreshed\n"
