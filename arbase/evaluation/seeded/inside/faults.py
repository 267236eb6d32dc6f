"""Faults that are really injected: a dependency that fails on loopback, a locked database, limits, files.

Each is a context manager around one occurrence, or around a whole segment where its address must be known early.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import mmap
import os
import resource
import signal
import socket
import sqlite3
import struct
import threading
import time
from collections.abc import Iterator
from typing import Any

_HEADER_LIMIT = 65536


class Dependency:
    """A process on loopback that answers, or does not, as `fault` says."""

    def __init__(self, fault: dict[str, Any]) -> None:
        self._fault = fault
        self._count = mmap.mmap(-1, 8)  # shared with the forked process: how many requests came in this occurrence
        # Bound and kept even where nobody will listen: a free port may become somebody else's.
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        self.address = f"127.0.0.1:{port}"
        self._pid = 0
        if fault["does"] == "refused" and not fault["first"]:
            return
        self._listener.listen(128)
        self._pid = os.fork()
        if self._pid == 0:
            end_with_parent()
            self._serve()
            os._exit(0)
        self._listener.close()

    def restart(self) -> None:
        """The next request is the first one again."""
        self._count[:8] = struct.pack("q", 0)

    def stop(self) -> None:
        """End the process, give the port back."""
        self._listener.close()
        if self._pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._pid, 0)

    def _serve(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            (number,) = struct.unpack("q", self._count[:8])
            first = self._fault["first"]
            if number < len(first):
                if _read_request(connection):
                    self._count[:8] = struct.pack("q", number + 1)
                    connection.sendall(_answer(200, {}, first[number].encode()))
                return
            self._fail(connection)

    def _fail(self, connection: socket.socket) -> None:
        fault = self._fault
        does = fault["does"]
        if does == "timeout":
            while connection.recv(_HEADER_LIMIT):
                pass
            return
        if does in {"reset", "refused"}:
            # Only after the whole request: a reset between its parts is seen in other ways, as it happens.
            _read_request(connection)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        if not _read_request(connection):
            return
        body = fault["body"].encode()
        status = fault["status"]
        if does == "garbage":
            status, body = 200, body or b"<html><body>Bad gateway</body></html>"
        elif does == "slow":
            time.sleep(fault["seconds"])
            status = 200 if status == 503 else status
        elif does == "truncated":
            whole = _answer(200, fault["headers"], body or b'{"results": [{"id": 1, "name": "cut off"}]}')
            connection.sendall(whole[:-7])
            return
        connection.sendall(_answer(status, fault["headers"], body))


def share_memory() -> None:
    """Before a fork: what is there stays, so that a collector that walks over it does not copy all of its pages."""
    gc.collect()
    gc.freeze()


def end_with_parent() -> None:
    """Be killed when the process that forked this one ends, however it ends (Linux: PR_SET_PDEATHSIG)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


@contextlib.contextmanager
def locked(path: str, mode: str) -> Iterator[None]:
    """Another process holds a lock on the SQLite file."""
    ready, told = os.pipe()
    wait, let_go = os.pipe()
    pid = os.fork()
    if pid == 0:
        end_with_parent()
        os.close(let_go)
        code = 1
        with contextlib.suppress(sqlite3.Error):
            db = sqlite3.connect(path, isolation_level=None, timeout=5)
            db.execute("BEGIN EXCLUSIVE" if mode == "exclusive" else "BEGIN IMMEDIATE")
            os.write(told, b"1")
            os.read(wait, 1)
            db.rollback()
            code = 0
        os._exit(code)
    os.close(told)
    os.close(wait)
    try:
        if not os.read(ready, 1):
            raise RuntimeError(f"{path} could not be locked; is it the service's SQLite file?")
        yield
    finally:
        os.close(let_go)
        os.close(ready)
        os.waitpid(pid, 0)


@contextlib.contextmanager
def limited(name: str, value: int) -> Iterator[None]:
    """The process has reached a limit of the operating system."""
    kind = {"file_size": resource.RLIMIT_FSIZE, "memory": resource.RLIMIT_AS, "open_files": resource.RLIMIT_NOFILE}[
        name
    ]
    soft, hard = resource.getrlimit(kind)
    if name == "memory":
        with open("/proc/self/statm") as statm:
            value += int(statm.read().split()[0]) * resource.getpagesize()
    elif name == "open_files":
        value += max(int(one) for one in os.listdir("/proc/self/fd"))
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(kind, (soft, hard))


def replace_file(path: str, text: str | None) -> None:
    """The file is gone, or holds `text`. What was there comes back with the next occurrence."""
    if text is None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        return
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)


def _read_request(connection: socket.socket) -> bool:
    """Read one HTTP request whole; false if the client went away."""
    data = b""
    while b"\r\n\r\n" not in data and len(data) < _HEADER_LIMIT:
        more = connection.recv(_HEADER_LIMIT)
        if not more:
            return False
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        more = connection.recv(_HEADER_LIMIT)
        if not more:
            return False
        body += more
    return True


def _answer(status: int, headers: dict[str, str], body: bytes) -> bytes:
    known = {"content-type": "application/json", **{name.lower(): value for name, value in headers.items()}}
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {value}" for name, value in known.items())]
    lines += [f"content-length: {len(body)}", "connection: close"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
