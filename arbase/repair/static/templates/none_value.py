"""AttributeError and TypeError on None: something was not found, not given, or not returned."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Crash
from arbase.repair.static.edit import Edit, insert_after, replace
from arbase.repair.static.framework import is_handler
from arbase.repair.static.names import closest
from arbase.repair.static.origin import Origin, callee_of, origin_of
from arbase.repair.static.refusals import HEADER, INVALID, LOOKUP, SELECTION, Need
from arbase.repair.static.source import COMPREHENSIONS, SourceFile, header_nodes, last_name, text_of
from arbase.repair.static.templates.building import (
    Hoisted,
    Idea,
    in_brackets,
    is_hoistable,
    refuse_before,
    refuse_hoisted,
    replaced,
    result_before,
    valued,
)
from arbase.repair.static.templates.hoisting import new_name, runs_once
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.values import Value, allows_none, names_for
from arbase.repair.static.wording import noun_of

NAME = "none"
_MATCHERS = frozenset(("match", "search", "fullmatch"))
_NAMELESS = tuple("found result res ret row record item obj data entry value matched match one hit x".split())
_LOOKUPS = ("get", "find", "fetch", "load", "lookup", "first", "one_or_none", "fetchone", "scalar", "by_id", "select")


class NoneValue(Template):
    """Guard where the None came up, follow the default of elsewhere, or repair the function that returned it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """All of them, where a part of the failing expression was None."""
        node = none_node(context.crash)
        if node is None:
            return
        origin = origin_of(context.crash, node)
        if origin.kind == "call" and isinstance(origin.node, ast.Call):
            yield from self._never_returned(context, origin.node)
            yield from self._mistaken_key(context, origin, origin.node)
            yield from self._not_found(context, origin, origin.node)
        elif origin.kind == "parameter":
            yield from self._not_given(context, origin)
        yield from self._optional(context, origin, node)
        yield from self._skipped(context, node)
        yield from self._nothing(context, origin, node)

    def _not_found(self, context: Context, origin: Origin, call: ast.Call) -> Iterator[Draft]:
        """A look-up by client data came back empty: refuse, right behind it."""
        frame = origin.frame
        asked = [*call.args, *(word.value for word in call.keywords)]
        # `db.query(X).filter(X.id == house_id).first()`: the client's part stands further left in the chain.
        chain = call.func.value if isinstance(call.func, ast.Attribute) and not asked else None
        kinds = context.flow.asked(frame.file, frame.function, call) or context.fed
        if not kinds:
            return
        matched = last_name(call.func) in _MATCHERS
        statuses = INVALID if matched else LOOKUP if "path" in kinds else HEADER if kinds == {"header"} else SELECTION
        subject = self._asked_for(frame.file, asked, chain)
        need = Need(
            file=frame.file,
            function=frame.function,
            line=frame.line,
            subject=subject or origin.name or "value",
            guard="none",
            statuses=statuses,
            kinds=kinds,
            noun=noun_of(subject if matched or origin.name in ("", *_NAMELESS) else origin.name),
        )
        idea = Idea(NAME, 0.85, f"{last_name(call.func)} answers None for data of the client")
        if origin.name and origin.statement is not None:
            yield from refuse_before(context, idea, need, origin.statement, f"{origin.name} is None", after=True)
        elif frame.statement is not None and runs_once(frame.file, call):
            name = new_name(frame.file, frame.function, call)
            awaited = frame.file.parent(call)
            whole = awaited if isinstance(awaited, ast.Await) else call
            yield from refuse_hoisted(context, idea, need, frame.statement, Hoisted(whole, name, f"{name} is None"))

    @staticmethod
    def _asked_for(file: SourceFile, asked: list[ast.expr], chain: ast.expr | None) -> str:
        """The text of what was looked up: the last plain argument, or the compared value of a query."""
        plain = [item for item in asked if isinstance(item, ast.Name | ast.Attribute | ast.Subscript)]
        if plain:
            return file.segment(plain[-1])
        for item in ast.walk(chain) if chain is not None else ():
            if isinstance(item, ast.Compare) and isinstance(item.comparators[0], ast.Name | ast.Attribute):
                return file.segment(item.comparators[0])
        return ""

    def _not_given(self, context: Context, origin: Origin) -> Iterator[Draft]:
        """An optional parameter of a handler was not sent."""
        frame = origin.frame
        if frame.function is None or not context.flow.is_given_by_framework(frame.file, frame.function):
            return
        name = text_of(origin.node) or ""
        kinds = context.flow.sent(frame.file, frame.function, origin.node)
        need = Need(
            frame.file, frame.function, frame.line, name, "none", HEADER if "header" in kinds else INVALID, kinds
        )
        idea = Idea(NAME, 0.55, f"{name} is optional and was not sent")
        yield from refuse_before(context, idea, need, frame.statement, f"{name} is None")

    def _never_returned(self, context: Context, call: ast.Call) -> Iterator[Draft]:
        """The called function computes its result and forgets to return it on some path."""
        place = callee_of(context.codebase.sources, call)
        if place is None:
            return
        file, function = place
        if allows_none(function.returns) or any(
            isinstance(node, ast.Yield | ast.YieldFrom) for node in ast.walk(function)
        ):
            return
        for last in _open_ends(function.body):
            where = f"{function.name} returns nothing behind line {last.lineno}"
            if isinstance(last, ast.Expr) and not isinstance(last.value, ast.Constant):
                value = last.value
                if not isinstance(value, ast.Await) or function.returns is not None:
                    start = file.span(last)[0]
                    idea = Idea(NAME, 0.75 if function.returns is not None else 0.5, where)
                    yield _inserted(context, idea, file, Edit(start, start, "return "))
            elif isinstance(last, ast.Assign) and len(last.targets) == 1 and isinstance(last.targets[0], ast.Name):
                edit = insert_after(file, last, (f"return {last.targets[0].id}",))
                if edit is not None:
                    idea = Idea(NAME, 0.8, where)
                    yield Draft(NAME, ((file.path, edit),), idea.prior, f"{where}.", "", context.frame.location)

    def _mistaken_key(self, context: Context, origin: Origin, call: ast.Call) -> Iterator[Draft]:
        """`row.get("naem")`: the mapping has a key that is nearly this one."""
        match call:
            case ast.Call(
                func=ast.Attribute(attr="get", value=mapping), args=[ast.Constant(value=str() as key) as node, *_]
            ):
                seen = context.crash.described(mapping) if origin.frame_index == len(context.crash.frames) - 1 else {}
                known = [str(item) for item in seen.get("keys", ())]
                if key in known:
                    return
                file = origin.frame.file
                for found, score in closest(key, known):
                    quote = file.segment(node)[:1]
                    idea = Idea(NAME, 0.35 + 0.55 * score, f"the mapping has no {key!r} but {found!r}")
                    yield replaced(context, idea, file, node, f"{quote}{found}{quote}")

    def _optional(self, context: Context, origin: Origin, node: ast.expr) -> Iterator[Draft]:
        """The value may be missing: use what the repository uses for it elsewhere."""
        frame = context.frame
        file = frame.file
        whole = context.crash.node or node
        names = [name for name in (last_name(node), _asked_name(origin)) if name]
        if isinstance(origin.node, ast.Call) and origin.kind == "call" and _asked_name(origin):
            for value in _literals(context, file, [_asked_name(origin)]):
                if len(origin.node.args) == 1 and value.text != "None":
                    end = origin.frame.file.span(origin.node.args[0])[1]
                    idea = Idea(NAME, 0.72, f"{_asked_name(origin)!r} may be missing")
                    edit = Edit(end, end, f", {value.text}")
                    yield valued(context, idea, origin.frame.file, (edit,), value)
        if not is_pure(node):
            return
        text = file.segment(node)
        if whole is node or not _contains(whole, node):
            return
        is_target = isinstance(getattr(whole, "ctx", None), ast.Store | ast.Del)
        if is_target:
            return
        outer = _widest(file, whole, node)
        if isinstance(whole, ast.BinOp | ast.Compare) or not isinstance(whole, ast.Attribute | ast.Subscript):
            for value in _literals(context, file, names):
                if value.text != "None":
                    idea = Idea(NAME, 0.66, f"{text} may be None")
                    written = f"({text} if {text} is not None else {value.text})"
                    yield valued(context, idea, file, (replace(file, node, written),), value)
        for value in _otherwise(context, file, outer, names):
            written = f"{file.segment(outer)} if {text} is not None else {value.text}"
            idea = Idea(NAME, 0.68, f"{text} may be None")
            yield valued(context, idea, file, (replace(file, outer, in_brackets(file, outer, written)),), value)

    def _skipped(self, context: Context, node: ast.expr) -> Iterator[Draft]:
        """In a comprehension: leave the item out where the repository does so elsewhere for the same field."""
        file = context.frame.file
        loop = next((item for item in file.ancestors(node) if isinstance(item, COMPREHENSIONS)), None)
        if loop is None or not isinstance(node, ast.Attribute | ast.Subscript):
            return
        field = last_name(node)
        for other in context.codebase.sources:
            for test in (test for item in other.nodes if isinstance(item, ast.comprehension) for test in item.ifs):
                if (
                    isinstance(test, ast.Compare)
                    and isinstance(test.ops[0], ast.IsNot)
                    and last_name(test.left) == field
                ):
                    place = f"{other.path}:{test.lineno}"
                    end = file.span(
                        loop.generators[-1].ifs[-1] if loop.generators[-1].ifs else loop.generators[-1].iter
                    )[1]
                    joint = " and" if loop.generators[-1].ifs else " if"
                    idea = Idea(NAME, 0.7, f"{field} may be None, {place} leaves such items out")
                    edit = Edit(end, end, f"{joint} {file.segment(node)} is not None")
                    yield _inserted(context, idea, file, edit, place)
                    return

    def _nothing(self, context: Context, origin: Origin, node: ast.expr) -> Iterator[Draft]:
        """An early result in front of the statement, as the function or its likes return for nothing."""
        frame = context.frame
        if frame.function is None or not is_pure(node) or not is_hoistable(frame, node):
            return
        near = origin.kind == "call" and origin.frame_index == len(context.crash.frames) - 1
        values = [value for value in context.values.for_nothing(frame.file, frame.function) if value.score >= 0.5]
        idea = Idea(NAME, 0.6 if near else 0.55, f"{frame.file.segment(node)} may be None")
        if not is_handler(frame.file, frame.function):
            yield from result_before(
                context, idea, frame, frame.statement, f"{frame.file.segment(node)} is None", values[:2]
            )


def none_node(crash: Crash) -> ast.expr | None:
    """The expression that was None and should not have been."""
    if crash.exception not in ("AttributeError", "TypeError"):
        return None
    node = crash.node
    if "NoneType" not in crash.message and not re.search(r"\bNone\b", crash.message):
        # "argument must be str" does not say what came instead.
        given = [*node.args, *(word.value for word in node.keywords)] if isinstance(node, ast.Call) else []
        missing = [one for one in given if crash.is_none(one) and not isinstance(one, ast.Constant)]
        return missing[0] if len(missing) == 1 and crash.exception == "TypeError" else None
    match node:
        case ast.Attribute(value=value) if crash.exception == "AttributeError":
            return value
        case ast.Subscript(value=value) if "subscriptable" in crash.message or "item assignment" in crash.message:
            return value
        case ast.Call(func=ast.Attribute(value=value)) if crash.exception == "AttributeError":
            return value
        case ast.Call(func=function) if "not callable" in crash.message:
            return function
        case ast.BinOp(left=left, right=right):
            return _none_of(crash, [left, right], crash.message)
        case ast.Compare(left=left, comparators=comparators):
            return _none_of(crash, [left, *comparators], crash.message)
    if "cannot unpack" in crash.message and isinstance(crash.frame.statement, ast.Assign):
        return crash.frame.statement.value
    parts = [node, *ast.walk(node)] if node is not None else list(header_nodes(crash.frame.statement))
    for part in parts:
        if isinstance(part, ast.expr) and crash.is_none(part):
            return part
    return _alone_in(crash, node)


def _alone_in(crash: Crash, node: ast.expr | None) -> ast.expr | None:
    """What nothing was seen of, where it is the only thing that can have been None."""
    if isinstance(node, ast.Call) and len(node.args) == 1 and crash.exception == "TypeError":
        return node.args[0]
    return node if "not iterable" in crash.message and isinstance(node, ast.Name | ast.Call) else None


def _none_of(crash: Crash, operands: list[ast.expr], message: str) -> ast.expr | None:
    for operand in operands:
        if crash.is_none(operand):
            return operand
    kinds = re.findall(r"'([\w.]+)'", message)
    if len(kinds) >= 2 and len(operands) == 2 and "NoneType" in kinds[-2:]:
        return operands[kinds[-2:].index("NoneType")]
    unknown = [item for item in operands if not crash.type_of(item) and not isinstance(item, ast.Constant)]
    return unknown[0] if len(unknown) == 1 else None


def is_pure(node: ast.expr) -> bool:
    """Reading the expression twice does no harm."""
    return text_of(node) is not None


def _open_ends(body: list[ast.stmt]) -> list[ast.stmt]:
    """The last statements of the paths that fall out of the end of a function."""
    last = body[-1]
    if isinstance(last, ast.If):
        return [*_open_ends(last.body), *(_open_ends(last.orelse) if last.orelse else [])]
    if isinstance(last, ast.With | ast.AsyncWith):
        return _open_ends(last.body)
    if isinstance(last, ast.Try):
        ends = _open_ends(last.orelse or last.body)
        return [*ends, *(end for handler in last.handlers for end in _open_ends(handler.body))]
    return [] if isinstance(last, ast.Return | ast.Raise | ast.For | ast.While | ast.Continue | ast.Pass) else [last]


def _inserted(context: Context, idea: Idea, file: SourceFile, edit: Edit, precedent: str = "") -> Draft:
    return Draft(NAME, ((file.path, edit),), idea.prior, f"{idea.why}.", precedent, context.frame.location)


def _asked_name(origin: Origin) -> str:
    """The key of `.get("key")`, or the field's name."""
    match origin.node:
        case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str() as key)]):
            return key
        case ast.Attribute(attr=name) | ast.Subscript(slice=ast.Constant(value=str() as name)):
            return name
    return ""


def _literals(context: Context, file: SourceFile, names: list[str]) -> list[Value]:
    found: dict[str, Value] = {}
    for name in names:
        for value in context.values.default_of(name, file.path):
            found.setdefault(value.text, value)
    return [value for value in found.values() if value.text not in ("None", "...")][:2]


def _otherwise(context: Context, file: SourceFile, node: ast.expr, names: list[str]) -> list[Value]:
    """What stands behind `else` where the repository asks for the same field, else by the name it goes under."""
    found: dict[str, Value] = {}
    for other in context.codebase.sources:
        for item in other.nodes:
            if isinstance(item, ast.IfExp) and _tests_for_none(item.test, names):
                literal = item.orelse
                if isinstance(literal, ast.Constant):
                    place = f"{other.path}:{item.lineno}"
                    text = other.segment(literal)
                    found.setdefault(text, Value(text, place, 0.85, f"{place} does the same"))
    for name in names_for(file, node):
        for value in context.values.for_name(file, name, context.frame.function):
            if value.text != "...":
                found.setdefault(value.text, value)
    nulls = context.values.nulls
    if nulls is not None and _answered(file, node):
        found.setdefault("None", nulls)
    return sorted(found.values(), key=lambda item: -item.score)[:2]


def _answered(file: SourceFile, node: ast.expr) -> bool:
    """The value goes into a mapping that the function returns."""
    return isinstance(file.parent(node), ast.Dict) and isinstance(file.statement_of(node), ast.Return)


def _tests_for_none(test: ast.expr, names: list[str]) -> bool:
    match test:
        case ast.Compare(left=left, ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return last_name(left) in names
        case ast.Name() | ast.Attribute() | ast.Subscript():
            return last_name(test) in names
    return False


def _contains(outer: ast.AST, inner: ast.AST) -> bool:
    return any(part is inner for part in ast.walk(outer))


def _widest(file: SourceFile, whole: ast.expr, node: ast.expr) -> ast.expr:
    """The failing expression together with what is called on or read from its result."""
    current = whole
    while True:
        parent = file.parent(current)
        if (
            isinstance(parent, ast.Attribute | ast.Await)
            or (isinstance(parent, ast.Subscript) and parent.value is current)
            or (isinstance(parent, ast.Call) and parent.func is current)
        ):
            current = parent
        else:
            return current
