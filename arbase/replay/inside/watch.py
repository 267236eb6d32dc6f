"""Watches the repository's own frames: which exceptions pass through them, which lines run, what was logged."""

from __future__ import annotations

import logging
import opcode
import os
import sys
import threading
import time
from types import FrameType
from typing import Any, Callable

FOREIGN = frozenset(("site-packages", "dist-packages", ".venv", "node_modules", ".tox", ".nox"))
CONTROL_FLOW = (StopIteration, StopAsyncIteration, GeneratorExit)
KEPT = 40
_OUTSIDE, _OURS, _LINES = 0, 1, 2
_LEAVES = frozenset(code for name, code in opcode.opmap.items() if name in ("RETURN_VALUE", "RETURN_CONST"))


class Watch:
    """One stimulus at a time: `begin`, run it, `end`, then read the fields.

    `seen` are the exceptions that passed through repository frames, last one last; `logged` those that a log record of
    level ERROR or higher carried; `stray` those that ended a thread; `returned` is the last repository frame that gave
    a value back to code outside the repository, with its line and the value; `entered` is when its code began to run.
    """

    def __init__(self, root: str, traced: list[str]) -> None:
        self.root = root
        self._traced = frozenset(os.path.join(root, path) for path in traced)
        self._kinds: dict[str, int] = {}
        self._active = False
        self.clear()
        self._called = self._tracer()
        threading.settrace(self._called)
        self._hook_logging()
        if hasattr(threading, "excepthook"):
            threading.excepthook = self._thread_died

    def clear(self) -> None:
        """Forget the last stimulus."""
        self.seen: list[BaseException] = []
        self.logged: list[BaseException] = []
        self.stray: list[BaseException] = []
        self.lines: dict[str, set[int]] = {}
        self.returned: tuple[FrameType, int, Any] | None = None
        self.entered = 0.0

    def begin(self) -> None:
        """Start watching this thread and every thread started from now on."""
        self.clear()
        self._active = True
        sys.settrace(self._called)

    def end(self) -> None:
        """Stop watching."""
        sys.settrace(None)
        self._active = False

    def ours(self, filename: str) -> bool:
        """Whether a code object of this file name is the repository's own."""
        return self._kind(filename) != _OUTSIDE

    def relative(self, filename: str) -> str:
        """The path of one of our files as the repository has it."""
        return os.path.relpath(os.path.abspath(filename), self.root).replace(os.sep, "/")

    def executed(self) -> dict[str, list[int]]:
        """The executed lines of the traced files."""
        return {self.relative(name): sorted(numbers) for name, numbers in self.lines.items()}

    def _kind(self, filename: str) -> int:
        kind = self._kinds.get(filename)
        if kind is None:
            path = os.path.abspath(filename)
            kind = _OUTSIDE
            # Compiled modules of libraries name their source by a path of where they were built.
            here = os.path.isabs(filename) or os.path.exists(path)
            if here and path.startswith(self.root + os.sep) and path.endswith((".py", ".pyw")):
                parts = path[len(self.root) + 1 :].split(os.sep)
                if not FOREIGN.intersection(parts):
                    kind = _LINES if path in self._traced else _OURS
            self._kinds[filename] = kind
        return kind

    def _tracer(self) -> Callable[[FrameType, str, Any], Any]:
        """What looks at every call: a request of a web framework makes thousands, nearly all of code that is not ours.

        A closure that looks a name up in a dictionary, and no method: half of the time of a request was this.
        """
        kinds, kind_of, step = self._kinds, self._kind, self._step

        def called(frame: FrameType, event: str, argument: Any) -> Any:
            name = frame.f_code.co_filename
            kind = kinds.get(name)
            if kind is None:
                kind = kind_of(name)
            if not kind or not self._active:
                return None
            if not self.entered and not name.endswith("conftest.py"):
                self.entered = time.monotonic()
            frame.f_trace_lines = kind == _LINES
            return step

        return called

    def _step(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            self.lines.setdefault(frame.f_code.co_filename, set()).add(frame.f_lineno)
        elif event == "exception":
            error = argument[1]
            if isinstance(error, BaseException) and not isinstance(error, CONTROL_FLOW):
                self._saw(error)
        elif event == "return" and frame.f_lasti >= 0:
            # Only a real return: an exception that leaves, or a coroutine that is suspended, stands at another opcode.
            back = frame.f_back
            outermost = back is not None and not self.ours(back.f_code.co_filename)
            if outermost and frame.f_code.co_code[frame.f_lasti] in _LEAVES:
                self.returned = (frame, frame.f_lineno, argument)
        return self._step

    def _saw(self, error: BaseException) -> None:
        if not self.seen or self.seen[-1] is not error:
            self.seen = [known for known in self.seen if known is not error][-KEPT:]
            self.seen.append(error)

    def _hook_logging(self) -> None:
        handle = logging.Logger.handle

        def watched(logger: logging.Logger, record: logging.LogRecord) -> None:
            info = record.exc_info
            if self._active and record.levelno >= logging.ERROR and isinstance(info, tuple) and info[1] is not None:
                self.logged.append(info[1])
                del self.logged[:-KEPT]
            handle(logger, record)

        setattr(logging.Logger, "handle", watched)  # noqa: B010 - mypy refuses to assign to a method

    def _thread_died(self, arguments: Any) -> None:
        if self._active and arguments.exc_value is not None and not isinstance(arguments.exc_value, SystemExit):
            self.stray.append(arguments.exc_value)
