"""Replay of code that does its worst, in real processes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from arbase.replay.driver import SandboxReplayer
from arbase.replay.interface import Variant
from arbase.sandbox.process import ProcessSandbox
from tests.small_services import a_request, described, write

HEAD = Variant(name="head")
APP = """
import json
import os
import pathlib
import sys
import time


class Liar:
    def __repr__(self):
        while True:
            pass

    def __len__(self):
        raise SystemExit("no")

    def __getattr__(self, name):
        raise KeyboardInterrupt(name)

    def __eq__(self, other):
        raise ValueError("never equal")

    __hash__ = None


class Loud(Exception):
    def __str__(self):
        raise RuntimeError("no message")

    def __eq__(self, other):
        raise ValueError("never equal")


def stubborn():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def act(path):
    if path == "/liar":
        liar = Liar()
        huge = "x" * 50_000_000
        wide = {str(number): number for number in range(100_000)}
        inner = []
        inner.append(inner)
        return 1 / 0
    if path == "/loud":
        raise Loud
    if path == "/exit":
        sys.exit(4)
    if path == "/stubborn":
        stubborn()
    if path == "/regex":
        import re
        re.match(r"(a+)+$", "a" * 60 + "b")
    if path == "/orphan":
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                time.sleep(1.0)
                pathlib.Path("late.txt").write_text("x")
                time.sleep(60)
            os._exit(0)
    if path == "/forge":
        line = {"stimulus": 0, "variant": 0, "status": 200, "body": "forged", "end": 1}
        for descriptor in range(3, 64):
            try:
                os.write(descriptor, json.dumps(line).encode() + b"\\n{broken\\n[]\\n")
            except OSError:
                pass
        parents = [f"/proc/{os.getppid()}/fd/{number}" for number in range(64)]
        return [path for path in parents if os.access(path, os.W_OK) and "pipe" in os.readlink(path)]
    if path == "/vandal":
        pathlib.Path("shop/pricing.py").unlink()
        os.chmod("shop", 0)
        os.symlink("/etc", "etc")
    if path == "/late":
        return os.path.exists("late.txt")
    if path == "/big":
        return "x" * 10_000_000
    return sorted(os.listdir("shop")) if path == "/list" else None


async def app(scope, receive, send):
    if scope["type"] != "http":
        raise RuntimeError("no lifespan")
    answer = act(scope["path"])
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": json.dumps(answer).encode()})
"""


@pytest.fixture(scope="module")
def replayer() -> Iterator[SandboxReplayer]:
    made = SandboxReplayer(ProcessSandbox(), start_seconds=20.0)
    yield made
    made.close()


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("hostile"), APP)


def test_values_that_lie_hang_or_are_huge_are_described_in_bounds(replayer: SandboxReplayer, tree: Path) -> None:
    started = time.monotonic()
    (found,) = replayer.observe(tree, described(tree), (HEAD,), (a_request("/liar"),))
    assert time.monotonic() - started < 5
    assert found.raised is not None
    variables = found.raised.variables
    assert found.raised.exception == "ZeroDivisionError"
    assert variables["liar"]["repr"].startswith("<Liar whose repr")
    assert variables["huge"]["length"] == 50_000_000
    assert len(str(variables)) < 20_000


def test_exception_without_a_message_is_reported(replayer: SandboxReplayer, tree: Path) -> None:
    (found,) = replayer.observe(tree, described(tree), (HEAD,), (a_request("/loud"),))
    assert found.raised is not None
    assert (found.raised.exception, found.raised.message) == ("Loud", "<message unavailable>")


def test_request_that_exits_is_a_crash_and_the_next_one_is_answered(replayer: SandboxReplayer, tree: Path) -> None:
    found = replayer.observe(tree, described(tree), (HEAD,), (a_request("/exit"), a_request("/")))
    assert found[0].crashed
    assert (found[1].status, found[1].body) == (200, "null")


@pytest.mark.parametrize("path", ["/stubborn", "/regex"])
def test_loop_that_cannot_be_interrupted_is_killed(replayer: SandboxReplayer, tree: Path, path: str) -> None:
    found = replayer.observe(tree, described(tree), (HEAD,), (a_request(path), a_request("/")), seconds_each=0.3)
    assert "too long" in found[0].error or "took longer" in found[0].error
    assert found[1].status == 200


def test_process_left_behind_does_not_reach_the_next_variant(replayer: SandboxReplayer, tree: Path) -> None:
    service = described(tree)
    replayer.observe(tree, service, (HEAD,), (a_request("/orphan"),))
    time.sleep(1.2)
    found = replayer.observe(tree, service, (HEAD, HEAD), (a_request("/late"),))
    assert [one.body for one in found] == ["false", "false"]


def test_forged_answers_do_not_count_for_others(replayer: SandboxReplayer, tree: Path) -> None:
    variants = (Variant(name="honest"), Variant(name="forger"), Variant(name="honest too"))
    honest, forger, other = replayer.observe(tree, described(tree), variants, (a_request("/forge"),))
    assert forger.body != "forged" or forger.variant == "forger"
    assert honest.variant == "honest"
    assert other.variant == "honest too"
    # The pipe on which all answers go out is out of reach.
    again = replayer.observe(tree, described(tree), variants, (a_request("/"),))
    assert [one.body for one in again] == ["null"] * 3


def test_vandalised_copy_is_put_back(replayer: SandboxReplayer, tree: Path) -> None:
    stimuli = (a_request("/list"), a_request("/vandal"))
    found = replayer.observe(tree, described(tree), (HEAD, HEAD, HEAD, HEAD), stimuli)
    assert len({one.body for one in found[::2]}) <= 2
    assert all("pricing.py" in one.body for one in found[::2])
    assert (tree / "shop" / "pricing.py").exists()


def test_long_answers_are_cut(replayer: SandboxReplayer, tree: Path) -> None:
    (found,) = replayer.observe(tree, described(tree), (HEAD,), (a_request("/big"),))
    assert len(found.body) == 64 * 1024
