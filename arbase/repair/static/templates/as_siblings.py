"""What the functions beside this one do with the same value before they use it: a check, a reader with its test."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import CallSite, argument_of, is_bound_at, is_method, parameters
from arbase.repair.static.edit import insert_before, replace, wrap
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import SourceFile, header_nodes, last_name, own_nodes
from arbase.repair.static.status_numbers import is_error
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.same_service import same_service
from arbase.workspace.tree import Function

NAME = "as-siblings"
MOST = 3
FRAMES = 3
# What any call may raise: how one call's is handled says nothing of another call of a builtin.
_USUAL = frozenset(
    ("ValueError", "TypeError", "KeyError", "IndexError", "AttributeError", "LookupError", "RuntimeError")
)
_SQL = re.compile(r"\b(INSERT\s+INTO|INSERT\s+OR\s+\w+\s+INTO|UPDATE|DELETE\s+FROM|FROM)\s+[\"`]?(\w+)", re.IGNORECASE)


class AsSiblings(Template):
    """The same check, or the same reader with the same test behind it."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For every plain value of the failing statement, and of the calls on the way to it."""
        for away, frame in enumerate(reversed(context.crash.frames[-FRAMES:])):
            read = [node for node in header_nodes(frame.statement) if isinstance(node, ast.Name)]
            for name in dict.fromkeys(node.id for node in read if _is_local(frame, node)):
                yield from self._checked(context, frame, name, away)
                yield from self._guarded(context, frame, name, away)
                yield from self._read(context, frame, name, away)
            if isinstance(frame.statement, ast.Assign) and len(frame.statement.targets) == 1:
                yield from self._read(context, frame, last_name(frame.statement.targets[0]), away)
        inner: Frame | None = None
        for frame in reversed(context.crash.frames[-FRAMES:]):
            yield from self._handled(context, frame, inner)
            yield from same_service(context, frame)
            inner = frame

    @staticmethod
    def _guarded(context: Context, frame: Frame, name: str, away: int) -> Iterator[Draft]:
        """`if rows.empty: <refusal>` stands behind the `rows` of other functions."""
        file = frame.file
        for refusal in context.refusals.all:
            check = refusal.file.parent(refusal.statement)
            if refusal.file is not file or refusal.function is frame.function or not isinstance(check, ast.If):
                continue
            asked = {part.id for part in ast.walk(check.test) if isinstance(part, ast.Name)}
            said = {part.id for item in check.body for part in ast.walk(item) if isinstance(part, ast.Name)}
            # A check of one entry says nothing of another one.
            words = {part.value for part in ast.walk(check.test) if isinstance(part, ast.Constant)}
            here = {part.value for part in header_nodes(frame.statement) if isinstance(part, ast.Constant)}
            plain = len(check.body) == 1 and not check.orelse and asked == {name} and words <= here | {None, 0}
            bound = all(hasattr(builtins, part) or is_bound_at(file, frame.function, part, frame.line) for part in said)
            local = any(_gives(node, name) for node in ast.walk(refusal.function)) if refusal.function else False
            if not plain or not bound or not local or "\n" in file.segment(check.body[0]):
                continue
            where = f"{file.path}:{check.lineno}"
            idea = Idea(NAME, 0.8 - 0.08 * away, f"{where} asks {name} before it uses it", where)
            guard = (f"if {file.segment(check.test)}:", f"\t{file.segment(check.body[0])}")
            edit = insert_before(file, frame.statement, guard)
            if edit is not None:
                yield edited(context, idea, file, edit)
                return

    @staticmethod
    def _handled(context: Context, frame: Frame, inner: Frame | None) -> Iterator[Draft]:
        """The same call stands elsewhere in a `try` that knows this exception: so it is handled here as well."""
        called = {last_name(node.func) for node in header_nodes(frame.statement) if isinstance(node, ast.Call)}
        # What the statement does beside the call is not what was handled: the exception has to come out of the call.
        raised_in = inner.function.name if inner is not None and inner.function is not None else ""
        own_call = bool(called & context.statuses.functions.keys()) and raised_in in called
        if not called or not is_simple(frame.statement) or (context.crash.exception in _USUAL and not own_call):
            return
        for trial in (node for node in frame.file.nodes if isinstance(node, ast.Try) and len(node.body) == 1):
            own = {last_name(node.func) for node in ast.walk(trial.body[0]) if isinstance(node, ast.Call)}
            if not own_call and _written_by(trial.body[0]) != _written_by(frame.statement):
                continue
            for handler in trial.handlers:
                kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
                same = context.crash.exception in {last_name(kind) for kind in kinds}
                names = {part.id for item in handler.body for part in ast.walk(item) if isinstance(part, ast.Name)}
                bound = names - ({handler.name} if handler.name else set())
                known = all(
                    is_bound_at(frame.file, frame.function, name, frame.line) or hasattr(builtins, name)
                    for name in bound
                )
                if not same or not called <= own or not known or frame.file.function_of(trial) is None:
                    continue
                indent, file = frame.file.indent(handler.body[0]), frame.file
                lines = [file.text[file.line_start(item.lineno) : file.span(item)[1]] for item in handler.body]
                body = [f"\t{line.removeprefix(indent)}" for line in "\n".join(lines).split("\n")]
                head = file.text[file.span(handler)[0] : file.span(handler.body[0])[0]].strip()
                edit = wrap(file, [frame.statement], "try:", (head, *body))
                where = f"{file.path}:{handler.lineno}"
                if edit is not None:
                    idea = Idea(NAME, 0.9, f"{where} handles {context.crash.exception} of the same call", where)
                    yield edited(context, idea, file, edit)
                    return

    @staticmethod
    def _checked(context: Context, frame: Frame, name: str, away: int) -> Iterator[Draft]:
        """`check(table, column)` stands around, or in front of, the `column` of other functions."""
        used: set[str] = set()
        for source, function, site in _checks(context, name):
            if function is frame.function or function.name in used or site.function is frame.function:
                continue
            scoped = [part.id for part in ast.walk(site.call) if isinstance(part, ast.Name)]
            needed = _import(context, function, source, frame.file, site)
            if needed is None or not all(_is_known(frame, part, site, function.name) for part in scoped):
                continue
            used.add(function.name)
            where = f"{site.file.path}:{site.call.lineno}"
            prior = 0.86 - 0.08 * away + 0.04 * (site.file is frame.file)
            idea = Idea(NAME, prior, f"{function.name} checks {name} at {where}", where, (needed,) if needed else ())
            text = site.file.segment(site.call)
            if _gives_back(function, site, name):
                spots = [node for node in header_nodes(frame.statement) if isinstance(node, ast.Name)]
                spot = next(node for node in spots if node.id == name and isinstance(node.ctx, ast.Load))
                yield edited(context, idea, frame.file, replace(frame.file, spot, text))
            elif isinstance(site.file.parent(site.call), ast.Expr):
                edit = insert_before(frame.file, frame.statement, (text,))
                if edit is not None:
                    yield edited(context, idea, frame.file, edit)
            if len(used) == MOST:
                return

    @staticmethod
    def _read(context: Context, frame: Frame, name: str, away: int) -> Iterator[Draft]:
        """`body = await read_object(request)` and its test, for `body = await request.json()`."""
        own = [node for node in own_nodes(frame.function) if _gives(node, name)] if frame.function else []
        if len(own) != 1 or not isinstance(own[0], ast.Assign):
            return
        mine, file = own[0], frame.file
        found: dict[str, list[tuple[Function, ast.Assign]]] = {}
        for function in file.functions:
            same = type(function) is type(frame.function) and function is not frame.function
            for node in own_nodes(function) if same else ():
                if isinstance(node, ast.Assign) and _gives(node, name) and _calls_own(context, node.value):
                    found.setdefault(_prologue(context, file, node), []).append((function, node))
        for text, places in sorted(found.items(), key=lambda item: -len(item[1])):
            if places[0][1].value is mine.value or file.segment(mine) == text.split("\n", maxsplit=1)[0]:
                continue
            names = {part.id for part in ast.walk(places[0][1].value) if isinstance(part, ast.Name)}
            if not all(is_bound_at(file, frame.function, part, mine.lineno) for part in names):
                continue
            where = f"{file.path}:{places[0][1].lineno}"
            prior = (0.88 if len(places) > 1 else 0.8) - 0.08 * away
            idea = Idea(NAME, prior, f"{name} is read so at {where}", where)
            indent = file.indent(mine)
            yield edited(context, idea, file, replace(file, mine, text.replace("\n", f"{file.newline}{indent}")))
            return


def _written_by(statement: ast.stmt) -> tuple[str, ...]:
    """What its SQL does to which tables: what is said where one of them refuses is not said of another."""
    texts = [str(part.value) for part in ast.walk(statement) if isinstance(part, ast.Constant)]
    return tuple(" ".join(found).lower() for text in texts for found in _SQL.findall(text))


def _is_local(frame: Frame, node: ast.Name) -> bool:
    """A parameter or variable of the function that is read."""
    function = frame.function
    if function is None or not isinstance(node.ctx, ast.Load):
        return False
    given = {item.arg for item in parameters(function)} - {"self", "cls"}
    return node.id in given or any(_gives(item, node.id) for item in own_nodes(function))


def _gives(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Assign) and len(node.targets) == 1 and last_name(node.targets[0]) == name


def _checks(context: Context, name: str) -> Iterator[tuple[SourceFile, Function, CallSite]]:
    """Own functions that refuse, with a call each in which they are handed something of that name."""
    for source, function in context.statuses.refusing:
        if is_method(source, function):
            continue
        for site in context.flow.call_sites(function.name):
            given = [*site.call.args, *(word.value for word in site.call.keywords)]
            if any(isinstance(item, ast.Name) and item.id == name for item in given) and site.function:
                yield source, function, site
                break


def _is_known(frame: Frame, name: str, site: CallSite, called: str) -> bool:
    """The name stands for the same thing at both places: the module's own, or one that is bound here as well."""
    own = {part.arg for part in parameters(site.function)} if site.function else set()
    local = name in own or any(_gives(node, name) for node in own_nodes(site.function or site.file.tree))
    if not local:
        return name == called or site.file is frame.file
    return is_bound_at(frame.file, frame.function, name, frame.line)


def _import(context: Context, function: Function, source: SourceFile, target: SourceFile, site: CallSite) -> str | None:
    if site.file is target:
        return ""
    # What a module keeps to itself is nothing that others call.
    if not isinstance(site.call.func, ast.Name) or function.name.startswith("_"):
        return None
    return import_of(function.name, source, target, context.service.source_roots)


def _gives_back(function: Function, site: CallSite, name: str) -> bool:
    """The function returns just what it was handed under this name."""
    returned = [node.value for node in own_nodes(function) if isinstance(node, ast.Return)]
    back = {value.id for value in returned if isinstance(value, ast.Name)}
    for item in parameters(function):
        given = argument_of(site.call, function, item.arg, bound=False)
        if item.arg in back and isinstance(given, ast.Name) and given.id == name:
            return True
    return False


def _calls_own(context: Context, value: ast.expr) -> bool:
    call = value.value if isinstance(value, ast.Await) else value
    return isinstance(call, ast.Call) and last_name(call.func) in context.statuses.functions


def _prologue(context: Context, file: SourceFile, statement: ast.Assign) -> str:
    """The statement, and the refusal right behind it where one depends on what it gave."""
    block = file.block_of(statement)
    behind = block[block.index(statement) + 1 :][:1]
    text, name = file.segment(statement), last_name(statement.targets[0])
    for check in behind:
        asks = isinstance(check, ast.If) and name in {
            part.id for part in ast.walk(check.test) if isinstance(part, ast.Name)
        }
        if asks and isinstance(check, ast.If) and is_error(context.statuses.of_statement(check.body[-1])):
            indent = file.indent(check)
            lines = file.segment(check).replace("\r\n", "\n").split("\n")
            text = "\n".join([text, lines[0], *(line.removeprefix(indent) for line in lines[1:])])
    return text
