"""Plays segments: one process of the service each, with its faults from the import on, a fork for each occurrence.

One JSON document comes on standard input; results go to the job's output file, one JSON line for each occurrence and
one when a segment ends.
"""

from __future__ import annotations

import base64
import contextlib
import fcntl
import http.server
import importlib
import json
import os
import select
import shutil
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from . import clients, clockwork, faults, patching
from .files import Data
from .wire import Recorder, load_app

KEY = "0123456789abcdef0123456789abcdef"
SECONDS = 120.0
STOLEN = -signal.SIGKILL


class KeepAlive(Recorder):
    """One connection for all envelopes, so that a process without free file descriptors can still report."""

    protocol_version = "HTTP/1.1"


class Output:
    """The output file; a line is written whole or not at all, by whichever process."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write(self, record: dict[str, Any]) -> None:
        """Append one line."""
        data = json.dumps(record).encode() + b"\n"
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            while data:
                data = data[os.write(self._file, data) :]
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)


def in_child(work: Callable[[], Any], seconds: float = SECONDS) -> tuple[Any, str]:
    """Run `work` in a fork; gives its answer (JSON), or why there is none."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        faults.end_with_parent()
        os.close(reader)
        os.setpgid(0, 0)
        try:
            answer = json.dumps({"answer": work()})
        except BaseException:
            answer = json.dumps({"fault": traceback.format_exc()[-2000:]})
        with os.fdopen(writer, "w") as out:
            out.write(answer)
        os._exit(0)
    os.close(writer)
    timer = threading.Timer(seconds, _kill_group, [pid])
    timer.start()
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(pid, 0)
    timer.cancel()
    if not said:
        code = os.waitstatus_to_exitcode(status)
        return None, f"took longer than {seconds:g} s" if code == STOLEN else f"the process ended with {code}"
    told = json.loads(said)
    return told.get("answer"), told.get("fault", "")


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def roots_of(job: dict[str, Any], root: str) -> list[str]:
    """The import roots in a tree."""
    return [os.path.normpath(os.path.join(root, one)) for one in job["roots"]]


def preload(job: dict[str, Any]) -> None:
    """Import here, once, what the service imports from elsewhere; found out in a fork that imports the service."""
    tree = job["trees"][job["preload"]]

    def names() -> list[str]:
        os.chdir(tree)
        sys.path[:0] = roots_of(job, tree)
        load_app(job["target"])
        own = os.path.realpath(tree) + os.sep
        found = []
        for name, module in list(sys.modules.items()):
            place = getattr(module, "__file__", None)
            if place and not os.path.realpath(place).startswith(own) and name != "__main__":
                found.append(name)
        return found

    found, _ = in_child(names) if job["target"] else ([], "")
    for name in [*(found or []), "sentry_sdk", *job["imports"]]:
        if not name.startswith("staged"):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    hide_strangers()
    list_packages()


def list_packages() -> None:
    """Let the SDK read here, once, which packages are installed: every fork would read all of their metadata again."""
    listed = getattr(sys.modules.get("sentry_sdk.utils"), "_get_installed_modules", None)
    if listed is not None:
        listed()


def hide_strangers() -> None:
    """Hide packages that are installed here but not the service's: the SDK would import all it has integrations for."""
    known = sys.modules.get("sentry_sdk.integrations")
    for path in getattr(known, "_AUTO_ENABLING_INTEGRATIONS", ()):
        package = path.split(".")[-2]
        if package not in sys.modules:
            vars(sys)["modules"][package] = None


def flush() -> None:
    """Send what the SDK of this process holds."""
    sdk = sys.modules.get("sentry_sdk")
    if sdk is not None:
        sdk.flush(timeout=5)


def identify(occurrence: dict[str, Any]) -> None:
    """Release, environment, machine and user of the event, as start-up and gateway would have set them."""
    os.environ["SENTRY_RELEASE"] = occurrence["release"]
    os.environ["SENTRY_ENVIRONMENT"] = occurrence["environment"]
    sdk = sys.modules.get("sentry_sdk")
    if sdk is None:
        return
    options = sdk.get_client().options
    for name, value in (("release", "release"), ("environment", "environment"), ("server_name", "server")):
        if options.get(name) is not None:
            options[name] = occurrence[value]
    if occurrence["user"]:
        sdk.get_isolation_scope().set_user({"id": occurrence["user"]})


@contextlib.contextmanager
def injected(segment: dict[str, Any], dependencies: list[faults.Dependency]) -> Iterator[None]:
    """The faults of one occurrence that hold around its process."""
    with contextlib.ExitStack() as stack:
        for dependency in dependencies:
            dependency.restart()
        for fault in segment["faults"]:
            if fault["kind"] == "locked":
                stack.enter_context(faults.locked(fault["path"], fault["mode"]))
            elif fault["kind"] == "file":
                faults.replace_file(fault["path"], fault["text"])
        yield


def occur(job: dict[str, Any], segment: dict[str, Any], occurrence: dict[str, Any], app: Any) -> list[dict[str, Any]]:
    """Let one occurrence happen, in a process of its own."""
    steps = occurrence["steps"]
    with clockwork.at(occurrence["at"], occurrence["seed"], occurrence["server"]):
        identify(occurrence)
        with contextlib.ExitStack() as stack:
            for fault in segment["faults"]:
                if fault["kind"] == "limit":
                    stack.enter_context(faults.limited(fault["resource"], fault["value"]))
            if steps[0]["kind"] == "command":
                with clockwork.importing():
                    answers = clients.run_commands(steps[0]["command"], segment["faults"], flush)
            else:
                ask = clients.ask_wsgi if job["app"] == "wsgi" else clients.ask_asgi
                answers = ask(app, steps, segment["faults"])
        flush()
    for answer in answers:
        answer["body"] = base64.b64encode(answer["body"][: clients.BODY_LIMIT]).decode()
    return answers


def run_tests(arguments: list[str], plugins: list[Any]) -> dict[str, Any]:
    """Run pytest in this process, on the modules as they are patched; status and the end of its output."""
    os.environ.pop("SENTRY_DSN", None)
    sdk = sys.modules.get("sentry_sdk")
    if sdk is not None:
        sdk.get_global_scope().set_client(None)  # tests expect a process that reports nothing
    sys.stdout.flush()
    with tempfile.TemporaryFile() as out:
        kept = os.dup(1)
        os.dup2(out.fileno(), 1)
        try:
            status = importlib.import_module("pytest").main([*arguments, "-p", "no:cacheprovider"], plugins)
        finally:
            sys.stdout.flush()
            os.dup2(kept, 1)
            os.close(kept)
        out.seek(0)
        said = out.read()[-clients.BODY_LIMIT :]
    return {"status": int(status), "body": base64.b64encode(said).decode(), "error": ""}


def start(job: dict[str, Any], segment: dict[str, Any], address: str) -> tuple[Any, list[faults.Dependency]]:
    """Environment, dependencies and the application of a segment's process, in its scratch tree."""
    os.environ.update(job["env"])
    os.environ.update(segment["env"])
    os.environ["SENTRY_DSN"] = f"http://{KEY}@{address}/1"
    started = []
    for fault in segment["faults"]:
        if fault["kind"] == "dependency":
            started.append(faults.Dependency(fault))
            os.environ[fault["env"]] = fault["url"].replace("{address}", started[-1].address)
        elif fault["kind"] == "locked":
            clockwork.shorten_locks()
    first = segment["occurrences"][0]
    os.environ["SENTRY_RELEASE"], os.environ["SENTRY_ENVIRONMENT"] = first["release"], first["environment"]
    sys.path[:0] = roots_of(job, os.getcwd())
    if first["steps"][0]["kind"] == "command":
        return None, started
    sys.argv = [job["app"], job["target"]]
    with clockwork.at(first["at"], 0, first["server"]), clockwork.importing():
        return load_app(job["target"]), started


def play(job: dict[str, Any], segment: dict[str, Any], out: Output) -> None:
    """One segment: a fresh copy of its tree, its process, its occurrences."""
    root = os.path.join(job["scratch"], str(segment["id"]), job["name"])
    shutil.copytree(
        job["trees"][segment["tree"]], root, symlinks=True, ignore=shutil.ignore_patterns(".git", "__pycache__")
    )
    os.chdir(root)
    for name, text in segment["overlay"].items():
        os.makedirs(os.path.dirname(os.path.join(root, name)), exist_ok=True)
        faults.replace_file(os.path.join(root, name), text)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), KeepAlive)
    dependencies: list[faults.Dependency] = []
    try:
        app, dependencies = start(job, segment, f"127.0.0.1:{server.server_address[1]}")
        addresses = {one.address: place for place, one in enumerate(dependencies)}
        known = {"segment": segment["id"], "root": root, "addresses": addresses}
        data = Data(root)
        faults.share_memory()
        sources = _sources(segment)
        done = 0
        while done < len(segment["occurrences"]):
            done += _run_of(job, segment, done, Running(app, server, dependencies, data, out, known))
            data.restore()
            for path, text in sources.items():
                faults.replace_file(path, text)
    finally:
        for dependency in dependencies:
            dependency.stop()
        os.chdir(job["scratch"])
        shutil.rmtree(os.path.dirname(root), ignore_errors=True)


def _sources(segment: dict[str, Any]) -> dict[str, str]:
    """The files that occurrences of the segment patch, as they are."""
    found = {}
    for occurrence in segment["occurrences"]:
        if occurrence.get("patch"):
            path = occurrence["patch"]["file"]
            if path not in found:
                with open(path, encoding="utf-8") as file:
                    found[path] = file.read()
    return found


class Running(NamedTuple):
    """What a segment's process has ready."""

    app: Any
    server: http.server.ThreadingHTTPServer
    dependencies: list[faults.Dependency]
    data: Data
    out: Output
    known: dict[str, Any]


def _run_of(job: dict[str, Any], segment: dict[str, Any], first: int, running: Running) -> int:
    """Let occurrences happen in one fork until one has changed the data; gives how many are done.

    An ASGI application that was shut down does not start again in its process: what it closed (a pool, a client) stays
    closed, and every later request would fail because of that. So a request to it ends the fork.
    An occurrence that hangs or takes the process down is reported as a fault, and counts as done.
    """
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        faults.end_with_parent()
        os.close(reader)
        os.setpgid(0, 0)
        threading.Thread(target=running.server.serve_forever, kwargs={"poll_interval": 60}, daemon=True).start()
        patch = segment["occurrences"][first].get("patch")
        if patch is not None:
            running.known["unpatched"] = not patching.apply(patch["file"], patch["source"])
        for occurrence in segment["occurrences"][first:]:
            if occurrence.get("patch") != patch:
                break
            _happen(job, segment, occurrence, running)
            os.write(writer, b".")
            asked = occurrence["steps"][0]["kind"] not in ("command", "tests")
            if running.data.changed() or (asked and job["app"] == "asgi"):
                break
        os._exit(0)
    os.close(writer)
    done = 0
    patience = segment["patience"]
    while select.select([reader], [], [], patience)[0]:
        told = os.read(reader, 4096)
        if not told:
            break
        done += len(told)
    else:
        _kill_group(pid)
    os.close(reader)
    _, status = os.waitpid(pid, 0)
    if status:
        occurrence = segment["occurrences"][min(first + done, len(segment["occurrences"]) - 1)]
        fault = f"hung for {patience:g} s" if os.WIFSIGNALED(status) else f"the process ended with {status}"
        running.out.write({**running.known, "occurrence": occurrence["id"], "fault": fault})
        done += 1
    return max(done, 1)


def _happen(job: dict[str, Any], segment: dict[str, Any], occurrence: dict[str, Any], running: Running) -> None:
    answers: list[dict[str, Any]] = []
    fault = ""
    for name, text in occurrence["files"].items():
        os.makedirs(os.path.dirname(os.path.abspath(name)), exist_ok=True)
        faults.replace_file(name, text)
    lines: set[str] = set()
    tests = patching.TestLines(lines)
    try:
        with contextlib.ExitStack() as stack:
            if occurrence.get("watch"):
                stack.enter_context(patching.watched(os.getcwd(), lines))
            stack.enter_context(injected(segment, running.dependencies))
            if occurrence["steps"][0]["kind"] == "tests":
                answers = [run_tests(occurrence["steps"][0]["command"], [tests] if occurrence.get("watch") else [])]
            else:
                answers = occur(job, segment, occurrence, running.app)
    except BaseException:
        fault = traceback.format_exc()[-2000:]
    found, KeepAlive.envelopes[:] = list(KeepAlive.envelopes), []
    record = {"occurrence": occurrence["id"], "steps": answers, "fault": fault, "envelopes": found}
    record["lines"] = sorted(lines)
    record["tests"] = {name: sorted(ran) for name, ran in tests.found.items()}
    running.out.write({**running.known, **record})


def main() -> None:
    """Read the job, play its segments, several at a time."""
    faults.end_with_parent()
    job = json.load(sys.stdin)
    out = Output(job["output"])
    preload(job)
    faults.share_memory()
    waiting = list(job["segments"])
    running: dict[int, Any] = {}
    while waiting or running:
        while waiting and len(running) < job["parallel"]:
            segment = waiting.pop(0)
            pid = os.fork()
            if pid == 0:
                faults.end_with_parent()
                end = {"segment": segment["id"], "done": True, "fault": ""}
                try:
                    play(job, segment, out)
                except BaseException:
                    end["fault"] = traceback.format_exc()[-2000:]
                out.write(end)
                os._exit(0)
            running[pid] = segment
        pid, status = os.wait()
        segment = running.pop(pid, None)
        if segment is not None and status:
            out.write({"segment": segment["id"], "done": True, "fault": f"the process ended with {status}"})


if __name__ == "__main__":
    main()
