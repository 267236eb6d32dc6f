"""A sandboxed process that stays: starting an application's libraries costs seconds, a variant a few hundredths.

Sandboxes run one command and give its output at the end, so the conversation goes through two named pipes in the
working folder. The program inside opens them and removes their names before it runs anything of the repository.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from arbase.domain.errors import ArbaseError, ReplayError
from arbase.domain.service import Service
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun

PACKAGE = "arbase_inside"
START = f"import sys; sys.path[0] = sys.argv[1]; from {PACKAGE}.zygote import main; del sys.path[0]; main()"
OLDEST = (3, 7)
CHECK = (
    f"import sys; sys.version_info >= {OLDEST} or sys.exit("
    f"'arbase needs Python {OLDEST[0]}.{OLDEST[1]} or later, this is %s' % sys.version.split()[0])\n"
)
LONGEST_SECONDS = 1800.0
IDLE_SECONDS = 30.0
END_SECONDS = 10.0
OUTPUT_BYTES = 1_000_000
ANSWER_BYTES = 512_000_000
SKIPPED = shutil.ignore_patterns(".git", ".venv", "node_modules", "__pycache__", ".mypy_cache", ".pytest_cache")


class Session:
    """Holds the process for one tree and service. Not for use by two threads at a time."""

    def __init__(self, sandbox: Sandbox, tree: Path, service: Service, settings: dict[str, Any]) -> None:
        self._place = tempfile.TemporaryDirectory(prefix="arbase-replay-", ignore_cleanup_errors=True)
        self._run: SandboxRun | None = None
        self._error: ArbaseError | None = None
        self._number = 0
        self._buffer = b""
        base = Path(self._place.name).resolve()
        self._ship, self._work = base / "ship", base / "work"
        self._work.mkdir()
        shutil.copytree(Path(__file__).parent / "inside", self._ship / PACKAGE, ignore=SKIPPED)
        self._tree = _shareable(tree.resolve(), base / "tree")
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
        self._thread = threading.Thread(target=self._serve, args=(sandbox, service, spec), daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether it can take another request."""
        return self._thread.is_alive()

    def ask(self, request: dict[str, Any], seconds: float) -> Iterator[dict[str, Any]]:
        """Send a request and give the answers one by one. Raises ReplayError, or what the sandbox raised."""
        self._number += 1
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
        for descriptor in (self._requests, self._answers):
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self._thread.join(END_SECONDS)
        self._place.cleanup()

    def _serve(self, sandbox: Sandbox, service: Service, spec: dict[str, Any]) -> None:
        try:
            self._run = sandbox.run(
                (service.python or sys.executable, "-c", CHECK + START, str(self._ship)),
                folder=self._work,
                stdin=json.dumps(spec).encode(),
                env={
                    "PYTHONHASHSEED": "0",
                    "LC_ALL": "C.UTF-8",
                    "TZ": "UTC",
                    "PYTHONDONTWRITEBYTECODE": "1",
                    **service.env,
                },
                readable=(self._ship, self._tree),
                limits=Limits(seconds=LONGEST_SECONDS, output_bytes=OUTPUT_BYTES),
            )
        except ArbaseError as error:
            self._error = error

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
            if self._error is not None:
                raise self._error
            raise ReplayError(f"The replay driver ended: {_reason(self._run)}.")
        if time.monotonic() > deadline:
            raise ReplayError("The replay driver was stopped: it did not answer in time.")


def _shareable(tree: Path, copy: Path) -> Path:
    """`tree`, or a copy where its permissions keep the sandbox's user out."""
    if tree.stat().st_mode & 0o005 == 0o005:
        return tree
    shutil.copytree(tree, copy, symlinks=True, ignore=SKIPPED)
    copy.chmod(0o755)
    return copy


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
