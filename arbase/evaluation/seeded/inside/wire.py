"""Runs a trigger inside the sandbox and records what the service's Sentry SDK sends.

Standard library only: it runs in the service's interpreter, which does not know arbase. One JSON document comes on
standard input, one goes to standard output. The recorder listens on loopback in this process, so it also works where
there is no network at all.
"""

from __future__ import annotations

import asyncio
import base64
import http.server
import importlib
import inspect
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import urllib.parse
from typing import Any

_BODY_LIMIT = 65536
_STRANGERS = ("anthropic", "huggingface_hub", "litellm", "openai")


class Recorder(http.server.BaseHTTPRequestHandler):
    """Keeps every POST as it came; answers as a Sentry server does."""

    envelopes: list[dict[str, Any]] = []  # noqa: RUF012 - http.server makes one handler a request; this is the shared list

    def do_POST(self) -> None:
        """Keep one request."""
        size = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(size) if size else self._read_chunks()
        self.envelopes.append(
            {
                "path": self.path,
                "headers": [[name.lower(), value] for name, value in self.headers.items()],
                "body": base64.b64encode(body).decode(),
            }
        )
        answer = b"{}"
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _read_chunks(self) -> bytes:
        if self.headers.get("transfer-encoding", "").lower() != "chunked":
            return b""
        body = b""
        while size := int(self.rfile.readline().split(b";")[0] or b"0", 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is given by http.server
        """Say nothing."""


def asgi_scope(step: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The scope and the body of a request."""
    path, _, query = step["target"].partition("?")
    body = base64.b64decode(step["body"])
    headers = [[b"host", b"testserver"], *([n.lower().encode(), v.encode("latin-1")] for n, v in step["headers"])]
    if body:
        headers.append([b"content-length", str(len(body)).encode()])
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": step["method"],
        "scheme": "http",
        "path": urllib.parse.unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": headers,
        "client": ("203.0.113.7", 40000),
        "server": ("testserver", 80),
    }
    return scope, body


async def _asgi_request(app: Any, step: dict[str, Any]) -> dict[str, Any]:
    scope, body = asgi_scope(step)
    inbox = [{"type": "http.request", "body": body, "more_body": False}]
    answer: dict[str, Any] = {"status": None, "headers": [], "body": b"", "error": ""}

    async def receive() -> dict[str, Any]:
        if inbox:
            return inbox.pop(0)
        await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer["status"] = message["status"]
            answer["headers"] = [[n.decode("latin-1"), v.decode("latin-1")] for n, v in message.get("headers", [])]
        elif message["type"] == "http.response.body":
            answer["body"] += message.get("body", b"")

    try:
        await app(scope, receive, send)
    except Exception as error:
        answer["error"] = type(error).__name__
        answer["status"] = answer["status"] or 500
    return answer


async def _run_asgi(app: Any, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Start the application up, send the steps in order, shut it down."""
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
    answers = [await _asgi_request(app, step) for step in steps]
    if started == "lifespan.startup.complete":
        await inbox.put({"type": "lifespan.shutdown"})
        await outbox.get()
    await task
    return answers


def wsgi_environ(step: dict[str, Any]) -> dict[str, Any]:
    """The environ of a request."""
    path, _, query = step["target"].partition("?")
    body = base64.b64decode(step["body"])
    environ: dict[str, Any] = {
        "REQUEST_METHOD": step["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": urllib.parse.unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "203.0.113.7",
        "HTTP_HOST": "testserver",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in step["headers"]:
        key = name.upper().replace("-", "_")
        environ[key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"] = value
    return environ


def _wsgi_request(app: Any, step: dict[str, Any]) -> dict[str, Any]:
    environ = wsgi_environ(step)
    answer: dict[str, Any] = {"status": None, "headers": [], "body": b"", "error": ""}

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        answer["status"] = int(status.split(maxsplit=1)[0])
        answer["headers"] = [[name.lower(), value] for name, value in headers]
        return io.BytesIO().write

    try:
        chunks = app(environ, start_response)
        answer["body"] = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
    except Exception as error:
        answer["error"] = type(error).__name__
        answer["status"] = 500
    return answer


def _run_command(argv: list[str], roots: list[str], strangers: list[str]) -> dict[str, Any]:
    words = [sys.executable if word == "python" and place == 0 else word for place, word in enumerate(argv)]
    env = dict(os.environ)
    extra = [os.path.abspath(root) for root in roots if root != "."]
    with tempfile.TemporaryDirectory() as hidden:
        if strangers:  # an interpreter of its own: it hides them when it starts
            with open(os.path.join(hidden, "sitecustomize.py"), "w", encoding="utf-8") as file:
                file.write(f"import sys\nsys.modules.update(dict.fromkeys({strangers!r}))\n")
            extra.append(hidden)
        if extra:
            env["PYTHONPATH"] = os.pathsep.join(extra)
        done = subprocess.run(words, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return {"status": done.returncode, "headers": [], "body": done.stdout + done.stderr, "error": ""}


def load_app(target: str) -> Any:
    """The application object, or what a factory without arguments gives."""
    module, _, name = target.partition(":")
    found: Any = importlib.import_module(module)
    for part in (name or "app").split("."):
        found = getattr(found, part)
    return found() if inspect.isfunction(found) and not inspect.signature(found).parameters else found


def _run(job: dict[str, Any]) -> list[dict[str, Any]]:
    steps = job["steps"]
    if steps and steps[0]["kind"] == "command":
        strangers = _strangers() if job["record"] else []
        return [_run_command(step["command"], job["roots"], strangers) for step in steps]
    sys.path[:0] = [os.path.abspath(root) for root in job["roots"]]
    app = load_app(job["target"])
    if job["app"] == "wsgi":
        return [_wsgi_request(app, step) for step in steps]
    return asyncio.run(_run_asgi(app, steps))


def _strangers() -> list[str]:
    """What is installed here for arbase and not named by the service: the SDK's start would import all of it."""
    sources = []
    for folder, _, names in os.walk("."):
        for name in names:
            if name.endswith(".py"):
                with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                    sources.append(file.read())
    text = "\n".join(sources)
    return [name for name in _STRANGERS if name not in text and name not in sys.modules]


def main() -> None:
    """Read the job, run it, write the answer."""
    job = json.load(sys.stdin)
    answer_file = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    if job["record"]:
        os.environ["SENTRY_DSN"] = f"http://{job['key']}@127.0.0.1:{server.server_address[1]}/1"
        vars(sys)["modules"].update(dict.fromkeys(_strangers()))
    answers = _run(job)
    sdk = sys.modules.get("sentry_sdk")
    if sdk is not None:
        sdk.flush(timeout=5)
    for answer in answers:
        answer["body"] = base64.b64encode(answer["body"][:_BODY_LIMIT]).decode()
    json.dump({"steps": answers, "envelopes": Recorder.envelopes}, answer_file)
    answer_file.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
