"""Parsing what a client sent: int, float, Decimal, dates, UUID, enums, JSON, Unicode."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.crash import Frame, quoted
from arbase.repair.static.imports import import_of
from arbase.repair.static.refusals import INVALID, LOOKUP, Need
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, is_simple, refuse_on, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "parsing"
# What each kind of text raises: exception -> what to catch, and the import that it needs.
_CAUGHT = {
    "ValueError": ("ValueError", ""),
    "OverflowError": ("OverflowError", ""),
    "UnicodeDecodeError": ("UnicodeDecodeError", ""),
    "JSONDecodeError": ("json.JSONDecodeError", "import json"),
    "InvalidOperation": ("InvalidOperation", "from decimal import InvalidOperation"),
    "ValidationError": ("ValidationError", "from pydantic import ValidationError"),
    "Error": ("binascii.Error", "import binascii"),
    "OutOfBoundsDatetime": ("ValueError", ""),
    "DateParseError": ("ValueError", ""),
    "ParserError": ("ValueError", ""),
}
_PARSERS = frozenset(
    """int float complex Decimal Fraction date datetime time UUID fromisoformat strptime fromtimestamp loads load decode
    b64decode urlsafe_b64decode a85decode parse isoparse to_datetime Timestamp ip_address ip_network fromhex unhexlify
    timedelta ZoneInfo fromordinal fromisocalendar unpack""".split()
)
_OTHERS = frozenset("remove pop choice sample mean median stdev mode randint choices fmean variance".split())


class Parsing(Template):
    """A narrow `except` with the repository's refusal, the parser of elsewhere, or the preparation of elsewhere."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """All of them, where a call on client data raised for its value."""
        crash = context.crash
        if crash.exception not in _CAUGHT:
            return
        yield from self._cleaned(context)
        call = _parser(context, crash.node)
        if call is None:
            return
        yield from self._prepared(context, call)
        yield from self._refused(context, call)

    def _refused(self, context: Context, call: ast.Call) -> Iterator[Draft]:
        frame = context.frame
        kinds = context.flow.sent(frame.file, frame.function, call)
        if not kinds and last_name(call.func) == "index":
            # `KNOWN.index(text)` asks where the client's text stands in a list of ours.
            kinds = context.flow.asked(frame.file, frame.function, call)
        if not kinds:
            return
        statement = _wrappable(frame)
        if statement is None:
            return
        subject = _subject(frame, call)
        caught = self._caught(context, frame)
        statuses = {**INVALID, 404: LOOKUP[404] * 0.6} if kinds == {"path"} else INVALID
        need = Need(
            frame.file,
            frame.function,
            frame.line,
            subject,
            "failure",
            statuses,
            kinds,
            caught=caught[0].rpartition(".")[2],
        )
        idea = Idea(NAME, 0.85, f"{subject} comes from the request and need not be what {_shown(call)} reads")
        yield from refuse_on(context, idea, need, [statement], caught)

    def _caught(self, context: Context, frame: Frame) -> tuple[str, str]:
        """What to catch, spelled as the file would."""
        text, needed = _CAUGHT[context.crash.exception]
        name = text.rpartition(".")[2]
        for other in [frame.file, *context.codebase.sources]:
            for node in other.nodes:
                if isinstance(node, ast.ExceptHandler) and node.type is not None:
                    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
                    for kind in kinds:
                        if last_name(kind) == name and other is frame.file:
                            return other.segment(kind), ""
        if needed.startswith("import ") and import_of(needed.split()[1], frame.file, frame.file) is None:
            return text, needed
        return text, needed

    def _cleaned(self, context: Context) -> Iterator[Draft]:
        """`text.replace(" ", "")` in front of a reader of numbers that met another such sign: it goes as well."""
        if not re.search(r"invalid literal for int|could not convert string to float", context.crash.message):
            return
        signs = {letter for text in quoted(context.crash.message) for letter in text if not _is_of_numbers(letter)}
        if len(signs) != 1:
            return
        sign, file = signs.pop(), context.frame.file
        for part in ast.walk(context.frame.statement):
            match part:
                case ast.Call(
                    func=ast.Attribute(attr="replace"), args=[ast.Constant(value=str() as old), ast.Constant(value="")]
                ) if len(old) == 1 and not old.isalnum():
                    quote = file.segment(part.args[0])[:1]
                    empty = quote * 2
                    idea = Idea(NAME, 0.86, f"{old!r} is taken out of the text, and {sign!r} is not")
                    text = f"{file.segment(part)}.replace({quote}{sign}{quote}, {empty})"
                    yield replaced(context, idea, file, part, text)

    def _prepared(self, context: Context, call: ast.Call) -> Iterator[Draft]:
        """The text is prepared elsewhere before the same parser reads it (`.replace(",", ".")`), or by a function."""
        frame = context.frame
        if len(call.args) != 1 or not isinstance(call.args[0], ast.Name | ast.Attribute | ast.Subscript | ast.Call):
            return
        own = frame.file.segment(call.args[0])
        seen: set[str] = set()
        for file in context.codebase.sources:
            for node in file.nodes:
                if not isinstance(node, ast.Call) or node is call or last_name(node.func) != last_name(call.func):
                    continue
                chain = _chain(file.segment(node.args[0]), node.args[0]) if len(node.args) == 1 else ""
                if chain and chain not in seen and not own.endswith(chain):
                    seen.add(chain)
                    place = f"{file.path}:{node.lineno}"
                    idea = Idea(NAME, 0.8, f"{place} prepares the text with {chain}", place)
                    yield replaced(context, idea, frame.file, call.args[0], f"{own}{chain}")
        if len(seen) == 0:
            yield from self._by_function(context, call)

    def _by_function(self, context: Context, call: ast.Call) -> Iterator[Draft]:
        """A function of the repository that wraps this very parser and is used for the same name elsewhere."""
        frame = context.frame
        wanted = last_name(call.args[0])
        for file in context.codebase.sources:
            for function in file.functions:
                if function is frame.function or not _wraps(function, last_name(call.func)):
                    continue
                for site in context.flow.call_sites(function.name):
                    if len(site.call.args) == 1 and wanted and last_name(site.call.args[0]) == wanted:
                        needed = import_of(function.name, file, frame.file, context.service.source_roots)
                        if needed is None:
                            continue
                        place = f"{site.file.path}:{site.call.lineno}"
                        imports = (needed,) if needed else ()
                        why = f"{place} reads {wanted} with {function.name}"
                        idea = Idea(NAME, 0.7, why, place, imports)
                        text = f"{function.name}({frame.file.segment(call.args[0])})"
                        yield replaced(context, idea, frame.file, call, text)
                        return


def _is_of_numbers(letter: str) -> bool:
    return letter.isalnum() or letter in ".+_'"


def _parser(context: Context, node: ast.expr | None) -> ast.Call | None:
    """The call that read the text: the failing one, or the one parser of the statement."""
    if isinstance(node, ast.Call):
        name = last_name(node.func)
        # `max([])` and `xs.remove(x)` raise ValueError too, but read nothing.
        known = name in _PARSERS or name in context.statuses.classes
        method = isinstance(node.func, ast.Attribute) and name not in _OTHERS and not name[:1].isupper()
        return node if known or method else None
    calls = [item for item in header_nodes(context.frame.statement) if isinstance(item, ast.Call)]
    parsers = [item for item in calls if last_name(item.func) in _PARSERS]
    return parsers[0] if len(parsers) == 1 else None


def _wrappable(frame: Frame) -> ast.stmt | None:
    """The statement that goes into `try:`; only one that no more than parses is small enough."""
    statement = frame.statement
    return statement if is_simple(statement) else None


def _subject(frame: Frame, call: ast.Call) -> str:
    """What was parsed."""
    if isinstance(call.func, ast.Attribute) and not call.args:
        return frame.file.segment(call.func.value)
    for item in call.args:
        inner = item
        while (
            isinstance(inner, ast.Call)
            and isinstance(inner.func, ast.Attribute)
            and not isinstance(inner.func.value, ast.Constant)
        ):
            inner = inner.func.value
        if isinstance(inner, ast.Name | ast.Attribute | ast.Subscript):
            return frame.file.segment(inner)
    return frame.file.segment(call.args[0]) if call.args else _shown(call)


def _shown(call: ast.Call) -> str:
    return last_name(call.func) or "the parser"


def _chain(text: str, node: ast.expr) -> str:
    """The method calls behind the first name of an argument: `.strip().replace(",", ".")`."""
    inner = node
    while isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
        if any(not isinstance(item, ast.Constant) for item in inner.args) or inner.keywords:
            return ""
        inner = inner.func.value
    if inner is node or not isinstance(inner, ast.Name | ast.Attribute | ast.Subscript):
        return ""
    return text[len(ast.unparse(inner)) :] if text.startswith(ast.unparse(inner)) else ""


def _wraps(function: ast.FunctionDef | ast.AsyncFunctionDef, parser: str) -> bool:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    handled = any(isinstance(node, ast.Try) for node in ast.walk(function))
    return len(function.args.args) == 1 and handled and any(last_name(node.func) == parser for node in calls)
