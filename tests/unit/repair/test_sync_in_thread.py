"""Own functions that ask Django's database are called in Django's thread."""

from __future__ import annotations

from pathlib import Path

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

BOATS = """
import asyncio

from tests.unit.repair.orm import ForeignKey, Query


class Boat:
    objects = Query([{"name": "Ida", "after": None}])
    after = ForeignKey()

    def first(self):
        if self.after is None:
            return self
        return self.after.first()


def entry(boat):
    return {"first": boat.first().values["name"]}


def names():
    return [boat.values["name"] for boat in Boat.objects.filter()]


async def listed():
    return [entry(boat) async for boat in Boat.objects.filter()]


async def last():
    return names()[-1]


async def lazily():
    return list(boat for boat in names())


async def called(way=lambda: names()):
    return way()
"""

CASES = [
    Case(
        "for each record on its way",
        BOATS,
        "asyncio.run(listed())",
        (
            "+from asgiref.sync import sync_to_async",
            "-    return [entry(boat) async for boat in Boat.objects.filter()]",
            "+    return [await sync_to_async(entry)(boat) async for boat in Boat.objects.filter()]",
        ),
        [{"first": "Ida"}],
    ),
    Case(
        "once, and a part of it is asked for",
        BOATS,
        "asyncio.run(last())",
        (
            "+from asgiref.sync import sync_to_async",
            "-    return names()[-1]",
            "+    return (await sync_to_async(names)())[-1]",
        ),
        "Ida",
    ),
]

SILENT = [
    Silent("a lambda cannot wait", BOATS, "asyncio.run(called())", "sync-in-thread"),
    Silent(
        "a generator is gone through by somebody else",
        BOATS.replace("boat for boat in names()", "names() for number in [1]"),
        "asyncio.run(lazily())",
        "sync-in-thread",
    ),
]


@named(CASES)
def test_it_is_called_in_a_thread(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@named(SILENT)
def test_what_cannot_wait_stays(case: Silent, tmp_path: Path) -> None:
    check_silent(case, tmp_path)
