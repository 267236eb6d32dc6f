"""Values that this repository already uses where one is missing: defaults by name, results for nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from arbase.repair.static.conditions import condition_of
from arbase.repair.static.source import Codebase, SourceFile, last_name
from arbase.workspace.notes import notes
from arbase.workspace.promises import may_be_none
from arbase.workspace.tree import Function

_ABSENT = re.compile(
    r"\b(no|not|none|empty|without|missing|absent|nothing|unknown|zero|fewer|otherwise|never"
    r"|before the first)\b",
    re.I,
)
_SPOKEN = {
    "zero": "0",
    "0": "0",
    "0.0": "0.0",
    "None": "None",
    "null": "None",
    "[]": "[]",
    "{}": "{}",
    "''": "''",
    '""': '""',
}
_SPOKEN.update({f"empty {name}": "{}" for name in ("dict", "dictionary", "mapping")})
_SPOKEN.update({f"empty {name}": '""' for name in ("string", "text")})
_SPOKEN["empty list"] = "[]"
_PROMISE = re.compile(
    r"(?<![\w.])(empty (?:list|dict|dictionary|mapping|string|text)|zero"
    r"|0\.0|0|None|null|\[\]|\{\}|''|\"\"|-1|1\.0|1|False|True)"
    r"(?![\w]|\.\d)"
)
_MAKERS = frozenset(("Decimal", "dict", "list", "set", "tuple", "timedelta", "float", "int", "str", "frozenset"))


_FIGURES = {
    "share": r"\b(shares?|rates?|ratios?|percent\w*|quota)\b",
    "mean": r"\b(means?|averages?|medians?|figures?|statistics?|maximum|minimum|largest|smallest)\b",
    "sum": r"\b(sums?|totals?)\b",
}


@dataclass(frozen=True)
class Value:
    """A literal as source text, where the repository uses it so, and how well that fits (0 to 1)."""

    text: str
    place: str
    score: float
    why: str


class Values:
    """Looks defaults up in the repository's code."""

    def __init__(self, codebase: Codebase) -> None:
        self._codebase = codebase

    def default_of(self, name: str, near: str = "") -> list[Value]:
        """What stands in for a missing `name` elsewhere, best first; `near` is the path to be preferred."""
        found: dict[str, Value] = {}
        for text, place, weight in self._defaults.get(name, ()):
            score = weight + (0.1 if place.rpartition(":")[0] == near else 0.0)
            if text not in found or found[text].score < score:
                found[text] = Value(text, place, min(score, 1.0), f"{place} uses {text} where {name!r} is missing")
        return sorted(found.values(), key=lambda item: -item.score)

    @cached_property
    def _defaults(self) -> dict[str, list[tuple[str, str, float]]]:
        found: dict[str, list[tuple[str, str, float]]] = {}
        for file in self._codebase.sources:
            for node in file.nodes:
                for name, value, weight in _defaults_in(file, node):
                    if is_literal(value):
                        place = f"{file.path}:{value.lineno}"
                        found.setdefault(name, []).append((file.segment(value), place, weight))
        return found

    @cached_property
    def optional_names(self) -> dict[str, str]:
        """Names that some annotation allows to be None, and where."""
        found: dict[str, str] = {}
        for file in self._codebase.sources:
            for node in file.nodes:
                if isinstance(node, ast.AnnAssign) and allows_none(node.annotation):
                    found.setdefault(last_name(node.target), f"{file.path}:{node.lineno}")
                elif isinstance(node, ast.arg) and allows_none(node.annotation):
                    found.setdefault(node.arg, f"{file.path}:{node.lineno}")
        return found

    def for_nothing(self, file: SourceFile, function: Function | None) -> list[Value]:
        """What a function should return for an empty or absent input: its promise, its likes, its annotation."""
        found: dict[str, Value] = {}
        if function is None:
            return []
        for value in [*_promised(file, function), *self._own_exits(file, function), *self._like_exits(file, function)]:
            if value.text not in found or found[value.text].score < value.score:
                found[value.text] = value
        if allows_none(function.returns) and "None" not in found:
            place = f"{file.path}:{function.lineno}"
            found["None"] = Value("None", place, 0.5, f"{function.name} is declared to return None at times")
        return sorted(found.values(), key=lambda item: -item.score)

    def promised(self, file: SourceFile, function: Function | None) -> bool:
        """The function's own docstring says what it gives for nothing, so no general rule is asked."""
        return function is not None and next(_promised(file, function), None) is not None

    def _own_exits(self, file: SourceFile, function: Function) -> Iterator[Value]:
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and node.value is not None and is_literal(node.value):
                condition = condition_of(file, node)
                if condition.kind in ("empty", "falsy", "none", "missing", "zero") or _too_few(condition.test):
                    place = f"{file.path}:{node.lineno}"
                    yield Value(file.segment(node.value), place, 0.8, f"the function returns this at {place} already")

    def _like_exits(self, file: SourceFile, function: Function) -> Iterator[Value]:
        """Literals that functions of the same declared type return for nothing."""
        returns = ast.dump(function.returns) if function.returns is not None else ""
        own = _divides(function)
        for path, other, literal, line, text, divides in self._exits:
            if other is function or _type_of(other) != returns:
                continue
            if not returns and divides != own:
                continue
            near = 0.15 * (path == file.path) + 0.05 * (path.rpartition("/")[0] == file.path.rpartition("/")[0])
            score = 0.45 + near + 0.1 * (divides == own) + 0.05 * bool(returns)
            place = f"{path}:{line}"
            del literal
            yield Value(text, place, score, f"{other.name} returns {text} for nothing ({place})")

    @cached_property
    def _exits(self) -> list[tuple[str, Function, ast.expr, int, str, bool]]:
        found = []
        for file in self._codebase.sources:
            for node in file.nodes:
                if not isinstance(node, ast.Return) or node.value is None or not is_literal(node.value):
                    continue
                function = file.function_of(node)
                if function is not None and condition_of(file, node).kind in ("empty", "falsy", "zero", "none"):
                    text = file.segment(node.value)
                    found.append((file.path, function, node.value, node.lineno, text, _divides(function)))
        return found

    def otherwise(self, file: SourceFile, shape: type[ast.expr], name: str = "") -> list[Value]:
        """`lit` of `X if test else lit` elsewhere, where X is of the same shape (a division, a call, ...)."""
        found: dict[str, Value] = {}
        for other in self._codebase.sources:
            for node in other.nodes:
                literal = _otherwise(node, shape)
                if literal is None:
                    continue
                text, place = other.segment(literal), f"{other.path}:{literal.lineno}"
                same = bool(name) and name in _names_for(other, node)
                score = 0.45 + 0.15 * (other.path == file.path) + 0.2 * same
                if text not in found or found[text].score < score:
                    found[text] = Value(text, place, score, f"{place} has {text} in the same situation")
        return sorted(found.values(), key=lambda item: -item.score)

    def said(self, figure: str) -> list[Value]:
        """What the service's notes (`.arbase/*.md`) say that a `share`, a `mean` or a `sum` of nothing is.

        "A share of nothing is `0.0`, a mean of nothing is null."
        """
        words = re.compile(_FIGURES[figure], re.I)
        found = []
        for name, text in notes(self._codebase.root):
            for sentence in re.split(r"(?<=[.;])\s|\n\s*\n|\n\s*[-*]", text):
                for clause in re.split(r"[,;:]", sentence) if _ABSENT.search(sentence) else ():
                    promise = _PROMISE.search(clause)
                    if promise and words.search(clause):
                        value = _SPOKEN.get(promise[1], promise[1])
                        found.append(Value(value, f"{name}:1", 0.8, f"{name} says what a {figure} of nothing is"))
        return found

    @cached_property
    def nulls(self) -> Value | None:
        """Where an answer has None for what is not there: `{"x": None if ... else ...}`."""
        for file in self._codebase.sources:
            for node in file.nodes:
                for value in node.values if isinstance(node, ast.Dict) else ():
                    branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else []
                    if any(isinstance(item, ast.Constant) and item.value is None for item in branches):
                        place = f"{file.path}:{value.lineno}"
                        return Value("None", place, 0.6, f"{place} answers null for what is not there")
        return None

    def for_name(self, file: SourceFile, name: str, function: Function | None = None) -> list[Value]:
        """What may stand for a missing value that goes under `name`: its defaults, None where a model allows it.

        What the docstring of the function says of it counts most.
        """
        found = self.default_of(name, file.path)
        if function is not None and may_be_none(ast.get_docstring(function), name):
            place = f"{file.path}:{function.lineno}"
            return [Value("None", place, 0.95, f"the docstring of {function.name} says that there may be no {name}")]
        if name in self.optional_names and all(item.text != "None" for item in found):
            place = self.optional_names[name]
            found.append(Value("None", place, 0.6, f"{name} may be None ({place})"))
        return sorted(found, key=lambda item: -item.score)


def is_literal(node: ast.expr | None) -> bool:
    """A value that a person wrote down, containers and makers like `Decimal("0")` included."""
    match node:
        case ast.Constant():
            return True
        case ast.UnaryOp(operand=operand):
            return is_literal(operand)
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return all(is_literal(item) for item in items)
        case ast.Dict(keys=keys, values=values):
            return all(is_literal(item) for item in [*keys, *values] if item is not None)
        case ast.Call(func=function, args=args, keywords=keywords):
            return last_name(function) in _MAKERS and all(
                is_literal(item) for item in [*args, *(w.value for w in keywords)]
            )
    return False


def allows_none(annotation: ast.expr | None) -> bool:
    """`X | None`, `Optional[X]` or `None`."""
    if annotation is None:
        return False
    text = ast.unparse(annotation).strip("'\"")
    return text == "None" or "Optional[" in text or bool(re.search(r"\|\s*None\b|\bNone\s*\|", text))


def _defaults_in(file: SourceFile, node: ast.AST) -> Iterator[tuple[str, ast.expr, float]]:
    match node:
        case ast.Call(
            func=ast.Attribute(attr="get" | "pop" | "setdefault"), args=[ast.Constant(value=str() as key), value]
        ):
            yield key, value, 0.85
        case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value=str() as key), value]):
            yield key, value, 0.8
        case ast.AnnAssign(target=target, value=ast.expr() as given):
            yield last_name(target), _field_default(given), 0.75
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from _parameter_defaults(node)
        case ast.BoolOp(op=ast.Or(), values=[first, value]) if last_name(first):
            yield _asked(first), value, 0.75
        case ast.IfExp(body=body, orelse=value) if last_name(body):
            yield _asked(body), value, 0.7
        case ast.Dict(keys=keys, values=values) if _is_table_of_defaults(file, node):
            for item, given in zip(keys, values, strict=True):
                if isinstance(item, ast.Constant) and isinstance(item.value, str):
                    yield item.value, given, 0.75


def _asked(node: ast.expr) -> str:
    """The name of what is asked for: the key of `.get("key")`, else the last name."""
    if isinstance(node, ast.Call) and last_name(node.func) == "get" and node.args:
        first = node.args[0]
        return str(first.value) if isinstance(first, ast.Constant) else last_name(first)
    return last_name(node)


def _field_default(value: ast.expr) -> ast.expr:
    """The default inside `Field(0, ...)` or `field(default=0)`."""
    if isinstance(value, ast.Call) and last_name(value.func) in ("Field", "field", "Column", "mapped_column", "Query"):
        for keyword in value.keywords:
            if keyword.arg == "default":
                return keyword.value
        if value.args:
            return value.args[0]
    return value


def _parameter_defaults(function: Function) -> Iterator[tuple[str, ast.expr, float]]:
    spec = function.args
    positional = [*spec.posonlyargs, *spec.args]
    pairs = list(zip(reversed(positional), reversed(spec.defaults), strict=False))
    pairs += [(item, value) for item, value in zip(spec.kwonlyargs, spec.kw_defaults, strict=True) if value is not None]
    for argument, value in pairs:
        yield argument.arg, _field_default(value), 0.6


def _is_table_of_defaults(file: SourceFile, node: ast.Dict) -> bool:
    parent = file.parent(node)
    targets = parent.targets if isinstance(parent, ast.Assign) else [getattr(parent, "target", None)]
    return any("default" in last_name(target).lower() or "fallback" in last_name(target).lower() for target in targets)


def _promised(file: SourceFile, function: Function) -> Iterator[Value]:
    """What the docstring promises for nothing: "0.0 if there are none"."""
    text = ast.get_docstring(function) or ""
    for sentence in re.split(r"(?<=[.;])\s|\n\s*\n|\n\s*[-*]", text):
        for match in _PROMISE.finditer(sentence):
            if _ABSENT.search(sentence[: match.start()] + " " + sentence[match.end() :]):
                literal = _SPOKEN.get(match[1], match[1])
                place = f"{file.path}:{function.lineno}"
                yield Value(literal, place, 0.9, f"the docstring of {function.name} promises {match[1]}")


def _otherwise(node: ast.AST, shape: type[ast.expr]) -> ast.expr | None:
    if isinstance(node, ast.IfExp):
        if isinstance(_inner(node.body), shape) and is_literal(node.orelse):
            return node.orelse
        if isinstance(_inner(node.orelse), shape) and is_literal(node.body):
            return node.body
    return None


def _inner(node: ast.expr) -> ast.expr:
    """What a rounding or conversion is made of."""
    while isinstance(node, ast.Call) and last_name(node.func) in ("round", "float", "int", "str") and node.args:
        node = node.args[0]
    return node


def _names_for(file: SourceFile, node: ast.AST) -> frozenset[str]:
    """The names under which the value of an expression goes on: target, key, keyword."""
    parent = file.parent(node)
    match parent:
        case ast.Assign(targets=targets):
            return frozenset(last_name(target) for target in targets)
        case ast.AnnAssign(target=target):
            return frozenset((last_name(target),))
        case ast.keyword(arg=str() as name):
            return frozenset((name,))
        case ast.Dict(keys=keys, values=values):
            return frozenset(
                str(key.value)
                for key, value in zip(keys, values, strict=True)
                if value is node and isinstance(key, ast.Constant)
            )
    return frozenset()


def names_for(file: SourceFile, node: ast.AST) -> list[str]:
    """The names under which the value of an expression goes on, nearest first, through roundings and operators."""
    found: list[str] = []
    current: ast.AST | None = node
    while current is not None and not isinstance(current, ast.stmt):
        found.extend(sorted(_names_for(file, current) - {""} - set(found)))
        parent = file.parent(current)
        if isinstance(parent, ast.Call) and last_name(parent.func) not in ("round", "float", "int", "str"):
            break
        current = parent
    return found


def _type_of(function: Function) -> str:
    return ast.dump(function.returns) if function.returns is not None else ""


def _too_few(test: ast.expr | None) -> bool:
    """`len(xs) < 2`: nothing can be told of so few."""
    match test:
        case ast.Compare(
            left=ast.Call(func=ast.Name(id="len")), ops=[ast.Lt() | ast.LtE()], comparators=[ast.Constant(value=int())]
        ):
            return True
    return False


def _divides(function: Function) -> bool:
    """The function divides, or takes a maximum, mean or the like."""
    return any(
        (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv))
        or (isinstance(node, ast.Call) and last_name(node.func) in ("max", "min", "mean", "median", "fmean", "stdev"))
        for node in ast.walk(function)
    )
