from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from permit_desk.models import Decision, Officer


def report(month):
    out = StringIO()
    call_command("month_report", month, stdout=out)
    title, *lines = out.getvalue().splitlines()
    assert title == f"Decisions {month}"
    return [line.split() for line in lines]


def test_one_officer_without_decisions():
    assert report("2026-01") == [["hofer", "1", "0", "25.0", "25"], ["lang", "0", "0", "-", "-"], ["weber", "1", "0", "28.0", "28"]]


def test_month_without_decisions():
    assert report("2026-03") == [[name, "0", "0", "-", "-"] for name in ("hofer", "lang", "weber")]


def test_month_with_decisions():
    assert report("2026-02") == [["hofer", "1", "0", "20.0", "20"], ["lang", "1", "0", "9.0", "9"], ["weber", "2", "1", "26.5", "29"]]


def test_decision_of_the_same_day_is_no_dash():
    Decision.objects.filter(number="E-2026-001").update(days_taken=0)
    assert report("2026-02")[1] == ["lang", "1", "0", "0.0", "0"]


def test_archived_decisions_have_no_time():
    Decision.objects.filter(number="B/17/2019").update(decided_by=Officer.objects.get(username="lang"), decided_on=date(2025, 7, 1))
    assert report("2025-07")[1] == ["lang", "1", "0", "-", "-"]


def test_former_officers_are_left_out():
    Officer.objects.filter(username="lang").update(is_active=False)
    assert [line[0] for line in report("2026-01")] == ["hofer", "weber"]


def test_no_month():
    with pytest.raises(Exception, match="no month"):
        report("2026-13")
