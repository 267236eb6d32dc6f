"""Services that cannot be asked or answer with something else, and coroutines in a row."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

RATES = """
import asyncio
from fastapi import FastAPI, HTTPException

app = FastAPI()


class Upstream:
    async def rate(self, code):
        await asyncio.sleep(0.2)
        return 1.1

    async def name(self, code):
        raise ConnectionError("down")


up = Upstream()


@app.get("/names/{code}")
async def name(code: str):
    try:
        return {"name": await up.name(code)}
    except (ConnectionError, asyncio.TimeoutError):
        raise HTTPException(503, "upstream unavailable")


@app.get("/rates/{code}")
async def rate(code: str):
    value = await asyncio.wait_for(up.rate(code), timeout=0.05)
    return {"rate": value}
"""
OTHERWISE = """

@app.get("/signs/{code}")
async def sign(code: str):
    try:
        return {"sign": await up.name(code)}
    except (ConnectionError, asyncio.TimeoutError):
        return {"sign": code}
"""
STOCK = """
import json


class Response:
    def __init__(self, status, text):
        self.status, self.text = status, text

    def json(self):
        return json.loads(self.text)


class GatewayError(Exception):
    pass


class Client:
    def get(self, path):
        response = Response(200, "<html>maintenance</html>")
        if response.status >= 500:
            raise GatewayError(f"status {response.status}")
        return response.json()


def stock(client, sku):
    try:
        return client.get(f"/stock/{sku}")["left"]
    except GatewayError:
        return None
"""
SURVEY = """
import asyncio


async def ping(host):
    if host == "bad":
        raise ConnectionError(host)
    return {"host": host}


async def survey(hosts):
    \"\"\"The hosts that can be reached; those that fail are left out.\"\"\"
    results = await asyncio.gather(*(ping(host) for host in hosts), return_exceptions=True)
    return [one["host"] for one in results]


def main(*hosts):
    return asyncio.run(survey(hosts))
"""
PRICES = """
import asyncio


class Client:
    async def price(self, sku):
        return len(sku)


async def total(client, skus):
    found = [client.price(sku) for sku in skus]
    return sum(found)


def main(*skus):
    return asyncio.run(total(Client(), skus))
"""
CASES = [
    Case(
        "another call of a service that is away",
        RATES,
        "GET /rates/EUR",
        (
            "-    value = await asyncio.wait_for(up.rate(code), timeout=0.05)",
            "+    try:",
            "+        value = await asyncio.wait_for(up.rate(code), timeout=0.05)",
            "+    except (ConnectionError, asyncio.TimeoutError):",
            '+        raise HTTPException(503, "upstream unavailable")',
        ),
        503,
    ),
    Case(
        "an answer that is no JSON",
        STOCK,
        'stock(Client(), "a")',
        (
            "-        return response.json()",
            "+        try:",
            "+            return response.json()",
            "+        except ValueError as error:",
            '+            raise GatewayError("the answer is no JSON") from error',
        ),
        None,
    ),
    Case(
        "gathered failures that are told to be left out",
        SURVEY,
        "main('a', 'bad')",
        ("+    results = [one for one in results if not isinstance(one, BaseException)]",),
        ["a"],
    ),
    Case(
        "a list of coroutines",
        PRICES,
        "main('a', 'bb')",
        (
            "-    found = [client.price(sku) for sku in skus]",
            "+    found = [await client.price(sku) for sku in skus]",
        ),
        3,
    ),
    Case(
        "coroutines that are summed on the spot",
        PRICES.replace("    found = [client.price(sku) for sku in skus]\n", "").replace(
            "sum(found)", "sum(client.price(sku) for sku in skus)"
        ),
        "main('a', 'bb')",
        (
            "-    return sum(client.price(sku) for sku in skus)",
            "+    return sum([await client.price(sku) for sku in skus])",
        ),
        3,
    ),
]
SILENT = [
    Silent("others answer otherwise", RATES + OTHERWISE, "GET /rates/EUR", "as-siblings"),
    Silent(
        "another service is guarded",
        RATES.replace("await up.name", "await Upstream().name"),
        "GET /rates/EUR",
        "as-siblings",
    ),
    Silent(
        "nobody knows the exception",
        STOCK.replace("except GatewayError", "except KeyError"),
        'stock(Client(), "a")',
        "no-json",
    ),
    Silent(
        "who fails is not told to be left out",
        SURVEY.replace("; those that fail are left out", ""),
        "main('a', 'bad')",
        "gathered",
    ),
    Silent(
        "something else is left out",
        SURVEY.replace("; those that fail are", ". Empty names are"),
        "main('a', 'bad')",
        "gathered",
    ),
]


@named(CASES)
def test_it_is_handled_as_the_program_says(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_nothing_is_said_of_it_where_the_program_is_silent(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
