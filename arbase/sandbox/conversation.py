"""Talks to a command in a container over the engine's one socket, on which both outputs come in frames.

The frames are those of Docker's attach protocol: one byte that tells the stream (1 output, 2 error), three of padding,
four of length in network order, then the content.
"""

from __future__ import annotations

import contextlib
import select
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from arbase.sandbox.capture import TICK, Captured

HEADER = struct.Struct(">BxxxL")
CHUNK = 1 << 16
STDERR = 2


class _Frames:
    """Sorts a byte stream into the first `limit` bytes of each output, keeping only a frame's header besides."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._header = bytearray()
        self._left = 0
        self._stream = 0
        self.kept = {1: bytearray(), STDERR: bytearray()}
        self.truncated = False

    def take(self, data: memoryview) -> None:
        while data:
            if self._left == 0:
                part = data[: HEADER.size - len(self._header)]
                self._header += part
                data = data[len(part) :]
                if len(self._header) == HEADER.size:
                    self._stream, self._left = HEADER.unpack(self._header)
                    self._header.clear()
                continue
            part = data[: self._left]
            self._left -= len(part)
            data = data[len(part) :]
            self._store(part)

    def _store(self, part: memoryview) -> None:
        kept = self.kept[STDERR if self._stream == STDERR else 1]
        room = max(0, self._limit - len(kept))
        kept += part[:room]
        self.truncated = self.truncated or len(part) > room

    def captured(self, *, timed_out: bool = False, overspent: bool = False) -> Captured:
        return Captured(bytes(self.kept[1]), bytes(self.kept[STDERR]), self.truncated, timed_out, overspent)


def converse(
    stream: Any, stdin: bytes, *, seconds: float, output_bytes: int, overspent: Callable[[], bool]
) -> Captured:
    """Feed `stdin` and read both outputs until the other side ends, `seconds` are over or too much is spent.

    `stream` is what `exec_start(socket=True)` gives. The caller kills the command where it `timed_out` or has
    `overspent`, which is asked about ten times a second. Raises OSError.
    """
    connection: socket.socket = getattr(stream, "_sock", stream)
    connection.setblocking(False)
    frames = _Frames(output_bytes)
    left = memoryview(stdin)
    open_for_writing = True
    deadline = time.monotonic() + seconds
    next_tick = time.monotonic() + TICK
    try:
        while (now := time.monotonic()) < deadline:
            if now >= next_tick:
                next_tick = now + TICK
                if overspent():
                    return frames.captured(overspent=True)
            if open_for_writing and not left:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_WR)
                open_for_writing = False
            writing = [connection] if open_for_writing else []
            readable, writable, _ = select.select([connection], writing, [], max(0.0, min(deadline, next_tick) - now))
            if readable:
                chunk = connection.recv(CHUNK)
                if not chunk:
                    return frames.captured()
                frames.take(memoryview(chunk))
            if writable:
                try:
                    left = left[connection.send(left[:CHUNK]) :]
                except (BrokenPipeError, ConnectionResetError):
                    open_for_writing = False
        return frames.captured(timed_out=True)
    finally:
        stream.close()
        connection.close()
