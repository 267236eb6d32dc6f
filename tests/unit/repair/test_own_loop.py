"""A second event loop, started where a coroutine runs already."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
import asyncio

SENT = []


async def deliver(to):
    SENT.extend(to)
    return len(to)


def tell(to, *, twice=False):
    return asyncio.run(deliver(to)) if to else 0


"""
CASES = [
    Case(
        "a function for those who have no loop",
        HEAD
        + """
def judge(names):
    return tell([name for name in names if name])


async def upload(names):
    fired = judge(name for name in names) if names else 0
    return {"fired": fired}
""",
        'asyncio.run(upload(["a"]))',
        (
            "-    fired = judge(name for name in names) if names else 0",
            "+    fired = await asyncio.to_thread(judge, (name for name in names)) if names else 0",
        ),
        {"fired": 1},
    ),
    Case(
        "as another handler of the service does it, with words, within a larger expression",
        HEAD
        + """
from starlette.concurrency import run_in_threadpool


async def listed():
    return await run_in_threadpool(list, SENT)


async def upload(names):
    return tell(names, twice=True) + 1
""",
        'asyncio.run(upload(["a"]))',
        (
            "-    return tell(names, twice=True) + 1",
            "+    return (await run_in_threadpool(tell, names, twice=True)) + 1",
        ),
        2,
    ),
    Case(
        "the coroutine itself starts the second loop",
        HEAD
        + """
async def upload(names):
    loop = asyncio.get_event_loop()
    return loop.run_until_complete(deliver(names))
""",
        'asyncio.run(upload(["a"]))',
        (
            "-    return loop.run_until_complete(deliver(names))",
            "+    return await deliver(names)",
        ),
        1,
    ),
]
SILENT = [
    Silent(
        "what calls it is a generator, which cannot wait",
        HEAD
        + """
async def upload(names):
    return sum(tell([name]) for name in names)
""",
        'asyncio.run(upload(["a"]))',
        "own-loop",
    ),
    Silent(
        "no coroutine of the service is on the way",
        HEAD
        + """
class Loud:
    def __init__(self):
        raise RuntimeError("a lock cannot be called from here")


def upload():
    return Loud()
""",
        "upload()",
        "own-loop",
    ),
]


@named(CASES)
def test_the_second_loop_is_not_started_where_one_runs(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_offered_where_nobody_can_wait(case, tmp_path):
    check_silent(case, tmp_path)
