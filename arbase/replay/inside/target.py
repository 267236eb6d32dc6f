"""A function under repair: its live function objects, and the code that a changed text gives."""

from __future__ import annotations

import contextlib
import gc
import os
import types
from typing import Any, Callable

from .guard import caught

FUTURE = 0x1FF0000
IMPURE = frozenset("random time open input print next iter vars globals locals exec eval setattr delattr".split())
SIMPLE = (int, float, complex, bool, str, bytes, type(None))


class Target:
    """`text` is the function's source from the start of its `def` line, with its own indentation."""

    def __init__(self, spec: dict[str, Any], root: str) -> None:
        self.text: str = spec["text"]
        self.name: str = spec["name"]
        self.path = os.path.join(root, spec["path"])
        self._outer: list[str] = spec["outer"]
        lines = range(spec["first"], spec["line"] + 1)
        self.functions = [function for function in _functions(self.path, self.name) if _line(function) in lines]
        self._originals = [(one.__code__, one.__defaults__, one.__kwdefaults__) for one in self.functions]
        self._memos: list[tuple[dict[str, Any], str, Any]] = []
        flags = self.functions[0].__code__.co_flags & FUTURE if self.functions else 0
        self._flags = flags

    def code(self, text: str) -> Any:
        """The code object of the function with another text, or None where that is no function that fits."""
        lines = [" " * depth + "class " + name + ":" for depth, name in enumerate(self._outer)]
        if not lines and text[:1] in (" ", "\t"):
            lines = ["if 1:"]
        source = "\n".join([*lines, text])
        module, failure = caught(compile, source, self.path, "exec", self._flags, True)
        if failure is not None:
            return None
        for name in [*self._outer, self.name]:
            found = [one for one in module.co_consts if isinstance(one, types.CodeType) and one.co_name == name]
            if not found:
                return None
            module = found[-1]
        return module

    def put(self, code: Any, text: str, signature: bool) -> bool:
        """Let the function run `code`; False where that is impossible."""
        for function in self.functions:
            _, failure = caught(setattr, function, "__code__", code)
            if failure is not None:
                return False
            if signature:
                made = self._made(text, function)
                if made is None:
                    return False
                function.__defaults__, function.__kwdefaults__ = made.__defaults__, made.__kwdefaults__
        return True

    def restore(self) -> None:
        """Back to the function as it is."""
        for function, (code, defaults, keywords) in zip(self.functions, self._originals):
            function.__code__, function.__defaults__, function.__kwdefaults__ = code, defaults, keywords
        for namespace, name, function in self._memos:
            namespace[name] = function
        self._memos = []

    def memoise(self) -> None:
        """Let the function remember its own recursive calls, where it is pure and its values are immutable."""
        for function in self.functions:
            code, namespace = function.__code__, function.__globals__
            if self._outer or self.name not in code.co_names or namespace.get(self.name) is not function:
                continue
            if IMPURE.intersection(code.co_names) or code.co_freevars or code.co_flags & 0x2A0:
                continue
            self._memos.append((namespace, self.name, function))
            namespace[self.name] = _remembering(function)

    def _made(self, text: str, function: Any) -> Any:
        if self._outer or text[:1] in (" ", "\t"):
            return None
        namespace = dict(function.__globals__)
        _, failure = caught(exec, compile(text, self.path, "exec", self._flags, True), namespace)
        return None if failure is not None else namespace.get(self.name)


def key_of(code: Any) -> Any:
    """Equal for code that does the same, whatever lines it came from."""
    constants = tuple(
        key_of(one) if isinstance(one, types.CodeType) else (type(one).__name__, repr(one)) for one in code.co_consts
    )
    return (code.co_code, constants, code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars, code.co_flags)


def _functions(path: str, name: str) -> list[Any]:
    every = (one for one in gc.get_objects() if type(one) is types.FunctionType)
    named = (one for one in every if one.__code__.co_name == name)
    return [one for one in named if os.path.abspath(one.__code__.co_filename) == path]


def _line(function: Any) -> int:
    return int(function.__code__.co_firstlineno)


def _remembering(function: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[Any, Any] = {}

    def remembered(*arguments: Any, **named: Any) -> Any:
        if named:
            return function(*arguments, **named)
        with contextlib.suppress(KeyError, TypeError):
            return known[arguments]
        value = function(*arguments)
        if isinstance(value, SIMPLE):
            with contextlib.suppress(TypeError):  # an argument that cannot be hashed
                known[arguments] = value
        return value

    return remembered
