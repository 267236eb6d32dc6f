"""The process of one variant: lays its files, imports the application, runs the stimuli one after the other."""

from __future__ import annotations

import base64
import importlib
import inspect
import os
import random
import signal
import sys
import time
import traceback
from types import FrameType
from typing import Any, Callable

from . import failures
from .clients import Answer, AsgiClient, Request, WsgiClient
from .commands import Finished, program_of, run_other, run_program
from .comparing import compared, corrected, is_refused
from .describe import type_name
from .guard import caught, readable, send, text_of, without_root
from .jar import Jar, settle
from .report import Reporter
from .stored import Stored
from .watch import Watch

DESCRIBE_SECONDS = 0.3
TIMED_OUT = 3
MOST_PATIENCE = 6.0
STARTING_SECONDS = 60.0
MOST_PLACES = 30
SHORTEST = 0.05
# Several headers may be compared one after the other.
ROUNDS = 3


# As in `arbase.replay.interface`, which cannot be imported in here.
UNAVAILABLE = (502, 503, 504)


class TooSlow(BaseException):
    """Describing a value took too long."""


class NotRun(Exception):
    """The stimulus could not be run at all; the message says why, `cause` is what was raised."""

    def __init__(self, message: str, cause: BaseException | None = None) -> None:
        super().__init__(message)
        self.cause = cause


class Variant:
    """Runs the stimuli of a specification in `root`, which is this process's own copy of the repository."""

    def __init__(self, spec: dict[str, Any], root: str, pipe: int, loaded: Callable[[], dict[str, Any]]) -> None:
        self._spec = spec
        self._loaded = loaded
        self._root = root
        self._pipe = pipe
        self._watch = Watch(root, spec["trace"])
        self._reporter = Reporter(self._watch)
        self._stored = Stored(root)
        self._client: AsgiClient | WsgiClient | None = None
        self._refused: NotRun | None = None
        self._describing = False
        self._current = -1
        self._failed = False
        self._began = self._starved = 0.0
        self._limit = 0.0
        signal.signal(signal.SIGALRM, self._rang)

    def run(self, first: int) -> None:
        """Run the stimuli from number `first` on."""
        for number in range(first, len(self._spec["stimuli"])):
            stimulus = self._spec["stimuli"][number]
            self._current = number
            caught(self._stored.write, stimulus["files"])
            _, error = caught(self._stored.lay, stimulus["stored"])
            if error is not None:
                self._emit({"error": "its data could not be stored: " + self._sentence(error)}, None)
            elif stimulus["kind"] == "command":
                self._command(stimulus)
            else:
                self._request(stimulus)
            self._stored.take_back()
            if self._spec["brief"] and self._failed and stimulus["kind"] == "request":
                self._leave_out(number + 1)
                break
        if self._client is not None:
            self._begin("stop", 2.0)
            caught(self._client.stop)

    def _leave_out(self, first: int) -> None:
        for number in range(first, len(self._spec["stimuli"])):
            send(self._pipe, {"stimulus": number, "error": "not run: the first stimulus failed"})

    def _request(self, stimulus: dict[str, Any]) -> None:
        if self._client is None and self._refused is None:
            self._begin("start", self._spec["start_seconds"])
            client, error = caught(self._open)
            self._client = client
            send(self._pipe, self._loaded())
            if error is not None:
                self._refused = error if isinstance(error, NotRun) else NotRun(self._sentence(error), error)
        if self._client is None:
            refused = self._refused or NotRun("the application did not start")
            self._emit({"error": str(refused)}, refused.cause)
            return
        self._begin("stimulus", self._spec["seconds_each"])
        jar = Jar()
        for earlier in stimulus["before"]:
            answer, _ = caught(self._client.request, jar.add(_request_of(earlier)))
            jar.keep(answer)
        answer, error, sent = self._signed(stimulus, jar)
        if answer is None:
            answer = Answer()
        if error is not None:
            answer.escaped.append(error)
        failed = answer.status is None or answer.status >= 500
        found = {"status": answer.status, "headers": answer.headers, "body": readable(answer.body, self._root)}
        if sent != stimulus["signed"]:
            found["signed"] = sent
        meant = answer.status in UNAVAILABLE
        self._emit(found, self._reporter.choose(answer.escaped, failed, meant))

    def _signed(self, stimulus: dict[str, Any], jar: Jar) -> tuple[Answer | None, BaseException | None, Any]:
        """The answer, what was raised, and the signed headers as sent: with what the service compared them with."""
        client: Any = self._client
        headers, signed = stimulus["headers"], stimulus["signed"]
        answer, error = self._sent(stimulus, jar)
        for _ in range(ROUNDS if signed else 0):
            if answer is None or answer.escaped or not is_refused(answer.status, signed):
                break
            again = dict(stimulus, headers=headers)
            with compared() as noted:
                caught(client.request, jar.add(_request_of(again)))
            right = corrected(headers, signed, noted)
            if right == headers:
                break
            headers, signed = right, corrected(signed, signed, noted)
            answer, error = self._sent(dict(stimulus, headers=headers), jar)
        return answer, error, signed

    def _sent(self, stimulus: dict[str, Any], jar: Jar) -> tuple[Answer | None, BaseException | None]:
        client: Any = self._client
        _seed()
        self._began = time.monotonic()
        self._watch.begin()
        answer, error = caught(client.request, jar.add(_request_of(stimulus)))
        self._watch.end()
        return answer, error

    def _open(self) -> AsgiClient | WsgiClient:
        app = self._spec["app"]
        if app is None:
            raise NotRun("the service description names no application (`app`) for request replay")
        target, error = caught(load, app["target"])
        if error is not None:
            raise NotRun("the application could not be imported: " + self._sentence(error), error)
        settle()
        client: AsgiClient | WsgiClient = AsgiClient(target) if app["kind"] == "asgi" else WsgiClient(target)
        _seed()
        failed, error = client.start()
        if failed:
            text = self._sentence(error) if error is not None else without_root(failed[-500:], self._root)
            raise NotRun("the application did not start: " + text, error)
        return client

    def _command(self, stimulus: dict[str, Any]) -> None:
        """Each command gets a process of its own: it expects fresh modules and may end the process."""
        self._begin("stimulus", self._spec["seconds_each"])
        child = os.fork()
        if child == 0:
            _, error = caught(self._run_command, stimulus["command"])
            if error is not None:
                caught(self._emit, {"error": "the command could not be run: " + self._sentence(error)}, None)
            os._exit(0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            self._emit({"error": f"the command was ended by signal {os.WTERMSIG(status)}"}, None)

    def _run_command(self, words: list[str]) -> None:
        _seed()
        program = program_of(words)
        self._arm(starting=program is not None and program.runs_tests)
        if program is None:
            finished: Finished = run_other(words, self._spec["seconds_each"], self._watch)
            escaped, failed = [], False
        else:
            if program.runs_tests:
                failures.install()
            finished = run_program(program, self._watch)
            failed = finished.status != 0 and program.runs_tests
            if failed and not finished.escaped:
                finished.escaped = failures.reported[-1:]
            # A job that logs what went wrong and then exits with a failure has crashed too.
            escaped = finished.escaped or (self._watch.logged[-1:] if finished.status else [])
        found = {"status": finished.status, "body": readable(finished.output, self._root)}
        self._emit(found, self._reporter.choose(escaped, failed), finished.described)

    def _begin(self, phase: str, seconds: float) -> None:
        send(self._pipe, {"phase": phase, "stimulus": self._current, "seconds": seconds})
        self._limit = seconds
        self._arm()

    def _arm(self, starting: bool = False) -> None:
        self._starting = starting
        self._began, self._starved = time.monotonic(), starved_seconds()
        signal.setitimer(signal.ITIMER_REAL, self._limit)

    def _left(self) -> float:
        """Seconds left of the limit; time in which a busy machine did not let this process run does not count."""
        now = time.monotonic()
        wall = now - self._began
        if self._starting:
            # What a test program needs before it comes to the repository's code says nothing about that code.
            if not self._watch.entered:
                # Looked at again soon: from when the code is entered, its own limit counts.
                return min(max(MOST_PATIENCE * self._limit, STARTING_SECONDS) - wall, max(1.0, self._limit / 4))
            wall = now - self._watch.entered
        if wall > MOST_PATIENCE * self._limit:
            return 0.0
        return self._limit - wall + (starved_seconds() - self._starved)

    def _emit(
        self, found: dict[str, Any], error: BaseException | None, described: dict[str, Any] | None = None
    ) -> None:
        seconds = time.monotonic() - self._began
        raised = described
        if error is not None:
            raised, failure = self._described(self._reporter.raised, error)
            if failure is not None:
                # Values that take too long to look at are left out; where it was is known all the same.
                raised, failure = self._described(self._reporter.placed, error)
            if failure is not None:
                raised = {"exception": type(error).__name__, "message": text_of(error)}
        signal.setitimer(signal.ITIMER_REAL, 0)
        message = {"stimulus": self._current, "seconds": seconds, "raised": raised, "lines": self._watch.executed()}
        send(self._pipe, dict(message, **found))
        self._failed = self._current == 0 and _is_failure(found, raised)
        self._watch.clear()

    def _described(self, look: Any, error: BaseException) -> tuple[Any, BaseException | None]:
        self._describing = True
        self._began, self._starved = time.monotonic(), starved_seconds()
        signal.setitimer(signal.ITIMER_REAL, DESCRIBE_SECONDS, 0.1)
        found = caught(look, error)
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._describing = False
        return found

    def _sentence(self, error: BaseException) -> str:
        text = type_name(type(error)) + ": " + without_root(text_of(error, 500), self._root)
        frames = [step for step in traceback.extract_tb(error.__traceback__) if self._watch.ours(step.filename)]
        if frames:
            text += f" ({self._watch.relative(frames[-1].filename)}:{frames[-1].lineno})"
        return text

    def _rang(self, number: int, frame: FrameType | None) -> None:
        if self._describing:
            wall = time.monotonic() - self._began
            if wall > MOST_PATIENCE * DESCRIBE_SECONDS or wall - starved_seconds() + self._starved >= DESCRIBE_SECONDS:
                raise TooSlow()
            return
        left = self._left()
        if left > SHORTEST:
            send(self._pipe, {"phase": "waiting", "stimulus": self._current, "seconds": left})
            signal.setitimer(signal.ITIMER_REAL, left)
            return
        sys.settrace(None)
        caught(self._stored.take_back)
        places: list[dict[str, Any]] = []
        for top in list(sys._current_frames().values()):
            step: FrameType | None = top if top.f_code.co_filename != __file__ else frame
            stack = []
            while step is not None:
                if self._watch.ours(step.f_code.co_filename):
                    name = self._reporter.function(step.f_code)
                    path = self._watch.relative(step.f_code.co_filename)
                    stack.append({"path": path, "line": step.f_lineno, "function": name})
                step = step.f_back
            places = places or stack[:MOST_PLACES]
        where = ", at {path}:{line} in {function}".format(**places[0]) if places else ""
        took = time.monotonic() - self._began
        raised = {"exception": "Timeout", "message": "it does not end", "trace": places[::-1]}
        send(
            self._pipe,
            {
                "stimulus": self._current,
                "seconds": took,
                "lines": self._watch.executed(),
                "error": f"it took longer than {took:.3g} s{where}",
                "raised": raised if places else None,
            },
        )
        os._exit(TIMED_OUT)


def load(target: str) -> Callable[..., Any]:
    """The application object of `package.module:attribute`; a factory without arguments is called."""
    module_name, _, attribute = target.partition(":")
    value: Any = importlib.import_module(module_name)
    attribute = attribute or "app"
    for name in attribute.replace("()", "").split("."):
        value = getattr(value, name)
    if attribute.endswith("()") or _is_factory(value):
        value = value()
    if not callable(value):
        raise NotRun(f"{target} is a {type(value).__name__}, not an application")
    found: Callable[..., Any] = value
    return found


def _is_failure(found: dict[str, Any], raised: Any) -> bool:
    """As `answers.failed` has it for a request, which cannot be imported in here."""
    status = found.get("status")
    return raised is not None or "error" in found or status is None or (status >= 500 and status not in UNAVAILABLE)


def _request_of(stimulus: dict[str, Any]) -> Request:
    headers = [(name, value) for name, value in stimulus["headers"]]
    return Request(stimulus["method"], stimulus["target"], headers, base64.b64decode(stimulus["body"]))


def _is_factory(value: Any) -> bool:
    signature, failure = caught(inspect.signature, value)
    if failure is not None:
        return False
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    needed = [one for one in signature.parameters.values() if one.kind in kinds and one.default is one.empty]
    takes_any = any(one.kind is inspect.Parameter.VAR_POSITIONAL for one in signature.parameters.values())
    return not needed and not takes_any


def starved_seconds() -> float:
    """How long the threads of this process were ready to run while others had the processors; 0 if nobody tells."""
    total = 0.0
    tasks, failure = caught(os.listdir, "/proc/self/task")
    for task in tasks if failure is None else ():
        fields, failure = caught(_schedule_of, task)
        if failure is None:
            total += int(fields[1]) / 1e9
    return total


def _schedule_of(task: str) -> list[str]:
    with open(f"/proc/self/task/{task}/schedstat") as schedule:
        return schedule.read().split()


def _seed() -> None:
    random.seed(0)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        caught(lambda: numpy.random.seed(0))
