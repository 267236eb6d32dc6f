"""The process that all variants are forked from: third-party modules are imported once, here."""

from __future__ import annotations

import gc
import importlib
import json
import os
import py_compile
import select
import signal
import sys
import time
from typing import Any, Iterator

from .commands import program_of
from .family import adopt, end_orphans, release
from .guard import caught, send, text_of
from .preload import module_of, third_party
from .recorder import record
from .scratch import Scratch
from .searching import search
from .variant import TIMED_OUT, Variant

GRACE_SECONDS = 2.0
RESTARTS = 3
MOST_MODULES = 5000
OWN = __name__.split(".")[0]


class Slot:
    """A place in which one variant at a time runs."""

    def __init__(self, scratch: Scratch) -> None:
        self.scratch = scratch
        self.variant = -1
        self.pid = 0
        self.pipe = -1
        self.buffer = b""
        self.current = -1
        self.answered = -1
        self.deadline = 0.0
        self.restarts = 0
        self.killed = False
        self.broke = ""


class Zygote:
    """Runs the variants of one request after the other, some at a time, and writes observations to `out`.

    Copies of the tree, imported third-party modules and compiled sources are kept from request to request.
    """

    def __init__(self, service: dict[str, Any], out: int) -> None:
        self._service = service
        self._out = out
        self._started = set(sys.modules)
        self._modules: list[str] = service["preload"]
        self._sources: list[str] = []
        self._warm = False
        self._slots: list[Slot] = []
        self._spec: dict[str, Any] = {}
        if not service["cold"]:
            self._import(self._modules)

    def observe(self, request: dict[str, Any]) -> None:
        """Run a request. The very first variant runs alone: it tells which modules are worth importing beforehand."""
        self._spec = dict(self._service, **request)
        if not self._slots and not self._service["cold"]:
            self._import(self._named())
        waiting = list(range(len(self._spec["variants"])))
        for slot in self._slots:
            slot.scratch.refresh()
        while waiting or any(slot.pid for slot in self._slots):
            ready = self._next_slot() if waiting else None
            if ready is not None:
                self._start(ready, waiting.pop(0))
            else:
                self._wait()
        send(self._out, {"modules": self._modules})

    def _named(self) -> list[str]:
        """Third-party modules that the source names; the first variant then tells the rest."""
        roots = [os.path.normpath(os.path.join(self._spec["tree"], one)) for one in self._spec["source_roots"]]
        modules = []
        for stimulus in self._spec["stimuli"]:
            if stimulus["kind"] == "command":
                program = program_of(stimulus["command"])
                if program is not None:
                    path = os.path.join(self._spec["tree"], program.path)
                    modules.append(program.module or module_of(roots, path))
            elif self._spec["app"]:
                modules.append(self._spec["app"]["target"].partition(":")[0])
        named = [third_party(roots, module) for module in dict.fromkeys(modules) if module]
        return [name for names in named for name in names]

    def warm_up(self) -> None:
        """Import what the first variant imported, unless the tests want to be the first to import it."""
        if self._warm or not self._sources or self._service["cold"]:
            return
        self._import(self._modules)
        self._warm = True
        for slot in self._slots:
            self._compile(slot.scratch)

    def _next_slot(self) -> Slot | None:
        """A slot that can take a variant, or None as long as another one has to end first."""
        busy = any(slot.pid for slot in self._slots)
        if busy and not self._warm and not self._service["cold"]:
            return None
        self.warm_up()
        for slot in self._slots:
            if slot.pid == 0:
                return slot
        if len(self._slots) >= self._spec["parallel"]:
            return None
        scratch = Scratch(self._spec["tree"], os.path.join(os.getcwd(), str(len(self._slots))))
        scratch.fill()
        self._slots.append(Slot(scratch))
        if self._warm:
            self._compile(scratch)
        return self._slots[-1]

    def _import(self, modules: list[str]) -> None:
        for name in modules:
            if name not in sys.modules:
                caught(importlib.import_module, name)
        if hasattr(gc, "freeze"):
            gc.freeze()

    def _compile(self, scratch: Scratch) -> None:
        """Compile the repository's modules that the first variant imported, once for each slot."""
        for relative in self._sources:
            made, failure = caught(lambda path: py_compile.compile(path, doraise=True), _under(scratch, relative))
            if failure is None and made:
                scratch.keep(os.path.relpath(made, scratch.root))

    def _start(self, slot: Slot, variant: int, first: int = 0) -> None:
        if first == 0:
            slot.variant, slot.restarts, slot.answered = variant, 0, -1
        slot.scratch.lay(self._spec["variants"][variant])
        reading, writing = os.pipe()
        slot.pid = os.fork()
        if slot.pid == 0:
            os.close(self._out)
            for other in self._slots:
                if other.pipe >= 0:
                    os.close(other.pipe)
            os.close(reading)
            spec = dict(self._spec, brief=self._spec["brief"][slot.variant], told=self._warm)
            _, failure = caught(_become, spec, slot.scratch.root, writing, first, self._started)
            os._exit(0 if failure is None else 1)
        os.close(writing)
        slot.pipe, slot.buffer, slot.current, slot.killed = reading, b"", first, False
        slot.broke = ""
        slot.deadline = time.monotonic() + self._spec["start_seconds"] + GRACE_SECONDS

    def _wait(self) -> None:
        running = [slot for slot in self._slots if slot.pid]
        until = min(slot.deadline for slot in running)
        ready, _, _ = select.select([slot.pipe for slot in running], [], [], max(0.0, until - time.monotonic()))
        for slot in running:
            if slot.pipe in ready:
                chunk = os.read(slot.pipe, 1 << 20)
                if chunk:
                    self._read(slot, chunk)
                else:
                    self._ended(slot)
            elif time.monotonic() >= slot.deadline:
                slot.killed = True
                self._ended(slot)

    def _read(self, slot: Slot, chunk: bytes) -> None:
        *lines, slot.buffer = (slot.buffer + chunk).split(b"\n")
        for line in lines:
            message, failure = caught(json.loads, line)
            if failure is None and isinstance(message, dict):
                caught(
                    self._take, slot, message
                )  # what it says may be of any form: the variant's code may have said it

    def _take(self, slot: Slot, message: dict[str, Any]) -> None:
        if "phase" in message:
            slot.current = int(message["stimulus"])
            slot.deadline = time.monotonic() + min(float(message["seconds"]), self._longest()) + GRACE_SECONDS
        elif "modules" in message:
            if not self._warm and message["sources"]:
                names = [name for name in message["modules"] if isinstance(name, str)]
                self._modules = list(dict.fromkeys(self._modules + names))[:MOST_MODULES]
                self._sources = [str(path) for path in message["sources"]]
            if "done" in message:  # a process that the variant left behind may hold the pipe open
                slot.deadline, slot.broke = time.monotonic(), str(message["done"])
        elif message.get("stimulus") == slot.answered + 1:
            slot.answered += 1
            send(self._out, dict(message, variant=slot.variant))

    def _longest(self) -> float:
        return float(max(self._spec["start_seconds"], self._spec["seconds_each"]))

    def _ended(self, slot: Slot) -> None:
        """The variant's process is through, died, or has to go: clean up, and go on behind the stimulus it died of."""
        caught(os.killpg, slot.pid, signal.SIGKILL)
        caught(os.kill, slot.pid, signal.SIGKILL)
        _, status = os.waitpid(slot.pid, 0)
        os.close(slot.pipe)
        slot.pid, slot.pipe = 0, -1
        end_orphans(other.pid for other in self._slots if other.pid)
        slot.scratch.reset()
        total = len(self._spec["stimuli"])
        timed_out = os.WIFEXITED(status) and os.WEXITSTATUS(status) == TIMED_OUT
        if slot.answered < total - 1 and not timed_out:
            slot.answered += 1
            self._fill(slot, slot.answered, slot.broke or _end_of(status, slot.killed))
        if slot.answered < total - 1:
            slot.restarts += 1
            if slot.restarts <= RESTARTS:
                self._start(slot, slot.variant, slot.answered + 1)
                return
            for number in range(slot.answered + 1, total):
                self._fill(slot, number, f"not run: the process of this variant ended {slot.restarts} times before")

    def _fill(self, slot: Slot, stimulus: int, error: str) -> None:
        send(self._out, {"variant": slot.variant, "stimulus": stimulus, "error": error})


def main() -> None:
    """Serve requests, one JSON line each, from one pipe, and answer in JSON lines on another, until it is closed.

    The names of the pipes are removed at once: the code that runs in here shares this user, and shall not find them.
    """
    service = json.load(sys.stdin)
    out = os.open(service["answers"], os.O_WRONLY)
    requests = os.open(service["requests"], os.O_RDONLY)
    for path in (service["answers"], service["requests"]):
        os.unlink(path)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nothing, descriptor)
    adopt()
    zygote = Zygote(service, out)
    for request in _requests(requests, service["idle_seconds"]):
        if request["mode"] == "observe":
            _, failure = caught(zygote.observe, request)
        elif request["mode"] in ("profile", "search"):
            _, failure = caught(search, dict(service, **request), out)
        else:
            _, failure = caught(record, dict(service, **request), out)
        end: dict[str, Any] = {"end": request["id"]}
        if failure is not None:
            end["failure"] = type(failure).__name__ + ": " + text_of(failure)
        send(out, end)
        caught(zygote.warm_up)


def _requests(pipe: int, idle_seconds: float) -> Iterator[dict[str, Any]]:
    buffer = b""
    while True:
        while b"\n" not in buffer:
            ready, _, _ = select.select([pipe], [], [], idle_seconds)
            chunk = os.read(pipe, 1 << 20) if ready else b""
            if not chunk:
                return
            buffer += chunk
        line, _, buffer = buffer.partition(b"\n")
        yield json.loads(line)


def _become(spec: dict[str, Any], root: str, pipe: int, first: int, started: set[str]) -> None:
    os.setsid()
    release()
    os.chdir(root)
    sys.dont_write_bytecode = True
    roots = [os.path.normpath(os.path.join(root, folder)) for folder in spec["source_roots"]]
    sys.path[:0] = roots
    os.environ["PYTHONPATH"] = os.pathsep.join(roots)
    importlib.invalidate_caches()

    def loaded() -> dict[str, Any]:
        # Only until it is known what is worth importing beforehand: looking through all modules takes its time.
        return {"modules": [], "sources": []} if spec["told"] else _loaded(root, started)

    _, failure = caught(Variant(spec, root, pipe, loaded).run, first)
    broke = "" if failure is None else "the driver broke: " + type(failure).__name__ + ": " + text_of(failure, 300)
    send(pipe, dict(loaded(), done=broke))


def _loaded(root: str, started: set[str]) -> dict[str, Any]:
    """The third-party modules and the repository's source files that are loaded by now."""
    modules, sources = [], []
    for name, module in list(sys.modules.items()):
        path = getattr(getattr(module, "__spec__", None), "origin", None)
        if not isinstance(path, str) or name.split(".")[0] == OWN:
            continue
        if path.startswith(root + os.sep):
            if path.endswith(".py"):
                sources.append(os.path.relpath(path, root))
        elif name not in started and name != "__main__":
            modules.append(name)
    return {"modules": modules, "sources": sources}


def _under(scratch: Scratch, relative: str) -> str:
    return os.path.join(scratch.root, relative)


def _end_of(status: int, killed: bool) -> str:
    if killed:
        return "it took too long and did not react, so its process was killed"
    if os.WIFSIGNALED(status):
        return f"its process died of signal {os.WTERMSIG(status)}"
    return f"its process ended by itself with status {os.WEXITSTATUS(status)}"
