"""The simulated clock of a service's process, and the name of the machine that it believes to run on."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import sqlite3
import sqlite3.dbapi2
import sys
import time
import types
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import time_machine

LOCK_SECONDS = 0.2
_real_connect = sqlite3.connect
_ticks = [0.0]
_stop_at: list[float] = []


def _tick() -> float:
    """A monotonic clock that depends on nothing but how often it was read."""
    _ticks[0] += 0.001
    return 5000.0 + _ticks[0]


def _no_sleep(seconds: float) -> None:
    _ticks[0] += max(0.0, float(seconds))
    if _stop_at and _ticks[0] >= _stop_at[0]:
        _stop_at.clear()
        os.kill(os.getpid(), signal.SIGTERM)


def stop_after(seconds: float) -> None:
    """Send SIGTERM to this process during the first simulated wait that goes on for longer than `seconds` from now.

    By the real clock the signal would meet the process at any line, and every time at another one.
    """
    _stop_at[:] = [_ticks[0] + seconds]


def service_time() -> types.ModuleType:
    """What a service's module gets for `import time`: waits end at once, stop-watches show the same on every machine.

    Only for modules of the service: asyncio, sockets and pools wait by the real clock.
    """
    module = types.ModuleType("time", time.__doc__)
    module.__dict__.update({name: value for name, value in vars(time).items() if not name.startswith("__")})
    for name in ("monotonic", "perf_counter", "process_time"):
        vars(module).update({name: _tick, f"{name}_ns": lambda: int(_tick() * 1e9)})
    vars(module)["sleep"] = _no_sleep
    return module


@contextlib.contextmanager
def importing() -> Iterator[None]:
    """While the service's own modules are imported, `time` is `service_time`."""
    sys.modules["time"] = service_time()
    try:
        yield
    finally:
        sys.modules["time"] = time


@contextlib.contextmanager
def at(instant: float, seed: int, server: str) -> Iterator[None]:
    """The clock stands at `instant` (epoch seconds), random numbers start from `seed`, the host is called `server`."""
    _ticks[0] = 0.0
    random.seed(seed)
    numbers = random.Random(seed)
    vars(socket)["gethostname"] = lambda: server
    vars(uuid)["uuid4"] = lambda: uuid.UUID(int=numbers.getrandbits(128), version=4)
    with time_machine.travel(instant, tick=False):
        yield


def shorten_locks() -> None:
    """A locked database gives up after a fifth of a second: the lock is real, only the wait for it is short."""

    def connect(*words: Any, **named: Any) -> Any:
        if len(words) > 1:
            words = (words[0], min(float(words[1]), LOCK_SECONDS), *words[2:])
        else:
            named["timeout"] = min(float(named.get("timeout", 5.0)), LOCK_SECONDS)
        return _real_connect(*words, **named)

    replaced: Callable[..., Any] = connect
    vars(sqlite3)["connect"] = vars(sqlite3.dbapi2)["connect"] = replaced
