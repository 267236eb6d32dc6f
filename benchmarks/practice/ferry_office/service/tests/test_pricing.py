from datetime import timedelta
from decimal import Decimal

import pytest

from ferry_office import pricing
from ferry_office.errors import OfficeError
from ferry_office.models import Booking


def test_quote():
    price = pricing.quote("HS", {"adult": 2, "child": 1, "infant": 0}, "car")
    assert price.lines == (("adult", 2, Decimal(48)), ("child", 1, Decimal(12)), ("car", 1, Decimal(38)))
    assert price.booking_fee == 4
    assert price.total == Decimal(102)


def test_quote_without_vehicle():
    assert pricing.quote("HL", {"adult": 1, "child": 1}).total == Decimal("67.50")


def test_the_fee_is_not_for_sale():
    with pytest.raises(OfficeError):
        pricing.quote("SV", {"booking_fee": 1})


@pytest.mark.parametrize("hours, terms", [
    (200, {"rate": 100, "fee": Decimal("12.50")}),
    (168, {"rate": 100, "fee": Decimal("12.50")}),
    (50, {"rate": 75, "fee": Decimal("12.50")}),
    (24, {"rate": 50, "fee": Decimal("12.50")}),
    (2, {"rate": 0}),
])
def test_refund_terms(hours, terms):
    booking = Booking.objects.select_related("sailing").get(reference="B-1006")
    assert pricing.refund_terms(booking, booking.sailing.departs_at - timedelta(hours=hours)) == terms


def test_refund_amount():
    assert pricing.refund_amount(Decimal("80.00"), {"rate": 75, "fee": Decimal("12.50")}) == Decimal("47.50")
    assert pricing.refund_amount(Decimal("10.00"), {"rate": 100, "fee": Decimal("12.50")}) == 0
