"""KeyError: a key that is not there."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import bracketed, replace
from arbase.repair.static.expected import ANY, EITHER, NONE, Way, callers_expect_none, first_read, value_expected
from arbase.repair.static.names import closest, mentions
from arbase.repair.static.refusals import HEADER, INVALID, LOOKUP, SELECTION, Need
from arbase.repair.static.source import COMPREHENSIONS, SourceFile, last_name
from arbase.repair.static.templates.building import (
    Hoisted,
    Idea,
    is_hoistable,
    refuse_before,
    refuse_hoisted,
    replaced,
    valued,
)
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.values import Value, allows_none, names_for
from arbase.workspace.promises import tells_of_unknown
from arbase.workspace.tree import Function

NAME = "missing-key"
# Reading a key so twice does no harm, nor does reading it one statement earlier.
_READS = frozenset(("get", "strip", "lower", "upper", "casefold", "title"))
_OF_REQUESTS = frozenset("headers cookies args form query_params session environ META GET POST".split())
_WITHOUT_GET = frozenset(("", "Row", "RowMapping", "DataFrame", "Series", "Message", "ConfigParser"))


@dataclass(frozen=True)
class _Access:
    """`mapping[key]` or `mapping.pop(key)` that failed."""

    node: ast.expr
    mapping: ast.expr
    key: ast.expr

    @property
    def constant(self) -> str | None:
        """The key, where it is written down."""
        return self.key.value if isinstance(self.key, ast.Constant) and isinstance(self.key.value, str) else None

    def or_else(self, file: SourceFile, value: str) -> str:
        """The same with a default. What was to be taken out is taken out with it."""
        given = f"{file.segment(self.mapping)}.{{}}({file.segment(self.key)}{{}})"
        if isinstance(self.node, ast.Call):
            return given.format("pop", f", {value}")
        return given.format("get", "" if value == "None" else f", {value}")


class MissingKey(Template):
    """Rename the key, refuse the request, use the default of elsewhere, or start the counter."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """All of them, where the failing expression is a subscript or `pop`."""
        if context.crash.exception != "KeyError":
            return
        access = _access(context.crash.node)
        if access is None:
            return
        yield from self._asked_for(context, access)
        function = context.frame.function
        if not tells_of_unknown(ast.get_docstring(function) if function is not None else ""):
            # Else it is told what becomes of what is not there, and that is hardly an entry of nothing.
            yield from self._counter(context, access)
            yield from self._membership(context, access)
        if access.constant is not None:
            yield from self._renamed(context, access, access.constant)
            yield from self._optional(context, access, access.constant)
        else:
            yield from self._spelled(context, access)
            yield from self._looked_up(context, access)
        yield from self._refused(context, access)

    @staticmethod
    def _asked_for(context: Context, access: _Access) -> Iterator[Draft]:
        """`.get(key)`, where what follows asks whether there is one."""
        file, kind = context.frame.file, context.crash.type_of(access.mapping).rpartition(".")[2]
        known = kind not in _WITHOUT_GET or (not kind and last_name(access.mapping) in _OF_REQUESTS)
        place = value_expected(context.crash.frames, access.node, _ways(context, access)) if known else ""
        if not place:
            return
        idea = Idea(NAME, 0.88, f"{place} asks whether there is one", place)
        yield replaced(context, idea, file, access.node, access.or_else(file, "None"))

    @staticmethod
    def _membership(context: Context, access: _Access) -> Iterator[Draft]:
        """`x in table[key]`: nothing is in what has no entry."""
        file = context.frame.file
        outer = file.parent(access.node)
        asks = isinstance(outer, ast.Compare) and isinstance(outer.ops[0], ast.In | ast.NotIn)
        plain = isinstance(access.node, ast.Subscript) and isinstance(access.mapping, ast.Name | ast.Attribute)
        if asks and plain and isinstance(outer, ast.Compare) and outer.comparators[0] is access.node:
            text = f"{file.segment(access.mapping)}.get({file.segment(access.key)}, ())"
            why = f"{file.segment(access.mapping)} has no entry for this, and so nothing is in it"
            yield replaced(context, Idea(NAME, 0.76, why), file, access.node, text)

    def _renamed(self, context: Context, access: _Access, key: str) -> Iterator[Draft]:
        """The key that the mapping has at run time instead of the one that is written down."""
        seen = context.crash.described(access.mapping)
        known = [str(item) for item in seen.get("keys", seen.get("columns", ()))]
        if key in known or f"\ufeff{key}" in known:
            return
        if last_name(access.mapping) == "environ":
            return  # whoever runs the program gave these, and another name there is another setting
        file = context.frame.file
        elsewhere = mentions(context.codebase, key) - 1
        client = bool(context.flow.sent(file, context.frame.function, access.mapping) & {"body", "query", "header"})
        for found, score in closest(key, known):
            # A key that the rest of the code uses too is hardly a slip of the pen: the data lacks it.
            prior = 0.35 + 0.6 * score - 0.06 * min(elsewhere, 3) - 0.25 * client
            if f"{key}_id" == found or f"{found}_id" == key or found.strip() == key or found.startswith("\ufeff"):
                # A thing and its number are two things, and both are called so. Spaces and marks are those of one file.
                continue
            quote = file.segment(access.key)[:1]
            text = f"{quote}{found}{quote}" if quote in "'\"" else repr(found)
            why = f"the mapping has no {key!r} but {found!r}"
            yield replaced(context, Idea(NAME, prior, why), file, access.key, text)

    def _optional(self, context: Context, access: _Access, key: str) -> Iterator[Draft]:
        """`.get(key, default)` with a default that the repository has for it."""
        file, function = context.frame.file, context.frame.function
        if isinstance(access.node, ast.Subscript) and not isinstance(access.node.ctx, ast.Load):
            return
        if context.crash.described(access.mapping).get("columns") is not None:
            return
        names = [key, *names_for(file, access.node)]
        values = [value for name in dict.fromkeys(names) for value in context.values.for_name(file, name)]
        for value in _best(values)[:2]:
            idea = Idea(NAME, 0.72, f"{key!r} is optional")
            edit = replace(file, access.node, access.or_else(file, value.text))
            yield valued(context, idea, file, (edit,), value)
        if not values and function is not None and _returned(file, access.node) and allows_none(function.returns):
            idea = Idea(NAME, 0.5, f"{key!r} is optional")
            yield replaced(context, idea, file, access.node, access.or_else(file, "None"))

    def _spelled(self, context: Context, access: _Access) -> Iterator[Draft]:
        """The key in another case or type, where the mapping has it so."""
        file = context.frame.file
        seen = context.crash.described(access.mapping)
        given = context.crash.described(access.key).get("repr", "")
        keys = list(seen.get("keys", ()))
        key_text, mapping = file.segment(access.key), last_name(access.mapping)
        used = _spellings(context, mapping)
        receiver = bracketed(file, access.key)
        options: list[tuple[str, Callable[[str], str]]] = [
            (f"{receiver}.upper()", lambda text: text.upper()),
            (f"{receiver}.lower()", lambda text: text.lower()),
            (f"{receiver}.strip()", lambda text: text.strip()),
            (f"{receiver}.strip().lower()", lambda text: text.strip().lower()),
            (f"{receiver}.strip().upper()", lambda text: text.strip().upper()),
        ]
        if given[:1] in "'\"":
            plain = _literal(given)
            for text, change in options:
                if isinstance(plain, str) and change(plain) != plain and change(plain) in keys:
                    place = used.get(text.rpartition(".")[2], "")
                    why = f"{mapping} has the key as {change(plain)!r}"
                    yield replaced(context, Idea(NAME, 0.85 if place else 0.6, why, place), file, access.key, text)
            if isinstance(plain, str) and plain.lstrip("-").isdecimal() and int(plain) in keys:
                idea = Idea(NAME, 0.7, f"the keys of {mapping} are numbers, this one is text")
                yield replaced(context, idea, file, access.key, f"int({key_text})")
        elif given.lstrip("-").isdigit() and given in keys:
            idea = Idea(NAME, 0.7, f"the keys of {mapping} are text, this one is a number")
            yield replaced(context, idea, file, access.key, f"str({key_text})")

    def _looked_up(self, context: Context, access: _Access) -> Iterator[Draft]:
        """`.get(key, default)` as other look-ups in the same mapping have it, or where callers expect None."""
        file, function = context.frame.file, context.frame.function
        if isinstance(access.node, ast.Subscript) and not isinstance(access.node.ctx, ast.Load):
            return
        mapping = file.segment(access.mapping)
        # What is taken out has to go, whatever a look-up gives for it.
        method = "get" if isinstance(access.node, ast.Subscript) else "pop"
        for value in _defaults_of_mapping(context, access, method):
            idea = Idea(NAME, 0.75, f"{mapping} does not have every key")
            edit = replace(file, access.node, access.or_else(file, value.text))
            yield valued(context, idea, file, (edit,), value)
        place = _optional_target(file, function, access.node)
        if place:
            why = f"{mapping} does not have every key, and the name may be None"
            yield replaced(context, Idea(NAME, 0.72, why, place), file, access.node, access.or_else(file, "None"))
        if function is not None and _returned(file, access.node):
            place = callers_expect_none(context.flow, function.name)
            if allows_none(function.returns) or place:
                why = f"{function.name} is expected to return None for an unknown key"
                prior = 0.85 if allows_none(function.returns) and place else 0.65
                where = place or f"{file.path}:{function.lineno}"
                yield replaced(context, Idea(NAME, prior, why, where), file, access.node, access.or_else(file, "None"))

    def _refused(self, context: Context, access: _Access) -> Iterator[Draft]:
        """A guard in front that refuses the request, where the key or the mapping is the client's."""
        frame = context.frame
        constant = access.constant
        blamed = access.mapping if constant is not None else access.key
        kinds = context.flow.sent(frame.file, frame.function, blamed)
        name = _own_name(frame, access) if kinds and not _guardable(frame, access) else ""
        if not kinds or not (name or _guardable(frame, access)):
            return
        statuses = SELECTION
        if constant is not None:
            statuses = HEADER if "header" in kinds else INVALID
        elif "path" in kinds:
            statuses = LOOKUP
        key, mapping = frame.file.segment(access.key), frame.file.segment(access.mapping)
        key = name or key
        need = Need(
            file=frame.file,
            function=frame.function,
            line=frame.statement.lineno,
            subject=key if constant is None else f"{mapping}[{key}]",
            guard="missing",
            statuses=statuses,
            kinds=kinds,
            noun=constant.replace("_", " ") if constant is not None else "",
        )
        prior = 0.8 if constant is None else 0.6
        idea = Idea(NAME, prior, f"{key} comes from the request and need not be in {mapping}")
        test = f"{key} not in {mapping}"
        if name:
            yield from refuse_hoisted(context, idea, need, frame.statement, Hoisted(access.key, name, test))
        else:
            yield from refuse_before(context, idea, need, frame.statement, test)

    def _counter(self, context: Context, access: _Access) -> Iterator[Draft]:
        """`d[k] += 1` and `d[k].append(x)` on a key that is seen for the first time."""
        file, statement = context.frame.file, context.frame.statement
        mapping, key = file.segment(access.mapping), file.segment(access.key)
        if isinstance(statement, ast.AugAssign) and statement.target is access.node:
            start = _neutral(statement)
            if start is not None:
                operator = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.BitOr: "|"}.get(type(statement.op), "+")
                value = file.segment(statement.value)
                loose = isinstance(statement.value, ast.BinOp | ast.IfExp | ast.BoolOp | ast.Compare | ast.Lambda)
                value = f"({value})" if loose and operator != "+" else value
                text = f"{mapping}[{key}] = {mapping}.get({key}, {start}) {operator} {value}"
                yield replaced(context, Idea(NAME, 0.9, f"{key} is seen for the first time"), file, statement, text)
        parent = file.parent(access.node)
        if isinstance(parent, ast.Attribute) and isinstance(file.parent(parent), ast.Call):
            empty = {"append": "[]", "extend": "[]", "add": "set()", "update": "{}", "setdefault": "{}"}.get(
                parent.attr
            )
            if empty is not None:
                text = f"{mapping}.setdefault({key}, {empty})"
                yield replaced(context, Idea(NAME, 0.88, f"{key} is seen for the first time"), file, access.node, text)


def _access(node: ast.expr | None) -> _Access | None:
    match node:
        case ast.Subscript(value=mapping, slice=key) if not isinstance(key, ast.Slice):
            return _Access(node, mapping, key)
        case ast.Call(func=ast.Attribute(attr="pop", value=mapping), args=[key]):
            return _Access(node, mapping, key)
    return None


def _ways(context: Context, access: _Access) -> frozenset[Way]:
    """How the value has to be asked for: that an entry of our own data is empty says little of one that is not there.

    What a client sent and is refused without may be asked for in any way.
    """
    if access.constant is None:
        return EITHER
    frame, statement = context.frame, context.frame.statement
    target = statement.targets[0] if isinstance(statement, ast.Assign) else None
    if not isinstance(target, ast.Name) or frame.function is None:
        return NONE
    read = first_read(frame.file, frame.function, target.id, frame.line)
    check = frame.file.statement_of(read) if read is not None else None
    refuses = isinstance(check, ast.If) and context.statuses.of_statement(check.body[-1]) is not None
    sent = context.flow.sent(frame.file, frame.function, access.mapping) or last_name(access.mapping) in _OF_REQUESTS
    return ANY if sent and refuses else NONE


def _guardable(frame: Frame, access: _Access) -> bool:
    return is_hoistable(frame, access.key) and is_hoistable(frame, access.mapping)


def _own_name(frame: Frame, access: _Access) -> str:
    """A name for a key that is read where it is used, `TABLE[request.args.get("sort", "name").lower()]`; else empty."""
    calls = [node for node in ast.walk(access.key) if isinstance(node, ast.Call)]
    plain = all(isinstance(node.func, ast.Attribute) and node.func.attr in _READS for node in calls)
    # What stands in the statement's head is read once only: a loop's condition is read each time.
    simple = isinstance(frame.statement, ast.Assign | ast.AnnAssign | ast.Return | ast.Expr | ast.Raise | ast.AugAssign)
    inner = [outer for outer in frame.file.ancestors(access.node) if isinstance(outer, (*COMPREHENSIONS, ast.Lambda))]
    if not calls or not plain or not simple or inner or not is_hoistable(frame, access.mapping):
        return ""
    reads = [node for node in calls if last_name(node.func) == "get" and node.args]
    first = reads[0].args[0] if reads else None
    name = str(first.value) if isinstance(first, ast.Constant) else "key"
    scope = frame.function if frame.function is not None else frame.file.tree
    taken = {node.id for node in ast.walk(scope) if isinstance(node, ast.Name)}
    taken |= {node.arg for node in ast.walk(scope) if isinstance(node, ast.arg)}
    return name if name.isidentifier() and not keyword.iskeyword(name) and name not in taken else ""


def _returned(file: SourceFile, node: ast.expr) -> bool:
    return isinstance(file.parent(node), ast.Return)


def _optional_target(file: SourceFile, function: Function | None, node: ast.expr) -> str:
    """Where the name that takes the value is declared to be None at times."""
    statement = file.parent(node)
    if function is None or not isinstance(statement, ast.Assign | ast.AnnAssign):
        return ""
    target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
    for argument in parameters(function):
        if argument.arg == last_name(target) and allows_none(argument.annotation):
            return f"{file.path}:{argument.lineno}"
    if isinstance(statement, ast.AnnAssign) and allows_none(statement.annotation):
        return f"{file.path}:{statement.lineno}"
    return ""


def _neutral(statement: ast.AugAssign) -> str | None:
    """What counting starts with: 0 for numbers, an empty list or text where the operand is one."""
    match statement.value:
        case ast.List() | ast.ListComp():
            return "[]"
        case ast.JoinedStr() | ast.Constant(value=str()):
            return '""'
        case ast.Constant(value=float()):
            return "0.0"
    return {ast.Mult: "1", ast.BitOr: "0"}.get(type(statement.op), "0")


def _best(values: list[Value]) -> list[Value]:
    found: dict[str, Value] = {}
    for value in sorted(values, key=lambda item: -item.score):
        found.setdefault(value.text, value)
    return list(found.values())


def _literal(text: str) -> object:
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return None


def _defaults_of_mapping(context: Context, access: _Access, method: str) -> list[Value]:
    """`MAPPING.get(anything, literal)` elsewhere, or `MAPPING.pop(...)`; where nobody reads that, it says no value."""
    found, mapping = [], last_name(access.mapping)
    is_read = not isinstance(context.frame.file.parent(access.node), ast.Expr)
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Call(func=ast.Attribute(attr=name, value=owner), args=[key, default]) if (
                    name == method
                    and last_name(owner) == mapping != ""
                    and not isinstance(key, ast.Constant)
                    and is_read is not isinstance(file.parent(node), ast.Expr)
                ):
                    place = f"{file.path}:{node.lineno}"
                    score = 0.8 + 0.1 * (file.path == context.frame.file.path)
                    found.append(Value(file.segment(default), place, score, f"{place} looks {mapping} up so"))
    plain = [
        value for value in found if _literal(value.text) is not None or value.text.isupper() or value.text == "None"
    ]
    return _best(plain)[:2]


def _spellings(context: Context, mapping: str) -> dict[str, str]:
    """How other look-ups spell the key: `upper()` -> where."""
    found: dict[str, str] = {}
    for file in context.codebase.sources:
        for node in file.nodes:
            key = node.slice if isinstance(node, ast.Subscript) and last_name(node.value) == mapping else None
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and last_name(node.func.value) == mapping
            ):
                key = node.args[0] if node.func.attr in ("get", "pop") and node.args else None
            if isinstance(key, ast.Call) and isinstance(key.func, ast.Attribute) and not key.args:
                found.setdefault(f"{key.func.attr}()", f"{file.path}:{key.lineno}")
    return found
