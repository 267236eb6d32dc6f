"""Calls of functions with the arguments that an event's frames captured, for code that no request or command reaches.

A frame tells its variables as they were when it failed, parameters among them, as JSON or as a printed Python
value.
Where every parameter without a default can be written down again, the function is called as the event says. The values
are an attacker's: only literals and calls of known types and of classes that the module names are written, and they run
in the sandbox alone.
"""

from __future__ import annotations

import ast
import contextlib
import math
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from arbase.domain.diagnosis import Stimulus
from arbase.domain.event import Event, Frame
from arbase.investigate.stimulus import REDACTED, Rebuilt
from arbase.workspace.code import CodeReader
from arbase.workspace.parsing import parse, parse_expression

MOST_CALLS = 4
LONGEST = 20_000
DEPTH = 12
CUT = "..."
# Types whose printed form is the call that makes them, and what has to be imported for it.
KNOWN = {
    "datetime.datetime": "datetime",
    "datetime.date": "datetime",
    "datetime.time": "datetime",
    "datetime.timedelta": "datetime",
    "datetime.timezone": "datetime",
    "datetime.timezone.utc": "datetime",
    "zoneinfo.ZoneInfo": "zoneinfo",
    "collections.deque": "collections",
    "collections.OrderedDict": "collections",
    "collections.Counter": "collections",
    "Decimal": "decimal",
    "Fraction": "fractions",
    "UUID": "uuid",
    "set": "",
    "frozenset": "",
    "bytearray": "",
}
FROM = {"Decimal": "from decimal import Decimal", "Fraction": "from fractions import Fraction"}
FROM["UUID"] = "from uuid import UUID"
AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


def calls_of(event: Event, tree: Path, source_roots: Sequence[str]) -> list[Rebuilt]:
    """Possible calls, that of the innermost function first. Empty where no frame tells its arguments."""
    reader = CodeReader(tree)
    found: list[Rebuilt] = []
    frames = [frame for raised in event.exceptions[-1:] for frame in raised.in_app_frames]
    for frame in reversed(frames):
        place = reader.locate(frame)
        module = _module(place.path, source_roots) if place is not None else None
        if place is None or module is None or not frame.variables:
            continue
        code = _call(reader, place.path, place.line, module, frame)
        if code is not None:
            note = f"{place.function} is called with the arguments that the event captured"
            stimulus = Stimulus(kind="command", command=("python", "-c", code))
            found.append(Rebuilt(stimulus=stimulus, notes=(note,)))
        if len(found) == MOST_CALLS:
            break
    return found


def _call(reader: CodeReader, path: str, line: int, module: str, frame: Frame) -> str | None:
    """The code that imports the function around `line` and calls it; None where it cannot be written."""
    try:
        parsed = parse(reader.text(path))
    except (SyntaxError, ValueError, RecursionError):
        return None
    chain = _around(parsed, line)
    if not chain or not isinstance(chain[-1], AnyFunction):
        return None
    function, owners = chain[-1], chain[:-1]
    if any(isinstance(owner, AnyFunction) for owner in owners) or len(owners) > 1:
        return None
    values = _Values(module, _classes(parsed))
    kind = _kind_of_method(function) if owners else "function"
    arguments = _arguments(function, frame.variables, values, skip_first=kind in ("method", "class"))
    if arguments is None:
        return None
    name = owners[0].name if owners else function.name
    target = function.name if not owners else f"{name}.{function.name}"
    if kind == "method":
        made = values.built(owners[0], frame.variables.get(function.args.args[0].arg))
        if made is None:
            return None
        target = f"{made}.{function.name}"
    call = f"{target}({', '.join(arguments)})"
    imports = sorted({*values.imports, f"from {module} import {name}"})
    if isinstance(function, ast.AsyncFunctionDef):
        imports.insert(0, "import asyncio")
        call = f"asyncio.run({call})"
    elif any(isinstance(node, ast.Yield | ast.YieldFrom) for node in _own(function)):
        call = f"list({call})"
    code = "\n".join([*imports, "", call]) + "\n"
    return code if len(code) <= LONGEST else None


def _arguments(
    function: AnyFunction, variables: dict[str, Any], values: _Values, *, skip_first: bool
) -> list[str] | None:
    """The arguments as written in a call; None where one that is needed is not known."""
    spec = function.args
    positional = [*spec.posonlyargs, *spec.args]
    needed = len(positional) - len(spec.defaults)
    written = []
    for index, parameter in enumerate(positional):
        if skip_first and index == 0:
            continue
        text = values.text(variables[parameter.arg]) if parameter.arg in variables else None
        if text is None and index < needed:
            return None
        if text is not None:
            only = parameter in spec.posonlyargs
            written.append(text if only else f"{parameter.arg}={text}")
    for parameter, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        text = values.text(variables[parameter.arg]) if parameter.arg in variables else None
        if text is None and default is None:
            return None
        if text is not None:
            written.append(f"{parameter.arg}={text}")
    return written


class _Values:
    """Writes captured values as Python source and remembers what has to be imported for them."""

    def __init__(self, module: str, classes: frozenset[str]) -> None:
        self.imports: set[str] = set()
        self._module = module
        self._classes = classes

    def text(self, value: Any, depth: int = 0) -> str | None:
        """The source of a captured value; None for one that was cut, redacted or is no plain value."""
        if depth > DEPTH:
            return None
        if isinstance(value, dict):
            return self._mapping(value, depth)
        if isinstance(value, list):
            items = [self.text(item, depth + 1) for item in value]
            return None if None in items else f"[{', '.join(str(item) for item in items)}]"
        if isinstance(value, float) and not math.isfinite(value):
            return f'float("{value}")'
        if isinstance(value, str):
            return self._printed(value)
        return repr(value)

    def built(self, owner: ast.ClassDef | AnyFunction, value: Any) -> str | None:
        """An object of the class `owner`, as printed, or made without arguments where it asks for none."""
        if isinstance(value, str) and value.startswith(f"{owner.name}("):
            printed = self._printed(value)
            if printed is not None:
                return printed
        for node in owner.body:
            if isinstance(node, AnyFunction) and node.name == "__init__":
                spec = node.args
                required = len(spec.posonlyargs) + len(spec.args) - 1 - len(spec.defaults)
                return f"{owner.name}()" if required <= 0 and None not in spec.kw_defaults else None
        bare = isinstance(owner, ast.ClassDef) and not owner.bases and not owner.decorator_list
        return f"{owner.name}()" if bare else None

    def _mapping(self, value: dict[str, Any], depth: int) -> str | None:
        items = []
        for key, item in value.items():
            text = self.text(item, depth + 1)
            # Keys are told as text whatever they are; one that prints like another literal is that literal.
            name = self._printed(key) if key[:1] in "'\"(0123456789-" else repr(key)
            if text is None or name is None:
                return None
            items.append(f"{name}: {text}")
        return f"{{{', '.join(items)}}}"

    def _printed(self, text: str) -> str | None:
        if len(text) > LONGEST or REDACTED.search(text) or text.endswith(CUT):
            return None
        try:
            node = parse_expression(text).body
            plain = self._is_plain(node)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        return ast.unparse(node) if plain else None

    def _is_plain(self, node: ast.expr) -> bool:
        """Literals, containers of them, and calls of known types and classes with plain arguments."""
        match node:
            case ast.Constant():
                return node.value is not Ellipsis
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
                return True
            case ast.List() | ast.Tuple() | ast.Set():
                return all(self._is_plain(item) for item in node.elts)
            case ast.Dict():
                keys = [key for key in node.keys if key is not None]
                return len(keys) == len(node.values) and all(self._is_plain(item) for item in (*keys, *node.values))
            case ast.Attribute():
                return self._knows(ast.unparse(node))
            case ast.Call():
                given = [*node.args, *(word.value for word in node.keywords)]
                named = all(word.arg for word in node.keywords)
                return named and self._knows(ast.unparse(node.func)) and all(self._is_plain(item) for item in given)
            case _:
                return False

    def _knows(self, name: str) -> bool:
        if name in self._classes:
            self.imports.add(f"from {self._module} import {name}")
            return True
        if name not in KNOWN:
            return False
        if KNOWN[name]:
            self.imports.add(FROM.get(name, f"import {KNOWN[name]}"))
        return True


def _module(path: str, source_roots: Sequence[str]) -> str | None:
    """The name under which a file is imported; None for one that is no module."""
    pure = PurePosixPath(path)
    for root in sorted(source_roots, key=len, reverse=True):
        with contextlib.suppress(ValueError):
            inner = pure if root in ("", ".") else pure.relative_to(root.strip("/"))
            parts = inner.with_suffix("").parts
            parts = parts[:-1] if parts and parts[-1] == "__init__" else parts
            if parts and pure.suffix == ".py" and all(part.isidentifier() for part in parts):
                return ".".join(parts)
    return None


def _around(tree: ast.Module, line: int) -> list[ast.ClassDef | AnyFunction]:
    """The classes and functions around `line`, outermost first."""
    chain: list[ast.ClassDef | AnyFunction] = []
    body: Sequence[ast.stmt] = tree.body
    while True:
        inner = [node for node in body if node.lineno <= line <= (node.end_lineno or node.lineno)]
        if not inner:
            return chain
        node = inner[-1]
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            chain.append(node)
        body = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]


def _classes(parsed: ast.Module) -> frozenset[str]:
    """What the module defines or imports that is named as classes are."""
    names: set[str] = set()
    for node in parsed.body:
        if isinstance(node, ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            names.update(alias.asname or alias.name for alias in node.names)
    return frozenset(name for name in names if name[:1].isupper() and name not in KNOWN)


def _kind_of_method(function: AnyFunction) -> str:
    marks = {ast.unparse(mark) for mark in function.decorator_list}
    if "staticmethod" in marks:
        return "static"
    return "class" if "classmethod" in marks else "method"


def _own(function: AnyFunction) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions inside it."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            pending.extend(ast.iter_child_nodes(node))
