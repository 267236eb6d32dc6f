"""What runs beside arbase in the demo: the monitored service in its own process, and a stand-in for its dependency."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

from arbase.demo.scenario import Answer
from arbase.domain.errors import UserError
from arbase.domain.service import Service
from arbase.service.listen import bound_socket

START_SECONDS = 180.0


@contextlib.contextmanager
def dependency(answers: tuple[Answer, ...]) -> Iterator[str]:
    """A loopback server that gives `answers` in turn; yields its address."""
    turns = itertools.cycle([answer for answer in answers for _ in range(answer.times)] or [Answer()])
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with lock:
                answer = next(turns)
            body = json.dumps(answer.payload).encode()
            self.send_response(answer.status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def set_up(service: Service) -> None:
    """Run the service's own set-up in its repository. Raises UserError with the end of what it said."""
    if not service.commands.setup:
        return
    done = subprocess.run(
        _words(service.commands.setup),
        cwd=service.repository,
        env=_environment(service, {}),
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise UserError(f"{service.name}: set-up ended with {done.returncode}: {said[-1] if said else 'no output'}")


@contextlib.contextmanager
def running(service: Service, env: dict[str, str], log: Path) -> Iterator[str]:
    """The service in a process of its own; yields its address once it answers."""
    if service.app is None or service.app.kind != "asgi":
        raise UserError(f"{service.name}: the demo starts ASGI applications; its service.yaml names none")
    with bound_socket("127.0.0.1", 0) as listener, log.open("wb") as output:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        process = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", service.app.target, "--fd", str(listener.fileno()), "--no-access-log"],
            cwd=service.repository,
            env=_environment(service, env),
            pass_fds=(listener.fileno(),),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _await(address, process, log)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(httpx.HTTPError):
            httpx.get(address, timeout=2.0, trust_env=False)
            return
        time.sleep(0.05)
    said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise UserError(f"the demo's service did not start: {said[-1] if said else 'no output'} (log: {log})")


def _words(command: tuple[str, ...]) -> list[str]:
    return [sys.executable if command[0] in {"python", "python3"} else command[0], *command[1:]]


def _environment(service: Service, extra: dict[str, str]) -> dict[str, str]:
    """A clean environment: the service sees none of the user's variables."""
    roots = os.pathsep.join(str(service.repository / root) for root in service.source_roots)
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "HOME": str(service.repository),
        "PYTHONPATH": roots,
        **service.env,
        **extra,
    }
