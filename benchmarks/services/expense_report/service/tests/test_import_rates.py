from decimal import Decimal

import pytest

from expense_report.import_rates import RateFileError, parse_file


def test_every_cell_is_a_rate():
    found = parse_file("Date,USD,JPY\n2026-09-14,1.1162,168.9\n")
    assert [(rate.currency, rate.rate) for rate in found] == [
        ("USD", Decimal("1.1162")),
        ("JPY", Decimal("168.9")),
    ]


def test_days_without_a_rate_are_left_out():
    assert parse_file("Date,USD,\n2026-09-14,N/A,\n") == []


@pytest.mark.parametrize(
    "text", ["", "USD,JPY\n1,2\n", "Date,USD\n14.9.2026,1\n", "Date,USD\n2026-09-14,-1\n"]
)
def test_other_files_are_refused(text):
    with pytest.raises(RateFileError):
        parse_file(text)
