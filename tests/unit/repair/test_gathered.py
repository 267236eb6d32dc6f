"""Awaited sums, gathered exceptions, copies that Pydantic does not read again."""

from __future__ import annotations

from pathlib import Path

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

COST = """
import asyncio


class Closed(Exception):
    pass


async def cost(name):
    if name == "x":
        raise Closed(name)
    return {"cents": len(name)}


async def whole(names):
    found = await asyncio.gather(*map(cost, names), return_exceptions=True)
    return max(one["cents"] for one in found)


async def total(names):
    return sum((await cost(name))["cents"] for name in names)


def run(work):
    return asyncio.run(work)
"""
MODELS = """
from pydantic import BaseModel


class Point(BaseModel):
    x: int


class Path(BaseModel):
    name: str
    points: list[Point]


class Change(BaseModel):
    name: str | None = None
    points: list[Point] | None = None


PATH = Path(name="a", points=[Point(x=1)])


def moved(path: Path, change: Change):
    changes = change.model_dump(exclude_unset=True)
    return [point.x for point in path.model_copy(update=changes).points]
"""
CASES = [
    Case(
        "an await in a generator",
        COST,
        "run(total(['a', 'bb']))",
        (
            '-    return sum((await cost(name))["cents"] for name in names)',
            '+    return sum([(await cost(name))["cents"] for name in names])',
        ),
        3,
    ),
    Case(
        "an exception among the results",
        COST,
        "run(whole(['bb', 'x']))",
        ("+    found = [one for one in found if not isinstance(one, Closed)]",),
        2,
    ),
    Case(
        "a copy with parts that are mappings",
        MODELS,
        "moved(PATH, Change(points=[Point(x=2)]))",
        (
            "-    return [point.x for point in path.model_copy(update=changes).points]",
            "+    return [point.x for point in Path.model_validate(path.model_dump() | changes).points]",
        ),
        [2],
        among=2,
    ),
]
SILENT = [
    Silent(
        "results that stand beside what was asked for",
        COST.replace('max(one["cents"] for one in found)', '{name: one["cents"] for name, one in zip(names, found)}'),
        "run(whole(['bb', 'x']))",
        "gathered",
    ),
    Silent(
        "no exception of the program's own",
        COST.replace("raise Closed(name)", "raise OSError(name)"),
        "run(whole(['bb', 'x']))",
        "gathered",
    ),
    Silent(
        "the update is no dump",
        MODELS.replace("change.model_dump(exclude_unset=True)", "{'points': [{'x': 1}]}"),
        "moved(PATH, Change(points=[Point(x=2)]))",
        "unvalidated-copy",
    ),
]


@named(CASES)
def test_what_libraries_leave_to_their_callers(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@named(SILENT)
def test_nothing_where_it_is_not_known_to_be_so(case: Silent, tmp_path: Path) -> None:
    check_silent(case, tmp_path)
