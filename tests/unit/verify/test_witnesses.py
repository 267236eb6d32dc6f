"""Values with a witness in the repository, and values without one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from arbase.replay.clock import steady
from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.swallow import SwallowGate
from arbase.verify.gates.zones import ZonesGate
from tests.unit.verify.doubles import Stage, on_paper, write

SOURCE = '''"""Figures."""
import os
from dataclasses import dataclass

LIMITS = {"rooms": 4}


@dataclass
class House:
    city: str
    price: float
    discount: float = 0.0
    phone: str | None = None


def share(part, whole):
    """A share in percent; 0.0 for an empty whole."""
    return 100 * part / whole


def mean(values):
    return sum(values) / len(values)


def card(row, key):
    return {"phone": row["phone"], "name": row["name"].strip()}


def count(rows):
    counts = {}
    for row in rows:
        counts[row["city"]] += 1
    return counts
'''
NEXT_DOOR = """
def largest(values):
    if not values:
        return None
    return max(values)


def row_price(row):
    return row.get("price", 9.5)


def spread(values):
    return max(values) - min(values) if values else -1.0


def note(row):
    return f" (note: {row['note']})" if row["note"] else ""


def passed(rows):
    return [row for row in rows if row["price"] is not None]
"""
SHARE = "    return 100 * part / whole\n"
MEAN = "    return sum(values) / len(values)\n"
CARD = '    return {"phone": row["phone"], "name": row["name"].strip()}\n'
COUNT = '        counts[row["city"]] += 1\n'

WITNESSED = {
    "docstring": (SHARE, "    if not whole:\n        return 0.0\n" + SHARE),
    "another function's exit": (MEAN, "    if not values:\n        return None\n" + MEAN),
    "another function's exit, in one expression": (MEAN, "    return sum(values) / len(values) if values else None\n"),
    "another expression's figure": (MEAN, "    return sum(values) / len(values) if values else -1.0\n"),
    "what the service says of itself": (MEAN, "    return sum(values) / len(values) if values else 7.25\n"),
    "text left out, as elsewhere": (CARD, CARD.replace('row["name"].strip()', 'f" by {row}" if row else ""')),
    "annotation": (CARD, CARD.replace('row["phone"]', 'row.get("phone")')),
    "field default": (CARD, CARD.replace('row["phone"]', 'row.get("discount", 0.0)')),
    "default in another call": (CARD, CARD.replace('row["phone"]', 'row.get("price", 9.5)')),
    "module constant": (CARD, CARD.replace('row["phone"]', 'row.get("rooms", 4)')),
    "counting": (COUNT, '        counts[row["city"]] = counts.get(row["city"], 0) + 1\n'),
    "collecting": (COUNT, '        counts.setdefault(row["city"], []).append(row)\n'),
    "discarded": (COUNT, '        counts.pop(row["city"], None)\n'),
    "filter as elsewhere": ("    for row in rows:\n", '    for row in [r for r in rows if r["price"] is not None]:\n'),
    "guard against none": (
        CARD,
        '    phone = row.get("name")\n    if phone is None:\n        raise KeyError(key)\n' + CARD,
    ),
    "selection": (CARD, '    row = [other for other in row if other["id"] == key]\n' + CARD),
}
UNWITNESSED = {
    "another number": (SHARE, "    if not whole:\n        return 1.0\n" + SHARE),
    "another number, in one expression": (MEAN, "    return sum(values) / len(values) if values else 0.25\n"),
    "none for what never is": (CARD, CARD.replace('row["name"]', '(row.get("name") or "")')),
    "default of another name": (CARD, CARD.replace('row["name"]', 'row.get("name", 9.5)')),
    "unknown": (CARD, CARD.replace('row["name"].strip()', 'row["name"].strip() if row["name"] else "unknown"')),
    "getattr": (CARD, CARD.replace('row["name"]', 'getattr(row, "name", "")')),
    "environment": (CARD, CARD.replace('row["name"]', 'os.environ.get("NAME", "x")')),
    "epsilon": (SHARE, "    return 100 * part / (whole + 1e-9)\n"),
    "filter unlike elsewhere": ("    for row in rows:\n", '    for row in [r for r in rows if r["city"]]:\n'),
    "continue": (COUNT, '        if row["city"] not in counts:\n            continue\n' + COUNT),
    "key that nobody has": (CARD, CARD.replace('row["name"]', 'row["full_name_of_owner"]')),
    "lossy decoding": (CARD, CARD.replace('row["name"].strip()', 'row["name"].decode("utf-8", "ignore")')),
    "sql default": (CARD, "    row = key.execute('select coalesce(name, 0) from t')\n" + CARD),
    "parameter default": ("def mean(values):\n", "def mean(values=()):\n"),
    "counter": (COUNT, '        counts[row["city"]] = counts.get(row["city"], 5) + 1\n'),
    "replaced by a constant": (CARD, '    return {"phone": "", "name": row["name"].strip()}\n'),
    "cut away": (CARD, '    return {"phone": row["phone"]}\n'),
}


@pytest.fixture
def paper(tmp_path: Path) -> Stage:
    write(tmp_path, {"near.py": NEXT_DOOR, ".arbase/conventions.md": "A figure of nothing: a mean is `7.25`.\n"})
    return on_paper(SOURCE, SOURCE.splitlines().index(COUNT.rstrip()) + 1, tmp_path)


ZONES = "from zoneinfo import ZoneInfo\n\nHOME = ZoneInfo('Europe/Oslo')\n"
MENDED = "    return 100 * part / whole.replace(tzinfo=UTC)\n"


def test_zone_is_completed_but_not_replaced_where_several_are_known(paper: Stage) -> None:
    write(paper.tree, {"clock.py": ZONES})
    completed = "    if whole.tzinfo is None:\n        whole = whole.replace(tzinfo=UTC)\n" + SHARE
    assert "decides on a zone" in first_refusal(paper, (SHARE, MENDED))
    assert first_refusal(paper, (SHARE, completed)) == ""
    assert "decides on a zone" in first_refusal(paper, (SHARE, completed.replace("UTC", "HOME")))


def first_refusal(paper: Stage, edit: tuple[str, str]) -> str:
    case = paper.case(paper.candidate(edit))
    results = (gate.check(case) for gate in (SwallowGate(), MadeUpValueGate(), ZonesGate()))
    return next((f"{result.gate}: {result.reason}" for result in results if not result.passed), "")


@pytest.mark.parametrize("name", WITNESSED)
def test_value_with_a_witness_is_let_through(name: str, paper: Stage) -> None:
    assert first_refusal(paper, WITNESSED[name]) == ""


@pytest.mark.parametrize("name", UNWITNESSED)
def test_value_without_a_witness_is_refused(name: str, paper: Stage) -> None:
    assert first_refusal(paper, UNWITNESSED[name])


def test_moments_of_now_are_no_difference_and_other_times_are() -> None:
    import_time = "2020-01-01T00:00:00"
    assert steady({"at": import_time, "n": 12}) == {"at": import_time, "n": 12}
    from_clock = datetime.now(UTC)
    assert steady([from_clock.isoformat(), from_clock.timestamp(), int(from_clock.timestamp() * 1000)]) == ["<now>"] * 3
    assert steady(f"made on {from_clock:%a, %d %b %Y %H:%M:%S} GMT") == "made on <now>"
    assert steady(True) is True
