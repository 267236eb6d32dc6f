"""A text that was stored meets a day or a number, while the program reads the like of it by a conversion.

`date.fromisoformat(row["expires"]) < on` above `on <= row["blocked_until"]`: the same conversion here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from arbase.repair.static.conversions import Conversions, operands_of, short
from arbase.repair.static.dataflow import definitions, is_bound_at, module_names, parameters
from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.origin import origin_of
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "as-converted"
MOST = 2
_WANTED = frozenset("date datetime time timedelta int float Decimal Fraction UUID".split())
_SIDES = re.compile(r"'([\w.]+)' and '([\w.]+)'$")


@dataclass(frozen=True)
class _Reading:
    """A conversion of an entry of a record: the text in front of the entry and behind it, and where it stands."""

    entry: ast.Subscript | ast.Attribute
    before: str
    after: str
    where: str


class AsConverted(Template):
    """The same conversion around the text."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for each way in which the file reads the same entry, or another one of the same record."""
        frame, shapes = context.frame, dict[tuple[str, str], list[_Reading]]()
        texts, wanted = _texts(context)
        if not texts or wanted not in _WANTED or context.crash.exception != "TypeError":
            return
        for reading in _readings(context, wanted):
            shapes.setdefault((reading.before, reading.after), []).append(reading)
        found = []
        for readings in shapes.values():
            best = [max((_rank(context, text, one), one.where) for one in readings) for text in texts]
            prior, where = min(best)
            if prior:
                edits = [_wrapped(frame.file, text, readings[0]) for text in texts]
                why = f"{where} reads the like of {frame.file.segment(texts[0])} so"
                found.append(edited(context, Idea(NAME, prior, why, where), frame.file, *edits))
        yield from sorted(found, key=lambda draft: -draft.prior)[:MOST]


def _texts(context: Context) -> tuple[list[ast.expr], str]:
    """The operands that are text, and the one type of the others."""
    pair = operands_of(context.crash.node, context.frame.statement)
    kinds = [short(context.crash.type_of(item)) for item in pair]
    told = _SIDES.search(context.crash.message)
    if told is not None and len(pair) == 2:
        kinds = [known or short(said) for known, said in zip(kinds, told.groups(), strict=True)]
    texts = [item for item, kind in zip(pair, kinds, strict=True) if kind == "str" and _is_read(item)]
    others = {kind for kind in kinds if kind != "str"}
    return texts, others.pop() if len(others) == 1 and len(texts) == kinds.count("str") else ""


def _is_read(node: ast.expr) -> bool:
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Load)


def _readings(context: Context, wanted: str) -> Iterator[_Reading]:
    """Conversions to the wanted type in the file, of an entry and nothing else that is not the module's own."""
    file, conversions = context.frame.file, Conversions(context.codebase.sources)
    for node in file.nodes:
        if not _is_entry(node) or not isinstance(node, ast.Subscript | ast.Attribute):
            continue
        for outer in file.ancestors(node):
            if not isinstance(outer, ast.Call | ast.Attribute | ast.Subscript | ast.Await):
                break
            if not isinstance(outer, ast.Call) or conversions.type_made(outer) != wanted:
                continue
            if _is_own(context, outer, node) and "\n" not in file.segment(outer):
                (start, end), (inner, last) = file.span(outer), file.span(node)
                yield _Reading(node, file.text[start:inner], file.text[last:end], f"{file.path}:{outer.lineno}")
            break


def _is_entry(node: ast.AST) -> bool:
    """`row["key"]` or `row.key`, read."""
    match node:
        case ast.Subscript(slice=ast.Constant(), ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()):
            return True
    return False


def _is_own(context: Context, call: ast.Call, entry: ast.expr) -> bool:
    """All names apart from the entry's are the module's or Python's, and stand for the same where the text is used."""
    frame, within = context.frame, {id(part) for part in ast.walk(entry)}
    names = {part.id for part in ast.walk(call) if isinstance(part, ast.Name) and id(part) not in within}
    known = module_names(frame.file)
    builtin = {"int", "float"}
    return all(name in builtin or (name in known and is_bound_at(frame.file, None, name, frame.line)) for name in names)


def _rank(context: Context, text: ast.expr, reading: _Reading) -> float:
    """How near the conversion is: the same entry, another of the same record, the same elsewhere; 0 if neither."""
    frame, entry = context.frame, reading.entry
    origin = origin_of(context.crash, text)
    source = origin.node
    if not isinstance(source, ast.Subscript | ast.Attribute) or not _is_entry(source):
        return 0.0
    if isinstance(source, ast.Subscript) is not isinstance(entry, ast.Subscript):
        return 0.0
    here = frame.file.function_of(entry) in (frame.function, origin.frame.function)
    same_record = ast.dump(source.value) == ast.dump(entry.value) and not _is_module(context, source.value)
    same_key = last_name(source) == last_name(entry) != ""
    if same_key and same_record and here:
        return 0.92
    if context.flow.sent(origin.frame.file, origin.frame.function, source) and not same_key:
        return 0.0  # What a client sends under another name may be of any sort.
    if same_record and here:
        return 0.9
    return 0.86 if same_key else 0.8 if same_record and isinstance(source, ast.Subscript) else 0.0


def _is_module(context: Context, node: ast.expr) -> bool:
    """What the attributes of a module or a class are says nothing of one another."""
    frame, name = context.frame, last_name(node)
    own = {item.arg for item in parameters(frame.function)} if frame.function is not None else set()
    return name in module_names(frame.file) - own and not definitions(frame.file, frame.function, name)


def _wrapped(file: SourceFile, text: ast.expr, reading: _Reading) -> Edit:
    return replace(file, text, f"{reading.before}{file.segment(text)}{reading.after}")
