"""Puts changed functions into modules that are already imported, and notes which lines a request ran."""

from __future__ import annotations

import contextlib
import linecache
import os
import sys
import threading
import types
import zlib
from collections.abc import Iterator
from typing import Any


def apply(path: str, source: str) -> bool:
    """Give the live functions of the module at `path` the code of `source`; false if no changed one is reached.

    A module that is not imported yet (some frameworks import with the first request) will be imported as `source`.
    """
    place = os.path.realpath(path)
    module = next((one for one in list(sys.modules.values()) if _file(one) == place), None)
    if module is None:
        return _write_unread(place, source)
    codes = dict(_codes(compile(source, place, "exec")))
    changed = False
    for function in _live(vars(module), place, set()):
        code = codes.get(function.__code__.co_qualname)
        if code is not None and code != function.__code__ and code.co_freevars == function.__code__.co_freevars:
            function.__code__ = code
            changed = True
    with open(place, "w", encoding="utf-8") as out:
        out.write(source)
    linecache.cache[place] = (len(source), None, source.splitlines(keepends=True), place)
    return changed


def _write_unread(place: str, source: str) -> bool:
    """Write the file so that no bytecode of another text, before or after, is taken for it."""
    with open(place, "w", encoding="utf-8") as out:
        out.write(source)
    moment = zlib.crc32(source.encode())
    os.utime(place, (moment, moment))
    sys.dont_write_bytecode = True
    return True


@contextlib.contextmanager
def watched(root: str, seen: set[str]) -> Iterator[None]:
    """Add `file:line` of every line below `root` that runs meanwhile, in any thread that starts meanwhile."""
    prefix = os.path.realpath(root) + os.sep

    def called(frame: Any, event: str, argument: Any) -> Any:
        return ran if frame.f_code.co_filename.startswith(prefix) else None

    def ran(frame: Any, event: str, argument: Any) -> Any:
        if event == "line":
            seen.add(f"{frame.f_code.co_filename[len(prefix) :]}:{frame.f_lineno}")
        return ran

    threading.settrace(called)
    sys.settrace(called)
    try:
        yield
    finally:
        sys.settrace(None)
        vars(threading)["_trace_hook"] = None


class TestLines:
    """A plugin of pytest that notes, by `file::name`, which of the `seen` lines came while a test ran."""

    def __init__(self, seen: set[str]) -> None:
        self._seen = seen
        self.found: dict[str, set[str]] = {}

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Forget what was run before."""
        self._before = set(self._seen)
        self._seen.clear()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """Keep what was run since."""
        self.found.setdefault(nodeid.partition("[")[0], set()).update(self._seen)
        self._seen |= self._before


def _file(module: Any) -> str:
    name = getattr(module, "__file__", None)
    return os.path.realpath(name) if isinstance(name, str) else ""


def _codes(code: types.CodeType) -> Iterator[tuple[str, types.CodeType]]:
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield one.co_qualname, one
            yield from _codes(one)


def _live(names: Any, place: str, seen: set[int]) -> Iterator[types.FunctionType]:
    for value in list(names.values()):
        yield from _functions(value, place, seen)


def _functions(value: Any, place: str, seen: set[int]) -> Iterator[types.FunctionType]:
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, types.FunctionType):
        if os.path.realpath(value.__code__.co_filename) == place:
            yield value
    elif isinstance(value, staticmethod | classmethod):
        yield from _functions(value.__func__, place, seen)
    elif isinstance(value, property):
        for one in (value.fget, value.fset):
            yield from _functions(one, place, seen)
    elif isinstance(value, type) and _file(sys.modules.get(value.__module__)) == place:
        yield from _live(vars(value), place, seen)
    wrapped = getattr(value, "__wrapped__", None) if callable(value) and not isinstance(value, type) else None
    if wrapped is not None:
        yield from _functions(wrapped, place, seen)
