"""Reads what a process says without trusting it: bounded in memory, bounded in time, never blocking it."""

from __future__ import annotations

import contextlib
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO

CHUNK = 1 << 16
TICK = 0.1
# What a pipe can still hold after its writers died is at most a megabyte (`fs.pipe-max-size`).
DRAIN_READS = 64


@dataclass
class Stream:
    """The first `limit` bytes of a pipe; the rest is read and thrown away so that the writer is never held up."""

    descriptor: int
    limit: int
    kept: bytearray = field(default_factory=bytearray)
    truncated: bool = False
    open: bool = True

    def read(self) -> bool:
        """Read once; False when there is nothing to read now."""
        try:
            chunk = os.read(self.descriptor, CHUNK)
        except BlockingIOError:
            return False
        except OSError:
            chunk = b""
        if not chunk:
            self.open = False
            return False
        room = self.limit - len(self.kept)
        if room > 0:
            self.kept += chunk[:room]
        self.truncated = self.truncated or len(chunk) > room
        return True

    def drain(self) -> None:
        """Read what is left after the end; bounded, for a writer that escaped could go on for ever."""
        for _ in range(DRAIN_READS):
            if not self.open or not self.read():
                return


@dataclass(frozen=True)
class Captured:
    """What a process said until it ended or was ended."""

    stdout: bytes
    stderr: bytes
    truncated: bool
    timed_out: bool
    overspent: bool


def capture(
    process: subprocess.Popen[bytes],
    stdin: bytes,
    *,
    seconds: float,
    output_bytes: int,
    end: Callable[[], None],
    overspent: Callable[[], bool],
) -> Captured:
    """Feed `stdin` to `process` and read both outputs until it ends; the first `output_bytes` of each are kept.

    It is ended after `seconds`, or when `overspent`, asked about ten times a second, says so. `end` is called in every
    case, also when the process ended by itself: it must kill whatever is left and wait until that is gone.
    """
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise ValueError("capture() needs a process with three pipes.")
    pipes = (process.stdin, process.stdout, process.stderr)
    for pipe in pipes:
        os.set_blocking(pipe.fileno(), False)
    out, err = (Stream(pipe.fileno(), output_bytes) for pipe in pipes[1:])
    spent = False
    deadline = time.monotonic() + seconds
    try:
        with selectors.DefaultSelector() as selector, _announced_exit(process, selector):
            selector.register(out.descriptor, selectors.EVENT_READ, out)
            selector.register(err.descriptor, selectors.EVENT_READ, err)
            selector.register(process.stdin, selectors.EVENT_WRITE, _Feed(process.stdin, stdin))
            next_tick = time.monotonic() + TICK
            while process.poll() is None and (now := time.monotonic()) < deadline:
                if now >= next_tick:
                    next_tick = now + TICK
                    spent = overspent()
                    if spent:
                        break
                _serve(selector, min(deadline, next_tick) - now)
        timed_out = process.returncode is None and not spent
    finally:
        end()
        process.wait()
    for stream in (out, err):
        stream.drain()
    for pipe in pipes:
        with contextlib.suppress(OSError):
            pipe.close()
    return Captured(bytes(out.kept), bytes(err.kept), out.truncated or err.truncated, timed_out, spent)


class _Feed:
    """Writes standard input as fast as the process takes it."""

    def __init__(self, pipe: IO[bytes], data: bytes) -> None:
        self.pipe = pipe
        self._left = memoryview(data)

    def write(self) -> bool:
        """Write once; False when all is written or nobody reads any more."""
        if not self._left:
            return False
        try:
            self._left = self._left[os.write(self.pipe.fileno(), self._left[:CHUNK]) :]
        except BlockingIOError:
            return True
        except OSError:
            return False
        return bool(self._left)


def _serve(selector: selectors.BaseSelector, seconds: float) -> None:
    for key, _ in selector.select(max(0.0, seconds)):
        if isinstance(key.data, Stream):
            key.data.read()
            if not key.data.open:
                selector.unregister(key.fd)
        elif isinstance(key.data, _Feed) and not key.data.write():
            selector.unregister(key.data.pipe)
            with contextlib.suppress(OSError):
                key.data.pipe.close()


@contextlib.contextmanager
def _announced_exit(process: subprocess.Popen[bytes], selector: selectors.BaseSelector) -> Iterator[None]:
    """Wake the selector when `process` exits, where the system can tell; elsewhere the next tick finds out."""
    if sys.platform != "linux":
        yield
        return
    descriptor = os.pidfd_open(process.pid)
    try:
        selector.register(descriptor, selectors.EVENT_READ)
        yield
    finally:
        os.close(descriptor)
