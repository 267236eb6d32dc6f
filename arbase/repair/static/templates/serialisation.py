"""Values that JSON cannot hold: dates, Decimals, sets, NumPy numbers, NaN."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, add_option, bracketed, insert_before
from arbase.repair.static.imports import import_of
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.tree import Function

NAME = "serialisation"
_BARE = re.compile(
    r"Object of type (\w+) is not JSON serializable|Unable to serialize unknown type: <class '([\w.]+)'>"
)
_METHODS = {
    "datetime": ".isoformat()", "date": ".isoformat()", "time": ".isoformat()", "Timestamp": ".isoformat()",
    "ndarray": ".tolist()", "Series": ".tolist()", "Index": ".tolist()", "bytes": ".decode()",
    "DataFrame": '.to_dict(orient="records")',
}  # fmt: skip
_CALLS = {
    "set": "sorted", "frozenset": "sorted", "UUID": "str", "PosixPath": "str", "WindowsPath": "str", "Path": "str",
    "dict_keys": "list", "dict_values": "list", "dict_items": "list", "generator": "list", "map": "list",
    "filter": "list", "deque": "list", "range": "list", "timedelta": "str", "Decimal": "float",
}  # fmt: skip


# What makes a value of a type, by the name of the function.
_MAKERS = {
    "datetime": ("now", "utcnow", "fromisoformat", "fromtimestamp", "strptime", "combine", "astimezone"),
    "date": ("today", "fromordinal"),
    "UUID": ("uuid4", "uuid1", "uuid5"),
    "set": ("intersection", "union", "difference"),
    "bytes": ("encode", "digest", "b64encode", "token_bytes"),
}
# What a function that writes objects for JSON returns for a type that it does not know, and the import.
_HOOKS = {
    "timedelta": ("{}.total_seconds()", "from datetime import timedelta"),
    "datetime": ("{}.isoformat()", "from datetime import datetime"),
    "date": ("{}.isoformat()", "from datetime import date"), "time": ("{}.isoformat()", "from datetime import time"),
    "UUID": ("str({})", "from uuid import UUID"), "Decimal": ("str({})", "from decimal import Decimal"),
    "set": ("sorted({})", ""), "frozenset": ("sorted({})", ""), "bytes": ("{}.decode()", ""),
    "Path": ("str({})", "from pathlib import Path"),
}  # fmt: skip


_DUMPS = frozenset(("dumps", "dump"))


class Serialisation(Template):
    """Convert the value as the repository does, else in the usual way for its type."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every expression of that type in what is answered or dumped."""
        message = context.crash.message
        yield from self._hook(context)
        kind = kind_without_json(message)
        if kind:
            found = list(self._values(context, kind)) or list(_handed_up(context, kind))
            for file, node in found:
                yield from self._converted(context, file, node, kind)
            yield from self._encoded(context, kind)
            yield from _as_other_dumps(context)
        elif "not JSON compliant" in message:
            for file, node in self._values(context, "nan"):
                yield from self._not_a_number(context, file, node)

    def _values(self, context: Context, kind: str) -> Iterator[tuple[SourceFile, ast.expr]]:
        """Values of the type among what the failing statement puts together."""
        frame = context.frame
        roots: list[ast.expr] = [node for node in header_nodes(frame.statement) if isinstance(node, ast.expr)]
        for node in list(roots):
            if isinstance(node, ast.Name) and frame.function is not None:
                for item in definitions(frame.file, frame.function, node.id):
                    if item.value is not None:
                        roots.extend(part for part in ast.walk(item.value) if isinstance(part, ast.expr))
        typed = self._types_of_result(context)
        for root in dict.fromkeys(roots):
            if isinstance(root, ast.Dict):
                for key, value in zip(root.keys, root.values, strict=True):
                    name = key.value if isinstance(key, ast.Constant) else None
                    if self._is(context, value, kind) or (
                        name is not None and _short(typed.get(str(name), "")) == kind
                    ):
                        yield frame.file, value
            elif self._is(context, root, kind) and not isinstance(frame.file.parent(root), ast.Dict):
                yield frame.file, root

    def _types_of_result(self, context: Context) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in ("<return>", *context.crash.variables):
            values = context.crash.described(name).get("values", {})
            if isinstance(values, dict):
                found.update({key: str(value) for key, value in values.items() if key not in found})
        return found

    def _is(self, context: Context, node: ast.expr, kind: str) -> bool:
        if kind == "nan":
            return str(context.crash.described(node).get("repr", "")) in ("nan", "inf", "-inf", "np.float64(nan)")
        return _short(context.crash.type_of(node)) == kind

    def _converted(self, context: Context, file: SourceFile, node: ast.expr, kind: str) -> Iterator[Draft]:
        text = file.segment(node)
        receiver = bracketed(file, node)
        why = f"JSON has no {kind}"
        kept = _kept_by(context, last_name(node))
        if kind in _METHODS:
            idea = Idea(NAME, 0.85, why, kept)
            yield replaced(context, idea, file, node, f"{receiver}{_METHODS[kind]}")
        elif kind in _CALLS:
            place, call = as_elsewhere(context, kind)
            idea = Idea(NAME, 0.85 if place else 0.75, why, place)
            yield replaced(context, idea, file, node, f"{call or _CALLS[kind]}({text})")
        elif kind in context.statuses.classes:
            yield from self._object(context, file, node, kind)
        elif re.fullmatch(r"(u?int|float|bool_?)\d*_?", kind):
            yield replaced(context, Idea(NAME, 0.85, why), file, node, f"{receiver}.item()")

    def _hook(self, context: Context) -> Iterator[Draft]:
        """The function that writes what JSON has not (`default=`) does not know the type yet."""
        frame, function = context.frame, context.frame.function
        if function is None or not isinstance(frame.statement, ast.Raise) or context.crash.exception != "TypeError":
            return
        names = [item.arg for item in function.args.args if item.arg not in ("self", "cls")]
        tests = [
            node for node in ast.walk(function) if isinstance(node, ast.Call) and last_name(node.func) == "isinstance"
        ]
        asked = {last_name(test.args[0]) for test in tests if test.args}
        asked |= {last_name(node.subject) for node in ast.walk(function) if isinstance(node, ast.Match)}
        if len(names) != 1 or names[0] not in asked:
            return
        kind = _short(context.crash.type_of(names[0]))
        written = _HOOKS.get(kind)
        if written is None:
            return
        text, needed = written
        edit = insert_before(
            frame.file, frame.statement, (f"if isinstance({names[0]}, {kind}):", f"\treturn {text.format(names[0])}")
        )
        if edit is not None:
            imports = (needed,) if needed else ()
            idea = Idea(NAME, 0.85, f"{function.name} writes what JSON has not, but no {kind}", "", imports)
            yield edited(context, idea, frame.file, edit)

    def _encoded(self, context: Context, kind: str) -> Iterator[Draft]:
        """FastAPI's own encoder over what a handler answers with by hand: it writes what sits deep inside as well."""
        file = context.frame.file
        fastapi = any(isinstance(node, ast.ImportFrom) and node.module == "fastapi" for node in file.tree.body)
        for call in header_nodes(context.frame.statement):
            if not isinstance(call, ast.Call) or last_name(call.func) != "JSONResponse" or not fastapi:
                continue
            given = [word.value for word in call.keywords if word.arg == "content"] + call.args[:1]
            for node in given[:1]:
                imports = ("from fastapi.encoders import jsonable_encoder",)
                idea = Idea(NAME, 0.6, f"JSON has no {kind}, the encoder of FastAPI writes it", "", imports)
                yield replaced(context, idea, file, node, f"jsonable_encoder({file.segment(node)})")

    def _object(self, context: Context, file: SourceFile, node: ast.expr, kind: str) -> Iterator[Draft]:
        """An object of the repository: an enum's value, a dataclass or model as a mapping."""
        _, owner = context.statuses.classes[kind]
        bases = {last_name(base) for base in owner.bases}
        text = file.segment(node)
        if any(base.endswith("Enum") for base in bases):
            yield replaced(context, Idea(NAME, 0.85, f"JSON has no {kind}"), file, node, f"{text}.value")
        elif any(last_name(item) == "dataclass" for item in owner.decorator_list):
            imports = ("from dataclasses import asdict",)
            yield replaced(context, Idea(NAME, 0.8, f"JSON has no {kind}", "", imports), file, node, f"asdict({text})")
        elif "BaseModel" in bases:
            yield replaced(context, Idea(NAME, 0.8, f"JSON has no {kind}"), file, node, f"{text}.model_dump()")
        for item in owner.body:
            if isinstance(item, ast.FunctionDef) and item.name in ("to_dict", "as_dict", "to_json", "serialize"):
                yield replaced(context, Idea(NAME, 0.9, f"JSON has no {kind}"), file, node, f"{text}.{item.name}()")

    def _not_a_number(self, context: Context, file: SourceFile, node: ast.expr) -> Iterator[Draft]:
        """NaN becomes None where the repository asks `isnan` elsewhere, or the field may be None."""
        text = file.segment(node)
        for other in context.codebase.sources:
            for test in other.nodes:
                if isinstance(test, ast.IfExp) and re.search(r"\bis(nan|na|finite|null)\(", other.segment(test.test)):
                    place = f"{other.path}:{test.lineno}"
                    call = re.search(r"[\w.]*is(?:nan|na|finite|null)\(", other.segment(test.test))
                    if call is None or not re.fullmatch(r"\w+", text):
                        continue
                    positive = "finite" in call[0]
                    asked = f"{call[0]}{text})" if positive else f"not {call[0]}{text})"
                    idea = Idea(NAME, 0.75, f"JSON has no NaN, {place} leaves it out", place)
                    start, end = file.span(node)
                    yield edited(context, idea, file, Edit(start, end, f"{text} if {asked} else None"))
                    return


def _as_other_dumps(context: Context) -> Iterator[Draft]:
    """`json.dumps(rows, default=plain)`, as the repository writes JSON elsewhere: its function knows such values."""
    file, known = context.frame.file, option_of_dumps(context)
    for call in header_nodes(context.frame.statement):
        if known is None or not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        if call.func.attr not in _DUMPS or last_name(call.func.value) != "json":
            continue
        source, word = known
        needed = import_of(last_name(word.value), source, file, context.service.source_roots)
        edit = add_option(file, call, source.segment(word))
        if needed is None or edit is None or any(one.arg in ("default", "cls", None) for one in call.keywords):
            continue
        place = f"{source.path}:{word.value.lineno}"
        idea = Idea(NAME, 0.9, "JSON is written so elsewhere", place, (needed,) if needed else ())
        yield edited(context, idea, file, edit)


def option_of_dumps(context: Context) -> tuple[SourceFile, ast.keyword] | None:
    """`default=plain` or `cls=Encoder`: the one way in which the repository writes JSON that has not all it needs."""
    known: dict[str, tuple[SourceFile, ast.keyword]] = {}
    for other in context.codebase.sources:
        for node in other.nodes:
            for word in node.keywords if isinstance(node, ast.Call) and last_name(node.func) in _DUMPS else ():
                if word.arg in ("default", "cls") and isinstance(word.value, ast.Name):
                    known.setdefault(other.segment(word), (other, word))
    return next(iter(known.values())) if len(known) == 1 else None


def kind_without_json(message: str) -> str:
    """The type of which a message says that JSON has none like it; empty where it says something else."""
    named = _BARE.search(message)
    return (named[1] or named[2]).rpartition(".")[2] if named is not None else ""


def functions_around(context: Context, frames: Sequence[Frame]) -> list[tuple[SourceFile, Function]]:
    """The functions of some frames, innermost first, and those of the repository that their statements call."""
    found: dict[int, tuple[SourceFile, Function]] = {}
    for frame in reversed(frames):
        if frame.function is not None:
            found.setdefault(id(frame.function), (frame.file, frame.function))
        for call in header_nodes(frame.statement):
            place = callee_of(context.codebase.sources, call) if isinstance(call, ast.Call) else None
            if place is not None:
                found.setdefault(id(place[1]), place)
    return list(found.values())


def _handed_up(context: Context, kind: str) -> Iterator[tuple[SourceFile, ast.expr]]:
    """Values of the type by what the code declares, where the frames above and what they call make mappings."""
    for file, function in functions_around(context, context.crash.frames[:-1]):
        for node in ast.walk(function):
            values: list[ast.expr] = []
            if isinstance(node, ast.Dict):
                values = [value for key, value in zip(node.keys, node.values, strict=True) if key is not None]
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
                values = [node.value]
            for value in values:
                given = definitions(file, function, value.id) if isinstance(value, ast.Name) else []
                made = [value, *(item.value for item in given if item.value is not None)]
                if any(_is_declared(context, one, kind) for one in made):
                    yield file, value


def _is_declared(context: Context, node: ast.expr, kind: str) -> bool:
    """A call of a function that is declared to return the type, or of what makes it."""
    if isinstance(node, ast.Await):
        node = node.value
    if not isinstance(node, ast.Call):
        return False
    name = last_name(node.func)
    place = callee_of(context.codebase.sources, node)
    if place is not None:
        return place[1].returns is not None and last_name(place[1].returns) == kind
    return name == kind or name in _MAKERS.get(kind, ())


def _short(name: str) -> str:
    return name.rpartition(".")[2]


def _kept_by(context: Context, name: str) -> str:
    """Where the same name is written out elsewhere."""
    if not name:
        return ""
    shape = re.compile(rf"\b{re.escape(name)}\.isoformat\(\)")
    for file in context.codebase.sources:
        found = shape.search(file.text)
        if found:
            return f"{file.path}:{file.text[: found.start()].count(chr(10)) + 1}"
    return ""


def as_elsewhere(context: Context, kind: str) -> tuple[str, str]:
    """`float(...)` or `str(...)` of a Decimal: whichever the repository prefers."""
    if kind != "Decimal":
        return "", ""
    for file in context.codebase.sources:
        for call in ("float", "str"):
            found = re.search(
                rf"(?<!Decimal\()\b{call}\((?=\w*(?:price|amount|total|value|sum|rate|cost|fee))", file.text
            )
            if found:
                return f"{file.path}:{file.text[: found.start()].count(chr(10)) + 1}", call
    return "", ""
