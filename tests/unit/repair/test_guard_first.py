"""A check that stands below what it should keep from happening is put in front of it."""

from __future__ import annotations

from tests.unit.repair.cases import API, Case, Silent, check, check_silent, named

AMOUNTS = (
    API
    + """
from decimal import Decimal

CENT, MOST = Decimal("0.01"), Decimal(9999)


@app.get("/amounts")
def amount(text: str):
    number = Decimal(text)
    if number != number.quantize(CENT):
        raise HTTPException(status_code=422, detail="fractions of a cent")
    if not 0 < number <= MOST:
        raise HTTPException(status_code=422, detail="from 0 to 9999")
    return {"cents": int(number * 100)}
"""
)

QUEUE = """
class Refused(Exception):
    pass


def first(rows, limit):
    head = rows[0]
    size = len(rows)
    {guard}
        raise Refused("nothing waits")
    return head, size


def asked(rows):
    try:
        return first(rows, 5)
    except Refused as error:
        return str(error)
"""

CASES = [
    Case(
        "the range is asked for before the digits",
        AMOUNTS,
        "GET /amounts?text=1e40",
        (
            "+    if not 0 < number <= MOST:",
            '+        raise HTTPException(status_code=422, detail="from 0 to 9999")',
            "-    if not 0 < number <= MOST:",
            '-        raise HTTPException(status_code=422, detail="from 0 to 9999")',
        ),
    ),
    Case(
        "whether there is a row before the first one is read",
        QUEUE.format(guard="if not rows:"),
        "asked([])",
        (
            "+    if not rows:",
            '+        raise Refused("nothing waits")',
            "-    if not rows:",
            '-        raise Refused("nothing waits")',
        ),
        "nothing waits",
    ),
]


@named(CASES)
def test_check_comes_first(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "a check that needs what is worked out in between stays where it is",
            QUEUE.format(guard="if size == 0 or not rows:"),
            "asked([])",
            "guard-first",
        ),
        Silent(
            "a check of something else says nothing of the failing statement",
            QUEUE.format(guard="if limit < 0:"),
            "asked([])",
            "guard-first",
        ),
        Silent(
            "a check that goes on guards nothing",
            QUEUE.format(guard="if not rows:").replace('raise Refused("nothing waits")', "limit = 0"),
            "asked([])",
            "guard-first",
        ),
    ]
)
def test_other_checks_stay(case, tmp_path):
    check_silent(case, tmp_path)
