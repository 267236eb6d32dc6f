"""Parsing what a client sent: int, float, Decimal, dates, UUID, enums, JSON, Unicode."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import TypeGuard

from arbase.repair.static.crash import Frame, quoted
from arbase.repair.static.edit import wrap
from arbase.repair.static.imports import import_of
from arbase.repair.static.refusals import INVALID, LOOKUP, Need
from arbase.repair.static.source import header_nodes, last_name, own_nodes
from arbase.repair.static.templates.building import (
    Idea,
    edited,
    is_hoistable,
    is_simple,
    refuse_as,
    refuse_before,
    refuse_on,
    replaced,
)
from arbase.repair.static.templates.calendar_days import is_reckoned
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.search_text import is_search
from arbase.workspace.promises import unreadable_is_none

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
    "ZoneInfoNotFoundError": ("(ZoneInfoNotFoundError, ValueError)", "from zoneinfo import ZoneInfoNotFoundError"),
    "BadZipFile": ("zipfile.BadZipFile", "import zipfile"),
    "LookupError": ("LookupError", ""),
    "KeyError": ("KeyError", ""),
    "AttributeError": ("AttributeError", ""),
}
_VALUE_ERRORS = frozenset(("Error", "UnicodeDecodeError", "JSONDecodeError"))
# Modules that call their exception `error`, by the functions that raise it.
_ERRORS = {
    "re": frozenset("compile search match fullmatch sub subn split findall finditer".split()),
    "struct": frozenset("unpack unpack_from iter_unpack pack".split()),
    "zlib": frozenset(("decompress",)),
}
_PARSERS = frozenset(
    """int float complex Decimal Fraction date datetime time UUID fromisoformat strptime fromtimestamp loads load decode
    b64decode urlsafe_b64decode a85decode parse isoparse to_datetime Timestamp ip_address ip_network fromhex unhexlify
    timedelta ZoneInfo fromordinal fromisocalendar unpack""".split()
)
_TRIMMING = frozenset(("strip", "lower", "upper", "removeprefix", "removesuffix", "lstrip", "rstrip"))
_ENUMS = frozenset(("enum.EnumType", "enum.EnumMeta", "EnumType", "EnumMeta"))
_OTHERS = frozenset("remove pop choice sample mean median stdev mode randint choices fmean variance".split())


class Parsing(Template):
    """A narrow `except` with the repository's refusal, the parser of elsewhere, or the preparation of elsewhere."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """All of them, where a call on client data raised for its value."""
        crash = context.crash
        if crash.exception not in _CAUGHT and _error_of(context) is None:
            return
        if crash.exception == "AttributeError":
            # A field is called by what the client sent; other attributes are ours.
            if _is_getattr(crash.node):
                yield from self._no_column(context, crash.node)
            return
        if crash.exception == "KeyError":
            if _is_format(crash.node):
                yield from self._refused(context, crash.node)
            # A member of an enumeration is called by what the client sent; other look-ups are not parsed.
            if isinstance(crash.node, ast.Subscript) and crash.type_of(crash.node.value) in _ENUMS:
                yield from self._refused(context, crash.node)
            return
        yield from self._cleaned(context)
        if crash.exception == "OverflowError" and isinstance(crash.node, ast.BinOp):
            yield from self._refused(context, crash.node)
        call = _parser(context, crash.node)
        if call is None or is_reckoned(crash.node, crash.message):
            return
        yield from self._prepared(context, call)
        yield from self._not_there(context, call)
        yield from self._as_absent(context)
        yield from self._refused(context, call)

    def _as_absent(self, context: Context) -> Iterator[Draft]:
        """What cannot be read counts as not given, where the function's docstring says so."""
        frame, statement = context.frame, _wrappable(context.frame)
        function = frame.function
        if function is None or statement is None or not unreadable_is_none(ast.get_docstring(function)):
            return
        for node in own_nodes(function):
            plain = isinstance(node, ast.Return) and isinstance(node.value, ast.Constant | None)
            if plain and isinstance(node, ast.Return) and node.lineno < frame.line:
                caught, needed = self._caught(context, frame)
                edit = wrap(frame.file, [statement], "try:", (f"except {caught}:", f"\t{frame.file.segment(node)}"))
                where = f"{frame.file.path}:{function.lineno}"
                idea = Idea(NAME, 0.88, f"{where} says that what cannot be read counts as absent", where,
                            (needed,) if needed else ())  # fmt: skip
                if edit is not None:
                    yield edited(context, idea, frame.file, edit)
                return

    def _no_column(self, context: Context, call: ast.Call) -> Iterator[Draft]:
        """A client names a field: of a mapped class it must be a column, not whatever the class has besides."""
        frame, owner = context.frame, call.args[0]
        known = context.statuses.classes.get(last_name(owner))
        names = {last_name(node) for node in ast.walk(known[1])} if known is not None else set()
        kinds, asked = _handed(context, call), call.args[1]
        while (
            isinstance(asked, ast.Call) and last_name(asked.func) in _TRIMMING and isinstance(asked.func, ast.Attribute)
        ):
            asked = asked.func.value
        if not names & {"mapped_column", "Column"} or not kinds or not is_hoistable(frame, asked):
            yield from self._refused(context, call)
            return
        name = frame.file.segment(call.args[1])
        subject = _subject(context, call)
        need = Need(frame.file, frame.function, frame.line, subject, "missing", INVALID, kinds)
        idea = Idea(NAME, 0.87, f"{name} comes from the request and need not be a column")
        test = f"{name} not in {frame.file.segment(owner)}.__table__.columns"
        yield from refuse_before(context, idea, need, frame.statement, test)

    def _not_there(self, context: Context, call: ast.expr) -> Iterator[Draft]:
        """A number that no row of the database can have: refused in the very words in which a missing row is."""
        frame = context.frame
        statement, kinds = _wrappable(frame), _handed(context, call) | context.observed.shown
        if context.crash.exception != "OverflowError" or statement is None or not kinds:
            return
        subject = _subject(context, call)
        need = Need(frame.file, frame.function, frame.line, subject, "failure", LOOKUP, kinds, caught="OverflowError")
        for refusal in context.refusals.all:
            missing = refusal.condition.kind in ("none", "falsy") and refusal.status in LOOKUP
            if missing and refusal.function is frame.function and _found_by(refusal.condition.subject, statement):
                written = context.refusals.like(refusal, need)
                if written is not None:
                    idea = Idea(NAME, 0.9, f"no row has such a {subject}")
                    yield from refuse_as(context, idea, need, [statement], ("OverflowError", ""), written)

    def _refused(self, context: Context, call: ast.expr) -> Iterator[Draft]:
        frame = context.frame
        kinds = context.flow.sent(frame.file, frame.function, call) or _handed(context, call)
        if not kinds and isinstance(call, ast.Call) and last_name(call.func) == "index":
            # `KNOWN.index(text)` asks where the client's text stands in a list of ours.
            kinds = context.flow.asked(frame.file, frame.function, call)
        kinds = kinds or context.fed
        if not kinds:
            return
        statement = _wrappable(frame)
        if statement is None or is_search(context, call):
            return
        subject = _subject(context, call)
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
            caught=caught[0].strip("()").partition(",")[0].rpartition(".")[2],
        )
        reader = _shown(call) if isinstance(call, ast.Call) else frame.file.segment(call)
        idea = Idea(NAME, 0.85, f"{subject} comes from the request and need not be what {reader} reads")
        yield from refuse_on(context, idea, need, [statement], caught)

    def _caught(self, context: Context, frame: Frame) -> tuple[str, str]:
        """What to catch, spelled as the file would."""
        error = _error_of(context)
        called = context.crash.node
        template = called.func.value if _is_format(called) and isinstance(called.func, ast.Attribute) else None
        if template is not None and context.flow.sent(frame.file, frame.function, template):
            # The template is the client's: its places may be unknown, unclosed, or ask for parts of values.
            return "(LookupError, ValueError, AttributeError)", ""
        text, needed = _CAUGHT[context.crash.exception] if error is None else (f"{error}.error", f"import {error}")
        readers = [node for node in header_nodes(frame.statement) if last_name(getattr(node, "func", None)) in _PARSERS]
        if len(readers) > 1 and context.crash.exception in _VALUE_ERRORS:
            # What one of them lets pass, the next may stumble over.
            return "ValueError", ""
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


def _is_format(node: ast.expr | None) -> TypeGuard[ast.Call]:
    """`template.format(**fields)`."""
    called = isinstance(node, ast.Call) and last_name(node.func) in ("format", "format_map", "substitute")
    return called and isinstance(node, ast.Call) and bool(node.args or node.keywords)


def _is_getattr(node: ast.expr | None) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and last_name(node.func) == "getattr" and len(node.args) == 2


def _found_by(name: str, statement: ast.stmt) -> bool:
    """The statement gives the name its value."""
    return isinstance(statement, ast.Assign) and name in {last_name(target) for target in statement.targets}


def _is_of_numbers(letter: str) -> bool:
    return letter.isalnum() or letter in ".+_'"


def _parser(context: Context, node: ast.expr | None) -> ast.Call | None:
    """The call that read the text: the failing one, or the one parser of the statement."""
    if isinstance(node, ast.Call):
        name = last_name(node.func)
        # `max([])` and `xs.remove(x)` raise ValueError too, but read nothing.
        known = name in _PARSERS or name in context.statuses.classes or "parse" in name
        method = isinstance(node.func, ast.Attribute) and name not in _OTHERS and not name[:1].isupper()
        if isinstance(node.func, ast.Attribute) and last_name(node.func.value) in ("np", "numpy", "scipy"):
            method = False  # it computes with our own arrays
        return node if known or method else None
    calls = [item for item in header_nodes(context.frame.statement) if isinstance(item, ast.Call)]
    parsers = [item for item in calls if last_name(item.func) in _PARSERS]
    return parsers[0] if len(parsers) == 1 else None


def _wrappable(frame: Frame) -> ast.stmt | None:
    """The statement that goes into `try:`; only one that no more than parses is small enough."""
    statement = frame.statement
    return statement if is_simple(statement) else None


def _error_of(context: Context) -> str | None:
    """The module that raised its `<module>.error`: by the exception itself, else by the function that was called."""
    crash = context.crash
    if crash.exception == "error" and crash.module in _ERRORS:
        return crash.module
    match crash.node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr=name)) if name in _ERRORS.get(module, ()):
            return module
    return None


def _parts(call: ast.expr) -> Iterator[ast.expr]:
    """What a call or look-up is given: arguments, also those in a tuple, and what stands before the dot."""
    match call:
        case ast.Call():
            given = [*call.args, *(word.value for word in call.keywords)]
            given += [call.func.value] if isinstance(call.func, ast.Attribute) else []
        case ast.BinOp(left=left, right=right):
            given = [left, right]
        case ast.Subscript(slice=index):
            given = [index]
        case _:
            given = []
    for item in given:
        yield from item.elts if isinstance(item, ast.Tuple | ast.List) else (item,)


def _handed(context: Context, call: ast.expr) -> frozenset[str]:
    """Which parts of the request the call was handed."""
    frame = context.frame
    return frozenset().union(*(context.flow.sent(frame.file, frame.function, item) for item in _parts(call)))


def _subject(context: Context, call: ast.expr) -> str:
    """What was parsed: the part that the client sent, where it is plain to see."""
    frame = context.frame
    sent = [item for item in _parts(call) if context.flow.sent(frame.file, frame.function, item)]
    for item in sent:
        inner: ast.expr = item
        while (
            isinstance(inner, ast.Call)
            and isinstance(inner.func, ast.Attribute)
            and all(isinstance(part, ast.Constant) for part in inner.args)
        ):
            inner = inner.func.value
        if isinstance(inner, ast.Name | ast.Attribute | ast.Subscript):
            return frame.file.segment(inner)
    if not isinstance(call, ast.Call):
        return frame.file.segment(next(_parts(call), call))
    if isinstance(call.func, ast.Attribute) and all(isinstance(item, ast.Constant) for item in call.args):
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
