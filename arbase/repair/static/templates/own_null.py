"""A figure that JSON does not have, beside others that an own function turns into null: it goes through it as well."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions, is_method, parameters
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.origin import callee_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.serialisation import functions_around
from arbase.workspace.tree import Function

NAME = "own-null"
_REFUSED = re.compile(r"not JSON compliant|Out of range float")
_ASKS = frozenset("isnan isna isnull isfinite isinf is_nan notna notnull".split())
_PLAIN = frozenset(("int", "len", "str", "bool", "sorted", "list", "dict", "tuple"))
MOST = 6
# No parameter has this name.
FIXED = "="


class OwnNull(Template):
    """`number(series.std())` where the mapping has `number(series.mean())`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For the mappings, and calls with keywords, of the crash's functions and of those that they call."""
        if not _REFUSED.search(context.crash.message):
            return
        for file, function in functions_around(context, context.crash.frames):
            for node in own_nodes(function):
                written = _written(context, file, function, _entries(node))
                for place, (edit, where) in enumerate(written[:MOST]):
                    idea = Idea(NAME, 0.92 - 0.01 * place, _why(where), where)
                    yield edited(context, idea, file, edit)
                if 1 < len(written) <= MOST:
                    where = written[0][1]
                    yield edited(context, Idea(NAME, 0.91, _why(where), where), file, *(edit for edit, _ in written))


def _why(where: str) -> str:
    return f"a figure of nothing is no number; {where} answers null beside it"


def _entries(node: ast.AST) -> list[ast.expr]:
    """The values of a mapping, or of a call with keywords."""
    if isinstance(node, ast.Dict):
        return list(node.values)
    return [word.value for word in node.keywords if word.arg] if isinstance(node, ast.Call) else []


def _written(context: Context, file: SourceFile, function: Function, values: list[ast.expr]) -> list[tuple[Edit, str]]:
    """The edits that put each bare figure through the function that most of its siblings go through."""
    made = {id(value): _made(file, function, value) for value in values}
    known = [node for node in made.values() if isinstance(node, ast.Call)]
    nulling = Counter(file.segment(node.func) for node in known if _gives_null(context, node) is not None)
    if not nulling:
        return []
    name = nulling.most_common(1)[0][0]
    sibling = next(node for node in known if file.segment(node.func) == name and _gives_null(context, node))
    reader = _gives_null(context, sibling)
    found = []
    for value in values:
        node = made[id(value)]
        if node is None or reader is None or not _is_figure(node) or isinstance(file.parent(node), ast.AugAssign):
            continue
        text = _through(file, reader, sibling, node)
        if text:
            found.append((replace(file, node, text), f"{file.path}:{sibling.lineno}"))
    return found


def _made(file: SourceFile, function: Function, value: ast.expr) -> ast.expr | None:
    """The expression behind an entry: its own, or the only one that its name has, if nothing else reads the name."""
    if not isinstance(value, ast.Name):
        return value
    given = definitions(file, function, value.id)
    uses = [node for node in own_nodes(function) if isinstance(node, ast.Name) and node.id == value.id]
    alone = len(given) == 1 and len(uses) == 2 and isinstance(given[0].statement, ast.Assign)
    return given[0].value if alone else None


def _gives_null(context: Context, call: ast.Call) -> Function | None:
    """The own function that a call of one value names, if it answers None for what is no number."""
    place = callee_of(context.codebase.sources, call)
    positional = [item for item in call.args if not isinstance(item, ast.Starred)]
    if (
        place is None
        or len(positional) != len(call.args)
        or not positional
        or isinstance(place[1], ast.AsyncFunctionDef)
    ):
        return None
    function = place[1]
    returned = [node.value for node in own_nodes(function) if isinstance(node, ast.Return)]
    nulls = any(_holds_none(value) for value in returned)
    named = [item.arg for item in parameters(function)][1 if is_method(*place) else 0 :]
    asked = bool(named) and any(_asks(node, named[0]) for node in own_nodes(function))
    needed = len(named) - len(function.args.defaults) - sum(item is not None for item in function.args.kw_defaults)
    return function if nulls and asked and needed <= 1 else None


def _holds_none(value: ast.expr | None) -> bool:
    branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
    return any(item is None or (isinstance(item, ast.Constant) and item.value is None) for item in branches)


def _asks(node: ast.AST, name: str) -> bool:
    """`isnan(name)` or `name != name`."""
    match node:
        case ast.Call(func=func, args=[first, *_]) if last_name(func) in _ASKS:
            return name in {part.id for part in ast.walk(first) if isinstance(part, ast.Name)}
        case ast.Compare(left=ast.Name(id=left), ops=[ast.NotEq()], comparators=[ast.Name(id=right)]):
            return left == right == name
    return False


def _is_figure(node: ast.expr) -> bool:
    """`round(x, 2)`, `float(x)` or a figure that a method or a division gives."""
    match node:
        case ast.Call(func=ast.Name(id="round"), args=[_, ast.Constant(value=int())]):
            return True
        case ast.Call(func=ast.Name(id="float"), args=[inner]):
            return not isinstance(inner, ast.Constant)
        case ast.Call(func=ast.Attribute()):
            return last_name(node.func) not in _PLAIN
        case ast.BinOp(op=ast.Div()):
            return True
    return False


def _through(file: SourceFile, reader: Function, sibling: ast.Call, node: ast.expr) -> str:
    """The call of the reader with what stands inside the rounding that it does itself; empty if answers would change.

    A figure that is not rounded stays so: through a reader that rounds, what was answered before would change.
    """
    by, usual = _rounding(reader)
    inner, rest = node, ""
    match node:
        case ast.Call(func=ast.Name(id="round"), args=[value, ast.Constant(value=int() as places)]):
            if by and (usual == places or by != FIXED):
                inner, rest = value, "" if usual == places else f", {by}={places}"
        case ast.Call(func=ast.Name(id="float"), args=[value]) if not by:
            inner = value if "float(" in ast.unparse(reader) else node
        case _ if by:
            return ""
    return f"{file.segment(sibling.func)}({file.segment(inner)}{rest})"


def _rounding(reader: Function) -> tuple[str, int | None]:
    """The parameter that says how a function rounds, with its default; `FIXED` and the number where none does."""
    for node in own_nodes(reader):
        match node:
            case ast.Call(func=ast.Name(id="round"), args=[_, ast.Constant(value=int() as places)]):
                return FIXED, places
            case ast.Call(func=ast.Name(id="round"), args=[_, ast.Name(id=name)]):
                return name, _default(reader, name)
    return "", None


def _default(function: Function, name: str) -> int | None:
    spec = function.args
    pairs = list(zip(reversed([*spec.posonlyargs, *spec.args]), reversed(spec.defaults), strict=False))
    pairs += [(item, value) for item, value in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if value is not None]
    value = next((value for item, value in pairs if item.arg == name), None)
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, int) else None
