"""kill -9 of an agent in any of its turns loses at most that turn."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from arbase.model.journal import Journal
from arbase.model.server.interface import Turn
from tests.scripted_models import GOOD, call, scripted

ROOT = Path(__file__).parents[2]
CHILD = """
import sys
from pathlib import Path
from tests.scripted_models import connected, some_work
from arbase.model.settings import ModelSettings
folder = Path(sys.argv[1])
settings = ModelSettings(base_url=sys.argv[2], name="claude-opus-5-5")
print(connected(settings, folder)(work=some_work(settings, folder)).outcome.model_dump_json())
"""
TURNS = 4


def child(folder: Path, address: str) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), address], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.slow
def test_an_agent_killed_in_every_turn_repeats_no_finished_one(tmp_path):
    killed = []

    def reply(asked):
        if asked.answered >= TURNS:
            return GOOD
        turn = call("read", path=f"file{asked.answered}.py")
        # The first time that a turn is asked for, the answer waits for the kill.
        first = asked.answered not in killed
        return turn.model_copy(update={"delay": 30.0}) if first else turn

    with scripted(reply=reply) as server:
        for turn in range(TURNS):
            running = child(tmp_path, server.address)
            until = time.monotonic() + 60
            while not any(one.answered == turn for one in server.answerer.asked):
                assert time.monotonic() < until
                assert running.poll() is None
                time.sleep(0.02)
            running.send_signal(signal.SIGKILL)
            running.wait(10)
            running.stdout.close()
            killed.append(turn)
            assert len(Journal.seen(tmp_path / "journal.jsonl").entries) == turn
        last = child(tmp_path, server.address)
        out, _ = last.communicate(timeout=60)
        asked = [one.answered for one in server.answerer.asked]
    assert json.loads(out)["kind"] == "done"
    # Every turn was asked for twice: when it was killed, and when it went on. None a third time.
    assert sorted(asked) == sorted([*range(TURNS), *range(TURNS), TURNS])


def test_a_turn_of_a_process_that_was_killed_while_writing_is_cut_off_and_asked_again(tmp_path):
    with scripted([call("read", path="a.py"), Turn(raw="gone", content_type="text/html")]) as server:
        running = child(tmp_path, server.address)
        running.communicate(timeout=120)
    file = tmp_path / "journal.jsonl"
    whole = file.read_bytes()
    file.write_bytes(whole + b'{"entry": {"turn": 2, "reply"')
    assert [entry.turn for entry in Journal(file, "the task").entries] == [1]
    assert file.read_bytes() == whole
