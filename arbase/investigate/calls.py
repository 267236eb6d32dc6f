"""Calls of functions with the arguments that an event's frames captured, for code that no request or command reaches.

A frame tells its variables as they were when it failed, parameters among them, as JSON or as a printed Python value.
Where every parameter without a default can be written down again, the function is called as the event says. After those
come calls at the clock of the event and calls with stand-ins for what the function talked to, see `standins`. All of
them run in the sandbox alone.
"""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from arbase.domain.diagnosis import Stimulus
from arbase.domain.event import Event
from arbase.domain.triage import CodeLocation
from arbase.investigate.answered import Heard, own_nodes
from arbase.investigate.captured import KNOWN, LONGEST, AnyFunction, Values
from arbase.investigate.eventtime import LABEL, clock
from arbase.investigate.standins import CHECKED, StandIns
from arbase.investigate.stimulus import Rebuilt
from arbase.workspace.code import CodeReader
from arbase.workspace.parsing import parse

MOST_CALLS = 4


@dataclass(frozen=True)
class _Called:
    """A function, or a method of `owner`, of a module, the place where it failed and its variables then."""

    module: str
    parsed: ast.Module
    function: AnyFunction
    owner: ast.ClassDef | None
    place: CodeLocation
    variables: dict[str, Any]

    @property
    def kind(self) -> str:
        """Whether it is a function or which kind of method."""
        return _kind_of_method(self.function) if self.owner is not None else "function"

    @property
    def name(self) -> str:
        """What is imported of the module."""
        return self.owner.name if self.owner is not None else self.function.name


def calls_of(event: Event, tree: Path, source_roots: Sequence[str]) -> list[Rebuilt]:
    """Possible calls, those without stand-ins first, and that of the innermost function first among them.

    Empty where no frame tells its arguments.
    """
    frames = list(_frames(event, tree, source_roots))[:MOST_CALLS]
    plain = [(called, _call(called), ()) for called in frames]
    later = [(called, *_call_then(called, event.occurred_at)) for called in frames]
    stood = [(called, *_call_with_stand_ins(called, event.occurred_at)) for called in frames]
    return [_rebuilt(called, code, labels) for called, code, labels in (*plain, *later, *stood) if code is not None]


def _frames(event: Event, tree: Path, source_roots: Sequence[str]) -> Iterator[_Called]:
    """The functions of the frames that tell their variables, innermost first."""
    reader = CodeReader(tree)
    for frame in reversed([frame for raised in event.exceptions[-1:] for frame in raised.in_app_frames]):
        place = reader.locate(frame)
        module = _module(place.path, source_roots) if place is not None else None
        if place is None or module is None or not frame.variables:
            continue
        try:
            parsed = parse(reader.text(place.path))
        except (SyntaxError, ValueError, RecursionError):
            continue
        chain = _around(parsed, place.line)
        if not chain or not isinstance(chain[-1], AnyFunction) or len(chain) > 2:
            continue
        owner = chain[0] if len(chain) == 2 else None
        if owner is None or isinstance(owner, ast.ClassDef):
            yield _Called(module, parsed, chain[-1], owner, place, frame.variables)


def _rebuilt(called: _Called, code: str, stand_ins: tuple[str, ...]) -> Rebuilt:
    notes = [f"{called.place.function} is called with the arguments that the event captured"]
    if stand_ins:
        notes.append(f"with stand-ins for: {', '.join(stand_ins)}")
    stimulus = Stimulus(kind="command", command=("python", "-c", code))
    passes = called.place if stand_ins else None
    return Rebuilt(stimulus=stimulus, notes=tuple(notes), stand_ins=stand_ins, passes=passes)


def _call(called: _Called) -> str | None:
    """The code that imports the function and calls it; None where it cannot be written."""
    values = Values(called.module, _classes(called.parsed))
    call = _written(called, values)
    return _code([*values.imports, _import(called)], [], [], call) if call is not None else None


def _call_then(called: _Called, moment: datetime) -> tuple[str | None, tuple[str, ...]]:
    """The same at the clock of the event, where the module reads one."""
    values = Values(called.module, _classes(called.parsed))
    call, module = _written(called, values), _alias(called)
    imports, definitions, lines = clock(called.parsed, called.function, module, moment)
    if call is None or not lines:
        return None, ()
    needed = [*values.imports, *imports, _import(called), _import_module(called)]
    return _code(needed, definitions, lines, call), (LABEL,)


def _call_with_stand_ins(called: _Called, moment: datetime) -> tuple[str | None, tuple[str, ...]]:
    """The call with stand-ins for what cannot be written down and for the connections of the module."""
    values = Values(called.module, _classes(called.parsed))
    heard = Heard(called.function, called.place.line, called.variables)
    stand_ins = StandIns(heard, called.variables, values, called.parsed)
    call, module = _written(called, values, stand_ins), _alias(called)
    if call is None:
        return None, ()
    stand_ins.replace_globals(called.function, module)
    if not stand_ins.lines:
        return None, ()
    imports, definitions, lines = clock(called.parsed, called.function, module, moment)
    lines = [*lines, *stand_ins.lines]
    if any(line.startswith(f"{module}.") for line in lines):
        imports = [*imports, _import_module(called)]
    code = _code(
        [*values.imports, *imports, _import(called)],
        [*stand_ins.definitions, *definitions],
        lines,
        call,
        CHECKED.format(call=call),
    )
    return code, (*stand_ins.labels, *([LABEL] if definitions else []))


def _written(called: _Called, values: Values, stand_ins: StandIns | None = None) -> str | None:
    """The call as an expression; None where an argument that is needed is not known."""
    function, owner, kind = called.function, called.owner, called.kind
    arguments = _arguments(called, values, stand_ins)
    if arguments is None:
        return None
    target = function.name if owner is None else f"{owner.name}.{function.name}"
    if owner is not None and kind == "method":
        own = function.args.args[0].arg if function.args.args else ""
        made = values.built(owner, called.variables.get(own))
        if made is None and stand_ins is not None:
            made = stand_ins.instance(owner.name, own)
        if made is None:
            return None
        target = f"{made}.{function.name}"
    call = f"{target}({', '.join(arguments)})"
    if isinstance(function, ast.AsyncFunctionDef):
        return f"asyncio.run({call})"
    yields = any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own_nodes(function))
    return f"list({call})" if yields else call


def _code(
    imports: Sequence[str], definitions: Sequence[str], lines: Sequence[str], call: str, checked: str = ""
) -> str | None:
    first = ["import asyncio"] if call.startswith("asyncio.run(") else []
    needed = sorted({*first, *imports}, key=lambda line: (line.startswith("from "), line))
    between = ["", ""] if definitions else []
    parts = [*needed, *between, "\n\n".join(definitions), *between, *lines, *([""] if lines else []), checked or call]
    if not definitions:
        parts = [*needed, "", *lines, checked or call]
    code = "\n".join(parts) + "\n"
    return code if len(code) <= LONGEST else None


def _import(called: _Called) -> str:
    return f"from {called.module} import {called.name}"


def _import_module(called: _Called) -> str:
    package, _, last = called.module.rpartition(".")
    alias = "" if _alias(called) == last else f" as {_alias(called)}"
    return f"from {package} import {last}{alias}" if package else f"import {last}{alias}"


def _alias(called: _Called) -> str:
    """What the module is called beside the function; one word that is no local of it."""
    last = called.module.rpartition(".")[2]
    return "code" if last == called.name or last in called.variables or last in ("datetime", "time") else last


def _arguments(called: _Called, values: Values, stand_ins: StandIns | None) -> list[str] | None:
    """The arguments as written in a call; None where one that is needed is not known."""
    spec, variables = called.function.args, called.variables
    positional = [*spec.posonlyargs, *spec.args]
    needed = len(positional) - len(spec.defaults)
    parameters = [(one, index < needed) for index, one in enumerate(positional)]
    if called.kind in ("method", "class"):
        parameters = parameters[1:]
    parameters += [(one, default is None) for one, default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True)]
    written = []
    for parameter, required in parameters:
        text = values.text(variables[parameter.arg]) if parameter.arg in variables else None
        if text is None and stand_ins is not None:
            text = stand_ins.parameter(parameter.arg)
        if text is None and required:
            return None
        if text is not None:
            only = parameter in spec.posonlyargs
            written.append(text if only else f"{parameter.arg}={text}")
    return written


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
