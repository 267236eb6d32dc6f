"""What has the wrong form stands beside itself in the right one.

`opens <= at < closes` compares a moment without a zone, while `moment = at.astimezone(zone)` above is the same in the
zone of the others.
"""

from __future__ import annotations

import ast
import builtins
import datetime
from collections.abc import Iterator
from itertools import islice

from arbase.repair.static.conversions import Conversions, operands_of, short
from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import replace
from arbase.repair.static.source import own_nodes, text_of
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "at-hand"
MOST = 3
_NUMBERS = frozenset(("int", "float", "bool"))
_EXACT = frozenset(("int", "Decimal", "Fraction"))
_DAYS = frozenset(("date", "datetime"))


class AtHand(Template):
    """Use the one that was made for this."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each local value that was made from an operand and that fits the others."""
        yield from islice(self._drafts(context), MOST)

    @staticmethod
    def _drafts(context: Context) -> Iterator[Draft]:
        crash, frame = context.crash, context.frame
        for operand, others in _failing(context):
            for target, value in _made_from(context, operand):
                kind = _kind(context, target) or (Conversions(context.codebase.sources).type_made(value), "")
                if not _is_fit(context, kind, others, operand):
                    continue
                text = frame.file.segment(target)
                why = f"{text} is {frame.file.segment(operand)} in the form that is needed here"
                idea = Idea(NAME, 0.94, why, f"{frame.file.path}:{value.lineno}")
                places = [operand] if crash.exception == "AttributeError" else _places(context, operand, others)
                yield edited(context, idea, frame.file, *(replace(frame.file, place, text) for place in places))


def _failing(context: Context) -> Iterator[tuple[ast.expr, list[ast.expr]]]:
    """Each operand of the failing expression with the others; of an attribute that lacks its owner alone."""
    node = context.crash.node
    if context.crash.exception == "AttributeError":
        if isinstance(node, ast.Attribute) and text_of(node.value):
            yield node.value, []
        return
    if context.crash.exception not in ("TypeError", "InvalidComparison"):
        return
    pair = operands_of(node, context.frame.statement)
    for place, operand in enumerate(pair):
        if text_of(operand) and not isinstance(getattr(operand, "ctx", None), ast.Store):
            yield operand, pair[:place] + pair[place + 1 :]


def _made_from(context: Context, operand: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What was assigned above, whatever way the program took, and is the operand in another form."""
    frame, conversions = context.frame, Conversions(context.codebase.sources)
    found: dict[str, list[tuple[ast.stmt, ast.expr, ast.expr]]] = {}
    for node in own_nodes(frame.function or frame.file.tree):
        match node:
            case ast.Assign(targets=[ast.Name() | ast.Attribute() as target], value=value):
                found.setdefault(frame.file.segment(target), []).append((node, target, value))
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                found.setdefault(frame.file.segment(target), []).append((node, target, value))
    for name, places in found.items():
        first = min(statement.lineno for statement, _, _ in places)
        bound = definitions(frame.file, frame.function, name)
        whole = all(item.statement in [one for one, _, _ in places] for item in bound)
        forms = all(conversions.is_converted(value, operand) for _, _, value in places)
        above = all((one.end_lineno or one.lineno) < frame.line for one, _, _ in places)
        held = above and _is_bound(frame, [one for one, _, _ in places])
        if whole and forms and held and not _changed_since(frame, operand, first):
            yield places[0][1], places[0][2]


def _is_bound(frame: Frame, statements: list[ast.stmt]) -> bool:
    """One of the statements runs before the failing one in any case, or one of both branches does."""
    around = {id(node) for node in frame.file.ancestors(frame.statement)}
    parents = [frame.file.parent(one) for one in statements]
    if any(
        id(parent) in around and not _is_other_branch(frame, one)
        for one, parent in zip(statements, parents, strict=True)
    ):
        return True
    for parent in parents:
        if isinstance(parent, ast.If) and id(frame.file.parent(parent)) in around:
            return all(any(one in block for one in statements) for block in (parent.body, parent.orelse))
    return False


def _is_other_branch(frame: Frame, statement: ast.stmt) -> bool:
    """The statement stands in another block of what is around the failing one as well."""
    block = frame.file.block_of(statement)
    around = [frame.statement, *frame.file.ancestors(frame.statement)]
    return not any(one is other for one in block for other in around)


def _changed_since(frame: Frame, operand: ast.expr, line: int) -> bool:
    """Something that the operand is read from got another value after the other was made of it."""
    names = {part.id for part in ast.walk(operand) if isinstance(part, ast.Name)}
    bound = [item for name in names for item in definitions(frame.file, frame.function, name)]
    if any(line <= item.statement.lineno <= frame.line for item in bound):
        return True
    written = (
        node for node in own_nodes(frame.function or frame.file.tree) if isinstance(node, ast.Attribute | ast.Subscript)
    )
    text = frame.file.segment(operand)
    return any(
        isinstance(node.ctx, ast.Store) and line < node.lineno < frame.line and frame.file.segment(node) == text
        for node in written
    )


def _kind(context: Context, node: ast.expr) -> tuple[str, str] | None:
    """The type as seen, and of a moment whether it knows its zone."""
    seen = context.crash.described(node) if not isinstance(node, ast.Constant) else {}
    kind = short(context.crash.type_of(node))
    zone = "tzinfo=" in str(seen.get("repr", "")) if kind == "datetime" else False
    return (kind, "aware" if zone else "naive" if kind == "datetime" else "") if kind else None


def _is_fit(context: Context, kind: tuple[str, str], others: list[ast.expr], operand: ast.expr) -> bool:
    """It goes together with all others, and the operand does not."""
    own = _kind(context, operand)
    if context.crash.exception == "AttributeError":
        asked = context.crash.node
        return isinstance(asked, ast.Attribute) and own is not None and own[0] != kind[0] and _has(kind[0], asked.attr)
    known = [_kind(context, other) for other in others]
    node: ast.AST = context.crash.node or context.frame.statement
    fit = [other is not None and _go_together(node, kind, other) for other in known]
    apart = own is None or any(other is not None and not _go_together(node, own, other) for other in known)
    return bool(fit) and all(fit) and apart


def _has(kind: str, attribute: str) -> bool:
    """Python's own type has the attribute."""
    known = getattr(datetime, kind, None) or getattr(builtins, kind, object)
    return hasattr(known, attribute)


def _go_together(node: ast.AST, one: tuple[str, str], other: tuple[str, str]) -> bool:
    kinds = {one[0], other[0]}
    if kinds <= _NUMBERS or kinds <= _EXACT:
        return True
    operator = getattr(node, "op", None)
    if operator is None:
        return one == other or (one[0] == other[0] != "datetime")
    if (
        isinstance(operator, ast.Add | ast.Sub)
        and "timedelta" in kinds
        and kinds & {*_DAYS, "timedelta"} - {"timedelta"}
    ):
        return len(kinds) == 2
    if isinstance(operator, ast.Mult):
        return kinds in ({"str", "int"}, {"list", "int"})
    if isinstance(operator, ast.Sub):
        return one == other and one[0] in {*_DAYS, "timedelta", "set"}
    return isinstance(operator, ast.Add) and one[0] == other[0] and one[0] in {"str", "bytes", "list", "timedelta"}


def _places(context: Context, operand: ast.expr, others: list[ast.expr]) -> list[ast.expr]:
    """The operand here, and wherever else the function sets it against one of the same others further on."""
    frame = context.frame
    text, beside = frame.file.segment(operand), {frame.file.segment(other) for other in others}
    places = [operand]
    for node in own_nodes(frame.function or frame.file.tree):
        pair = operands_of(node)
        further = getattr(node, "lineno", 0) >= frame.line
        if further and beside & {frame.file.segment(item) for item in pair if not isinstance(item, ast.Constant)}:
            places.extend(item for item in pair if item is not operand and frame.file.segment(item) == text)
    return places
