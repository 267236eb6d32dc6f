"""A part that is null where the code is ready for one that is missing: its default, or the sign for nothing."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import replace
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.source import SourceFile, last_name, own_nodes
from arbase.repair.static.templates.building import Idea, edited, in_brackets
from arbase.repair.static.templates.csv_rows import is_cell
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.none_value import is_pure, none_node

NAME = "null-part"
# A sign for nothing is short; a longer text says something of its own.
SIGN = 3
# In the place of a whole text it may be a word.
LONGEST = 12
# What a number is counted in, at the end of a text: there is none of it where there is no number.
_UNIT = re.compile(r" ?[A-Za-z%€$£]{1,4}(?=[\"'])")


class NullPart(Template):
    """`x.get(k) or {}` for `x.get(k, {})`; the dash that other lines of the text have for what is not there."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where the failing part was None."""
        node = none_node(context.crash) or _formatted(context)
        if node is None:
            return
        yield from self._defaulted(context, node)
        yield from self._nested(context, node)
        yield from self._summed(context, node)
        yield from self._signed(context, node)
        yield from self._in_place_of_text(context, node)
        yield from self._kept(context, node)

    @staticmethod
    def _kept(context: Context, node: ast.expr) -> Iterator[Draft]:
        """An entry of an answer that is made of a part that is not there: it is not there either."""
        file = context.frame.file
        sent = context.flow.sent(file, context.frame.function, node)
        if not isinstance(node, ast.Attribute | ast.Subscript) or not is_pure(node) or sent or is_cell(context, node):
            return
        outer: ast.AST = node
        while isinstance(parent := file.parent(outer), ast.expr | ast.keyword) and not isinstance(parent, ast.Dict):
            if isinstance(parent, ast.keyword | ast.IfExp | ast.BoolOp | ast.Lambda | ast.JoinedStr | ast.GeneratorExp):
                break
            outer = parent
        if isinstance(parent, ast.Dict) and outer in parent.values and outer is not node:
            text = f"{file.segment(outer)} if {file.segment(node)} is not None else None"
            idea = Idea(NAME, 0.5, f"{file.segment(node)} may be missing, and then the entry is null")
            yield edited(context, idea, file, replace(file, outer, text))

    @staticmethod
    def _summed(context: Context, node: ast.expr) -> Iterator[Draft]:
        """A sum of the database over no rows is NULL, and means 0."""
        file, function = context.frame.file, context.frame.function
        figure, place = _answered(context, *((node, file) if isinstance(node, ast.Call) else _made_of(context, node)))
        kind = _figure(place.segment(figure)) if isinstance(figure, ast.Call) else ""
        # Where a maximum is not added to on the spot, nothing says what it is for nothing.
        if kind == "sum" or (kind == "max" and figure is node):
            text = in_brackets(place, figure, f"{place.segment(figure)} or 0")
            why = "where there are no rows the database says NULL"
            yield edited(context, Idea(NAME, 0.87, why), place, replace(place, figure, text))
        if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Constant) or function is None:
            return
        texts = [part.value for part in ast.walk(function) if isinstance(part, ast.Constant)]
        key = re.escape(str(node.slice.value))
        named = re.compile(rf"\bsum\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s+(?:as\s+)?{key}\b", re.IGNORECASE)
        if any(isinstance(text, str) and named.search(text) for text in texts):
            text = in_brackets(file, node, f"{file.segment(node)} or 0")
            why = f"{file.segment(node)} is NULL over no rows, and a sum of nothing is 0"
            yield edited(context, Idea(NAME, 0.88, why), file, replace(file, node, text))
            return
        for word in ast.walk(function):
            sums = isinstance(word, ast.keyword) and word.arg == node.slice.value
            if sums and any(last_name(getattr(part, "func", None)) == "Sum" for part in ast.walk(word)):
                outer = file.parent(node)
                exact = isinstance(outer, ast.Attribute) and outer.attr in (
                    "quantize",
                    "to_integral_value",
                    "normalize",
                )
                zero = "Decimal(0)" if exact else "0"
                needed = ("from decimal import Decimal",) if exact else ()
                text = in_brackets(file, node, f"{file.segment(node)} or {zero}")
                idea = Idea(
                    NAME, 0.88, f"{file.segment(node)} is NULL over no rows, and a sum of nothing is 0", "", needed
                )
                yield edited(context, idea, file, replace(file, node, text))
                return

    @staticmethod
    def _nested(context: Context, node: ast.expr) -> Iterator[Draft]:
        """`x.get("a").get("b", "")`: the inner look-up knows what to give for nothing."""
        file = context.frame.file
        asks = file.parent(node)
        inner = file.parent(asks) if isinstance(asks, ast.Attribute) and asks.attr == "get" else None
        match node, inner:
            case (
                ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str())]),
                ast.Call(args=[_, default]),
            ):
                if not context.flow.sent(file, context.frame.function, node):
                    text = file.segment(node)
                    why = f"{text} may be missing, and the look-up in it has {file.segment(default)} for what is"
                    yield edited(context, Idea(NAME, 0.84, why), file, replace(file, node, f"({text} or {{}})"))

    def _defaulted(self, context: Context, node: ast.expr) -> Iterator[Draft]:
        """A default counts for a key that is missing, not for one whose value is null."""
        file, function = context.frame.file, context.frame.function
        calls: list[ast.expr | None] = [node]
        if isinstance(node, ast.Name):
            calls = [item.value for item in definitions(file, function, node.id)]
        for call in calls:
            match call:
                case ast.Call(func=ast.Attribute(attr="get") as asked, args=[key, default]) if _is_empty(default):
                    text = f"{file.segment(asked)}({file.segment(key)}) or {file.segment(default)}"
                    why = f"{file.segment(key)} may be there and null, for which its default counts as well"
                    alike = _alike(context, call) if call is node else [call]
                    edits = [replace(file, one, in_brackets(file, one, text)) for one in alike]
                    yield edited(context, Idea(NAME, 0.86, why), file, *edits)

    def _signed(self, context: Context, node: ast.expr) -> Iterator[Draft]:
        """A place in a text: what the file writes where another value is missing."""
        file = context.frame.file
        place = next((item for item in file.ancestors(node) if isinstance(item, ast.FormattedValue)), None)
        signs = _signs(file)
        if place is None or not signs or any(isinstance(item, ast.IfExp) for item in ast.walk(place.value)):
            return
        outer = next((item for item in file.ancestors(place) if isinstance(item, ast.JoinedStr)), None)
        written = _braces(file, place)
        if outer is None or written is None:
            return
        start, end = written
        unit = _UNIT.match(file.text, end)
        end = unit.end() if unit else end
        quote = "'" if file.segment(outer).lstrip("fFrRbB")[:1] == '"' else '"'
        inside, asked = file.text[start:end], file.segment(node)
        if quote in inside or "\\" in inside or quote in asked:
            return
        sign, line = signs[0]
        text = f"{{f{quote}{inside}{quote} if {asked} is not None else {quote}{sign}{quote}}}"
        why = f"{asked} may be missing, for which line {line} writes {sign!r}"
        idea = Idea(NAME, 0.8, why, f"{file.path}:{line}")
        whole = replace(file, place, text)._replace(start=start, end=end)
        yield edited(context, idea, file, whole)

    @staticmethod
    def _in_place_of_text(context: Context, node: ast.expr) -> Iterator[Draft]:
        """A text that shows the part and nothing else, where another one of the file gives way to a sign."""
        file = context.frame.file
        outer = next((item for item in file.ancestors(node) if isinstance(item, ast.JoinedStr)), None)
        sign = next(iter(_whole_signs(file)), None)
        shows = [item for item in ast.walk(outer) if isinstance(item, ast.FormattedValue)] if outer is not None else []
        if outer is None or sign is None or len(shows) != 1 or not is_pure(node):
            return
        if isinstance(file.parent(outer), ast.JoinedStr | ast.FormattedValue | ast.BinOp | ast.IfExp):
            return
        text = f"{file.segment(outer)} if {file.segment(node)} is not None else {sign[0]}"
        why = f"{file.segment(node)} may be missing, for which line {sign[1]} has {sign[0]}"
        idea = Idea(NAME, 0.84, why, f"{file.path}:{sign[1]}")
        yield edited(context, idea, file, replace(file, outer, in_brackets(file, outer, text)))


def _alike(context: Context, call: ast.expr) -> list[ast.expr]:
    """The call, and where the function asks the same of the same once more: each would crash after the other."""
    function, file = context.frame.function, context.frame.file
    nodes = [part for part in ast.walk(function) if isinstance(part, ast.Call)] if function is not None else []
    read = [part for part in nodes if isinstance(file.parent(part), ast.Attribute | ast.Subscript)]
    return [call, *(part for part in read if part is not call and ast.dump(part) == ast.dump(call))]


def _whole_signs(file: SourceFile) -> list[tuple[str, int]]:
    """Texts that stand where a number cannot be shown: `f"{wind:.1f} m/s" if wind is not None else "n/a"`."""
    found: list[tuple[str, int]] = []
    for node in file.nodes:
        match node:
            case (
                ast.IfExp(body=ast.JoinedStr(), orelse=ast.Constant(value=str() as sign) as literal)
                | ast.IfExp(body=ast.Constant(value=str() as sign) as literal, orelse=ast.JoinedStr())
            ) if len(sign) <= LONGEST and re.search(r"\bis (?:not )?None\b", file.segment(node.test)):
                found.append((file.segment(literal), literal.lineno))
    # Two different signs leave open which one is meant.
    return found if len({sign for sign, _ in found}) == 1 else []


def _made_of(context: Context, node: ast.expr) -> tuple[ast.expr, SourceFile]:
    """What gave a name its value, also where a caller hands it over, with the file that it stands in."""
    if not isinstance(node, ast.Name):
        return node, context.frame.file
    origin = origin_of(context.crash, node)
    made = origin.node.value if isinstance(origin.node, ast.Await) else origin.node
    return made, origin.frame.file


def _answered(context: Context, node: ast.expr, file: SourceFile) -> tuple[ast.expr, SourceFile]:
    """What an own function answers with, where that is one thing alone: there its value is made, for all who ask."""
    known = callee_of(context.codebase.sources, node) if isinstance(node, ast.Call) else None
    returns = [one for one in own_nodes(known[1]) if isinstance(one, ast.Return)] if known is not None else []
    if known is None or len(returns) != 1 or not isinstance(returns[0].value, ast.Call):
        return node, file
    sums = _figure(known[0].segment(returns[0].value)) == "sum"
    return (returns[0].value, known[0]) if sums else (node, file)


def _figure(text: str) -> str:
    """`sum` or `max` of a query that gives one figure; of a maximum only what one is added to is known for nothing."""
    found = re.search(r"\bfunc\.(sum|max)\(|\bselect\s+(sum|max)\s*\(", text, re.IGNORECASE)
    return (found[1] or found[2]).lower() if found else ""


def _formatted(context: Context) -> ast.expr | None:
    """The value that a format was not made for."""
    if "NoneType.__format__" not in context.crash.message:
        return None
    values = [node.value for node in ast.walk(context.frame.statement) if isinstance(node, ast.FormattedValue)]
    missing = [value for value in values if context.crash.is_none(value)]
    return missing[0] if len(missing) == 1 else None


def _is_empty(node: ast.expr) -> bool:
    match node:
        case ast.Dict(keys=[]) | ast.List(elts=[]) | ast.Tuple(elts=[]) | ast.Constant(value=""):
            return True
    return False


def _signs(file: SourceFile) -> list[tuple[str, int]]:
    """Short texts that f-strings of the file have for what is missing, the most frequent first, with a line."""
    found: Counter[str] = Counter()
    lines: dict[str, int] = {}
    for node in file.nodes:
        if not isinstance(node, ast.FormattedValue):
            continue
        match node.value:
            case (
                ast.BoolOp(op=ast.Or(), values=[*_, ast.Constant(value=str() as sign) as literal])
                | ast.IfExp(orelse=ast.Constant(value=str() as sign) as literal)
            ) if len(sign) <= SIGN:
                found[sign] += 1
                lines.setdefault(sign, literal.lineno)
    return [(sign, lines[sign]) for sign, _ in found.most_common()]


def _braces(file: SourceFile, place: ast.FormattedValue) -> tuple[int, int] | None:
    """The span of `{...}` in the text."""
    first, last = file.span(place.value)
    start = file.text.rfind("{", 0, first)
    depth = 0
    for index in range(start, min(len(file.text), last + 60)):
        depth += {"{": 1, "}": -1}.get(file.text[index], 0)
        if depth == 0 and start >= 0:
            return start, index + 1
    return None
