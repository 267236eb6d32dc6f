"""The shapes that drafts of many templates share: a guard, a narrow `except`, an early result, a new expression."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import is_bound_at
from arbase.repair.static.edit import Edit, insert_after, insert_before, replace, wrap
from arbase.repair.static.refusals import Need, Written
from arbase.repair.static.source import COMPREHENSIONS, SourceFile
from arbase.repair.static.templates.interface import Context, Draft, with_imports
from arbase.repair.static.values import Value


@dataclass(frozen=True)
class Idea:
    """What a template says about a draft apart from its edits."""

    template: str
    prior: float
    why: str
    precedent: str = ""
    imports: tuple[str, ...] = ()


def refuse_before(
    context: Context, idea: Idea, need: Need, statement: ast.stmt, test: str, *, after: bool = False
) -> Iterator[Draft]:
    """`if test: <refusal>` in front of a statement, or behind it."""
    for written in context.refusals.written(need):
        lines = (f"if {test}:", *(f"\t{line}" for line in written.lines))
        edit = (insert_after if after else insert_before)(need.file, statement, lines)
        if edit is not None:
            yield refusal_draft(context, idea, need, written, (edit,))


@dataclass(frozen=True)
class Hoisted:
    """An expression that gets a name in front of its statement, the test of that name, and its text if it changes."""

    node: ast.expr
    name: str
    test: str
    text: str = ""


def refuse_hoisted(context: Context, idea: Idea, need: Need, statement: ast.stmt, hoisted: Hoisted) -> Iterator[Draft]:
    """`name = expression`, then the guard, in front of the statement, which uses the name instead."""
    setup = f"{hoisted.name} = {hoisted.text or need.file.segment(hoisted.node)}"
    for written in context.refusals.written(need):
        lines = (setup, f"if {hoisted.test}:", *(f"\t{line}" for line in written.lines))
        edit = insert_before(need.file, statement, lines)
        if edit is not None:
            yield refusal_draft(context, idea, need, written, (edit, replace(need.file, hoisted.node, hoisted.name)))


def refuse_on(
    context: Context, idea: Idea, need: Need, statements: Sequence[ast.stmt], exceptions: tuple[str, str]
) -> Iterator[Draft]:
    """`try: <statements> except X: <refusal>`; `exceptions` are the text to catch and the import that it needs."""
    for written in context.refusals.written(need):
        yield from refuse_as(context, idea, need, statements, exceptions, written)


def refuse_as(
    context: Context,
    idea: Idea,
    need: Need,
    statements: Sequence[ast.stmt],
    exceptions: tuple[str, str],
    written: Written,
) -> Iterator[Draft]:
    """The same with a refusal that is written already."""
    caught, needed = exceptions
    head = f"except {caught} as {written.binds}:" if written.binds else f"except {caught}:"
    edit = wrap(need.file, statements, "try:", (head, *(f"\t{line}" for line in written.lines)))
    if edit is not None:
        yield refusal_draft(context, idea, need, written, (edit,), *([needed] if needed else []))


def refusal_draft(
    context: Context,
    idea: Idea,
    need: Need,
    written: Written,
    edits: tuple[Edit, ...],
    *imports: str,
) -> Draft:
    """A draft that refuses a request as it is written, with what people are told of it."""
    place = written.precedent
    how = f"as {place} does" if place else "by the framework's own exception"
    told = f"{idea.why}; answer {written.status}, {how}."
    if need.kinds == {"argument"}:
        told = f"{idea.why.replace('comes from the request', 'comes from outside')}; refuse it {how}."
    shown = {item.partition(":")[0] for item in context.diagnosis.client_inputs}
    # The investigation changed the request part by part: blaming another part than those is hardly right.
    blamed = 1.0 if not shown or not need.kinds or shown & need.kinds else 0.5
    return Draft(
        template=idea.template,
        edits=with_imports(need.file, edits, (*written.imports, *imports)),
        prior=round(min(idea.prior * (0.5 + 0.5 * written.score) * blamed, 0.99), 4),
        rationale=told,
        precedent=place,
        location=context.frame.location,
        status=written.status,
    )


def result_before(
    context: Context, idea: Idea, frame: Frame, statement: ast.stmt, test: str, values: Sequence[Value]
) -> Iterator[Draft]:
    """`if test: return value` in front of a statement, for each value that the repository uses so."""
    for value in values:
        edit = insert_before(frame.file, statement, (f"if {test}:", f"\treturn {value.text}"))
        if edit is not None:
            yield valued(context, idea, frame.file, (edit,), value)


def valued(context: Context, idea: Idea, file: SourceFile, edits: tuple[Edit, ...], value: Value) -> Draft:
    """A draft that uses a value with its precedent."""
    return Draft(
        template=idea.template,
        edits=tuple((file.path, edit) for edit in edits),
        prior=round(min(idea.prior * (0.5 + 0.5 * value.score), 0.99), 4),
        rationale=f"{idea.why}; {value.why}.",
        precedent=value.place,
        location=context.frame.location,
    )


def replaced(context: Context, idea: Idea, file: SourceFile, node: ast.AST, text: str) -> Draft:
    """A draft that writes one expression anew."""
    return edited(context, idea, file, replace(file, node, text))


def edited(context: Context, idea: Idea, file: SourceFile, *edits: Edit) -> Draft:
    """A draft that consists of edits of one file."""
    return Draft(
        template=idea.template,
        edits=with_imports(file, edits, idea.imports),
        prior=round(min(idea.prior, 0.99), 4),
        rationale=f"{idea.why}.",
        precedent=idea.precedent,
        location=context.frame.location,
    )


def is_hoistable(frame: Frame, node: ast.AST) -> bool:
    """The expression can be looked at in front of its statement: its names have values there, and it is plain."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call | ast.Await | ast.NamedExpr | ast.Yield | ast.YieldFrom | ast.Lambda):
            return False
        if isinstance(part, ast.Name) and not is_bound_at(frame.file, frame.function, part.id, frame.line):
            return False
        if isinstance(part, ast.Name) and _bound_inside(frame, part):
            return False
    return True


def _bound_inside(frame: Frame, name: ast.Name) -> bool:
    """A comprehension or lambda within the statement gives the name its value."""
    for outer in frame.file.ancestors(name):
        if isinstance(outer, COMPREHENSIONS):
            for loop in outer.generators:
                if any(isinstance(part, ast.Name) and part.id == name.id for part in ast.walk(loop.target)):
                    return True
        elif isinstance(outer, ast.Lambda):
            if any(argument.arg == name.id for argument in outer.args.args):
                return True
        elif isinstance(outer, ast.stmt):
            # The target of `for x in xs:` has its value inside the body only, in front of the header it has none.
            return isinstance(outer, ast.For | ast.AsyncFor) and any(part is name for part in ast.walk(outer.target))
    return False


def is_simple(statement: ast.stmt) -> bool:
    """A statement without a body of its own."""
    return not getattr(statement, "body", None) and not isinstance(statement, ast.Match)


def moved(file: SourceFile, statement: ast.stmt, at: int) -> tuple[Edit, Edit] | None:
    """The lines of the statement taken out, and put in elsewhere in the same block, at this offset."""
    start, end = file.line_start(statement.lineno), file.line_start((statement.end_lineno or statement.lineno) + 1)
    text = file.text[start:end]
    whole = file.starts_line(statement) and file.text[file.span(statement)[1] : end].strip()[:1] in ("", "#")
    return (Edit(start, end, ""), Edit(at, at, text)) if whole and text.endswith("\n") else None


def in_brackets(file: SourceFile, node: ast.AST, text: str) -> str:
    """`text` in brackets where the expression it replaces is an operand or the receiver of something."""
    parent = file.parent(node)
    if isinstance(parent, ast.BinOp | ast.UnaryOp | ast.Compare | ast.BoolOp | ast.Attribute | ast.Await | ast.Starred):
        return f"({text})"
    if isinstance(parent, ast.IfExp | ast.Subscript) and getattr(parent, "slice", None) is not node:
        return f"({text})"
    if isinstance(parent, ast.comprehension) or (isinstance(parent, ast.Call) and parent.func is node):
        return f"({text})"
    return text
