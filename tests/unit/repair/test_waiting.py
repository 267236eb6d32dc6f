"""asyncio: what can be waited for, entered, awaited."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

SHIPS = """
import asyncio


async def ping(ship):
    await asyncio.sleep(0)
    return ship.upper()


async def fleet(ships):
    pings = [ping(ship) for ship in ships]
    done, pending = await asyncio.wait(pings)
    return sorted(one.result() for one in done)


async def calls(names):
    tasks = {asyncio.create_task(ping(name)) for name in names}
    done, _ = await asyncio.wait(tasks, timeout=2)
    return len(done)
"""
DOORS = """
import asyncio
import threading


class Gate:
    async def __aenter__(self):
        return "open"

    async def __aexit__(self, *error):
        return None


class Plain:
    pass


async def through():
    with Gate() as state:
        return state


async def guarded():
    async with threading.Lock():
        return "safe"


def at_once():
    with Gate() as state:
        return state


async def nowhere():
    with Plain() as state:
        return state
"""
PIPES = """
import asyncio


async def doubled(value):
    await asyncio.sleep(0)
    return value * 2


def halved(value):
    return value / 2


STEPS = {"double": doubled, "half": halved}


async def step(name, value):
    return await STEPS[name](value)


async def through(handlers, value):
    for handler in handlers:
        value = await handler(value)
    return value


async def both(value):
    return await halved(value)
"""
CASES = [
    Case(
        "coroutines with a name",
        SHIPS,
        "asyncio.run(fleet(['a']))",
        (
            "-    pings = [ping(ship) for ship in ships]",
            "+    pings = [asyncio.create_task(ping(ship)) for ship in ships]",
        ),
        ["A"],
    ),
    Case(
        "nothing to wait for",
        SHIPS,
        "asyncio.run(calls([]))",
        (
            "-    done, _ = await asyncio.wait(tasks, timeout=2)",
            "+    done, _ = await asyncio.wait(tasks, timeout=2) if tasks else (set(), set())",
        ),
        0,
    ),
    Case(
        "entered asynchronously",
        DOORS,
        "asyncio.run(through())",
        ("-    with Gate() as state:", "+    async with Gate() as state:"),
        "open",
    ),
    Case(
        "entered at once",
        DOORS,
        "asyncio.run(guarded())",
        ("-    async with threading.Lock():", "+    with threading.Lock():"),
        "safe",
    ),
    Case(
        "one of several steps",
        PIPES,
        "asyncio.run(step('half', 4))",
        (
            "-    return await STEPS[name](value)",
            "+    result = STEPS[name](value)",
            "+    if asyncio.iscoroutine(result):",
            "+        return await result",
            "+    return result",
        ),
        2,
    ),
    Case(
        "handlers of both kinds",
        PIPES,
        "asyncio.run(through([doubled, halved], 3))",
        (
            "-        value = await handler(value)",
            "+        value = handler(value)",
            "+        if asyncio.iscoroutine(value):",
            "+            value = await value",
        ),
        3,
    ),
    Case(
        "a function that is none of several",
        PIPES,
        "asyncio.run(both(4))",
        ("-    return await halved(value)", "+    return halved(value)"),
        2,
    ),
]
SILENT = [
    Silent("a `with` outside of a coroutine", DOORS, "at_once()", "async-with"),
    Silent("what cannot be entered at all", DOORS, "asyncio.run(nowhere())", "async-with"),
    Silent("one function by its name", PIPES, "asyncio.run(both(4))", "hooks"),
]


@named(CASES)
def test_asyncio_gets_what_it_takes(case, tmp_path: Path):
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_asyncio_is_left_alone(case, tmp_path: Path):
    check_silent(case, tmp_path)
