"""Arguments in each other's place."""

from __future__ import annotations

from pathlib import Path

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

SHARE = "def share(values, part):\n    return sorted(values)[int(len(values) * part)]\n\n\n"

CASES = [
    Case(
        "as the parameters are called",
        "def rate(price, currency):\n    return price * {'EUR': 1, 'CHF': 2}[currency]\n\n\n"
        "def total(price, currency):\n    return rate(currency, price)\n",
        'total(3, "CHF")',
        ("-    return rate(currency, price)", "+    return rate(price, currency)"),
        6,
    ),
    Case(
        "as the other calls have them, one in the same line",
        SHARE + "def both(found):\n    return share(0.5, found), share(found, 0.9)\n",
        "both([1, 2, 3, 4])",
        ("-    return share(0.5, found), share(found, 0.9)", "+    return share(found, 0.5), share(found, 0.9)"),
        (3, 4),
    ),
    Case(
        "as a function from elsewhere takes them",
        "def grouped(rows):\n    found = {}\n    for row in rows:\n"
        '        found.setdefault([], row["city"]).append(row["price"])\n    return found\n',
        'grouped([{"city": "Thun", "price": 2}])',
        (
            '-        found.setdefault([], row["city"]).append(row["price"])',
            '+        found.setdefault(row["city"], []).append(row["price"])',
        ),
        {"Thun": [2]},
    ),
]

SILENT = [
    Silent(
        "others call it both ways",
        "def joined(one, other):\n    return one + other\n\n\n"
        'def before(name):\n    return joined("a", name)\n\n\n'
        'def after(name):\n    return joined(name, "a")\n\n\n'
        'def label(number):\n    return joined("a", number)\n',
        "label(3)",
        "swapped",
    ),
]


@named(CASES)
def test_swapped(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_swapped(case: Silent, tmp_path: Path) -> None:
    check_silent(case, tmp_path)
