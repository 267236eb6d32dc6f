"""Minimal clients of ASGI and WSGI applications: one process, no socket, no framework."""

from __future__ import annotations

import asyncio
import io
import sys
import threading
from typing import Any, Callable
from urllib.parse import unquote_to_bytes

from .guard import BODY_BYTES

HOST = "testserver"
STRAGGLERS_SECONDS = 0.25


class Answer:
    """What the application answered; `escaped` are the exceptions that reached the top."""

    def __init__(self) -> None:
        self.status: int | None = None
        self.headers: list[tuple[str, str]] = []
        self.body = b""
        self.escaped: list[BaseException] = []

    def add(self, chunk: bytes) -> None:
        """Keep the beginning of the body."""
        if len(self.body) < BODY_BYTES:
            self.body += bytes(chunk[: BODY_BYTES - len(self.body)])


class Request:
    """A stimulus taken apart."""

    def __init__(self, method: str, target: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.method = method
        self.body = body
        path, _, self.query = target.partition("?")
        self.raw_path = path.encode("utf-8", "surrogateescape")
        self.path = unquote_to_bytes(self.raw_path)
        self.headers = [(name.lower(), value) for name, value in headers]
        names = {name for name, _ in self.headers}
        if "host" not in names:
            self.headers.insert(0, ("host", HOST))
        if body and "content-length" not in names and "transfer-encoding" not in names:
            self.headers.append(("content-length", str(len(body))))


class AsgiClient:
    """Speaks ASGI on one event loop, with the lifespan around all requests."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self._application = application
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        self._loop.set_task_factory(self._task)
        self._tasks: list[asyncio.Task[Any]] = []
        self._state: dict[str, Any] = {}
        self._lifespan: asyncio.Task[Any] | None = None
        self._inbox: asyncio.Queue[dict[str, Any]] | None = None

    def start(self) -> tuple[str, BaseException | None]:
        """Run the start-up; the sentence is empty if it worked or the application has none."""
        return self._loop.run_until_complete(self._start())

    def request(self, request: Request) -> Answer:
        """Send one request and wait until the application is done with it, background work included."""
        return self._loop.run_until_complete(self._request(request))

    def stop(self) -> None:
        """Run the shutdown."""
        if self._lifespan is not None and not self._lifespan.done() and self._inbox is not None:
            self._inbox.put_nowait({"type": "lifespan.shutdown"})
            self._loop.run_until_complete(asyncio.wait([self._lifespan], timeout=1.0))

    async def _start(self) -> tuple[str, BaseException | None]:
        inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        inbox.put_nowait({"type": "lifespan.startup"})
        told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": self._state}
        self._inbox = inbox
        self._lifespan = self._loop.create_task(self._application(scope, inbox.get, told.put))
        answer = self._loop.create_task(told.get())
        await asyncio.wait([self._lifespan, answer], return_when=asyncio.FIRST_COMPLETED)
        failed = ""
        if answer.done():
            message = answer.result()
            if message.get("type") == "lifespan.startup.failed":
                failed = str(message.get("message", "")) or "start-up failed"
                await asyncio.wait([self._lifespan], timeout=1.0)
        else:
            answer.cancel()  # it went away without a word: an application without lifespan
        error = _error_of(self._lifespan)
        return failed, error if failed else None

    async def _request(self, request: Request) -> Answer:
        answer, finished = Answer(), asyncio.Event()
        pending = [request.body]

        async def receive() -> dict[str, Any]:
            if pending:
                return {"type": "http.request", "body": pending.pop(), "more_body": False}
            await finished.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = [(_text(name).lower(), _text(value)) for name, value in message.get("headers", ())]
            elif message["type"] == "http.response.body":
                answer.add(message.get("body", b""))
                if not message.get("more_body", False):
                    finished.set()

        self._tasks.clear()
        task = self._loop.create_task(self._application(self._scope(request), receive, send))
        await asyncio.wait([task])
        finished.set()
        stragglers = [other for other in self._tasks if not other.done()]
        if stragglers:
            await asyncio.wait(stragglers, timeout=STRAGGLERS_SECONDS)
        lost = [other for other in self._tasks if getattr(other, "_log_traceback", False)]
        for done in dict.fromkeys([task, *lost]):  # a task whose failure nobody asked for has crashed too
            error = _error_of(done)
            if error is not None:
                answer.escaped.append(error)
        self._tasks.clear()
        return answer

    def _task(self, loop: Any, coroutine: Any, **named: Any) -> asyncio.Task[Any]:
        task: asyncio.Task[Any] = asyncio.Task(coroutine, loop=loop, **named)
        self._tasks.append(task)
        return task

    def _scope(self, request: Request) -> dict[str, Any]:
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": "http",
            "path": request.path.decode("utf-8", "replace"),
            "raw_path": request.raw_path,
            "query_string": request.query.encode("utf-8", "surrogateescape"),
            "root_path": "",
            "headers": [(_bytes(name), _bytes(value)) for name, value in request.headers],
            "client": ("127.0.0.1", 50000),
            "server": (HOST, 80),
            "state": dict(self._state),
            "extensions": {},
        }


class WsgiClient:
    """Speaks WSGI."""

    def __init__(self, application: Callable[..., Any]) -> None:
        self._application = application

    def start(self) -> tuple[str, BaseException | None]:
        """Nothing to start: WSGI has no lifespan."""
        return "", None

    def stop(self) -> None:
        """Nothing to stop."""

    def request(self, request: Request) -> Answer:
        """Send one request and read the whole answer."""
        answer = Answer()
        before = set(threading.enumerate())

        def start_response(status: str, headers: Any, exc_info: Any = None) -> Callable[[bytes], None]:
            answer.status = int(status.split(" ", 1)[0])
            answer.headers = [(name.lower(), value) for name, value in headers]
            return answer.add

        result: Any = None
        try:
            result = self._application(self._environ(request), start_response)
            for chunk in result:
                answer.add(chunk)
        except BaseException as error:  # noqa: BLE001 - whatever leaves the application is the finding
            answer.escaped.append(error)
        finally:
            close = getattr(result, "close", None)
            if close is not None:
                close()
        join_new_threads(before, STRAGGLERS_SECONDS)
        return answer

    def _environ(self, request: Request) -> dict[str, Any]:
        environ: dict[str, Any] = {
            "REQUEST_METHOD": request.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": request.path.decode("latin-1"),
            "QUERY_STRING": request.query,
            "RAW_URI": request.raw_path.decode("latin-1") + ("?" + request.query if request.query else ""),
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(request.body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in request.headers:
            key = name.upper().replace("-", "_")
            key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_" + key
            joint = "; " if key == "HTTP_COOKIE" else ","
            environ[key] = environ[key] + joint + value if key in environ else value
        return environ


def join_new_threads(before: set[threading.Thread], seconds: float) -> None:
    """Give threads that were started meanwhile a moment to end, so that their failures are seen."""
    for thread in threading.enumerate():
        pool = thread.name.startswith(("ThreadPoolExecutor", "asyncio_", "AnyIO worker"))
        if thread not in before and thread is not threading.current_thread() and not pool:
            thread.join(seconds)


def _error_of(task: Any) -> BaseException | None:
    if not task.done() or task.cancelled():
        return None
    error: BaseException | None = task.exception()
    return error


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, (bytes, bytearray)) else str(value)


def _bytes(value: str) -> bytes:
    return value.encode("latin-1", "replace")
