"""Handlers around a TaskGroup, which raises what they know in a group only."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

PRINTERS = """
import asyncio

DONE = []


class PrintError(Exception):
    pass


class OutOfPaper(PrintError):
    pass


async def print_page(page, copies=1):
    await asyncio.sleep(0)
    if page > 2:
        raise OutOfPaper(f"page {page}")
    DONE.append(page)

"""

CASES = [
    Case(
        "the pages of a job that are wanted",
        PRINTERS
        + """
async def job(pages):
    try:
        async with asyncio.TaskGroup() as tasks:
            for page in pages:
                if page > 0:
                    tasks.create_task(print_page(page, copies=2))
    except PrintError as error:
        return f"stopped at {error}"
    return "done"


def run(pages):
    return asyncio.run(job(pages))
""",
        "run([0, 1, 3])",
        (
            "-        async with asyncio.TaskGroup() as tasks:",
            "-            for page in pages:",
            "-                if page > 0:",
            "-                    tasks.create_task(print_page(page, copies=2))",
            "+        await asyncio.gather(*(print_page(page, copies=2) for page in pages if page > 0))",
        ),
        "stopped at page 3",
    ),
    Case(
        "two tasks that are named one by one",
        PRINTERS.replace("import asyncio\n", "import asyncio\nfrom asyncio import TaskGroup\n", 1)
        + """
async def both(first, last):
    try:
        async with TaskGroup() as tasks:
            tasks.create_task(print_page(first))
            tasks.create_task(print_page(last))
    except (TimeoutError, OutOfPaper):
        return False
    return True


def run(first, last):
    return asyncio.run(both(first, last))
""",
        "run(1, 4)",
        (
            "-from asyncio import TaskGroup",
            "+from asyncio import TaskGroup, gather",
            "-        async with TaskGroup() as tasks:",
            "-            tasks.create_task(print_page(first))",
            "-            tasks.create_task(print_page(last))",
            "+        await gather(print_page(first), print_page(last))",
        ),
        False,
    ),
]

DESK = """
import asyncio

from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse

app = FastAPI()
NAMES = {"M1": "Ana"}
PRINTED = {"M1": ["p1", "p2"]}


class Missing(Exception):
    pass


@app.exception_handler(Missing)
async def missing(request, error):
    return JSONResponse({"error": str(error)}, status_code=404)


async def name_of(number):
    if number not in NAMES:
        raise Missing(number)
    return NAMES[number]


async def pages_of(number):
    return PRINTED.get(number, [])


async def length_of(page):
    if page == "p3":
        raise HTTPException(404, "no such page")
    return len(page)

"""

CASES += [
    Case(
        "tasks of which each has a result, and a handler of the application for what one raises",
        DESK
        + """
@app.get("/members/{number}")
async def member(number: str):
    async with asyncio.TaskGroup() as group:
        name = group.create_task(name_of(number))
        pages = group.create_task(pages_of(number))
    return {"name": name.result(), "pages": len(pages.result())}
""",
        "GET /members/M2",
        (
            "-    async with asyncio.TaskGroup() as group:",
            "-        name = group.create_task(name_of(number))",
            "-        pages = group.create_task(pages_of(number))",
            '-    return {"name": name.result(), "pages": len(pages.result())}',
            "+    name, pages = await asyncio.gather(name_of(number), pages_of(number))",
            '+    return {"name": name, "pages": len(pages)}',
        ),
        404,
    ),
    Case(
        "a list of tasks, of which one refuses by the framework's exception",
        DESK
        + """
@app.get("/lengths")
async def lengths(pages: str):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(length_of(page)) for page in pages.split() if page]
    return {"total": sum([task.result() for task in tasks])}
""",
        "GET /lengths?pages=p1+p3",
        (
            "-    async with asyncio.TaskGroup() as group:",
            "-        tasks = [group.create_task(length_of(page)) for page in pages.split() if page]",
            '-    return {"total": sum([task.result() for task in tasks])}',
            "+    results = await asyncio.gather(*(length_of(page) for page in pages.split() if page))",
            '+    return {"total": sum(results)}',
        ),
        404,
    ),
]

JOB = """
async def job(pages):
    found = []
    try:
        async with asyncio.TaskGroup() as tasks:
            for page in pages:
                BODY
    except KIND:
        return None
    return found


def run(pages):
    return asyncio.run(job(pages))
"""

SILENT = [
    Silent(
        "the tasks are asked for their results",
        PRINTERS
        + JOB.replace("BODY", "found.append(tasks.create_task(print_page(page)))").replace("KIND", "PrintError"),
        "run([3])",
        "task-group",
    ),
    Silent(
        "the handler is for something else",
        PRINTERS + JOB.replace("BODY", "tasks.create_task(print_page(page))").replace("KIND", "OSError"),
        "run([3])",
        "task-group",
    ),
]
MEMBER = (
    DESK
    + """
@app.get("/members/{number}")
async def member(number: str):
    async with asyncio.TaskGroup() as group:
        name = group.create_task(name_of(number))
        pages = group.create_task(pages_of(number))
    return ANSWER
"""
)
SILENT += [
    Silent(
        "a task is kept for something else than its result",
        MEMBER.replace("ANSWER", "{name.get_name(): name.result(), 'pages': pages.result()}"),
        "GET /members/M2",
        "task-group",
    ),
    Silent(
        "nobody answers what the task raises",
        MEMBER.replace("ANSWER", "[name.result(), pages.result()]").replace("raise Missing(", "raise RuntimeError("),
        "GET /members/M2",
        "task-group",
    ),
    Silent(
        "that the other tasks are cancelled is wanted",
        MEMBER.replace("ANSWER", "[name.result(), pages.result()]").replace(
            "    async with", "    # With the first failure the others are cancelled.\n    async with"
        ),
        "GET /members/M2",
        "task-group",
    ),
]


@named(CASES)
def test_crash_gets_the_fix_of_a_person(case, tmp_path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_draft_where_the_group_is_needed(case, tmp_path):
    check_silent(case, tmp_path)
