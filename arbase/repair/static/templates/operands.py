"""TypeError between two values: text and number, Decimal and float, date and datetime, iterator and list."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions, is_method
from arbase.repair.static.edit import bracketed
from arbase.repair.static.origin import callee_of, origin_of
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "operands"
_NUMBERS = frozenset(("int", "float", "Decimal", "complex"))
_LAZY = re.compile(
    r"'(generator|map|filter|zip|dict_keys|dict_values|dict_items|range_iterator|reversed|itertools\.\w+)' object"
    r"|object of type '(generator|map|filter|zip|dict_keys|dict_values|dict_items)'"
)
_IN_PLACE = re.compile(r" for [^\w\s]+=: ")
_NUMERIC = re.compile(r"""^['"]\s*[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?\s*['"]$""")


class Operands(Template):
    """Convert the one that has the wrong type."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By the failing expression and what the interpreter said."""
        crash = context.crash
        if crash.exception != "TypeError" or "NoneType" in crash.message:
            return
        node, statement = crash.node, context.frame.statement
        if isinstance(statement, ast.AugAssign) and _IN_PLACE.search(crash.message):
            yield from self._pair(context, statement.target, statement.value, None)
        elif isinstance(node, ast.BinOp):
            yield from self._pair(context, node.left, node.right, node)
        elif isinstance(node, ast.Compare) and len(node.comparators) == 1:
            yield from self._pair(context, node.left, node.comparators[0], node)
        elif isinstance(statement, ast.AugAssign) and not isinstance(node, ast.Call):
            yield from self._pair(context, statement.target, statement.value, None)
        if isinstance(node, ast.Call):
            yield from self._joined(context, node)
        yield from self._whole_number(context, node)
        yield from self._lazy(context)
        yield from self._index(context, node)
        yield from self._hashed(context)

    def _pair(self, context: Context, left: ast.expr, right: ast.expr, node: ast.expr | None) -> Iterator[Draft]:
        kinds = self._kinds(context, left, right)
        if kinds is None:
            return
        one, other = kinds
        if "str" in kinds and (one in _NUMBERS or other in _NUMBERS):
            yield from self._text_and_number(context, (left, one), (right, other), node)
        elif {one, other} == {"Decimal", "float"}:
            yield from self._decimal_and_float(context, (left, one), (right, other))
        elif {one, other} == {"date", "datetime"}:
            moment = left if one == "datetime" else right
            text = bracketed(context.frame.file, moment)
            idea = Idea(NAME, 0.75, f"{text} is a moment, the other side a day")
            yield replaced(context, idea, context.frame.file, moment, f"{text}.date()")
        elif {one, other} == {"list", "tuple"}:
            wrong = left if one == "tuple" else right
            text = context.frame.file.segment(wrong)
            yield replaced(context, Idea(NAME, 0.8, f"{text} is a tuple"), context.frame.file, wrong, f"list({text})")

    def _kinds(self, context: Context, left: ast.expr, right: ast.expr) -> tuple[str, str] | None:
        """The types of both sides without their modules: as seen, else as the message tells them."""
        one, other = _short(context.crash.type_of(left)), _short(context.crash.type_of(right))
        named = [_short(name) for name in re.findall(r"'([\w.]+)'", context.crash.message)]
        concatenated = re.search(r"can only concatenate (\w+) \(not \"([\w.]+)\"\) to", context.crash.message)
        if concatenated:
            named = [concatenated[1], _short(concatenated[2])]
        multiplied = re.search(r"can't multiply sequence by non-int of type '([\w.]+)'", context.crash.message)
        if multiplied:
            named = ["str", _short(multiplied[1])] if one in ("str", "") else [one, "str"]
        if not one and not other and len(named) >= 2:
            return named[-2], named[-1]
        if one and not other:
            other = next((name for name in named if name != one), "")
        elif other and not one:
            one = next((name for name in named if name != other), "")
        return (one, other) if one and other else None

    def _text_and_number(
        self, context: Context, one: tuple[ast.expr, str], two: tuple[ast.expr, str], node: ast.expr | None
    ) -> Iterator[Draft]:
        """Text is read as a number where it is one; else the number is written into the text."""
        file = context.frame.file
        text, number = (one, two) if one[1] == "str" else (two, one)
        shown = str(context.crash.described(text[0]).get("repr", ""))
        literal = isinstance(text[0], ast.Constant | ast.JoinedStr)
        adds = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)
        if not literal and (_NUMERIC.match(shown) or not adds):
            maker = "float" if number[1] == "float" or "." in shown else "int"
            if number[1] == "Decimal":
                maker = "Decimal"
            written = file.segment(text[0])
            sure = 0.82 if _NUMERIC.match(shown) else 0.6
            idea = Idea(NAME, sure, f"{written} is text, {file.segment(number[0])} a number")
            yield replaced(context, idea, file, text[0], f"{maker}({written})")
            origin = origin_of(context.crash, text[0])
            if (
                origin.statement is not None
                and origin.frame.file is file
                and isinstance(origin.node, ast.Call | ast.Subscript)
            ):
                source = file.segment(origin.node)
                idea = Idea(NAME, sure - 0.05, f"{written} is read as text")
                yield replaced(context, idea, file, origin.node, f"{maker}({source})")
        if adds and (literal or not _NUMERIC.match(shown)):
            written = file.segment(number[0])
            idea = Idea(NAME, 0.85 if literal else 0.65, f"{written} is a number that goes into text")
            yield replaced(context, idea, file, number[0], f"str({written})")

    def _decimal_and_float(
        self, context: Context, one: tuple[ast.expr, str], two: tuple[ast.expr, str]
    ) -> Iterator[Draft]:
        """As the repository does it: `Decimal(str(x))`, else `float(x)`."""
        file = context.frame.file
        exact, loose = (one, two) if one[1] == "Decimal" else (two, one)
        place = _place_of(context, "Decimal(str(")
        written = file.segment(loose[0])
        prior = 0.85 if place else 0.7
        if isinstance(loose[0], ast.Constant):
            idea = Idea(NAME, prior, f"{written} is a float among Decimals", place)
            yield replaced(context, idea, file, loose[0], f'Decimal("{written}")')
        else:
            for source in _read_once(context, loose[0]):
                # It is read further on as well, where it would meet Decimals again, or be kept as a float among them.
                text = file.segment(source)
                idea = Idea(NAME, prior + 0.03, f"{text} is a float among Decimals", place)
                yield replaced(context, idea, file, source, _as_decimal(context, text))
            for part in _inexact(context, loose[0]):
                written = file.segment(part)
                idea = Idea(NAME, prior, f"{written} is a float among Decimals", place)
                yield replaced(context, idea, file, part, f"Decimal(str({written}))")
        text = file.segment(exact[0])
        floating = _place_of(context, f"float({text}")
        idea = Idea(NAME, 0.8 if floating else 0.45, f"{text} is a Decimal among floats", floating)
        yield replaced(context, idea, file, exact[0], f"float({text})")

    def _joined(self, context: Context, call: ast.Call) -> Iterator[Draft]:
        """`", ".join(numbers)`."""
        if "expected str instance" not in context.crash.message or len(call.args) != 1:
            return
        file = context.frame.file
        source = call.args[0]
        if isinstance(source, ast.GeneratorExp | ast.ListComp):
            inner = file.segment(source.elt)
            yield replaced(context, Idea(NAME, 0.9, "only text can be joined"), file, source.elt, f"str({inner})")
        else:
            text = f"str(item) for item in {file.segment(source)}"
            yield replaced(context, Idea(NAME, 0.9, "only text can be joined"), file, source, text)

    def _whole_number(self, context: Context, node: ast.expr | None) -> Iterator[Draft]:
        """A quotient where a whole number is needed: `//`."""
        message = context.crash.message
        needed = "cannot be interpreted as an integer" in message or "indices must be integers" in message
        if not needed or node is None:
            return
        file = context.frame.file
        inner = list(ast.walk(node))
        for name in [item for item in inner if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Load)]:
            origin = origin_of(context.crash, name)
            if origin.frame.file is file and isinstance(origin.node, ast.BinOp):
                inner.extend(ast.walk(origin.node))
        for part in inner:
            if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Div):
                text = f"{file.segment(part.left)} // {file.segment(part.right)}"
                yield replaced(context, Idea(NAME, 0.85, "a whole number is needed"), file, part, text)
        index = node.slice if isinstance(node, ast.Subscript) else None
        if index is not None and context.crash.type_of(index) == "float":
            written = file.segment(index)
            yield replaced(context, Idea(NAME, 0.55, f"{written} is no whole number"), file, index, f"int({written})")

    def _lazy(self, context: Context) -> Iterator[Draft]:
        """An iterator or view where a list is needed."""
        found = _LAZY.search(context.crash.message)
        if found is None:
            return
        kind = found[1] or found[2]
        for node in header_nodes(context.frame.statement):
            called = isinstance(node, ast.Call) and last_name(node.func) in (kind, kind.removeprefix("dict_"))
            if not isinstance(node, ast.expr) or not (called or context.crash.type_of(node).endswith(kind)):
                continue
            origin = origin_of(context.crash, node)
            if isinstance(origin.node, ast.Call | ast.GeneratorExp) and origin.frame is context.frame:
                file = origin.frame.file
                text = file.segment(origin.node)
                if isinstance(origin.node, ast.GeneratorExp) and text.startswith("("):
                    text = text[1:-1]
                idea = Idea(NAME, 0.88, f"a {kind} can neither be indexed nor counted")
                yield replaced(context, idea, file, origin.node, f"list({text})")
                return

    def _index(self, context: Context, node: ast.expr | None) -> Iterator[Draft]:
        """`rows["a"]` on a list or a text."""
        if not isinstance(node, ast.Subscript):
            return
        file, message = context.frame.file, context.crash.message
        seen = context.crash.described(node.value)
        shown = str(context.crash.described(node.slice).get("repr", ""))
        if "list indices must be integers" in message and _NUMERIC.match(shown):
            written = file.segment(node.slice)
            yield replaced(context, Idea(NAME, 0.75, f"{written} is text"), file, node.slice, f"int({written})")
        elif "string indices must be integers" in message:
            yield from self._of_items(context, node)
        elif "list indices must be integers" in message and isinstance(node.slice, ast.Constant):
            keys = seen.get("element", {}).get("keys", ())
            if node.slice.value in keys and seen.get("length") == 1:
                text = file.segment(node.value)
                yield replaced(context, Idea(NAME, 0.55, f"{text} is a list of one"), file, node.value, f"{text}[0]")

    def _of_items(self, context: Context, node: ast.Subscript) -> Iterator[Draft]:
        """A loop over the keys of a mapping that means its values."""
        frame = context.frame
        if not isinstance(node.value, ast.Name):
            return
        for outer in frame.file.ancestors(node):
            loops = [outer] if isinstance(outer, ast.For) else list(getattr(outer, "generators", ()))
            for loop in loops:
                if isinstance(loop.target, ast.Name) and loop.target.id == node.value.id:
                    # A generator's own frame does not hold what it runs over, so there the type is not known.
                    seen = context.crash.described(loop.iter)
                    if not seen or seen.get("keys") is not None:
                        text = frame.file.segment(loop.iter)
                        idea = Idea(NAME, 0.85 if seen else 0.6, f"the loop over {text} gives its keys")
                        yield replaced(context, idea, frame.file, loop.iter, f"{text}.values()")
                    return

    def _hashed(self, context: Context) -> Iterator[Draft]:
        """A list as a key."""
        if "unhashable type: 'list'" not in context.crash.message:
            return
        for node in header_nodes(context.frame.statement):
            if isinstance(node, ast.expr) and context.crash.type_of(node) == "list":
                parent = context.frame.file.parent(node)
                if isinstance(parent, ast.Call) and node in parent.args and _is_cached(context, parent):
                    text = context.frame.file.segment(node)
                    idea = Idea(NAME, 0.85, f"{last_name(parent.func)} is cached by what it is given")
                    yield replaced(context, idea, context.frame.file, node, f"tuple({text})")
                    return
                keyed = isinstance(parent, ast.Subscript) and parent.slice is node
                added = isinstance(parent, ast.Call) and last_name(parent.func) in ("add", "get", "setdefault")
                # Of a request it is no key that was made in another form, but nonsense.
                sent = context.flow.sent(context.frame.file, context.frame.function, node)
                if not sent and (keyed or added or isinstance(parent, ast.Compare)):
                    text = context.frame.file.segment(node)
                    idea = Idea(NAME, 0.75, f"{text} is a list and cannot be a key")
                    yield replaced(context, idea, context.frame.file, node, f"tuple({text})")


def _is_cached(context: Context, call: ast.Call) -> bool:
    place = callee_of(context.codebase.sources, call)
    return place is not None and any("cache" in ast.unparse(item) for item in place[1].decorator_list)


def _as_decimal(context: Context, text: str) -> str:
    """`Decimal(str(x))`, or the file's own function for that where it has just one: it knows how exact they are."""
    own = []
    for function in context.frame.file.functions:
        only = function.args.args[0] if len(function.args.args) == 1 else None
        declared = function.returns is not None and last_name(function.returns) == "Decimal"
        if only is None or not declared or is_method(context.frame.file, function):
            continue
        nodes = [node for node in ast.walk(function) if isinstance(node, ast.expr)]
        made = any(ast.unparse(node) == f"Decimal(str({only.arg}))" for node in nodes)
        reckons = any(isinstance(node, ast.BinOp) and not isinstance(node.op, ast.BitOr) for node in nodes)
        if made and not reckons:
            own.append(function.name)
    return f"{own[0]}({text})" if len(own) == 1 else f"Decimal(str({text}))"


def _read_once(context: Context, node: ast.expr) -> Iterator[ast.expr]:
    """Where a name that is used several times gets its only value, an entry or attribute."""
    frame = context.frame
    known = definitions(frame.file, frame.function, node.id) if isinstance(node, ast.Name) else []
    value = known[0].value if len(known) == 1 else None
    scope = frame.function if frame.function is not None else frame.file.tree
    uses = [part for part in ast.walk(scope) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load)]
    again = sum(part.id == node.id for part in uses) > 1 if isinstance(node, ast.Name) else False
    if again and isinstance(value, ast.Attribute | ast.Subscript):
        yield value


def _inexact(context: Context, node: ast.expr) -> list[ast.expr]:
    """The one float of a sum or product with whole numbers, before any digit is lost; and the whole."""
    parts = [node]
    while isinstance(parts[-1], ast.BinOp) and isinstance(parts[-1].op, ast.Add | ast.Sub | ast.Mult):
        rest = [one for one in (parts[-1].left, parts[-1].right) if not _is_whole(context, one)]
        if len(rest) != 1:
            break
        parts.append(rest[0])
    return parts[:0:-1] + parts[:1]


def _is_whole(context: Context, node: ast.expr) -> bool:
    return context.crash.type_of(node) == "int" or (isinstance(node, ast.Constant) and type(node.value) is int)


def _short(name: str) -> str:
    return name.rpartition(".")[2]


def _place_of(context: Context, text: str) -> str:
    """Where the repository writes this."""
    for file in context.codebase.sources:
        if text in file.text:
            return f"{file.path}:{file.text[: file.text.index(text)].count(chr(10)) + 1}"
    return ""
