"""kill -9 during intake: what was answered with 200 is there, and nothing counts twice."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from arbase.domain.service import Service
from arbase.intake.digest import digest_once
from arbase.store.sql import SqlStore

SERVER = """
import sys, threading, uvicorn
from arbase.intake.digest import digest_once
from arbase.intake.settings import IntakeSettings
from arbase.service.app import create_app
from arbase.store.sql import SqlStore
store = SqlStore.open(sys.argv[1])
def work():
    while True:
        digest_once(store, 7)
threading.Thread(target=work, daemon=True).start()
uvicorn.run(create_app(store, IntakeSettings(), None), fd=int(sys.argv[2]), log_level="error", lifespan="off")
"""
SENDERS = 3


class Running:
    """A server in a process of its own that can be killed."""

    def __init__(self, url: str) -> None:
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        command = [sys.executable, "-c", SERVER, url, str(listener.fileno())]
        self.process = subprocess.Popen(command, pass_fds=[listener.fileno()])
        listener.close()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(20)


class Sender(threading.Thread):
    """A client that sends one event after the other until the server is gone."""

    def __init__(self, address: str, key: str, numbers: Iterator[int], lock: threading.Lock) -> None:
        super().__init__(daemon=True)
        self._address, self._key, self._numbers, self._lock = address, key, numbers, lock
        self.sent: list[int] = []
        self.accepted: list[int] = []

    def run(self) -> None:
        with httpx.Client(timeout=20) as client:
            while True:
                with self._lock:
                    number = next(self._numbers)
                self.sent.append(number)
                try:
                    answer = client.post(self._address, params={"sentry_key": self._key}, content=envelope(number))
                except httpx.HTTPError:
                    return
                if answer.status_code == 200:
                    self.accepted.append(number)


def envelope(number: int) -> bytes:
    raised = {"type": f"E{number % 3}", "value": "x" * 2000}
    event = json.dumps({"event_id": f"{number:032x}", "exception": {"values": [raised]}}).encode()
    return b"{}\n" + json.dumps({"type": "event", "length": len(event)}).encode() + b"\n" + event + b"\n"


@pytest.mark.slow
def test_what_was_accepted_survives_kill_9_and_counts_once(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'arbase.db'}"
    store = SqlStore.open(url)
    record = store.add_service(Service(name="shop", repository=Path("/srv/shop")))
    store.close()
    numbers, lock = iter(range(1_000_000)), threading.Lock()
    sent: set[int] = set()
    accepted: set[int] = set()
    for seconds in (0.3, 0.7, 1.1):
        server = Running(url)
        address = f"http://127.0.0.1:{server.port}/api/{record.project}/envelope/"
        senders = [Sender(address, record.key, numbers, lock) for _ in range(SENDERS)]
        for sender in senders:
            sender.start()
        until = time.monotonic() + 60
        while not any(sender.accepted for sender in senders) and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(seconds)
        server.kill()
        for sender in senders:
            sender.join(30)
            sent.update(sender.sent)
            accepted.update(sender.accepted)
    assert len(accepted) > 20

    store = SqlStore.open(url)
    while digest_once(store, 100):
        pass
    kept = sum(incident.count for incident in store.incidents())
    assert len(accepted) <= kept <= len(sent)
    store.close()

    # Clients send again what was not answered. What had been kept all the same must not count twice.
    server = Running(url)
    address = f"http://127.0.0.1:{server.port}/api/{record.project}/envelope/"
    with httpx.Client(timeout=60, params={"sentry_key": record.key}) as client:
        for number in [*(sent - accepted), *sorted(accepted)[-5:]]:
            assert client.post(address, content=envelope(number)).status_code == 200
    server.kill()
    store = SqlStore.open(url)
    while digest_once(store, 100):
        pass
    assert sum(incident.count for incident in store.incidents()) == len(sent)
    assert len(store.incidents()) == 3
    store.close()
