"""Working days of the town; the deadlines of the law are counted in them."""
from datetime import date, timedelta
from functools import lru_cache

FIXED_HOLIDAYS = [(1, 1), (1, 6), (5, 1), (8, 15), (10, 26), (11, 1), (12, 8), (12, 25), (12, 26)]


def easter(year):
    """Easter Sunday (Gregorian, after Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=32)
def holidays(year):
    """Public holidays of a year."""
    sunday = easter(year)
    moving = [sunday + timedelta(days=after) for after in (1, 39, 50, 60)]
    return frozenset([date(year, month, day) for month, day in FIXED_HOLIDAYS] + moving)


def is_working_day(day):
    return day.weekday() < 5 and day not in holidays(day.year)


def add_working_days(day, count):
    """The working day that is `count` working days after `day`."""
    while count > 0:
        day += timedelta(days=1)
        if is_working_day(day):
            count -= 1
    return day


def working_days_between(first, last):
    """Working days after `first` up to and with `last`."""
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
