"""Numbers and arrays of NumPy in an answer: JSON takes Python's own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.array_kinds import Arrays, is_floating, is_mixed
from arbase.repair.static.behind import functions_behind
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, bracketed, insert_before, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.serialisation import functions_around, kind_without_json
from arbase.workspace.tree import Function

NAME = "numpy-values"
_BY_FASTAPI = re.compile(r"'numpy\.(\w+)' object is not iterable")
_KEYS = re.compile(r"keys must be str, int, float, bool or None, not (\w+)")
_NUMBERS = re.compile(r"u?int(?:8|16|32|64|p|c)|float(?:16|32)|longdouble|bool_?")
MOST = 6
DEPTH = 4


class _Spot(NamedTuple):
    """Where a value of NumPy goes into an answer, and how it is made Python's own there."""

    file: SourceFile
    node: ast.expr
    text: str


class NumpyValues(Template):
    """`positions = np.flatnonzero(far).tolist()`, `"count": int(found.sum())`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Each value of the answer by itself, then all of them; last the hook that writes what JSON has not."""
        kind = kind_of_numpy(context.crash.message)
        if not kind or not any("numpy" in file.text or "pandas" in file.text for file in context.codebase.sources):
            return
        spots: dict[tuple[str, int], _Spot] = {}
        frames, answer = context.crash.frames, _Answer(context, kind)
        around, behind = functions_around(context, frames), functions_behind(context.codebase, frames)
        near = {id(function) for _, function in around}
        for file, function in (*around, *behind):
            for spot in answer.spots(file, function):
                # An array further behind is one that others reckon with, where a single number is in the way.
                if id(function) in near or kind == "ndarray" or not spot.text.endswith(".tolist()"):
                    spots.setdefault((spot.file.path, spot.file.span(spot.node)[0]), spot)
        found = list(spots.values())[: MOST + 1]
        why = f"JSON has no {kind} of NumPy"
        for place, spot in enumerate(found[:MOST]):
            idea = Idea(NAME, 0.88 - 0.01 * place, why)
            yield edited(context, idea, spot.file, replace(*spot))
        if 1 < len(found) <= MOST and len({spot.file.path for spot in found}) == 1:
            yield edited(context, Idea(NAME, 0.8, why), found[0].file, *(replace(*spot) for spot in found))
        yield from _hook(context, why)


def kind_of_numpy(message: str) -> str:
    """The type of which JSON, Pydantic or FastAPI says that it cannot be written; empty where it is none of NumPy's."""
    told = _BY_FASTAPI.search(message) or _KEYS.search(message)
    kind = told[1] if told is not None else kind_without_json(message)
    # NumPy 2 calls its truth values `bool`, of which JSON has Python's own.
    return kind if kind == "ndarray" or _NUMBERS.fullmatch(kind) else ""


class _Answer:
    """Goes through what a function gives or writes, for the values in it that are NumPy's."""

    def __init__(self, context: Context, kind: str) -> None:
        self._context = context
        self._kind = kind
        self._arrays = Arrays(context.codebase, context.flow)

    def spots(self, file: SourceFile, function: Function) -> Iterator[_Spot]:
        """In what is returned, handed to calls that answer, or put into a mapping or list that is built up."""
        for node in own_nodes(function):
            match node:
                case ast.Return(value=ast.expr() as value):
                    yield from self._in(file, function, value)
                case ast.Call(func=func, args=[value, *_]) if last_name(func) in _ANSWERS:
                    yield from self._in(file, function, value)
                case ast.Call(func=func, keywords=words) if last_name(func) in _ANSWERS:
                    for word in words:
                        yield from self._in(file, function, word.value)
                case ast.Assign(targets=[ast.Subscript()], value=value):
                    yield from self._in(file, function, value)

    def _in(self, file: SourceFile, function: Function, node: ast.expr, depth: int = 0) -> Iterator[_Spot]:
        if depth > DEPTH:
            return
        maker = self._maker(node)
        if maker is not None:
            # The own function that makes the figure serves all who call it.
            for made in _returned(maker[1]):
                yield from self._in(*maker, made, depth + 1)
            return
        inner = self._parts(node)
        for part in inner:
            if part is not None:
                yield from self._in(file, function, part, depth + 1)
        if not inner:
            yield from self._of(file, function, node, depth)

    def _parts(self, node: ast.expr) -> list[ast.expr | None]:
        """What a mapping, list or object holds; empty for anything else."""
        match node:
            case ast.Dict(keys=keys, values=values):
                return [*keys, *values]
            case ast.List(elts=elts) | ast.Tuple(elts=elts):
                return list(elts)
            case ast.DictComp(key=key, value=value):
                return [key, value]
            case ast.Call(func=ast.Name(id="dict"), args=[], keywords=words):
                return [word.value for word in words]
            case ast.Call(func=func, args=given, keywords=words) if last_name(func) in self._context.statuses.classes:
                return [*given, *(word.value for word in words)]
            case ast.IfExp(body=body, orelse=orelse) if _is_none(body) or _is_none(orelse):
                return [body, orelse]
        return []

    def _of(self, file: SourceFile, function: Function, node: ast.expr, depth: int) -> Iterator[_Spot]:
        listed = _listed(node)
        if listed is not None and self._arrays.kind(file, function, listed) == "array":
            text = f"{bracketed(file, listed)}.tolist()"
            yield _Spot(file, node, f"sorted({text})" if last_name(node) == "sorted" else text)
            return
        kind = self._arrays.kind(file, function, node)
        if kind == "element" and self._kind != "ndarray" and not self._is_other(node):
            text = self._converted(file, function, node)
            if text:
                yield _Spot(file, node, text)
        elif kind == "array":
            yield _Spot(file, node, f"{bracketed(file, node)}.tolist()")
        elif isinstance(node, ast.ListComp):
            yield from self._in(file, function, node.elt, depth + 1)
        elif isinstance(node, ast.Name):
            given = definitions(file, function, node.id)
            for one in given:
                if isinstance(one.statement, ast.Assign) and one.value is not None and _may_change(one.value):
                    yield from self._in(file, function, one.value, depth + 1)
            yield from self._appended(file, function, node.id, depth)

    def _maker(self, node: ast.expr) -> tuple[SourceFile, Function] | None:
        """The own function that a call names, if it gives figures, or None where there are none."""
        place = callee_of(self._context.codebase.sources, node) if isinstance(node, ast.Call) else None
        if place is None:
            return None
        given = [part for value in _returned(place[1]) for part in _either(value)]
        optional = any(_is_none(part) for part in given)
        return place if optional and any(self._arrays.kind(*place, part) == "element" for part in given) else None

    def _appended(self, file: SourceFile, function: Function, name: str, depth: int) -> Iterator[_Spot]:
        for node in own_nodes(function):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr="append"), args=[value]) if (
                    owner == name
                ):
                    yield from self._in(file, function, value, depth + 1)

    def _is_other(self, node: ast.expr) -> bool:
        """A figure that JSON takes as it is: NumPy's usual floats are Python's as well."""
        seen = self._context.crash.type_of(node).rpartition(".")[2]
        return (not self._kind.startswith("float") and is_floating(node)) or (bool(seen) and seen != self._kind)

    def _converted(self, file: SourceFile, function: Function, node: ast.expr) -> str:
        """By Python's type where that is known to keep the value, else by `item`, which keeps any."""
        text = file.segment(node)
        if self._kind.startswith("bool"):
            return f"bool({text})"
        declared = self._declared(file, function, node)
        if declared == "float" or self._kind.startswith("float"):
            return f"float({text})"
        whole = self._arrays.is_whole(file, function, node)
        if is_mixed(file, function, node):
            seen = self._context.crash.type_of(node).rpartition(".")[2] == self._kind
            return f"int({text})" if whole or seen or declared else ""
        return f"int({text})" if whole else f"{bracketed(file, node)}.item()"

    def _declared(self, file: SourceFile, function: Function, node: ast.expr) -> str:
        """`float` or `int`, where that is what the function or the field is declared to hold and loses nothing."""
        outer, above = node, file.parent(node)
        while isinstance(above, ast.IfExp) and outer is not above.test:
            outer, above = above, file.parent(above)
        told: ast.expr | None = function.returns if isinstance(above, ast.Return) else None
        if isinstance(above, ast.keyword) and isinstance(call := file.parent(above), ast.Call):
            owner = self._context.statuses.classes.get(last_name(call.func))
            fields = [one for one in owner[1].body if isinstance(one, ast.AnnAssign)] if owner is not None else []
            told = next((one.annotation for one in fields if last_name(one.target) == above.arg), None)
        names = {part.id for part in ast.walk(told) if isinstance(part, ast.Name)} if told is not None else set()
        kept = {"float", "int"} if self._kind.startswith(("int", "uint")) else {"float"}
        found = names - {"Optional", "Union"}
        return found.pop() if len(found) == 1 and found <= kept else ""


_ANSWERS = frozenset(("dumps", "dump", "jsonify", "JSONResponse", "JsonResponse", "Response", "json_response"))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _either(node: ast.expr) -> list[ast.expr]:
    """Both branches of `a if b else c`, all the way down."""
    return [*_either(node.body), *_either(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def _returned(function: Function) -> list[ast.expr]:
    given = (node.value for node in own_nodes(function) if isinstance(node, ast.Return))
    return [value for value in given if value is not None]


def _may_change(value: ast.expr) -> bool:
    """A name stands for a list or mapping that only goes into the answer, not for a number that is reckoned with."""
    return _listed(value) is not None or isinstance(value, ast.Dict | ast.List | ast.ListComp | ast.DictComp | ast.Call)


def _listed(node: ast.expr) -> ast.expr | None:
    """What `list(x)`, `sorted(x)` or `[one for one in x]` goes through."""
    match node:
        case ast.Call(func=ast.Name(id="list" | "sorted"), args=[inner], keywords=[]):
            return inner
        case ast.ListComp(
            elt=ast.Name(id=name), generators=[ast.comprehension(target=ast.Name(id=bound), ifs=[]) as loop]
        ):
            return loop.iter if name == bound and not loop.is_async else None
    return None


def _hook(context: Context, why: str) -> Iterator[Draft]:
    """`default=encode`, where the function asks for the type of what it is given and does not know NumPy's."""
    frame, function = context.frame, context.frame.function
    if function is None or not isinstance(frame.statement, ast.Raise) or context.crash.exception != "TypeError":
        return
    names = [item.arg for item in function.args.args if item.arg not in ("self", "cls")]
    tested = any(isinstance(node, ast.Call) and last_name(node.func) == "isinstance" for node in ast.walk(function))
    if len(names) != 1 or not tested or "dtype" not in context.crash.described(names[0]):
        return
    array = context.crash.type_of(names[0]).rpartition(".")[2] == "ndarray"
    test, way = ("ndarray", "tolist") if array else ("generic", "item")
    lines = (f"if isinstance({names[0]}, np.{test}):", f"\treturn {names[0]}.{way}()")
    edit: Edit | None = insert_before(frame.file, frame.statement, lines)
    if edit is not None:
        yield edited(context, Idea(NAME, 0.78, why, "", ("import numpy as np",)), frame.file, edit)
