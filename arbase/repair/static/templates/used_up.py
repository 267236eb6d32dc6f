"""A table of what was stored, made before a loop that uses it up: the second of the same key finds what is gone.

`loan = loans.get(barcode)` in the loop, whose branch for a missing key is there: what a round uses up it takes out of
the table, `loans.pop(barcode, None)`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from arbase.repair.static.crash import Frame
from arbase.repair.static.dataflow import definitions
from arbase.repair.static.source import last_name
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "used-up"
FRAMES = 3
_REMOVES = re.compile(r"^\s*DELETE\s+FROM\s+[\"'`\[]?(\w+)", re.IGNORECASE)
_MARKS = re.compile(r"^\s*UPDATE\s+[\"'`\[]?(\w+)[\"'`\]]?\s+SET\s+(.*?)(?:\bWHERE\b|$)", re.IGNORECASE | re.DOTALL)
_READ = re.compile(r"\b(?:FROM|JOIN)\s+[\"'`\[]?(\w+)", re.IGNORECASE)
_WHERE = re.compile(r"\bWHERE\b(.*)", re.IGNORECASE | re.DOTALL)
_GONE = re.compile(r"is not persisted|has been deleted|not present in|NoneType")
_TAKES = frozenset(("pop", "remove", "discard"))


class UsedUp(Template):
    """Take the entry out where it is looked up."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One, where the failing round needs what an earlier round may have used up."""
        for away, frame in enumerate(reversed(context.crash.frames[-FRAMES:])):
            loops = [one for one in frame.file.ancestors(frame.statement) if isinstance(one, ast.For | ast.AsyncFor)]
            if not loops or frame.function is None or not _uses_up(context, frame, loops[0], away):
                continue
            for call in _look_ups(frame, loops[0]):
                table, key = frame.file.segment(call.func)[: -len(".get")], frame.file.segment(call.args[0])
                why = f"what is found for {key} is used up in its round, and {table} has it for the next one still"
                text = f"{table}.pop({key}, None)"
                yield replaced(context, Idea(NAME, 0.9, why), frame.file, call, text)
            return


def _look_ups(frame: Frame, loop: ast.For | ast.AsyncFor) -> Iterator[ast.Call]:
    """`found = table.get(key)` above the failing line, with a branch for none, of a table that serves nothing else."""
    block = loop.body
    rounds = {part.id for part in ast.walk(loop.target) if isinstance(part, ast.Name)}
    for statement, check in pairwise(block):
        match statement:
            case ast.Assign(
                targets=[ast.Name(id=found)],
                value=ast.Call(func=ast.Attribute(attr="get", value=ast.Name(id=table)), args=[key, *rest]) as call,
            ):
                plain = not rest or (isinstance(rest[0], ast.Constant) and rest[0].value is None)
                read = {part.id for part in ast.walk(key) if isinstance(part, ast.Name)}
                checked = _is_checked(check, found) and check.lineno < frame.line
                own = bool(read) and read <= rounds and _is_own(frame, loop, table)
                if plain and checked and own and _needs(frame, found):
                    yield call


def _is_checked(check: ast.stmt, found: str) -> bool:
    """`if found is None: ...` goes on with the next round."""
    if not isinstance(check, ast.If) or not isinstance(check.body[-1], ast.Continue):
        return False
    match check.test:
        case ast.Compare(left=ast.Name(id=name), ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            return name == found
        case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=name)):
            return name == found
    return False


def _is_own(frame: Frame, loop: ast.For | ast.AsyncFor, table: str) -> bool:
    """The function made the table of rows in front of the loop, and nothing but the look-up reads it from there on."""
    made = definitions(frame.file, frame.function, table)
    mapped = [
        item for item in made
        if isinstance(item.value, ast.DictComp)
        or (isinstance(item.value, ast.Call) and last_name(item.value.func) in ("dict", "in_bulk"))
    ]  # fmt: skip
    used = [
        part for part in ast.walk(frame.function or frame.file.tree)
        if isinstance(part, ast.Name) and part.id == table and part.lineno >= loop.lineno
    ]  # fmt: skip
    return len(made) == len(mapped) == 1 and made[0].statement.lineno < loop.lineno and len(used) == 1


def _needs(frame: Frame, found: str) -> bool:
    """The failing statement works on what was found."""
    return any(isinstance(part, ast.Name) and part.id == found for part in ast.walk(frame.statement))


def _uses_up(context: Context, frame: Frame, loop: ast.For | ast.AsyncFor, away: int) -> bool:
    """The round removes, or marks as done, just what the failing statement finds no longer."""
    crash = context.crash
    functions = [one.function for one in crash.frames[len(crash.frames) - away :] if one.function is not None]
    round_ = [part for item in (*loop.body, *functions) for part in ast.walk(item)]
    asked = [part for item in (functions or loop.body) for part in ast.walk(item)]
    if crash.exception in ("KeyError", "ValueError", "IndexError"):
        return _takes_entry(crash.node, round_)
    if crash.exception not in ("NoResultFound", "DoesNotExist", "InvalidRequestError") and not _GONE.search(
        crash.message
    ):
        return False
    if "is not persisted" in crash.message or "has been deleted" in crash.message:
        return any(isinstance(part, ast.Call) and last_name(part.func) == "delete" for part in round_)
    return any(_hides(text, question) for text in _texts(round_) for question in _texts(asked))


def _hides(change: str, question: str) -> bool:
    """After the change the question does not find the row: it is deleted, or has a value that the question excludes."""
    tables = {name.lower() for name in _READ.findall(question)}
    if (found := _REMOVES.match(change)) is not None:
        return found[1].lower() in tables
    marks, where = _MARKS.match(change), _WHERE.search(question)
    if marks is None or where is None or marks[1].lower() not in tables:
        return False
    columns = re.findall(r"(\w+)\s*=", marks[2])
    return any(re.search(rf"\b{re.escape(column)}\s+IS\s+NULL|\b{re.escape(column)}\s*=\s*(?:0|'\w+'|FALSE)", where[1],
                         re.IGNORECASE) for column in columns)  # fmt: skip


def _takes_entry(node: ast.expr | None, parts: list[ast.AST]) -> bool:
    """The failing expression takes an entry out of something, or asks for one that the round takes out."""
    match node:
        case ast.Call(func=ast.Attribute(attr=attr)):
            return attr in _TAKES
        case ast.Subscript(value=owner):
            text = ast.unparse(owner)
            return isinstance(node.ctx, ast.Del) or any(_takes_from(part, text) for part in parts)
    return False


def _takes_from(part: ast.AST, text: str) -> bool:
    match part:
        case ast.Call(func=ast.Attribute(attr=attr, value=owner)):
            return attr in _TAKES and ast.unparse(owner) == text
        case ast.Subscript(value=owner, ctx=ast.Del()):
            return ast.unparse(owner) == text
    return False


def _texts(parts: list[ast.AST]) -> list[str]:
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
