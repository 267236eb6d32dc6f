"""What the docstring gives for what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

BY_KEY = '''
class Preferences:
    def __init__(self, raw):
        self._raw = raw

    def page_size(self):
        """Rows on a page; 20 if the user chose none."""
        return self._raw["page_size"]
'''
MATCHED = '''
import re

VERSION = re.compile(r"v(\\d+)[.](\\d+)")


def parse(tag: str) -> tuple[int, int] | None:
    """Major and minor of a tag, None for tags that are no version."""
    major, minor = VERSION.search(tag).groups()
    return int(major), int(minor)
'''
FOUND = '''
PLUGINS = []


def find(name):
    return next((one for one in PLUGINS if one["name"] == name), None)


def version(name):
    """Version of a plugin; "unknown" if it is not installed."""
    return find(name)["version"]
'''
HANDED_ON = '''
def ratio(part, whole):
    return part / whole


def report(rows):
    """Conversion by campaign; campaigns without visits have a rate of 0."""
    return {row["name"]: ratio(row["orders"], row["visits"]) for row in rows}
'''
OF_ENTRY = '''
from statistics import mean


def shown(reviews):
    return [one["stars"] for one in reviews if not one.get("hidden")]


def summary(product):
    """Average of the stars, None when there are no reviews to show."""
    return {"name": product["name"], "stars": round(mean(shown(product["reviews"])), 1)}
'''
FIRST = '''
def first(items):
    return items[0]


def primary(user):
    """The primary address of a user, None if there is none."""
    return first([one["address"] for one in user["emails"] if one["primary"]])
'''
SPREAD = '''
def last(entries):
    """The last entry or None if there is none."""
    *_, final = entries
    return final
'''
BLANK = '''
def number(text: str) -> int | None:
    """The number in a text, None where it is blank."""
    return int(text.replace(",", ""))
'''
NEXT = '''
PLANS = [("free", 3)]


def plan(seats: int) -> str:
    """The smallest plan with enough seats; "custom" if none has."""
    return next(name for name, limit in PLANS if limit >= seats)
'''
AWAITED = '''
import asyncio


class Stored:
    async def get(self, key):
        return None


STORED = Stored()


async def greeting(user):
    """The greeting that the user wrote; "hello" where none was written."""
    return (await STORED.get(user)).strip()
'''
CASES = [
    Case(
        "a key of a settings' table",
        BY_KEY,
        "Preferences({}).page_size()",
        ('-        return self._raw["page_size"]', '+        return self._raw.get("page_size", 20)'),
        20,
    ),
    Case(
        "a match that is taken apart",
        MATCHED,
        'parse("nightly")',
        (
            "-    major, minor = VERSION.search(tag).groups()",
            "+    found = VERSION.search(tag)",
            "+    if found is None:",
            "+        return None",
            "+    major, minor = found.groups()",
        ),
        None,
    ),
    Case(
        "what an own function looks up",
        FOUND,
        'version("x")',
        (
            '-    return find(name)["version"]',
            "+    found = find(name)",
            "+    if found is None:",
            '+        return "unknown"',
            '+    return found["version"]',
        ),
        "unknown",
    ),
    Case(
        "a divisor that was handed on",
        HANDED_ON,
        'report([{"name": "a", "orders": 0, "visits": 0}])',
        (
            '-    return {row["name"]: ratio(row["orders"], row["visits"]) for row in rows}',
            '+    return {row["name"]: ratio(row["orders"], row["visits"]) if row["visits"] else 0 for row in rows}',
        ),
        {"a": 0},
    ),
    Case(
        "an entry of the answer",
        OF_ENTRY,
        'summary({"name": "x", "reviews": []})',
        (
            '-    return {"name": product["name"], "stars": round(mean(shown(product["reviews"])), 1)}',
            '+    found = shown(product["reviews"])',
            '+    return {"name": product["name"], "stars": round(mean(found), 1) if found else None}',
        ),
        {"name": "x", "stars": None},
    ),
    Case(
        "the first of what a helper was given",
        FIRST,
        'primary({"emails": []})',
        (
            '-    return first([one["address"] for one in user["emails"] if one["primary"]])',
            '+    found = [one["address"] for one in user["emails"] if one["primary"]]',
            "+    if not found:",
            "+        return None",
            "+    return first(found)",
        ),
        None,
    ),
    Case(
        "the last of what is unpacked",
        SPREAD,
        "last([])",
        ("+    if not entries:", "+        return None"),
        None,
    ),
    Case("a blank text", BLANK, 'number(" ")', ("+    if not text.strip():", "+        return None"), None),
    Case(
        "the first that fits",
        NEXT,
        "plan(9)",
        (
            "-    return next(name for name, limit in PLANS if limit >= seats)",
            '+    return next((name for name, limit in PLANS if limit >= seats), "custom")',
        ),
        "custom",
    ),
    Case(
        "what was awaited",
        AWAITED,
        'asyncio.run(greeting("a"))',
        (
            "-    return (await STORED.get(user)).strip()",
            "+    found = await STORED.get(user)",
            "+    if found is None:",
            '+        return "hello"',
            "+    return found.strip()",
        ),
        "hello",
    ),
]
SILENT = [
    Silent(
        "another key than the one that is told of",
        BY_KEY.replace('"page_size"]', '"theme"]').replace("def page_size", "def look"),
        "Preferences({}).look()",
        "told-answer",
    ),
    Silent(
        "what is blank is told of, and this is not blank",
        MATCHED.replace("tags that are no version", "blank tags"),
        'parse("nightly")',
        "told-answer",
    ),
    Silent(
        "the function gives it already, for something else",
        FOUND.replace("    return find", '    if not name:\n        return "unknown"\n    return find'),
        'version("x")',
        "told-answer",
    ),
    Silent(
        "two literals are told",
        FOUND.replace("installed.", 'installed. It is "none" where the plugin has no version.'),
        'version("x")',
        "told-answer",
    ),
    Silent(
        "what is missing is refused",
        FOUND.replace('"unknown" if it is not installed', "raises LookupError if it is not installed, never 0"),
        'version("x")',
        "told-answer",
    ),
    Silent(
        "a number of another kind",
        FOUND.replace('"unknown" if it is not installed', "the first 20 that are not empty"),
        'version("x")',
        "told-answer",
    ),
    Silent(
        "the sentence is about another entry",
        OF_ENTRY.replace("Average of the stars", "The name"),
        'summary({"name": "x", "reviews": []})',
        "told-answer",
    ),
    Silent(
        "the part that lacks is another one than the one that is told of",
        '''
class Owner:
    address = None


class House:
    owner = Owner()


def city(house):
    """City of the owner; None for houses without an owner."""
    return house.owner.address.city
''',
        "city(House())",
        "told-answer",
    ),
    Silent(
        "a text is declared",
        BLANK.replace("int | None", "str"),
        'number(" ")',
        "told-answer",
    ),
]


@named(CASES)
def test_what_is_told_for_nothing_is_given(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_nothing_is_given_of_which_nothing_is_told(case: Silent, tmp_path: Path) -> None:
    check_silent(case, tmp_path)
