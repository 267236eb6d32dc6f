"""Numbers and moments in a form that a function says it reads, and does not yet."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

RATE = '''
class Rate:
    def __init__(self, text):
        """`text` is a percentage, with or without the sign: `15` or `15%`."""
        self.fraction = float(text) / 100
'''
PRICE = '''
from decimal import Decimal


def price(text):
    """A price as people type it, with a comma or a point before the cents."""
    return Decimal(text.strip())
'''
WHOLE = '''
def whole(text):
    """Quantities; a sheet writes them as `3.0`."""
    return int(text)
'''
CELL = '''
def optional(text) -> int | None:
    """The number of a cell; None if the cell is empty."""
    return int(text)
'''
DAYS = '''
from datetime import datetime

ISO = "%Y-%m-%d"
GERMAN = "%d.%m.%Y"


def day(text):
    """Days arrive as `2024-03-01` or as `01.03.2024`."""
    return datetime.strptime(text, ISO).date()
'''
STAMPS = '''
from datetime import datetime

STAMP = "%Y-%m-%dT%H:%M:%S.%f"


def moment(stamp):
    """A moment as `isoformat` writes it."""
    return datetime.strptime(stamp, STAMP)
'''
PROMISED = """
from datetime import date, datetime


def due_of(row) -> date:
    return datetime.strptime(row["due"], "%Y-%m-%d")


def overdue(rows):
    return [row for row in rows if due_of(row) < date.today()]
"""
CASES = [
    Case(
        "a percentage",
        RATE,
        'Rate("15%").fraction',
        (
            "-        self.fraction = float(text) / 100",
            '+        self.fraction = float(text.rstrip("%")) / 100',
        ),
        0.15,
    ),
    Case(
        "a decimal comma",
        PRICE,
        'str(price("12,50"))',
        ("-    return Decimal(text.strip())", '+    return Decimal(text.strip().replace(",", "."))'),
        "12.50",
    ),
    Case(
        "a whole number with a point",
        WHOLE,
        'whole("3.0")',
        ("-    return int(text)", "+    return int(float(text))"),
        3,
    ),
    Case("an empty cell", CELL, 'optional(" ")', ("+    if not text.strip():", "+        return None"), None),
    Case(
        "a day in the other form",
        DAYS,
        'day("24.12.2024").month',
        (
            "-    return datetime.strptime(text, ISO).date()",
            "+    try:",
            "+        return datetime.strptime(text, ISO).date()",
            "+    except ValueError:",
            "+        return datetime.strptime(text, GERMAN).date()",
        ),
        12,
    ),
    Case(
        "a moment without a fraction",
        STAMPS,
        'moment("2024-03-01T10:00:00").hour',
        ("-    return datetime.strptime(stamp, STAMP)", "+    return datetime.fromisoformat(stamp)"),
        10,
    ),
    Case(
        "a day that is a moment",
        PROMISED,
        'overdue([{"due": "2020-01-01"}])',
        (
            '-    return datetime.strptime(row["due"], "%Y-%m-%d")',
            '+    return datetime.strptime(row["due"], "%Y-%m-%d").date()',
        ),
        [{"due": "2020-01-01"}],
    ),
]
SILENT = [
    Silent(
        "a share is no percentage",
        RATE.replace("/ 100", "* 1"),
        'Rate("15%")',
        "number-forms",
    ),
    Silent(
        "the sign is refused",
        RATE.replace("with or without the sign: `15` or `15%`", "`15`; a sign as in `15%` is refused"),
        'Rate("15%")',
        "number-forms",
    ),
    Silent(
        "the sign is one of plus and minus",
        RATE.replace(
            "`text` is a percentage, with or without the sign: `15` or `15%`", "Hundredths, with or without a sign"
        ),
        'Rate("15%")',
        "number-forms",
    ),
    Silent("a thousand or a fraction", PRICE, 'price("1,200")', "number-forms"),
    Silent("nobody speaks of commas", PRICE.replace("a comma or ", ""), 'price("1,5")', "number-forms"),
    Silent(
        "nobody speaks of empty cells", CELL.replace("the cell is empty", "unknown"), 'optional("")', "number-forms"
    ),
    Silent(
        "the other form is refused",
        DAYS.replace("or as `01.03.2024`", "and not as `01.03.2024`"),
        'day("24.12.2024")',
        "several-forms",
    ),
    Silent(
        "nobody shows the other form",
        DAYS.replace("or as `01.03.2024`", "always"),
        'day("24.12.2024")',
        "several-forms",
    ),
    Silent(
        "the other form has a zone",
        DAYS.replace('"%d.%m.%Y"', '"%d.%m.%Y %z"').replace("01.03.2024", "01.03.2024 +0100"),
        'day("24.12.2024 +0100")',
        "several-forms",
    ),
    Silent(
        "nobody speaks of ISO",
        STAMPS.replace("isoformat", "the clock"),
        'moment("2024-03-01T10:00:00")',
        "several-forms",
    ),
    Silent(
        "nobody declares a day", PROMISED.replace(" -> date", ""), 'overdue([{"due": "2020-01-01"}])', "day-promised"
    ),
]


@named(CASES)
def test_a_form_that_is_told_is_read(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_a_form_of_which_nobody_speaks_is_left_alone(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
