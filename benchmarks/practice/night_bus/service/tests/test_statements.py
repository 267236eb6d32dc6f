from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def statement(*args):
    out = StringIO()
    call_command("monthly_statement", *args, stdout=out)
    return [line.split("\t") for line in out.getvalue().splitlines()]


def test_statement():
    head, line = statement("2026-10", "--partner", "hotel-mitte")
    assert head == ["partner", "booked", "ridden", "fares", "mean", "commission"]
    assert line == ["hotel-mitte", "2", "2", "13.20", "6.60", "1.65"]


def test_statement_of_quiet_partners():
    assert statement("2026-10")[2] == ["hotel-tejo", "1", "0", "0.00", "-", "0.00"]


def test_no_month():
    with pytest.raises(CommandError, match="no month"):
        statement("2026-13")
