"""Records the requests that the visible tests send to the application: a pytest plugin, and its starter.

The tests' own clients call the application's class, so its `__call__` is wrapped once the tests have imported the
framework; importing the application earlier would come before what the tests set up for it.
"""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from typing import Any, Callable

from .commands import program_of
from .guard import caught, send
from .scratch import Scratch

FOLDER = "ARBASE_RECORD"
PLUGIN = __name__
BODY_LIMIT = 256 * 1024
READ_LIMIT = 32 * 1024 * 1024
TRANSPORT = frozenset(
    "host connection content-length transfer-encoding accept-encoding keep-alive te trailer upgrade user-agent".split()
)
ASGI_CLASSES = (
    ("starlette.applications", "Starlette"),
    ("fastapi.applications", "FastAPI"),
    ("quart.app", "Quart"),
    ("falcon.asgi.app", "App"),
    ("litestar.app", "Litestar"),
    ("django.core.handlers.asgi", "ASGIHandler"),
)
WSGI_CLASSES = (
    ("flask.app", "Flask"),
    ("falcon.app", "App"),
    ("bottle", "Bottle"),
    ("pyramid.router", "Router"),
    ("django.core.handlers.wsgi", "WSGIHandler"),
)
_wrapped: set[type] = set()


def pytest_collection_finish(session: Any) -> None:
    """The test modules are imported: so is what they import."""
    install()


def pytest_runtest_setup(item: Any) -> None:
    """Frameworks may be imported late, by the test before or by a fixture."""
    install()


def pytest_runtest_call(item: Any) -> None:
    """See `pytest_runtest_setup`; the fixtures have run now."""
    install()


def install() -> None:
    """Wrap the application classes that are imported by now."""
    for known, wrap in ((ASGI_CLASSES, _wrap_asgi), (WSGI_CLASSES, _wrap_wsgi)):
        for module, name in known:
            _install(getattr(sys.modules.get(module), name, None), wrap)
    _install(getattr(sys.modules.get("django.test.client"), "ClientHandler", None), _wrap_django)
    _install_own()


def _install(kind: Any, wrap: Callable[[Any], Any]) -> None:
    if isinstance(kind, type) and kind not in _wrapped and "__call__" in kind.__dict__:
        _wrapped.add(kind)
        setattr(kind, "__call__", wrap(kind.__dict__["__call__"]))  # noqa: B010 - mypy refuses to assign to a method


def _install_own() -> None:
    """The class of the service's application, where it is no class of a known framework."""
    target, _, interface = os.environ.get("ARBASE_APP", "").partition(" ")
    module, _, attribute = target.partition(":")
    app = getattr(sys.modules.get(module), attribute, None)
    if app is not None and type(app).__module__ not in ("builtins", "types"):
        _install(type(app), _wrap_asgi if interface == "asgi" else _wrap_wsgi)


def _wrap_asgi(call: Any) -> Any:
    async def watched(self: Any, scope: Any, receive: Any = None, send: Any = None) -> Any:
        if receive is None or scope.get("type") != "http" or "arbase.recorded" in scope:
            return await call(self, scope, receive, send)
        scope["arbase.recorded"] = True
        body, seen = bytearray(), [500]

        async def tee() -> Any:
            message = await receive()
            body.extend(message.get("body", b"") or b"")
            return message

        async def note(message: Any) -> None:
            if message.get("type") == "http.response.start":
                seen[0] = message["status"]
            await send(message)

        try:
            return await call(self, scope, tee, note)
        finally:
            raw = scope.get("raw_path") or scope["path"].encode()
            target = raw.decode("latin-1").partition("?")[0]
            query = scope.get("query_string", b"").decode("latin-1")
            headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
            caught(_keep, scope["method"], target + ("?" + query if query else ""), headers, bytes(body), seen[0])

    return watched


def _wrap_wsgi(call: Any) -> Any:
    def watched(self: Any, environ: Any, start_response: Any = None) -> Any:
        if start_response is None or "arbase.recorded" in environ:
            return call(self, environ, start_response)
        request, seen = _from_environ(environ), [500]

        def note(status: str, *rest: Any, **named: Any) -> Any:
            seen[0] = int(status.split(" ", 1)[0])
            return start_response(status, *rest, **named)

        try:
            return call(self, environ, note)
        finally:
            caught(_keep, *request, seen[0])

    return watched


def _wrap_django(call: Any) -> Any:
    def watched(self: Any, environ: Any) -> Any:
        request, status = _from_environ(environ), 500
        try:
            response = call(self, environ)
            status = response.status_code
            return response
        finally:
            caught(_keep, *request, status)

    return watched


def _from_environ(environ: Any) -> tuple[str, str, list[tuple[str, str]], bytes]:
    environ["arbase.recorded"] = True
    length, failure = caught(int, environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length) if failure is None and length else b""
    environ["wsgi.input"] = io.BytesIO(body)
    headers = [("content-type", environ["CONTENT_TYPE"])] if environ.get("CONTENT_TYPE") else []
    for key, value in environ.items():
        if key.startswith("HTTP_") and isinstance(value, str):
            headers.append((key[5:].replace("_", "-").lower(), value))
    query = environ.get("QUERY_STRING", "")
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "/")
    path = "".join(char if 32 < ord(char) < 127 and char not in '?#%"<>' else f"%{ord(char):02X}" for char in path)
    return environ["REQUEST_METHOD"], path + ("?" + query if query else ""), headers, body


def _keep(method: str, target: str, headers: list[tuple[str, str]], body: bytes, status: int) -> None:
    if len(body) > BODY_LIMIT:
        return
    kept = [
        (name, value)
        for name, value in ((name.lower(), value) for name, value in headers)
        if name not in TRANSPORT and (name, value) != ("accept", "*/*")
    ]
    stimulus = {
        "method": method,
        "target": target,
        "headers": kept,
        "body": base64.b64encode(body).decode("ascii"),
    }
    path = os.path.join(os.environ[FOLDER], f"{os.getpid()}.jsonl")
    with open(path, "a") as out:
        out.write(json.dumps({"stimulus": stimulus, "status": status}) + "\n")


def record(spec: dict[str, Any], out: int) -> None:
    """Run the visible tests in a copy of the tree and send every request once."""
    base = tempfile.mkdtemp(prefix="record-", dir=os.getcwd())
    scratch = Scratch(spec["tree"], os.path.join(base, "tree"))
    scratch.fill()
    folder = os.path.join(base, "requests")
    os.makedirs(folder)
    os.chdir(scratch.root)
    roots = [os.path.normpath(os.path.join(scratch.root, one)) for one in spec["source_roots"]]
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join([spec["ship"], *roots]), PYTHONDONTWRITEBYTECODE="1")
    environment[FOLDER] = folder
    if spec["app"]:
        environment["ARBASE_APP"] = spec["app"]["target"] + " " + spec["app"]["kind"]
    caught(_run_tests, _words(spec["test"], spec["tests"]), environment, spec["seconds"])
    os.chdir(os.path.dirname(base))
    seen: set[str] = set()
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name)) as lines:
            for line in lines.read(READ_LIMIT).splitlines():
                found, failure = caught(json.loads, line)
                key = json.dumps(found.get("stimulus"), sort_keys=True) if failure is None else ""
                if key and key not in seen and len(seen) < spec["limit"]:
                    seen.add(key)
                    send(out, {"recorded": found})
    shutil.rmtree(base, ignore_errors=True)


def _run_tests(words: list[str], environment: dict[str, str], seconds: float) -> None:
    nothing = subprocess.DEVNULL
    subprocess.call(words, env=environment, timeout=seconds, stdin=nothing, stdout=nothing, stderr=nothing)


def _words(command: list[str], tests: str) -> list[str]:
    program = program_of(command) if command else None
    if program is None:
        arguments = [tests] if os.path.isdir(tests) else []
    elif not program.runs_tests or program.module.startswith("unittest"):
        return [sys.executable, "-m", PLUGIN, *command]
    else:
        stops = ("-x", "--exitfirst")
        arguments = [word for word in program.arguments if word not in stops and not word.startswith("--maxfail")]
    return [sys.executable, "-m", "pytest", "-p", PLUGIN, "-p", "no:cacheprovider", *arguments]


def main() -> None:
    """Run a Python program other than pytest (Django's `manage.py test`, `unittest`) with recording switched on."""
    run = unittest.TestCase.run

    def watched(self: Any, result: Any = None) -> Any:
        install()
        return run(self, result)

    setattr(unittest.TestCase, "run", watched)  # noqa: B010 - mypy refuses to assign to a method
    program = program_of(sys.argv[1:])
    if program is not None:
        program.start()


if __name__ == "__main__":
    main()
