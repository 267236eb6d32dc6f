"""kill -9 at any stage, then restart: no accepted event is lost, no proposal is made twice."""

import os
import re
import signal
import subprocess
import sys
import time

import pytest

from arbase.domain.incident import IncidentState
from arbase.sandbox.bubblewrap import BubblewrapSandbox
from arbase.store.sql import SqlStore
from tests.e2e import shop

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BubblewrapSandbox.problem() is not None, reason=f"no bubblewrap: {BubblewrapSandbox.problem()}"),
]
STAGES = ("triage", "classify", "investigate", "verify", "deliver")


class Served:
    """`arbase serve` in a process that can be killed."""

    def __init__(self, home):
        self.home = home
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "arbase", "--set", f"home={self.home}", "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "COLUMNS": "300"},
        )
        return self.wait_for(r"http://[0-9a-f]{32}@127\.0\.0\.1:\d+/\d+")

    def wait_for(self, pattern, seconds=90):
        deadline = time.monotonic() + seconds
        seen = []
        while time.monotonic() < deadline:
            line = self.process.stdout.readline()
            seen.append(line)
            found = re.search(pattern, line)
            if found:
                return found.group()
            assert line or self.process.poll() is None, "".join(seen)
        raise AssertionError(f"{pattern} was not seen in:\n{''.join(seen)}")

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def served(tmp_path):
    served = Served(tmp_path / "home")
    yield served
    if served.process is not None and served.process.poll() is None:
        served.kill()


@pytest.fixture
def repository(tmp_path):
    root = tmp_path / "shop"
    root.mkdir()
    return shop.build(root)


def connect(home, repository):
    command = [sys.executable, "-m", "arbase", "--set", f"home={home}", "service", "add", str(repository)]
    subprocess.run(command, check=True, capture_output=True)


def branches(repository):
    listed = subprocess.run(
        ["git", "branch", "--list", "arbase/*"], cwd=repository, capture_output=True, text=True, check=True
    )
    return listed.stdout.split()


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_that_was_killed_is_taken_up_again_and_proposes_once(served, repository, stage):
    connect(served.home, repository)
    dsn = served.start()
    shop.crash(repository, dsn)
    served.wait_for(f"{stage} started")
    served.kill()
    served.start()
    if stage != "deliver":
        served.wait_for("awaiting review", seconds=100)
    store = SqlStore.open(f"sqlite:///{served.home / 'arbase.db'}")
    deadline = time.monotonic() + 60
    while store.incidents()[0].state is not IncidentState.AWAITING_REVIEW and time.monotonic() < deadline:
        time.sleep(0.2)
    served.kill()
    (incident,) = store.incidents()
    assert incident.state is IncidentState.AWAITING_REVIEW
    assert incident.count == 1
    assert len(store.proposals()) == 1
    assert len(branches(repository)) == 1
    store.close()


def test_accepted_events_are_counted_exactly_when_the_service_is_killed_in_between(served, repository):
    connect(served.home, repository)
    for _ in range(3):
        dsn = served.start()
        shop.crash(repository, dsn, times=10)
        served.kill()
    served.start()
    store = SqlStore.open(f"sqlite:///{served.home / 'arbase.db'}")
    deadline = time.monotonic() + 60
    while store.inbox_size() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert sum(incident.count for incident in store.incidents()) == 30
    store.close()
