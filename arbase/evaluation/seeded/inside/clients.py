"""Sends requests and runs commands, also with clients that go away and processes that are stopped."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import gc
import io
import os
import runpy
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

from . import clockwork
from .faults import end_with_parent
from .wire import asgi_scope, wsgi_environ

BODY_LIMIT = 4096
Answer = dict[str, Any]


def fault_of(faults: list[dict[str, Any]], kind: str) -> dict[str, Any] | None:
    """The fault of this kind, if there is one."""
    return next((fault for fault in faults if fault["kind"] == kind), None)


def ask_asgi(app: Any, steps: list[dict[str, Any]], faults: list[dict[str, Any]]) -> list[Answer]:
    """Start the application up, send the steps (the faults hit the last one), shut it down."""
    return asyncio.run(_conversation(app, steps, faults))


async def _conversation(app: Any, steps: list[dict[str, Any]], faults: list[dict[str, Any]]) -> list[Answer]:
    inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    outbox: asyncio.Queue[str] = asyncio.Queue()

    async def send(message: dict[str, Any]) -> None:
        await outbox.put(message["type"])

    async def live() -> None:
        try:
            await app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, inbox.get, send)
        except Exception:
            await outbox.put("lifespan.unsupported")
        else:
            await outbox.put("lifespan.ended")

    task = asyncio.create_task(live())
    await inbox.put({"type": "lifespan.startup"})
    started = await outbox.get()
    answers = [await _asgi(app, step, []) for step in steps[:-1]]
    answers.append(await _asgi(app, steps[-1], faults))
    if started == "lifespan.startup.complete":
        await inbox.put({"type": "lifespan.shutdown"})
        await outbox.get()
    await task
    return answers


async def _asgi(app: Any, step: dict[str, Any], faults: list[dict[str, Any]]) -> Answer:
    scope, body = asgi_scope(step)
    gone = fault_of(faults, "disconnect")
    stop = fault_of(faults, "shutdown")
    left = asyncio.Event()
    answer: Answer = {"status": None, "body": b"", "error": ""}
    sent = [0]
    if gone and gone["during"] == "body":
        half = body[: max(1, len(body) // 2)]
        inbox = [{"type": "http.request", "body": half, "more_body": True}]
        left.set()
    else:
        inbox = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if inbox:
            return inbox.pop(0)
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer["status"] = message["status"]
        elif message["type"] == "http.response.body":
            answer["body"] += message.get("body", b"")
            sent[0] += 1
        if gone and gone["during"] == "answer" and sent[0] >= gone["after"]:
            left.set()
            await asyncio.sleep(0)

    task = asyncio.ensure_future(app(scope, receive, send))
    if stop:
        await asyncio.sleep(stop["after"])
        task.cancel()
    try:
        await task
    except (Exception, asyncio.CancelledError) as error:
        answer["error"] = type(error).__name__
        answer["status"] = answer["status"] or 500
    if gone:
        del task
        await _settle()
    return answer


async def _settle() -> None:
    """Let generators that nobody reads any more be closed, the outer before the inner.

    The end of the loop would close them all at once, in the order of their addresses.
    """
    for _ in range(20):
        gc.collect()
        await asyncio.sleep(0.001)


def ask_wsgi(app: Any, steps: list[dict[str, Any]], faults: list[dict[str, Any]]) -> list[Answer]:
    """Send the steps; the faults hit the last one."""
    last = len(steps) - 1
    return [_wsgi(app, step, faults if place == last else []) for place, step in enumerate(steps)]


def _wsgi(app: Any, step: dict[str, Any], faults: list[dict[str, Any]]) -> Answer:
    environ = wsgi_environ(step)
    gone = fault_of(faults, "disconnect")
    stop = fault_of(faults, "shutdown")
    if gone and gone["during"] == "body":
        body = base64.b64decode(step["body"])
        environ["wsgi.input"] = io.BytesIO(body[: len(body) // 2])
    answer: Answer = {"status": None, "body": b"", "error": ""}

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        answer["status"] = int(status.split(maxsplit=1)[0])
        return io.BytesIO().write

    try:
        with _stopped(stop["after"] if stop else None):
            chunks = app(environ, start_response)
            for number, chunk in enumerate(chunks):
                if gone and gone["during"] == "answer" and number >= gone["after"]:
                    break
                answer["body"] += chunk
            if hasattr(chunks, "close"):
                chunks.close()
    except (Exception, SystemExit) as error:
        answer["error"] = type(error).__name__
        answer["status"] = 500
    return answer


@contextlib.contextmanager
def _stopped(after: float | None) -> Iterator[None]:
    """A server that is stopped raises SystemExit in the worker's thread."""

    def stop(number: int, frame: Any) -> None:
        raise SystemExit(1)

    if after is None:
        yield
        return
    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, max(after, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def run_commands(argv: list[str], faults: list[dict[str, Any]], flush: Any) -> list[Answer]:
    """Run a command in a fork, twice where an overlap is wanted; `flush` sends what its SDK holds."""
    overlap = fault_of(faults, "overlap")
    stop = fault_of(faults, "shutdown")
    running = [_start(argv, flush, stop["after"] if stop else None)]
    if overlap:
        time.sleep(overlap["after"])
        running.append(_start(argv, flush, None))
    if stop and not _ends_within(running[0][0], stop["after"]):
        os.kill(running[0][0], signal.SIGTERM)
    answers = []
    for pid, output in running:
        with os.fdopen(output, "rb") as pipe:
            said = pipe.read()
        _, status = os.waitpid(pid, 0)
        answers.append({"status": os.waitstatus_to_exitcode(status), "body": said[-BODY_LIMIT:], "error": ""})
    return answers


def _ends_within(pid: int, seconds: float) -> bool:
    """Whether the process ends by itself, as one does that is stopped in a simulated wait."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None:
            return True
        time.sleep(0.01)
    return False


def _start(argv: list[str], flush: Any, stop_after: float | None) -> tuple[int, int]:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return pid, reader
    end_with_parent()
    os.close(reader)
    os.dup2(writer, 1)
    os.dup2(writer, 2)
    code = 1
    if stop_after is not None:
        clockwork.stop_after(stop_after)
    try:
        code = _program(argv)
        flush()
        sys.stdout.flush()
    finally:
        os._exit(code & 0xFF)


def _program(argv: list[str]) -> int:
    """Run a Python program as the interpreter would: `python -m module ...` or `python file ...`."""
    words = argv[1:] if argv[0].startswith("python") else argv
    try:
        if words[0] == "-m":
            sys.argv = [words[1], *words[2:]]
            sys.path.insert(0, os.getcwd())
            runpy.run_module(words[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv = list(words)
            sys.path.insert(0, os.path.dirname(os.path.abspath(words[0])))
            runpy.run_path(words[0], run_name="__main__")
    except SystemExit as stop:
        if stop.code is not None and not isinstance(stop.code, int):
            sys.stderr.write(f"{stop.code}\n")
            return 1
        return int(stop.code or 0)
    except BaseException:
        kind, error, trace = sys.exc_info()
        while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
            trace = trace.tb_next
        if kind is not None and error is not None:
            sys.excepthook(kind, error.with_traceback(trace), trace)
        return 1
    return 0
