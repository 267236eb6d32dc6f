from datetime import timedelta

import pytest

from locker_links import tariffs
from locker_links.models import Site


@pytest.mark.parametrize(
    "size, minutes, price",
    [("S", 1, "30.00"), ("S", 60, "30.00"), ("S", 61, "60.00"), ("S", 241, "150.00"), ("S", 1500, "180.00"), ("L", 3200, "960.00")],
)
def test_prices(app, size, minutes, price):
    assert app().get(f"/api/sites/HLN/price?size={size}&minutes={minutes}").json() == {"price": price}


def test_one_step_only(app):
    assert app().get("/api/sites/BER/price?size=B&minutes=2000").json() == {"price": "71.00"}


def test_a_size_that_the_site_has_not(app):
    assert app().get("/api/sites/KLA/price?size=L&minutes=10").status_code == 404


@pytest.mark.parametrize("minutes", ["0", "x", "100001", ""])
def test_minutes_that_are_none(app, minutes):
    assert app().get(f"/api/sites/HLN/price?size=S&minutes={minutes}").status_code == 400


def test_started_minutes_count():
    site = Site.objects.get(code="HLN")
    assert tariffs.cost(site, "M", timedelta(seconds=3601)) == 90


def test_amounts_as_text():
    from decimal import Decimal

    assert tariffs.plain(Decimal("7")) == "7.00"
