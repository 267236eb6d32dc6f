"""Loops that end with their queue and timeouts of clients: only just these."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import on_paper

BATCH = """def batch(self, size):
    found = []
    for _ in range(size):
        found.append(self.queue.get_nowait())
    return found
"""
TAKEN = "        found.append"
ENDED = f"        if self.queue.empty():\n            break\n{TAKEN}"
RATE = """def rate(client):
    try:
        return client.get("/rate")
    except TimeoutError:
        return None
"""
KNOWN = "(TimeoutError, httpx.TimeoutException)"


@pytest.mark.parametrize(
    ("text", "exception", "passes"),
    [
        (ENDED, "QueueEmpty", True),
        (ENDED, "TypeError", False),
        (ENDED.replace("self.queue.empty()", "self.other.empty()"), "QueueEmpty", False),
        (ENDED.replace("break", "continue"), "QueueEmpty", False),
        (ENDED.replace("self.queue.empty()", "self.queue.full()"), "QueueEmpty", False),
    ],
)
def test_a_loop_ends_with_its_queue(tmp_path: Path, text, exception, passes):
    stage = on_paper(BATCH, 4, tmp_path, exception=exception)
    assert SwallowGate().check(stage.case(stage.candidate((TAKEN, text)))).passed is passes


@pytest.mark.parametrize(
    ("old", "new", "passes"),
    [
        ("TimeoutError", KNOWN, True),
        ("TimeoutError", KNOWN.replace("TimeoutException", "HTTPError"), False),
        ("TimeoutError", KNOWN.replace("httpx.TimeoutException", "Exception"), False),
        ("TimeoutError", "httpx.TimeoutException", False),
        ("TimeoutError:\n        return None", f"{KNOWN}:\n        return 0", False),
    ],
)
def test_a_client_s_timeout_is_one(tmp_path: Path, old, new, passes):
    stage = on_paper(RATE, 3, tmp_path, exception="ReadTimeout")
    assert SwallowGate().check(stage.case(stage.candidate((old, new)))).passed is passes
