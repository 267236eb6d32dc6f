"""UnboundLocalError: a path through the function on which a name never gets its value."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import Definition, definitions
from arbase.repair.static.edit import Edit, insert_after, insert_before
from arbase.repair.static.names import closest
from arbase.repair.static.refusals import SELECTION, Need
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, replaced, valued
from arbase.repair.static.templates.interface import Context, Draft, Template, with_imports
from arbase.repair.static.values import Value
from arbase.workspace.tree import Function

NAME = "unbound"
_STEPS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


class Unbound(Template):
    """Initialise in front of the branch, complete the branch, or declare the global that was meant."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """All of them, where a name of the crashed function was read before it had a value."""
        node = context.crash.node
        frame = context.frame
        if context.crash.exception != "UnboundLocalError" or frame.function is None:
            return
        name = node.id if isinstance(node, ast.Name) else last_name(node)
        if isinstance(frame.statement, ast.AugAssign) and isinstance(frame.statement.target, ast.Name):
            name = name or frame.statement.target.id
        bound = definitions(frame.file, frame.function, name)
        yield from self._global(context, frame.function, name)
        first = _branch(frame, frame.function, bound)
        if first is None:
            return
        yield from self._sibling(context, name, first)
        yield from self._initialised(context, frame.function, name, bound, first)
        yield from self._completed(context, name, first)
        yield from self._meant(context, frame.function, name, node)

    def _global(self, context: Context, function: Function, name: str) -> Iterator[Draft]:
        """The function changes a name of the module without saying so."""
        file = context.frame.file
        owners = [item for item in definitions(file, None, name) if item.value is not None]
        if not owners or any(isinstance(item, ast.Global) for item in function.body):
            return
        body = function.body
        start = body[1] if ast.get_docstring(function) is not None and len(body) > 1 else body[0]
        edit = insert_before(file, start, (f"global {name}",))
        if edit is not None:
            why = (
                f"{name} is a name of the module ({file.path}:{owners[0].statement.lineno}), which the function changes"
            )
            place = f"{file.path}:{owners[0].statement.lineno}"
            yield Draft(NAME, ((file.path, edit),), 0.85, f"{why}.", place, context.frame.location)

    def _initialised(
        self, context: Context, function: Function, name: str, bound: list[Definition], first: ast.stmt
    ) -> Iterator[Draft]:
        """`name = value` in front of the branch or loop."""
        file = context.frame.file
        values = list(context.values.default_of(name, file.path))
        values += _accumulated(file, bound)
        if _returned_as_it_is(context.frame, name):
            values += [value for value in context.values.for_nothing(file, function) if value.score >= 0.5]
        values += _tested_for_none(file, function, name)
        seen: set[str] = set()
        for value in sorted(values, key=lambda item: -item.score):
            if value.text in seen or len(seen) == 2 or value.text == "...":
                continue
            seen.add(value.text)
            edit = insert_before(file, first, (f"{name} = {value.text}",))
            if edit is not None:
                idea = Idea(NAME, 0.75, f"{name} has no value where line {first.lineno} does not give it one")
                yield valued(context, idea, file, (edit,), value)

    def _sibling(self, context: Context, name: str, first: ast.stmt) -> Iterator[Draft]:
        """An `except` that gives the name no value, while those beside it do: as the repository words errors."""
        file = context.frame.file
        tries = [node for node in ast.walk(first) if isinstance(node, ast.Try)]
        for handler in (item for node in tries for item in node.handlers if len(node.handlers) > 1):
            gives = [_gives(item, name) for node in tries for item in node.handlers]
            if _gives(handler, name) or not any(gives) or handler.type is None or _leaves(handler.body[-1]):
                continue
            if not _words_errors([item for node in tries for item in node.handlers], name):
                continue
            caught = handler.name or "error"
            for text, place in _wordings(context, caught):
                edit = insert_after(file, handler.body[-1], (f"{name} = {text}",))
                if edit is not None:
                    end = file.span(handler.type)[1]
                    named = () if handler.name else (Edit(end, end, f" as {caught}"),)
                    idea = Idea(NAME, 0.8, f"the branch at line {handler.lineno} gives {name} no value", place)
                    yield edited(context, idea, file, *named, edit)

    def _completed(self, context: Context, name: str, first: ast.stmt) -> Iterator[Draft]:
        """An `else` that refuses what no branch knows and no round of a search finds, where the request decides."""
        frame = context.frame
        asked = _left_open(first)
        kinds = context.flow.sent(frame.file, frame.function, asked) if asked is not None else frozenset()
        if asked is None or not kinds:
            return
        subject = next((item for item in ast.walk(asked) if isinstance(item, ast.Name | ast.Attribute)), None)
        if subject is None:
            return
        text = frame.file.segment(subject)
        need = Need(frame.file, frame.function, frame.line, text, "missing", SELECTION, kinds)
        for written in context.refusals.written(need):
            lines = ("else:", *(f"\t{line}" for line in written.lines))
            edit = insert_after(frame.file, first, lines)
            if edit is not None:
                yield Draft(
                    NAME,
                    with_imports(frame.file, (edit,), written.imports),
                    round(0.75 * (0.5 + 0.5 * written.score), 4),
                    f"{name} has no value for a {text} in which nothing fits; answer {written.status}.",
                    written.precedent,
                    frame.location,
                    status=written.status,
                )

    def _meant(self, context: Context, function: Function, name: str, node: ast.expr | None) -> Iterator[Draft]:
        """Another variable of nearly this name has the value."""
        frame = context.frame
        if node is None:
            return
        known = [item for item in context.crash.variables if item.isidentifier()]
        for found, score in closest(name, known, least=0.8)[:1]:
            idea = Idea(NAME, 0.4 + 0.3 * score, f"{found} has the value, {name} has none")
            yield replaced(context, idea, frame.file, node, found)
        del function


def _left_open(first: ast.stmt) -> ast.expr | None:
    """What decides in branches, or in a search that ends with `break`, that have no `else` yet."""
    if isinstance(first, ast.For | ast.AsyncFor):
        ends = any(isinstance(node, ast.Break) for node in ast.walk(first))
        return first.iter if ends and not first.orelse else None
    chain = first
    while isinstance(chain, ast.If) and len(chain.orelse) == 1 and isinstance(chain.orelse[0], ast.If):
        chain = chain.orelse[0]
    if not isinstance(first, ast.If) or not isinstance(chain, ast.If) or chain.orelse:
        return None
    # A ladder of more and less covers all amounts: what is below its last step has a value that nobody tells.
    return None if any(isinstance(node, _STEPS) for node in ast.walk(first.test)) else first.test


def _gives(handler: ast.ExceptHandler, name: str) -> bool:
    stored = (part for item in handler.body for part in ast.walk(item) if isinstance(part, ast.Name))
    return any(part.id == name and isinstance(part.ctx, ast.Store) for part in stored)


def _leaves(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Return | ast.Raise | ast.Continue | ast.Break)


def _wordings(context: Context, name: str) -> list[tuple[str, str]]:
    """How the repository (now, or before a suspect commit) writes a caught error as text."""
    texts = [(file.path, file.text) for file in context.codebase.sources]
    texts += [(f"commit:{sha}", text) for sha, _, text in context.history.versions(context.frame.file.path)]
    for wording in (f'f"{{type({name}).__name__}}: {{{name}}}"', f"str({name})"):
        for place, text in texts:
            if wording in text:
                line = text[: text.index(wording)].count("\n") + 1
                return [(wording, place if place.startswith("commit:") else f"{place}:{line}")]
    return [(f"str({name})", "")]


def _words_errors(handlers: list[ast.ExceptHandler], name: str) -> bool:
    """The handlers that give the name a value give it a text: what went wrong, in words."""
    given = [part.value for item in handlers for part in ast.walk(item) if isinstance(part, ast.Assign)
             and any(last_name(target) == name for target in part.targets)]  # fmt: skip
    texts = [
        isinstance(value, ast.JoinedStr)
        or (isinstance(value, ast.Constant) and isinstance(value.value, str))
        or (isinstance(value, ast.Call) and last_name(value.func) in ("str", "repr", "format"))
        for value in given
    ]
    return bool(texts) and all(texts)


def _branch(frame: Frame, function: Function, bound: list[Definition]) -> ast.stmt | None:
    """The statement of the block of the read that holds the first binding: the branch or loop to stand in front of."""
    block = set()
    current: ast.AST | None = frame.statement
    while current is not None and current is not function:
        if isinstance(current, ast.stmt):
            block.add(id(frame.file.parent(current)))
        current = frame.file.parent(current)
    for item in bound:
        for outer in [item.statement, *frame.file.ancestors(item.statement)]:
            if isinstance(outer, ast.stmt) and id(frame.file.parent(outer)) in block:
                if outer is not frame.statement or isinstance(outer, ast.AugAssign):
                    return _outermost_loop(frame, function, outer)
                break
    return None


def _outermost_loop(frame: Frame, function: Function, statement: ast.stmt) -> ast.stmt:
    """An accumulator starts in front of the loop that fills it."""
    if not isinstance(statement, ast.AugAssign):
        return statement
    found = statement
    for outer in frame.file.ancestors(statement):
        if outer is function:
            break
        if isinstance(outer, ast.For | ast.While | ast.AsyncFor | ast.If | ast.With):
            found = outer  # type: ignore[assignment]  # any statement will do from here on
    return found


def _accumulated(file: SourceFile, bound: list[Definition]) -> list[Value]:
    """What a sum, product or list starts with."""
    found = []
    for item in bound:
        statement = item.statement
        if isinstance(statement, ast.AugAssign):
            match statement.value:
                case ast.List() | ast.ListComp():
                    text = "[]"
                case ast.Constant(value=str()) | ast.JoinedStr():
                    text = '""'
                case _:
                    text = "1" if isinstance(statement.op, ast.Mult) else "0"
            place = f"{file.path}:{statement.lineno}"
            found.append(Value(text, place, 0.8, f"{place} accumulates into it"))
        elif isinstance(item.value, ast.Constant) and isinstance(item.value.value, bool):
            text = str(not item.value.value)
            place = f"{file.path}:{statement.lineno}"
            found.append(Value(text, place, 0.7, f"{place} sets the flag to {item.value.value}"))
        elif isinstance(statement, ast.For) and (start := _counted_from(statement, item.name)) is not None:
            place = f"{file.path}:{statement.lineno}"
            found.append(Value(str(start - 1), place, 0.85, f"{place} counts from {start} on, and there is nothing"))
    return found


def _counted_from(loop: ast.For, name: str) -> int | None:
    """Where `enumerate` begins to count in the name; None where it does not, or where 0 is the first already."""
    match loop.target, loop.iter:
        case ast.Tuple(elts=[ast.Name(id=counter), *_]), ast.Call(
            func=ast.Name(id="enumerate"), args=args, keywords=words
        ):
            given = [*args[1:2], *(word.value for word in words if word.arg == "start")]
            start = given[0].value if given and isinstance(given[0], ast.Constant) else 0
            return start if counter == name and isinstance(start, int) and start > 0 else None
    return None


def _tested_for_none(file: SourceFile, function: Function, name: str) -> list[Value]:
    """The function asks itself whether the name is None."""
    for node in ast.walk(function):
        match node:
            case ast.Compare(
                left=ast.Name(id=left), ops=[ast.Is() | ast.IsNot()], comparators=[ast.Constant(value=None)]
            ) if left == name:
                place = f"{file.path}:{node.lineno}"
                return [Value("None", place, 0.85, f"{place} tests it for None")]
    return []


def _returned_as_it_is(frame: Frame, name: str) -> bool:
    return isinstance(frame.statement, ast.Return) and last_name(frame.statement.value) == name
