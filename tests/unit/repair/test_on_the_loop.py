"""Handlers that start tasks."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

API = """
import asyncio

from fastapi import FastAPI

app = FastAPI()
SENT = []


async def send(name):
    SENT.append(name)


def later(name):
    loop = asyncio.get_running_loop()
    return loop.create_task(send(name))


@app.post("/mails/{name}", status_code=202)
def mail(name: str):
    later(name)
    return {"name": name}
"""
CASES = [
    Case(
        "a handler of FastAPI",
        API,
        "POST /mails/ann",
        ("-def mail(name: str):", "+async def mail(name: str):"),
        202,
    ),
]
AGAIN = """
def again(name):
    return mail(name)["name"]
"""
JOB = """
def job():
    return later("ann")
"""
SILENT = [
    Silent("the handler is called elsewhere", API + AGAIN, "POST /mails/ann", "on-the-loop"),
    Silent("no handler", API + JOB, "job()", "on-the-loop"),
]


@named(CASES)
def test_what_starts_tasks_runs_on_the_loop(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_what_others_call_stays_a_function(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
