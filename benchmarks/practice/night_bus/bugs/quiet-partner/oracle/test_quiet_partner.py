from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from nightbus.models import Ride

HEAD = ["partner", "booked", "ridden", "fares", "mean", "commission"]


def statement(*args):
    out = StringIO()
    call_command("monthly_statement", *args, stdout=out)
    return [line.split("\t") for line in out.getvalue().splitlines()]


def test_guests_who_did_not_ride():
    assert statement("2026-10") == [
        HEAD,
        ["hotel-mitte", "2", "2", "13.20", "6.60", "1.65"],
        ["hotel-tejo", "1", "0", "0.00", "-", "0.00"],
    ]


def test_month_without_bookings():
    assert statement("2026-09") == [HEAD, ["hotel-mitte", "0", "0", "0.00", "-", "0.00"], ["hotel-tejo", "0", "0", "0.00", "-", "0.00"]]


def test_rides_for_nothing_have_a_mean():
    Ride.objects.filter(partner__code="hotel-mitte").update(fare=Decimal("0.00"))
    assert statement("2026-10", "--partner", "hotel-mitte")[1] == ["hotel-mitte", "2", "2", "0.00", "0.00", "0.00"]


def test_mean_is_rounded():
    Ride.objects.filter(reference="NB-1011").update(fare=Decimal("5.55"))
    assert statement("2026-10", "--partner", "hotel-mitte")[1] == ["hotel-mitte", "2", "2", "13.25", "6.63", "1.66"]


def test_no_month():
    with pytest.raises(CommandError, match="no month"):
        statement("2026-00")
