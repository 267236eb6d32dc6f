from datetime import date

from permit_desk.workdays import add_working_days, easter, is_working_day, working_days_between


def test_easter():
    assert [easter(year) for year in (2024, 2025, 2026)] == [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5)]


def test_holidays_are_no_working_days():
    assert not is_working_day(date(2026, 4, 6))
    assert not is_working_day(date(2026, 3, 14))
    assert is_working_day(date(2026, 3, 16))


def test_working_days_over_new_year():
    assert add_working_days(date(2025, 12, 23), 3) == date(2025, 12, 30)
    assert add_working_days(date(2025, 12, 31), 2) == date(2026, 1, 5)


def test_working_days_between():
    assert working_days_between(date(2026, 3, 2), date(2026, 3, 16)) == 10
    assert working_days_between(date(2026, 3, 2), date(2026, 3, 2)) == 0
