from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def report(month):
    out = StringIO()
    call_command("month_report", month, stdout=out)
    return out.getvalue().splitlines()


def test_month():
    assert report("2026-02") == [
        "Decisions 2026-02",
        "hofer          1   0   20.0   20",
        "lang           1   0    9.0    9",
        "weber          2   1   26.5   29",
    ]


def test_officer_without_decisions():
    assert report("2026-01")[2] == "lang           0   0      -    -"


def test_no_month():
    with pytest.raises(CommandError):
        report("2026-13")
