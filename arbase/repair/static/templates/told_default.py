"""A key that is not in a table, where the program says what counts then: "where no carrier goes, it comes by post".

The docstring names the value in words, and the program has a constant of that name or content which the function uses
beside the table. A constant that only one of both speaks of is no default.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.edit import replace
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.wording import singular
from arbase.workspace.tree import FUNCTIONS, Function

NAME = "told-default"
_ABSENT = re.compile(
    r"\b(?:where|when|if|for|as long as)\b.*\b(?:no|none|nobody|nothing|not|never|unknown|missing|lacks?)\b"
    r"|\bwithout\b|\bunless\b|\botherwise\b|\belse\b|\belsewhere\b|\bby default\b|\bdefaults? to\b|\bfalls? back\b"
    r"|\bthe rest\b|\b(?:all|any|every)(?:thing|one|body)? (?:others?|else)\b",
    re.IGNORECASE | re.DOTALL,
)
# `where no carrier goes`: the carrier is what is missing, and not what counts then.
_MISSING = r"\b(?:no|without|not|missing|unknown|lacks?|neither|nor|unless)\s+(?:\w+\s+)?"
# What is told off, or left out, gets no value.
_REFUSED = re.compile(
    r"\b(?:refus\w*|rais\w*|error\w*|reject\w*|fail\w*|skip\w*|left out|leave\w* out|ignor\w*|drop\w*|invalid"
    r"|forbidden)\b",
    re.IGNORECASE,
)
_NO_NAMES = frozenset(("none", "not", "unknown", "missing", "other", "rest", "else"))
_CLAUSE = re.compile(r"[.;:()]|\n\s*\n")


class Constant(NamedTuple):
    """A name of the module that stands for one value."""

    name: str
    value: object
    line: int
    owner: str = ""
    """The class that has it, if the module does not."""


class ToldDefault(Template):
    """`table.get(key, CONSTANT)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For a look-up by a key that is reckoned, where exactly one constant is told to count for the others."""
        node, function, file = context.crash.node, context.frame.function, context.frame.file
        if context.crash.exception != "KeyError" or not isinstance(node, ast.Subscript) or function is None:
            return
        if isinstance(node.slice, ast.Constant | ast.Slice) or not isinstance(node.ctx, ast.Load):
            return
        around = [function, *(outer for outer in file.ancestors(function) if isinstance(outer, FUNCTIONS))]
        used = {part.id for part in ast.walk(around[-1]) if isinstance(part, ast.Name)}
        kinds = {str(kind) for kind in (context.crash.described(node.value).get("values") or {}).values()}
        found = [
            one
            for one in constants(file, file.class_of(function))
            if (one.name in used or _is_spelled(around, one))
            and (not kinds or kinds == {type(one.value).__name__})
            and (is_told(file, around, one) or _is_commented(file, node, one))
            and one.name not in {last_name(part) for part in ast.walk(node)}
        ]
        if len(found) != 1 or not _is_meant(file, around[-1], node, found[0]) or _is_given(around[-1], found[0]):
            return
        table, key = file.segment(node.value), file.segment(node.slice)
        why = f"{table} does not have every key, and {around[-1].name} says that {found[0].name} counts then"
        idea = Idea(NAME, 0.86, why, f"{file.path}:{around[-1].lineno}")
        owner = _owner(file, function, found[0])
        if owner is not None:
            yield edited(context, idea, file, replace(file, node, f"{table}.get({key}, {owner}{found[0].name})"))


def _owner(file: SourceFile, function: Function, constant: Constant) -> str | None:
    """How the function writes what stands before the constant's name; None where it cannot be written."""
    if not constant.owner:
        return ""
    first = next(iter(function.args.args), None)
    plain = isinstance(file.parent(function), ast.ClassDef) and first is not None and first.arg in ("self", "cls")
    return f"{first.arg}." if plain and first is not None else None


def _is_spelled(around: list[Function], constant: Constant) -> bool:
    """The docstring has the very name, in capitals: nothing else can be meant by it."""
    shape = re.compile(rf"\b{re.escape(constant.name)}\b")
    return any(shape.search(ast.get_docstring(one) or "") for one in around)


def constants(file: SourceFile, owner: ast.ClassDef | None = None) -> Iterator[Constant]:
    """`POST = "post"` of the module or of a class, in capitals, with one value only."""
    yield from _constants_in(file.tree.body, "")
    if owner is not None:
        yield from _constants_in(owner.body, owner.name)


def _constants_in(body: list[ast.stmt], owner: str) -> Iterator[Constant]:
    for node in body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=given) | (
                ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as given)
            ) if name.isupper() and isinstance(given, ast.Constant | ast.UnaryOp):
                value = _plain(given)
                if isinstance(value, str | int | float) and not isinstance(value, bool):
                    yield Constant(name, value, node.lineno, owner)


def _plain(node: ast.expr) -> object:
    """The literal's value, also of `-1`."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None


def is_told(file: SourceFile, around: list[Function], constant: Constant) -> bool:
    """A clause about what is missing names the constant, by its name or by its content."""
    content = str(constant.value) if isinstance(constant.value, str) else ""
    words = {constant.name, constant.name.lower().replace("_", " "), content}
    words = {word for word in words if len(word) > 2 and (word.lower() not in _NO_NAMES or word == constant.name)}
    words = {re.escape(word) for word in words}
    if not words:
        return False
    named = rf"\b(?:{'|'.join(sorted(words))})\b"
    owner = file.class_of(around[-1])
    texts = [ast.get_docstring(one) or "" for one in (*around, owner) if one is not None]
    clauses = [clause for text in texts for clause in _CLAUSE.split(text) if re.search(named, clause)]
    return any(_tells(clause) and not re.search(_MISSING + named, clause) for clause in clauses)


def _tells(clause: str) -> bool:
    return bool(_ABSENT.search(clause)) and not _REFUSED.search(clause)


def _is_commented(file: SourceFile, node: ast.Subscript, constant: Constant) -> bool:
    """`FULL_RATE = 19  # for all others`, beside a table `RATES`: a comment does not say of what."""
    kin = {singular(word) for word in constant.name.lower().split("_")}
    kin &= {singular(word) for word in last_name(node.value).lower().split("_")}
    return bool(kin) and _tells(file.lines[constant.line - 1].partition("#")[2])


def _is_given(function: Function, constant: Constant) -> bool:
    """A branch of the function has the constant for its answer already: the words are about what that branch asks."""
    for part in ast.walk(function):
        match part:
            case ast.If(body=body, orelse=orelse):
                answers = [one.value for one in (*body, *orelse) if isinstance(one, ast.Return) and one.value]
                if any(_is_part(answer, constant) for answer in answers):
                    return True
            case ast.IfExp(body=one, orelse=other):
                if any(isinstance(each, ast.Name | ast.Attribute) and last_name(each) == constant.name
                       for each in (one, other)):  # fmt: skip
                    return True
    return False


def _is_part(answer: ast.expr, constant: Constant) -> bool:
    parts = answer.values if isinstance(answer, ast.Dict) else [answer]
    return any(isinstance(part, ast.Name | ast.Attribute) and last_name(part) == constant.name for part in parts)


def _is_meant(file: SourceFile, function: Function, node: ast.Subscript, constant: Constant) -> bool:
    """The words are about this table: the only one that is asked, or what it gives is compared with the constant."""
    notes = [getattr(part, word, None) for part in ast.walk(function) for word in ("annotation", "returns")]
    types = {part for note in notes if isinstance(note, ast.expr) for part in ast.walk(note)}
    asked = {
        ast.dump(part.value)
        for part in ast.walk(function)
        if isinstance(part, ast.Subscript) and not isinstance(part.slice, ast.Constant | ast.Slice)
        if part not in types
    }
    if len(asked) == 1 or _is_commented(file, node, constant):
        return True
    outer = file.parent(node)
    names = {last_name(one) for one in outer.targets} if isinstance(outer, ast.Assign) else set()
    for part in ast.walk(function):
        if isinstance(part, ast.Compare):
            both = {last_name(one) for one in (part.left, *part.comparators)}
            if constant.name in both and names & both:
                return True
    return False
