"""Django's database from a coroutine."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

COURSES = """
import asyncio

from tests.unit.repair.orm import ForeignKey, Query


class Course:
    objects = Query([{"code": "a", "trainer": "Olof", "place": "pool"}, {"code": "b", "place": "lake"}])
    trainer = ForeignKey()
    place = ForeignKey()


def as_json(course):
    return {"trainer": course.trainer or "", "code": course.values["code"]}


async def find(code):
    found = await Course.objects.filter(code=code).afirst()
    if found is None:
        raise LookupError(code)
    return found


async def show(code):
    found = await find(code)
    return as_json(found)


async def every():
    names = []
    for course in Course.objects.filter():
        names.append(course.values["code"])
    return names


async def code_of(code):
    return Course.objects.filter(code=code).first().values["code"]


async def places():
    return [course.place async for course in Course.objects.select_related("trainer")]
"""

CASES = [
    Case(
        "the relation comes with the record",
        COURSES,
        "asyncio.run(show('a'))",
        (
            "-    found = await Course.objects.filter(code=code).afirst()",
            '+    found = await Course.objects.select_related("trainer").filter(code=code).afirst()',
        ),
        {"trainer": "Olof", "code": "a"},
    ),
    Case(
        "one relation more in a loop",
        COURSES,
        "asyncio.run(places())",
        (
            '-    return [course.place async for course in Course.objects.select_related("trainer")]',
            '+    return [course.place async for course in Course.objects.select_related("trainer", "place")]',
        ),
        ["pool", "lake"],
    ),
    Case(
        "the asynchronous form of a call",
        COURSES,
        "asyncio.run(code_of('b'))",
        (
            '-    return Course.objects.filter(code=code).first().values["code"]',
            '+    return (await Course.objects.filter(code=code).afirst()).values["code"]',
        ),
        "b",
    ),
    Case(
        "a loop over records",
        COURSES,
        "asyncio.run(every())",
        ("-    for course in Course.objects.filter():", "+    async for course in Course.objects.filter():"),
        ["a", "b"],
    ),
]
SILENT = [
    Silent(
        "what is no relation",
        COURSES.replace("    trainer = ForeignKey()", "    trainer = type('Lazy', (ForeignKey,), {})()"),
        "asyncio.run(show('a'))",
        "django-async",
    ),
    Silent(
        "a function that runs in no loop of its own asks",
        COURSES.replace("    return as_json(found)", "    return listed()")
        + "\n\ndef listed():\n    return [one for one in Course.objects.filter()]\n",
        "asyncio.run(show('a'))",
        "django-async",
    ),
]


@named(CASES)
def test_drafts(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_silence(case, tmp_path):
    check_silent(case, tmp_path)
