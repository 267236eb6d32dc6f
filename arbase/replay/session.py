"""A sandboxed process that stays: starting an application's libraries costs seconds, a variant a few hundredths.

Sandboxes run one command and give its output at the end, so the conversation goes through two named pipes in the
working folder. The program inside opens them and removes their names before it runs anything of the repository.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import select
import shutil
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arbase.domain.errors import ArbaseError, ReplayError
from arbase.domain.service import Service
from arbase.replay.inside.scratch import Scratch
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun

PACKAGE = "arbase_inside"
START = f"import sys; sys.path[0] = sys.argv[1]; from {PACKAGE}.zygote import main; del sys.path[0]; main()"
OLDEST = (3, 7)
CHECK = (
    f"import sys; sys.version_info >= {OLDEST} or sys.exit("
    f"'arbase needs Python {OLDEST[0]}.{OLDEST[1]} or later, this is %s' % sys.version.split()[0])\n"
)
LONGEST_SECONDS = 1800.0
IDLE_SECONDS = 90.0
END_SECONDS = 10.0
OUTPUT_BYTES = 1_000_000
ANSWER_BYTES = 512_000_000
SKIPPED = shutil.ignore_patterns(".git", ".venv", "node_modules", "__pycache__", ".mypy_cache", ".pytest_cache")


@dataclass
class _End:
    """How the process ended."""

    run: SandboxRun | None = None
    error: ArbaseError | None = None


class Session:
    """Holds the process for one tree and service. Not for use by two threads at a time."""

    def __init__(self, sandbox: Sandbox, tree: Path, service: Service, settings: dict[str, Any]) -> None:
        self._end = _End()
        self._number = 0
        self._buffer = b""
        base = Path(tempfile.mkdtemp(prefix="arbase-replay-")).resolve()
        self._ship, self._work = base / "ship", base / "work"
        self._work.mkdir()
        shutil.copytree(Path(__file__).parent / "inside", self._ship / PACKAGE, ignore=SKIPPED)
        self._tree = tree.resolve()
        self._copy: Scratch | None = None
        if tree.stat().st_mode & 0o005 != 0o005:  # its permissions keep the sandbox's user out
            self._copy = Scratch(str(self._tree), str(base / "tree"))
            self._copy.fill()
            self._tree = base / "tree"
            self._tree.chmod(0o755)
        names = [str(self._work / name) for name in ("requests", "answers")]
        for name in names:
            os.mkfifo(name, 0o600)
        # Opened for both directions, so that neither end waits for the other to be there.
        self._requests, self._answers = (os.open(name, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC) for name in names)
        spec = settings | {
            "tree": str(self._tree),
            "ship": str(self._ship),
            "app": service.app.model_dump() if service.app else None,
            "source_roots": list(service.source_roots),
            "requests": names[0],
            "answers": names[1],
            "idle_seconds": IDLE_SECONDS,
        }
        fixed = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1"}
        run = functools.partial(
            sandbox.run,
            (service.python or sys.executable, "-c", CHECK + START, str(self._ship)),
            folder=self._work,
            stdin=json.dumps(spec).encode(),
            env=fixed | service.env,
            readable=(self._ship, self._tree),
            limits=Limits(seconds=LONGEST_SECONDS, output_bytes=OUTPUT_BYTES),
        )
        self._thread = threading.Thread(target=_serve, args=(run, self._end), daemon=True)
        self._thread.start()
        # Also when nobody closes it: at the latest when this process ends, nothing is left behind.
        self._close = weakref.finalize(self, _discard, (self._requests, self._answers), self._thread, base)

    @property
    def alive(self) -> bool:
        """Whether it can take another request."""
        return self._close.alive and self._thread.is_alive()

    def ask(self, request: dict[str, Any], seconds: float) -> Iterator[dict[str, Any]]:
        """Send a request and give the answers one by one. Raises ReplayError, or what the sandbox raised."""
        if not self._close.alive:
            raise ReplayError("The replay process was closed.")
        self._number += 1
        if self._copy is not None:
            self._copy.refresh()
        deadline = time.monotonic() + seconds
        self._write(json.dumps(request | {"id": self._number}).encode() + b"\n", deadline)
        total = 0
        for line in self._lines(deadline):
            total += len(line)
            if total > ANSWER_BYTES:
                raise ReplayError("The replay driver was stopped: its answer is too large.")
            message = _parsed(line)
            if message is None:
                continue
            if message.get("end") == self._number:
                if "failure" in message:
                    raise ReplayError(f"The replay driver failed: {str(message['failure'])[:500]}.")
                return
            yield message

    def close(self) -> None:
        """End the process and delete its files."""
        self._close()

    def _write(self, content: bytes, deadline: float) -> None:
        while content:
            self._check(deadline)
            _, ready, _ = select.select([], [self._requests], [], 0.1)
            if ready:
                with contextlib.suppress(BlockingIOError):
                    content = content[os.write(self._requests, content[:65536]) :]

    def _lines(self, deadline: float) -> Iterator[bytes]:
        while True:
            *lines, self._buffer = self._buffer.split(b"\n")
            yield from lines
            ready, _, _ = select.select([self._answers], [], [], 0.1)
            if ready:
                self._buffer += os.read(self._answers, 1 << 20)
            else:
                self._check(deadline)

    def _check(self, deadline: float) -> None:
        if not self._thread.is_alive():
            if self._end.error is not None:
                raise self._end.error
            raise ReplayError(f"The replay driver ended: {_reason(self._end.run)}.")
        if time.monotonic() > deadline:
            raise ReplayError("The replay driver was stopped: it did not answer in time.")


def _serve(run: Callable[[], SandboxRun], end: _End) -> None:
    """Run the process until it ends. No method, so that the thread does not keep its session alive."""
    try:
        end.run = run()
    except ArbaseError as error:
        end.error = error
    except OSError as error:  # its folder was deleted before it ended: it was closed and took too long to go
        end.error = ReplayError(f"The replay process lost its folder: {error}.")


def _discard(pipes: tuple[int, ...], thread: threading.Thread, base: Path) -> None:
    for descriptor in pipes:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    thread.join(END_SECONDS)
    shutil.rmtree(base, ignore_errors=True)


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def _reason(run: SandboxRun | None) -> str:
    if run is None:
        return "the sandbox broke"
    if run.timed_out:
        return f"the sandbox's time of {run.seconds:.0f} s ran out"
    lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
    said = f", it said: {lines[-1][:300]}" if lines else ""
    return f"it ended with status {run.exit_status}{said}"
