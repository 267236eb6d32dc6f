"""What was handed over is closed by who made it, not by who borrowed it."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CLIENT = """
import asyncio
from functools import cache


class Client:
    def __init__(self):
        self.closed = False

    async def post(self, word):
        if self.closed:
            raise RuntimeError("Cannot send a request, as the client has been closed.")
        return len(word)

    async def aclose(self):
        self.closed = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        await self.aclose()


def make_client():
    return Client()


class Parts:
    def __init__(self):
        self.client = make_client()

"""
POSTMAN = """
class Postman:
    def __init__(self, client, words):
        self._client = client
        self._words = words

    async def send(self):
        found = 0
        try:
            for word in self._words:
                # each of them
                found += await self._client.post(word)
        finally:
            await self._client.aclose()
        return found

"""
TWICE = """
async def _twice():
    parts = Parts()
    first = await Postman(parts.client, ["a"]).send()
    return first + await Postman(parts.client, ["b"]).send()


def twice():
    return asyncio.run(_twice())

"""
UNWRAPPED = (
    "-        try:",
    "-            for word in self._words:",
    "-                # each of them",
    "-                found += await self._client.post(word)",
    "-        finally:",
    "-            await self._client.aclose()",
    "+        for word in self._words:",
    "+            # each of them",
    "+            found += await self._client.post(word)",
)

CASES = [
    Case("an object that closes what it was made with", CLIENT + POSTMAN + TWICE, "twice()", UNWRAPPED, 2),
    Case(
        "a program that makes one for this use alone holds it itself",
        CLIENT
        + POSTMAN
        + TWICE
        + """
async def run(words):
    postman = Postman(make_client(), words)
    return await postman.send()
""",
        "(twice(), asyncio.run(run(['abc'])))",
        (
            *UNWRAPPED,
            "-    postman = Postman(make_client(), words)",
            "-    return await postman.send()",
            "+    async with make_client() as client:",
            "+        postman = Postman(client, words)",
            "+        return await postman.send()",
        ),
        (2, 3),
    ),
    Case(
        "a function that closes its argument",
        CLIENT
        + """
async def send(client, word):
    found = await client.post(word)
    await client.aclose()
    return found


async def _both(parts):
    return await send(parts.client, "a") + await send(parts.client, "b")


def both():
    return asyncio.run(_both(Parts()))
""",
        "both()",
        ("-    await client.aclose()",),
        2,
    ),
    Case(
        "a handler in front of the end stays",
        CLIENT
        + """
async def send(client, word):
    try:
        found = await client.post(word)
    except ValueError:
        raise LookupError(word) from None
    finally:
        await client.aclose()
    return found


CLIENT = make_client()


async def _both():
    return await send(CLIENT, "a") + await send(CLIENT, "b")


def both():
    return asyncio.run(_both())
""",
        "both()",
        ("-    finally:", "-        await client.aclose()"),
        2,
    ),
]


@named(CASES)
def test_whoever_borrows_leaves_it_open(case, tmp_path):
    check(case, tmp_path)


SILENT = [
    Silent(
        "it says that it takes it over",
        CLIENT
        + POSTMAN.replace("async def send(self):", 'async def send(self):\n        """Send, and close the client."""')
        + TWICE,
        "twice()",
        "closed-for-all",
    ),
    Silent(
        "nobody keeps it for others",
        CLIENT
        + POSTMAN
        + """
async def run(words):
    postman = Postman(make_client(), words)
    return await postman.send() + await postman.send()
""",
        "asyncio.run(run(['a']))",
        "closed-for-all",
    ),
    Silent(
        "a caller whose own one nobody would close any more",
        CLIENT
        + POSTMAN
        + TWICE
        + """
def postman_of(words):
    return Postman(make_client(), words)
""",
        "twice()",
        "closed-for-all",
    ),
    Silent(
        "the way to close it",
        CLIENT
        + """
class Postman:
    def __init__(self, client):
        self._client = client

    async def aclose(self):
        await self._client.aclose()


async def _twice():
    parts = Parts()
    await Postman(parts.client).aclose()
    await parts.client.post("a")


def twice():
    return asyncio.run(_twice())
""",
        "twice()",
        "closed-for-all",
    ),
]


@named(SILENT)
def test_what_is_closed_on_purpose_stays_closed(case, tmp_path):
    check_silent(case, tmp_path)
