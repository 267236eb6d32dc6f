"""NameError: a slip of the pen, a rename that was not finished, or an import that is missing."""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterator

from arbase.repair.static.crash import quoted
from arbase.repair.static.dataflow import definitions, module_names, parameters
from arbase.repair.static.imports import import_of, module_name
from arbase.repair.static.names import closest, words
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template, with_imports

NAME = "undefined-name"
# Names that people import from the standard library without the module's name in front.
_FROM_STANDARD = {
    "Decimal": "decimal", "datetime": "datetime", "timedelta": "datetime", "timezone": "datetime", "date": "datetime",
    "UTC": "datetime", "defaultdict": "collections", "Counter": "collections", "OrderedDict": "collections",
    "deque": "collections", "Path": "pathlib", "partial": "functools", "lru_cache": "functools", "reduce": "functools",
    "wraps": "functools", "dataclass": "dataclasses", "field": "dataclasses", "asdict": "dataclasses",
    "HTTPStatus": "http", "Enum": "enum", "uuid4": "uuid", "UUID": "uuid", "ROUND_HALF_UP": "decimal",
    "InvalidOperation": "decimal", "sleep": "time", "suppress": "contextlib", "contextmanager": "contextlib",
    "BytesIO": "io", "StringIO": "io", "islice": "itertools", "chain": "itertools", "groupby": "itertools",
    "itemgetter": "operator", "attrgetter": "operator", "mean": "statistics", "median": "statistics", "sqrt": "math",
    "ceil": "math", "floor": "math", "quote": "urllib.parse", "urlencode": "urllib.parse", "urlparse": "urllib.parse",
    "ZoneInfo": "zoneinfo", "deepcopy": "copy", "Any": "typing",
}  # fmt: skip


class UndefinedName(Template):
    """Import it, or write the name that was meant."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """All of them, where a name has no meaning in the crashed function."""
        node = context.crash.node
        if context.crash.exception != "NameError" or not isinstance(node, ast.Name):
            return
        said = quoted(context.crash.message)
        name = said[0] if said and said[0].isidentifier() else node.id
        yield from self._imported(context, name)
        yield from self._of_self(context, node)
        yield from self._renamed(context, node)
        yield from self._meant(context, node)

    def _imported(self, context: Context, name: str) -> Iterator[Draft]:
        """As other modules import it, from the repository's module that defines it, or from the standard library."""
        file = context.frame.file
        ways: list[tuple[str, float, str]] = []
        for other in context.codebase.sources:
            if other is file:
                continue
            if name in module_names(other):
                statement = import_of(name, other, file, context.service.source_roots)
                if statement:
                    defined = module_name(other.path, context.service.source_roots) in statement
                    ways.append((statement, 0.9 if not defined else 0.85, other.path))
        if name in sys.stdlib_module_names:
            ways.append((f"import {name}", 0.88, ""))
        if name in _FROM_STANDARD:
            ways.append((f"from {_FROM_STANDARD[name]} import {name}", 0.82, ""))
        seen: set[str] = set()
        for statement, prior, place in sorted(ways, key=lambda way: -way[1]):
            if statement in seen or len(seen) == 2:
                continue
            seen.add(statement)
            edits = with_imports(file, (), (statement,))
            if edits:
                why = f"{name} is not imported" + (f"; {place} has it" if place else "")
                yield Draft(NAME, edits, prior, f"{why}.", f"{place}:1" if place else "", context.frame.location)

    def _of_self(self, context: Context, node: ast.Name) -> Iterator[Draft]:
        """An attribute or method of the object without `self.`."""
        frame = context.frame
        owner = frame.file.class_of(frame.function) if frame.function is not None else None
        names = parameters(frame.function) if frame.function is not None else []
        if owner is None or not names or names[0].arg not in ("self", "cls"):
            return
        known = set(context.crash.described(names[0].arg).get("attributes", ()))
        for part in ast.walk(owner):
            if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == "self":
                known.add(part.attr)
            elif isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
                known.add(part.name)
        if node.id in known:
            idea = Idea(NAME, 0.85, f"{node.id} belongs to {owner.name}")
            yield replaced(context, idea, frame.file, node, f"{names[0].arg}.{node.id}")

    def _renamed(self, context: Context, node: ast.Name) -> Iterator[Draft]:
        """A function of the module with a word of this name that takes what the call passes: a rename not finished."""
        file = context.frame.file
        call = file.parent(node)
        if not isinstance(call, ast.Call) or call.func is not node:
            return
        called = {item.func.id for item in file.nodes if isinstance(item, ast.Call) and isinstance(item.func, ast.Name)}
        fitting = [
            item
            for item in file.tree.body
            if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef)
            and _takes(item, call)
            and any(_stem(one, other) for one in words(node.id) for other in words(item.name))
        ]
        for item in fitting:
            prior = 0.88 if len(fitting) == 1 and item.name not in called else 0.6
            place = f"{file.path}:{item.lineno}"
            idea = Idea(NAME, prior, f"there is no {node.id} here but {item.name}, which takes what is passed", place)
            yield replaced(context, idea, file, node, item.name)

    def _meant(self, context: Context, node: ast.Name) -> Iterator[Draft]:
        frame = context.frame
        local = {item for item in context.crash.variables if item.isidentifier()}
        if frame.function is not None:
            local |= {item.arg for item in parameters(frame.function)}
            for part in ast.walk(frame.function):
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                    local.add(part.id)
        local = {
            item
            for item in local
            if not (definitions(frame.file, frame.function, item) and item not in context.crash.variables)
            or not context.crash.variables
        }
        known = dict.fromkeys(module_names(frame.file), 0.06) | dict.fromkeys(local, 0.1)
        for found, score in closest(node.id, [*known, *dir(builtins)]):
            prior = 0.3 + 0.55 * score + known.get(found, 0.0)
            idea = Idea(NAME, min(prior, 0.95), f"there is no {node.id} here but {found}")
            yield replaced(context, idea, frame.file, node, found)


def _stem(one: str, other: str) -> bool:
    """Two words of one root: `remind` and `reminders`."""
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and long.startswith(short)


def _takes(function: ast.FunctionDef | ast.AsyncFunctionDef, call: ast.Call) -> bool:
    """The function's parameters fit the arguments of the call."""
    if any(isinstance(item, ast.Starred) for item in call.args) or any(word.arg is None for word in call.keywords):
        return False
    names = [item.arg for item in parameters(function)]
    given = len(call.args) + len(call.keywords)
    least = len(names) - len(function.args.defaults) - sum(item is not None for item in function.args.kw_defaults)
    return least <= given <= len(names) and all(word.arg in names for word in call.keywords)
