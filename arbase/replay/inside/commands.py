"""Runs a command of the repository; Python programs in this process, so that their frames can be seen."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
import threading
import traceback
import types
from types import TracebackType
from typing import Any

from .clients import STRAGGLERS_SECONDS, join_new_threads
from .guard import BODY_BYTES, caught
from .watch import Watch

_PYTHON = re.compile(r"python[\d.]*\Z")
_WITH_VALUE = ("-W", "-X")
_FRAME = re.compile(r'^  File "([^"\n]{1,1000})", line (\d{1,7})(?:, in (.{1,300}))?$')
_ERROR = re.compile(r"^([A-Za-z_][\w.]{0,200})(?:: (.*))?$")


class Finished:
    """How a command ended; `escaped` is what left it, `described` the same read from the output of a subprocess."""

    def __init__(self) -> None:
        self.status = 0
        self.output = b""
        self.escaped: list[BaseException] = []
        self.described: dict[str, Any] | None = None


class Program:
    """A Python program found in a command: a module, a file or the code itself, and its arguments."""

    def __init__(self, module: str, path: str, arguments: list[str], code: str = "") -> None:
        self.module = module
        self.path = path
        self.arguments = arguments
        self.code = code

    @property
    def runs_tests(self) -> bool:
        """Whether the program catches the failures of the code it runs in order to report them."""
        name = self.module or os.path.basename(self.path)
        return name.split(".")[0] in ("pytest", "py", "unittest", "nose2")

    def start(self) -> None:
        """Run it in this process as `__main__`."""
        if self.code:
            sys.path.insert(0, os.getcwd())
            sys.argv = ["-c", *self.arguments]
            module = types.ModuleType("__main__")
            sys.modules["__main__"] = module
            exec(compile(self.code, "<string>", "exec"), module.__dict__)  # noqa: S102 - what `python -c` does
        elif self.module:
            sys.path.insert(0, os.getcwd())
            sys.argv = [self.module, *self.arguments]
            runpy.run_module(self.module, run_name="__main__", alter_sys=True)
        else:
            sys.path.insert(0, os.path.dirname(os.path.abspath(self.path)))
            sys.argv = [self.path, *self.arguments]
            runpy.run_path(self.path, run_name="__main__")


def program_of(words: list[str]) -> Program | None:
    """The Python program that a command starts, or None for anything else."""
    if not _PYTHON.match(os.path.basename(words[0])) and words[0] != sys.executable:
        path = _script(words[0])
        return Program("", path, words[1:]) if path else None
    rest = words[1:]
    while rest:
        word = rest.pop(0)
        if word == "-m" and rest:
            return Program(rest[0], "", rest[1:])
        if word in _WITH_VALUE and rest:
            rest.pop(0)
        elif not word.startswith("-"):
            return Program("", word, rest)
        elif word == "-c" and rest:
            return Program("", "", rest[1:], rest[0])
        elif word in ("-c", "-"):
            return None
    return None


def run_program(program: Program, watch: Watch) -> Finished:
    """Run a program as `python` would; output is collected through the process's own descriptors 1 and 2."""
    finished = Finished()
    before = set(threading.enumerate())
    with tempfile.TemporaryFile() as kept:
        for descriptor in (1, 2):
            os.dup2(kept.fileno(), descriptor)
        watch.begin()
        _, error = caught(program.start)
        watch.end()
        if isinstance(error, SystemExit):
            finished.status = _exit_status(error)
        elif error is not None:
            finished.status = 1
            finished.escaped.append(error)
            caught(traceback.print_exception, type(error), error, _without_own(error.__traceback__))
        join_new_threads(before, STRAGGLERS_SECONDS)
        for stream in (sys.stdout, sys.stderr):
            caught(stream.flush)
        kept.seek(0)
        finished.output = kept.read(BODY_BYTES)
    return finished


def run_other(words: list[str], seconds: float, watch: Watch) -> Finished:
    """Run anything else as a subprocess."""
    finished = Finished()
    if _PYTHON.match(os.path.basename(words[0])):
        words = [sys.executable, *words[1:]]
    with tempfile.TemporaryFile() as kept:
        finished.status = subprocess.call(
            words, stdin=subprocess.DEVNULL, stdout=kept, stderr=subprocess.STDOUT, timeout=seconds
        )
        size = kept.seek(0, os.SEEK_END)
        kept.seek(max(0, size - BODY_BYTES))
        finished.output = kept.read(BODY_BYTES)
    if finished.status != 0:
        finished.described = raised_in(finished.output.decode("utf-8", "replace"), watch)
    return finished


def raised_in(output: str, watch: Watch) -> dict[str, Any] | None:
    """The last traceback printed in `output`, as the interface's `Raised` without variables."""
    _, mark, text = output.rpartition("Traceback (most recent call last):\n")
    if not mark:
        return None
    trace, outermost, innermost = [], False, False
    for line in text.splitlines():
        frame = _FRAME.match(line)
        if frame:
            innermost = watch.ours(frame.group(1))
            if innermost:
                trace.append(
                    {
                        "path": watch.relative(frame.group(1)),
                        "line": int(frame.group(2)),
                        "function": frame.group(3) or "<module>",
                    }
                )
            outermost = True
        elif outermost and not line.startswith(" "):
            found = _ERROR.match(line)
            if not found:
                return None
            return {
                "exception": found.group(1).rpartition(".")[2],
                "message": (found.group(2) or "")[:2000],
                "trace": trace[-50:],
                "innermost_in_repository": innermost,
            }
    return None


def _without_own(trace: TracebackType | None) -> TracebackType | None:
    """The traceback as `python` itself would print it: without the frames that started the program."""
    step = trace
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if os.path.dirname(name) != os.path.dirname(__file__) and "runpy" not in name:
            return step
        step = step.tb_next
    return trace


def _exit_status(error: SystemExit) -> int:
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return error.code & 0xFF
    sys.stderr.write(str(error.code) + "\n")
    return 1


def _script(word: str) -> str:
    """The path of a script whose first line names Python, else an empty string."""
    places = os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", "")])
    path = shutil.which(word, path=places)
    if path is None:
        return ""
    with open(path, "rb") as source:
        first = source.readline(300)
    return path if first.startswith(b"#!") and b"python" in first else ""
