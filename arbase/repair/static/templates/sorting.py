"""Order among values of which some are missing: None has no place in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.edit import Edit, replace
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.key_function import key_function
from arbase.workspace.notes import notes
from arbase.workspace.placed import placed

NAME = "sorting"
_SAID = re.compile(r"'[<>]=?' not supported between instances of '([\w.]+)' and '([\w.]+)'")
# What a team writes down of the order: "When sorting, the unknown comes first."
_LACKS = re.compile(r"\b(?:unknown|not known|missing|without|empty|null|none|no value|unset)\b", re.IGNORECASE)
_SORTS = re.compile(r"\bsort(?:ed|ing|s)?\b|\border(?:ed|ing)?\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:(first|top|beginning|front)|(last|end|bottom|behind))\b", re.IGNORECASE)
_ORDERING = frozenset(("sorted", "sort", "min", "max", "nsmallest", "nlargest", "groupby"))


class Sorting(Template):
    """What has no value comes last, or where the team says; of a minimum or maximum it is no part."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """One for the call that puts things in order."""
        said = _SAID.search(context.crash.message)
        if said is not None and said[1] == said[2]:
            yield from _by_key(context)
        if said is None or "NoneType" not in said.groups():
            return
        frame = context.frame
        for frame in reversed(context.crash.frames[-2:]):
            calls = [node for node in header_nodes(frame.statement) if isinstance(node, ast.Call)]
            for call in calls:
                if last_name(call.func) in _ORDERING:
                    yield from self._ordered(context, frame.file, call)
                    return

    def _ordered(self, context: Context, file: SourceFile, call: ast.Call) -> Iterator[Draft]:
        words = {word.arg: word.value for word in call.keywords}
        name = last_name(call.func)
        key, turned = words.get("key"), words.get("reverse")
        picks = name in ("min", "max", "nsmallest", "nlargest")
        told = placed(context.frame.file.lines, context.frame.function)
        if picks and told:
            return  # what has no value is told to be a part of it, and perhaps the one that is picked
        said = (context.frame.location.path, told == "first") if told else None if picks else _said(context)
        where = "first" if said and said[1] else "last"
        place = said[0] if said else _place(context)
        idea = Idea(NAME, 0.82, f"some of what is put in order has no value, which comes {where}", place)
        if isinstance(key, ast.Name) and not picks and not said:
            parted = key_function(context, key.id, turned)
            if parted is not None:
                first = Idea(NAME, 0.88, idea.why, parted[2])
                yield edited(context, first, parted[0], *parted[1])
                return
        turn = name in ("max", "nlargest") or where == "first"
        for text in _keys(file, key, turned, last=turn) if not picks or key is not None else ():
            if key is not None:
                yield edited(context, idea, file, replace(file, key, text))
            else:
                at = file.span(call)[1] - 1
                inside = file.text[file.span(call.func)[1] : at].strip("( \n\t")
                comma = ", " if inside and not inside.rstrip().endswith(",") else ""
                yield edited(context, idea, file, Edit(at, at, f"{comma}key={text}"))
        if picks and key is None and len(call.args) == 1 and isinstance(call.args[0], ast.GeneratorExp | ast.ListComp):
            source = call.args[0]
            value = file.segment(source.elt)
            if not source.generators[-1].ifs:
                end = file.span(source.generators[-1].iter)[1]
                why = f"{value} may be missing, and is then no part of it"
                yield edited(context, Idea(NAME, 0.75, why), file, Edit(end, end, f" if {value} is not None"))


def _by_key(context: Context) -> Iterator[Draft]:
    """`min((far(x), x) for x in xs)[1]` compares the things themselves where two are equally far: `key` never does."""
    file = context.frame.file
    for node in header_nodes(context.frame.statement):
        match node:
            case ast.Subscript(
                value=ast.Call(
                    func=ast.Name(id="min" | "max"),
                    args=[
                        ast.GeneratorExp(
                            elt=ast.Tuple(elts=[rank, ast.Name(id=one)]),
                            generators=[ast.comprehension(target=ast.Name(id=name), iter=things, ifs=[])],
                        )
                    ],
                    keywords=[],
                ) as call,
                slice=ast.Constant(value=1),
            ) if one == name:
                text = f"{file.segment(call.func)}({file.segment(things)}, key=lambda {name}: {file.segment(rank)})"
                idea = Idea(
                    NAME, 0.9, "of two that are equally good the first is taken, and none compared with the other"
                )
                yield edited(context, idea, file, replace(file, node, text))


def _said(context: Context) -> tuple[str, bool] | None:
    """Where the team has written down what comes first, and whether that is what has no value."""
    for path, text in notes(context.codebase.root):
        for sentence in re.split(r"(?<=[.!?])\s+|\n\s*\n", text):
            found = _PLACE.search(sentence)
            if found and _SORTS.search(sentence) and _LACKS.search(sentence):
                return path, bool(found[1])
    return None


def _keys(file: SourceFile, key: ast.expr | None, turned: ast.expr | None, *, last: bool) -> Iterator[str]:
    """The key with a first part that tells whether there is a value; several parts where the key has them."""
    back = isinstance(turned, ast.Constant) and turned.value is True
    unknown = turned is not None and not isinstance(turned, ast.Constant)
    operator = "is not" if back != last else "is"

    def parted(value: str) -> str:
        if unknown and turned is not None:
            return f"(({value} is None) != bool({file.segment(turned)}), {value})"
        return f"({value} {operator} None, {value})"

    match key:
        case None:
            yield f"lambda item: {parted('item')}"
        case ast.Lambda(args=ast.arguments(args=[argument]), body=ast.Tuple(elts=parts)):
            texts = [file.segment(part) for part in parts]
            made = ", ".join(parted(text)[1:-1] if _may_lack(part) else text for text, part in zip(texts, parts,
                             strict=True))  # fmt: skip
            yield f"lambda {argument.arg}: ({made})"
        case ast.Lambda(args=ast.arguments(args=[argument]), body=body):
            yield f"lambda {argument.arg}: {parted(file.segment(body))}"
        case ast.Call(func=func, args=[asked]) if last_name(func) == "itemgetter":
            yield f"lambda item: {parted(f'item[{file.segment(asked)}]')}"
        case ast.Call(func=func, args=[ast.Constant(value=str() as name)]) if last_name(func) == "attrgetter":
            yield f"lambda item: {parted(f'item.{name}')}"
        case ast.Call(func=func, args=[_, _, *_]) if last_name(func) in ("itemgetter", "attrgetter"):
            # Several parts, each of which may lack.
            yield f"lambda item: [(part {operator} None, part) for part in {file.segment(key)}(item)]"
        case ast.Call(func=func, args=[_]) if last_name(func) == "attrgetter":
            yield f"lambda item: {parted(f'{file.segment(key)}(item)')}"
        case ast.Name(id=name) | ast.Attribute(attr=name):
            yield f"lambda item: {parted(f'{file.segment(key)}(item)')}" if name else ""


def _may_lack(node: ast.expr) -> bool:
    return isinstance(node, ast.Subscript | ast.Attribute | ast.Name) or (
        isinstance(node, ast.Call) and last_name(node.func) == "get"
    )


def _place(context: Context) -> str:
    """Where the repository puts None last already."""
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Lambda(body=ast.Tuple(elts=[ast.Compare(ops=[ast.Is() | ast.IsNot()]), *_])):
                    return f"{file.path}:{node.lineno}"
    return ""
