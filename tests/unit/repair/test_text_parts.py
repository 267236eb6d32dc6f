"""Texts of which a part is missing, headers of one line, streams of nothing, signs among digits."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CASES = [
    Case(
        "a part that the text has not is left empty, and blanks are not parts",
        """
def initials(name):
    parts = name.split(" ")
    return f"{parts[0][0]}{parts[1][0]}".upper()
""",
        "initials('Priyanka ') if False else initials('Priyanka')",
        (
            '-    parts = name.split(" ")',
            '-    return f"{parts[0][0]}{parts[1][0]}".upper()',
            "+    parts = name.split()",
            "+    return f\"{parts[0][0]}{parts[1][0] if len(parts) > 1 else ''}\".upper()",
        ),
        "P",
    ),
    Case(
        "the first letter of an empty text is a slice",
        """
def short(names):
    return ", ".join(f"{name[0]}." for name in names)
""",
        "short(['ada', ''])",
        (
            '-    return ", ".join(f"{name[0]}." for name in names)',
            '+    return ", ".join(f"{name[:1]}." for name in names)',
        ),
        "a., .",
    ),
    Case(
        "a header is one line",
        """
def attachment(title):
    value = f'attachment; filename="{title}.csv"'
    if "\\n" in value:
        raise ValueError("Header values must not contain newline characters.")
    return value
""",
        "attachment('one\\ntwo')",
        (
            "-    value = f'attachment; filename=\"{title}.csv\"'",
            '+    value = f\'attachment; filename="{" ".join(title.split())}.csv"\'',
        ),
        'attachment; filename="one two.csv"',
    ),
    Case(
        "a stream that gives nothing gives an empty text first",
        """
import asyncio
from collections.abc import AsyncIterator


async def parts(words: list) -> AsyncIterator[str]:
    for word in words:
        yield word


async def start(words):
    said = parts(words)
    first = await anext(said)
    return [first]


def run(words):
    return asyncio.run(start(words))
""",
        "run([])",
        ("-    first = await anext(said)", '+    first = await anext(said, "")'),
        [""],
    ),
    Case(
        "an instant that somebody above put into what is written",
        """
import json
from datetime import UTC, datetime


def event(name, body):
    return f"{name}: {json.dumps(body)}"


def next_day(now: datetime) -> datetime:
    return now.replace(hour=0)


def start(now):
    done = {"id": 1}
    if now:
        done["quota"] = {"left": 3, "resets_at": next_day(now)}
    return event("done", done)
""",
        "start(__import__('datetime').datetime(2026, 3, 1, 12))",
        (
            '-        done["quota"] = {"left": 3, "resets_at": next_day(now)}',
            '+        done["quota"] = {"left": 3, "resets_at": next_day(now).isoformat()}',
        ),
        'done: {"id": 1, "quota": {"left": 3, "resets_at": "2026-03-01T00:00:00"}}',
    ),
    Case(
        "another sign between digits goes like the first",
        """
def digits(number):
    return list(map(int, reversed(number.replace(" ", ""))))
""",
        "digits('12-3')",
        (
            '-    return list(map(int, reversed(number.replace(" ", ""))))',
            '+    return list(map(int, reversed(number.replace(" ", "").replace("-", ""))))',
        ),
        [3, 2, 1],
    ),
    Case(
        "a mean of nothing is null where the figures beside it are",
        """
from statistics import mean


def mean_days(found) -> float:
    return mean(found)


def summary(found, total):
    return {"average": total / len(found) if found else None, "days": mean_days(found)}
""",
        "summary([], 0)",
        (
            "-def mean_days(found) -> float:",
            "+def mean_days(found) -> float | None:",
            "+    if not found:",
            "+        return None",
        ),
        {"average": None, "days": None},
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


SILENT = [
    Silent(
        "an element that goes into no text",
        """
def second(name):
    parts = name.split(" ")
    return parts[1]
""",
        "second('Priyanka')",
        "text-part",
    ),
    Silent(
        "a text without line breaks",
        """
def attachment(title):
    value = f'attachment; filename="{title}.csv"'
    raise ValueError("Header values must not contain newline characters.")
""",
        "attachment('one')",
        "header-text",
    ),
]


@named(SILENT)
def test_nothing_is_offered_where_it_would_be_a_guess(case, tmp_path):
    check_silent(case, tmp_path)
