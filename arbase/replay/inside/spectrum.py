"""Which lines run in failing and in passing examples (the spectrum of Ochiai's ranking).

Each line of a test's own function is an example: what it calls has passed if the test gets past it, so that one failing
test with many assertions tells passing from failing, too.
"""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any, Callable, Tuple

Line = Tuple[str, int]
# Before Python 3.12 a comprehension has a frame of its own.
WITHIN = frozenset(("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>", "<lambda>"))


class Spectrum:
    """Counts, by line, the passing and failing examples that ran it."""

    def __init__(self, ours: Callable[[str], bool]) -> None:
        self._ours = ours
        self._known: dict[str, bool] = {}
        self._outer: Any = None
        self._example: set[Line] = set()
        self._finished: list[set[Line]] = []
        self.failing: dict[Line, int] = {}
        self.passing: dict[Line, int] = {}
        self.failed = self.passed = 0

    def begin(self) -> None:
        """A test starts."""
        self._outer, self._example, self._finished = None, set(), []
        sys.settrace(self._call)

    def end(self, failed: bool) -> None:
        """The test has ended; the last example that ran anything is the one that failed."""
        sys.settrace(None)
        last, done = self._example, self._finished
        if not last and done:  # the value was checked on a line behind the call
            last = done.pop()
        for example in done if failed else [*done, last]:
            if example:
                self.passed += 1
                for line in example:
                    self.passing[line] = self.passing.get(line, 0) + 1
        if failed:
            self.failed += 1
            for line in last:
                self.failing[line] = self.failing.get(line, 0) + 1

    def _call(self, frame: FrameType, event: str, argument: Any) -> Any:
        name = frame.f_code.co_filename
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._ours(name)
        if not known:
            return None
        if self._outer is None:
            self._outer = frame
        elif frame.f_code.co_name in WITHIN and frame.f_code in self._outer.f_code.co_consts:
            return None
        return self._line

    def _line(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            if frame is self._outer:
                if self._example:
                    self._finished.append(self._example)
                self._example = set()
            else:
                self._example.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line
