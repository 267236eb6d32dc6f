"""What is absent where the answer has a place for it, names of a rename not finished, and results that are kept."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

KEPT = """
import asyncio
from collections.abc import Coroutine


class Asker:
    def __init__(self):
        self.pending: dict[str, Coroutine] = {}

    async def ask(self, name):
        if name not in self.pending:
            self.pending[name] = counted(name)
        return await self.pending[name]


async def counted(name):
    await asyncio.sleep(0)
    return len(name)


async def asked(names):
    asker = Asker()
    return list(await asyncio.gather(*(asker.ask(name) for name in names)))


def twice(names):
    return asyncio.run(asked(names))
"""
CASES = [
    Case(
        "fallback comes before the use",
        "def language(asked, own, default):\n    return (asked or own).lower() or default\n",
        'language(None, None, "EN")',
        ("-    return (asked or own).lower() or default", "+    return (asked or own or default).lower()"),
        "en",
    ),
    Case(
        "latest of nothing is null in each place of the answer, as elsewhere",
        """
def show(messages, total):
    last = messages[-1]
    return {
        "count": len(messages),
        "at": last["at"],
        "text": last["text"].strip(),
        "mean": total / len(messages) if messages else None,
    }
""",
        "show([], 0)",
        (
            "-    last = messages[-1]",
            "+    last = messages[-1] if messages else None",
            '-        "at": last["at"],',
            '-        "text": last["text"].strip(),',
            '+        "at": last["at"] if last else None,',
            '+        "text": last["text"].strip() if last else None,',
        ),
        {"count": 0, "at": None, "text": None, "mean": None},
    ),
    Case(
        "rename that was not finished is finished",
        """
def enqueue_reminders(days, now):
    return days + now


def main():
    return remind(1, 2)
""",
        "main()",
        ("-    return remind(1, 2)", "+    return enqueue_reminders(1, 2)"),
        3,
    ),
    Case(
        "share of nothing is what the notes of the service say",
        "def rate(good, bad):\n    found = round(100 * good / (good + bad), 1)\n    return str(found)\n",
        "rate(0, 0)",
        (
            "-    found = round(100 * good / (good + bad), 1)",
            "+    found = round(100 * good / (good + bad), 1) if (good + bad) else 0.0",
        ),
        "0.0",
        files={".arbase/conventions.md": "# Figures\n\n- A share of nothing is `0.0`; a mean of nothing is null.\n"},
    ),
    Case(
        "type that the writer of objects does not know is written",
        """
import json
from datetime import timedelta


def plain(value):
    if isinstance(value, set):
        return sorted(value)
    raise TypeError(f"{type(value)} cannot be written")


def waits():
    return json.dumps({"wait": timedelta(minutes=1)}, default=plain)
""",
        "waits()",
        ("+    if isinstance(value, timedelta):", "+        return value.total_seconds()"),
        '{"wait": 60.0}',
    ),
    Case(
        "cache of a coroutine goes",
        """
import asyncio
from functools import lru_cache


@lru_cache(maxsize=8)
async def counted(name):
    return len(name)


async def ask(name):
    return await counted(name)


def twice():
    asyncio.run(ask("a"))
    return asyncio.run(ask("a"))
""",
        "twice()",
        ("-from functools import lru_cache", "-@lru_cache(maxsize=8)"),
        1,
    ),
    Case(
        "the coroutine that a table keeps becomes a task",
        KEPT,
        "twice(['a', 'b', 'a'])",
        (
            "-from collections.abc import Coroutine",
            "-        self.pending: dict[str, Coroutine] = {}",
            "+        self.pending: dict[str, asyncio.Task] = {}",
            "-            self.pending[name] = counted(name)",
            "+            self.pending[name] = asyncio.create_task(counted(name))",
        ),
        [1, 1, 1],
    ),
    Case(
        "the coroutine of an attribute that is empty at first",
        KEPT.replace("self.pending: dict[str, Coroutine] = {}", "self.first = None")
        .replace("name not in self.pending", "self.first is None")
        .replace("self.pending[name]", "self.first")
        .replace("from collections.abc import Coroutine\n", ""),
        "twice(['a', 'b', 'a'])",
        (
            "-            self.first = counted(name)",
            "+            self.first = asyncio.create_task(counted(name))",
        ),
        [1, 1, 1],
    ),
    Case(
        "one after the other as well, with a further argument and the name of the repository's maker",
        KEPT.replace(
            "await asyncio.gather(*(asker.ask(name) for name in names))", "[await asker.ask(n) for n in names]"
        )
        .replace("dict[str, Coroutine]", "dict[str, object]")
        .replace("    return len(name)", "    return await asyncio.ensure_future(asyncio.sleep(0, len(name)))"),
        "twice(['a', 'a'])",
        (
            "-            self.pending[name] = counted(name)",
            "+            self.pending[name] = asyncio.ensure_future(counted(name))",
        ),
        [1, 1],
    ),
]
SILENT = [
    Silent(
        "a coroutine is kept beside other things",
        KEPT.replace("        return await", "        self.pending['b'] = None\n        return await"),
        "twice(['a', 'a'])",
        "await",
    ),
    Silent(
        "a coroutine that is made where no loop runs",
        KEPT.replace(
            "        self.pending: dict[str, Coroutine] = {}",
            "        self.pending: dict[str, Coroutine] = {}\n        self.pending['a'] = counted('a')",
        ),
        "twice(['a', 'a'])",
        "await",
    ),
    Silent(
        "latest that is used in another way is left alone",
        'def show(xs):\n    last = xs[-1]\n    print(last)\n    return {"at": last["at"], "n": None if xs else 1}\n',
        "show([])",
        "absent",
    ),
]


@named(CASES)
def test_first_fix_is_the_one_that_a_person_would_make(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
