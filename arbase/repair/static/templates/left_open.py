"""An own context manager that does not end what it began where its block raises: the next one finds it open still."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, insert_after, insert_before, wrap
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.nested_begin import is_within
from arbase.workspace.tree import FUNCTIONS, Function

NAME = "left-open"
_OPEN = re.compile(r"cannot start a transaction within a transaction|[Aa] transaction is already begun")
_MANAGERS = frozenset(("contextmanager", "asynccontextmanager"))
_CAUGHT = "BaseException"
_GIVEN_BACK = {"acquire": "release", "add": ("discard", "remove"), "append": ("remove", "pop")}
_ENDS = re.compile(r"(\s*)(COMMIT|END)(\b(?:\s+TRANSACTION)?\s*;?\s*)", re.IGNORECASE)


class LeftOpen(Template):
    """What is committed behind the block is rolled back where the block raises; what was taken is given back."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the manager that fails to begin ends what it began on one of two ways out only."""
        frame, function = context.frame, context.frame.function
        if function is None:
            return
        begins = bool(_OPEN.search(context.crash.message))
        if begins and function.name in ("__enter__", "__aenter__"):
            yield from self._of_class(context, function)
        if not any(last_name(item) in _MANAGERS for item in function.decorator_list):
            return
        if any(is_within(outer, function.name) for outer in context.crash.frames[:-1]):
            return  # the outer one is open by right
        given = _plain_yield(frame.file, function)
        if given is None or given.lineno <= frame.line:
            return
        if begins:
            yield from self._rolled_back(context, function, given)
        elif isinstance(frame.statement, ast.Raise):
            yield from self._given_back(context, function, given)

    @staticmethod
    def _rolled_back(context: Context, function: Function, given: ast.stmt) -> Iterator[Draft]:
        """`try: yield`, `except BaseException:` with a rollback, which passes the exception on."""
        file = context.frame.file
        owner = _begun_on(file, context.frame.statement)
        ends = [text for item in _behind(file, given) if (text := _undone(file, item, owner))]
        if not owner or len(ends) != 1:
            return
        caught = _as_elsewhere(context)
        edit = wrap(file, [given], "try:", (f"except {caught}:", f"\t{ends[0]}", "\traise"))
        if edit is not None:
            yield edited(context, _idea(function.name), file, edit)

    @staticmethod
    def _given_back(context: Context, function: Function, given: ast.stmt) -> Iterator[Draft]:
        """`try: yield`, `finally:` what is done behind it, all of which gives back what was taken in front."""
        file, behind = context.frame.file, _behind(context.frame.file, given)
        block = file.block_of(given)
        before = [node for item in block[: block.index(given)] for node in ast.walk(item) if isinstance(node, ast.Call)]
        lines = [file.segment(item) for item in behind]
        if not behind or any("\n" in line for line in lines) or not all(_gives_back(item, before) for item in behind):
            return
        edit = wrap(file, [given], "try:", ("finally:", *(f"\t{line}" for line in lines)))
        start, end = file.line_start(behind[0].lineno), file.line_start((behind[-1].end_lineno or 0) + 1)
        if edit is not None and edit.end == start and all(file.starts_line(item) for item in behind):
            why = f"{function.name} keeps what it took where its block raises"
            yield edited(context, Idea(NAME, 0.85, why), file, Edit(edit.start, end, edit.text))

    @staticmethod
    def _of_class(context: Context, function: Function) -> Iterator[Draft]:
        """`__exit__` that commits where nothing was raised, and does nothing otherwise."""
        file, owner = context.frame.file, context.frame.file.class_of(function)
        leaves = [
            item
            for item in (owner.body if owner else ())
            if isinstance(item, FUNCTIONS) and item.name == function.name.replace("enter", "exit")
        ]
        begun = _begun_on(file, context.frame.statement)
        if len(leaves) != 1 or len(leaves[0].args.args) < 2 or not begun:
            return
        kind = leaves[0].args.args[1].arg
        for check in leaves[0].body:
            if not isinstance(check, ast.If) or check.orelse:
                continue
            idea = _idea(last_name(owner) or getattr(owner, "name", ""))
            raised = _asks_raised(check.test, kind)
            if raised is False:
                ends = [text for item in check.body if (text := _undone(file, item, begun))]
                edit = insert_after(file, check, ("else:", f"\t{ends[0]}")) if len(ends) == 1 else None
            elif raised is True and isinstance(check.body[0], ast.Return):
                ends = [text for item in _behind(file, check) if (text := _undone(file, item, begun))]
                edit = insert_before(file, check.body[0], (ends[0],)) if len(ends) == 1 else None
            else:
                continue
            if edit is not None:
                yield edited(context, idea, file, edit)
                return


def _idea(name: str) -> Idea:
    return Idea(NAME, 0.9, f"{name} leaves its transaction open where its block raises")


def _plain_yield(file: SourceFile, function: Function) -> ast.stmt | None:
    """The statement of the only `yield`, if nothing sees to it that what is behind it runs."""
    found = [node for node in own_nodes(function) if isinstance(node, ast.Yield)]
    statement = file.statement_of(found[0]) if len(found) == 1 else None
    if not isinstance(statement, ast.Expr):
        return None
    around = [outer for outer in file.ancestors(statement) if isinstance(outer, ast.stmt)]
    inside = around[: around.index(function)] if function in around else around
    return statement if not any(isinstance(outer, ast.Try | ast.For | ast.While) for outer in inside) else None


def _behind(file: SourceFile, statement: ast.stmt) -> list[ast.stmt]:
    block = file.block_of(statement)
    return block[block.index(statement) + 1 :]


def _begun_on(file: SourceFile, statement: ast.stmt) -> str:
    """The connection or session that the statement begins a transaction on."""
    for node in ast.walk(statement):
        match node:
            case ast.Call(func=ast.Attribute(attr="execute", value=owner), args=[ast.Constant(value=str() as sql)]):
                return file.segment(owner) if sql.strip().upper().startswith("BEGIN") else ""
            case ast.Call(func=ast.Attribute(attr="begin", value=owner), args=[], keywords=[]):
                return file.segment(owner)
    return ""


def _undone(file: SourceFile, statement: ast.stmt, owner: str) -> str:
    """The rollback that is written as this commit is; empty where the statement is no commit of the owner."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    waits = "await " if isinstance(call, ast.Await) else ""
    match call.value if isinstance(call, ast.Await) else call:
        case ast.Call(func=ast.Attribute(attr="commit", value=named), args=[], keywords=[]):
            return f"{waits}{owner}.rollback()" if file.segment(named) == owner else ""
        case ast.Call(
            func=ast.Attribute(attr="execute", value=named),
            args=[ast.Constant(value=str() as sql) as told],
            keywords=[],
        ) if file.segment(named) == owner and (found := _ENDS.fullmatch(sql)) is not None:
            verb = "rollback" if found[2].islower() else "ROLLBACK"
            text = file.segment(told).replace(found[2], verb)
            return f"{waits}{owner}.execute({text})"
    return ""


def _gives_back(statement: ast.stmt, before: list[ast.Call]) -> bool:
    """`lock.release()` behind `lock.acquire()`, `busy.discard(key)` behind `busy.add(key)`."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=back, value=owner))):
            takes = (call.func for call in before if isinstance(call.func, ast.Attribute))
            return any(
                back in _GIVEN_BACK.get(take.attr, ()) and ast.dump(take.value) == ast.dump(owner) for take in takes
            )
    return False


def _as_elsewhere(context: Context) -> str:
    """What other handlers of the program catch that roll back and pass the exception on."""
    for file in context.codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.ExceptHandler) and "rollback" in file.segment(node).lower():
                last = node.body[-1]
                wide = last_name(node.type) in ("Exception", _CAUGHT)
                if wide and isinstance(last, ast.Raise) and last.exc is None:
                    return last_name(node.type)
    return _CAUGHT


def _asks_raised(test: ast.expr, name: str) -> bool | None:
    """Whether the test holds where the block raised; None where it asks something else."""
    match test:
        case ast.Name(id=asked) if asked == name:
            return True
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=asked)) if asked == name:
            return False
        case ast.Compare(left=ast.Name(id=asked), ops=[op], comparators=[ast.Constant(value=None)]) if asked == name:
            return isinstance(op, ast.IsNot) if isinstance(op, ast.Is | ast.IsNot) else None
    return None
