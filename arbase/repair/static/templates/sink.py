"""A value of a type that a library does not take: what a database cannot bind, what a hash cannot read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import reaching
from arbase.repair.static.edit import bracketed, replace
from arbase.repair.static.imports import import_of
from arbase.repair.static.source import SourceFile, last_name
from arbase.repair.static.templates.building import Idea, edited, in_brackets, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "sink"
_BOUND = re.compile(r"[Ee]rror binding parameter[^:]*: type '([\w.]+)' is not supported|can't adapt type '([\w.]+)'")
_PLACE = re.compile(r"binding parameter (\d+)")
_BYTES = re.compile(
    r"Strings must be encoded before hashing|Unicode-objects must be encoded|a bytes-like object is required, not 'str'"
    r"|comparing strings with non-ASCII|can't concat str to bytes|key: expected bytes or bytearray, but got 'str'"
)
_TEXT = re.compile(
    r"must be str, not (\w+)|requires string as left operand, not (\w+)|expected str(?:ing)?.* got (\w+)"
)
_IN = re.compile(r"(\bIN\s*)\(\s*\?\s*\)", re.IGNORECASE)
# What readers of text make of it.
_READ_ALREADY = {
    "fromisoformat": ("date", "datetime", "time"), "strptime": ("date", "datetime"), "UUID": ("UUID",),
    "loads": ("dict", "list"),
}  # fmt: skip
# How a value of a type is written for a database that knows numbers and text only.
_WRITTEN = {
    "date": "{}.isoformat()", "datetime": "{}.isoformat()", "time": "{}.isoformat()", "UUID": "str({})",
    **dict.fromkeys(("HttpUrl", "AnyUrl", "AnyHttpUrl", "Url", "URL", "IPv4Address", "IPv6Address"), "str({})"),
    "PosixPath": "str({})", "Path": "str({})", "Decimal": "str({})", "timedelta": "{}.total_seconds()",
}  # fmt: skip


class Sink(Template):
    """The value as the library wants it, written as the repository writes such values elsewhere."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By what the library said of the value."""
        message = context.crash.message
        bound = _BOUND.search(message)
        if bound is not None:
            yield from self._bound(context, (bound[1] or bound[2]).rpartition(".")[2])
        if context.crash.exception == "TypeError" and _BYTES.search(message):
            yield from self._encoded(context)
        elif context.crash.exception == "TypeError" and (text := _TEXT.search(message)) is not None:
            yield from self._text(context, next(filter(None, text.groups())))
        yield from self._row(context)
        yield from self._read_already(context)

    def _read_already(self, context: Context) -> Iterator[Draft]:
        """What reads a text is handed what such a text stands for: there is nothing left to be read."""
        node, file = context.crash.node, context.frame.file
        if context.crash.exception not in ("TypeError", "AttributeError") or not isinstance(node, ast.Call):
            return
        if len(node.args) != 1 or node.keywords:
            return
        given = node.args[0]
        kind = context.crash.type_of(given).rpartition(".")[2]
        if kind in _READ_ALREADY.get(last_name(node.func), ()):
            text = file.segment(given)
            idea = Idea(NAME, 0.8, f"{text} is a {kind} already")
            # A text that is still met elsewhere keeps being read.
            whole = f"{file.segment(node.func)}(str({text}))" if kind == "UUID" else text
            yield replaced(context, idea, file, node, whole)

    def _bound(self, context: Context, kind: str) -> Iterator[Draft]:
        """A parameter of SQL: each that has the type is written in the same way."""
        for frame in reversed(context.crash.frames):
            file = frame.file
            calls = [node for node in ast.walk(frame.statement) if isinstance(node, ast.Call) and len(node.args) > 1]
            runs = [call for call in calls if last_name(call.func).startswith("execute")]
            if frame is not context.frame or not runs:
                continue
            values = runs[0].args[1]
            if isinstance(values, ast.Name):
                made = reaching(file, frame.function, values.id, frame.line)[:1]
                values = next((one.value for one in made if isinstance(one.value, ast.Tuple | ast.List)), values)
            parts = values.elts if isinstance(values, ast.Tuple | ast.List) else [values]
            wrong = [part for part in parts if context.crash.type_of(part).rpartition(".")[2] == kind]
            counted = _PLACE.search(context.crash.message)
            if not wrong and counted is not None and 0 < int(counted[1]) <= len(parts):
                # Where the message names the type, it counts the parameters from 1.
                wrong = [parts[int(counted[1]) - 1]]
            if not wrong:
                return
            yield from self._listed(context, file, runs[0], wrong[0])
            for form, prior, place in self._forms(context, file, kind, wrong[0]):
                edits = [replace(file, part, form.format(_operand(file, part, form))) for part in wrong]
                why = f"the database takes no {kind}"
                yield edited(context, Idea(NAME, prior, why, place), file, *edits)
            return

    def _listed(self, context: Context, file: SourceFile, call: ast.Call, value: ast.expr) -> Iterator[Draft]:
        """`IN (?)` with a list takes a mark for each of its items."""
        sql, given = call.args[0], call.args[1]
        written = file.segment(sql)
        alone = isinstance(given, ast.Tuple | ast.List) and len(given.elts) == 1
        if not isinstance(sql, ast.Constant) or not alone or not _IN.search(written) or written[:1] not in "\"'":
            return
        if context.crash.type_of(value).rpartition(".")[2] not in ("list", "tuple", "set") or "{" in written:
            return
        name = file.segment(value)
        quote = "'" if written[:1] == '"' else '"'
        marks = f"({{{quote}, {quote}.join({quote}?{quote} * len({name}))}})"
        text = "f" + _IN.sub(lambda found: found[1] + marks, written, count=1)
        idea = Idea(NAME, 0.88, f"{name} is a list: the statement needs a mark for each of its items")
        yield edited(context, idea, file, replace(file, sql, text), replace(file, given, f"tuple({name})"))

    def _forms(self, context: Context, file: SourceFile, kind: str, node: ast.expr) -> Iterator[tuple[str, float, str]]:
        """How such a value is written: what the repository does with the same name first."""
        habits = {"Decimal": ("str", "float"), "list": ("dumps",), "dict": ("dumps",)}.get(kind, ("str", "isoformat"))
        for name in habits:
            place = _habit(context, last_name(node), name)
            if place and name in ("str", "float"):
                yield f"{name}({{}})", 0.86, place
            elif place and name == "isoformat":
                yield "{}.isoformat()", 0.86, place
            elif name == "dumps" and (found := _dumps(context, file)):
                yield f"{found}({{}})", 0.7, place
        if kind in _WRITTEN:
            yield _WRITTEN[kind], 0.7, ""
        if kind == "Decimal":
            yield "float({})", 0.6, ""
        seen = context.crash.described(node)
        if "enum" in str(seen.get("bases", "")).lower() or ("." in str(seen.get("repr", "")) and "<" in str(
            seen.get("repr", "")
        )):  # fmt: skip
            yield "{}.value", 0.7, ""
        if kind.startswith(("int", "float", "bool")) and kind not in ("int", "float", "bool"):
            yield "{}.item()", 0.8, ""

    def _encoded(self, context: Context) -> Iterator[Draft]:
        """Text where bytes are needed: every text among the arguments is encoded."""
        node, file = context.crash.node, context.frame.file
        if isinstance(node, ast.BinOp):
            parts: list[ast.expr] = [node.left, node.right]
        elif isinstance(node, ast.Call):
            parts = [*node.args]
        else:
            return
        edits = []
        for part in parts:
            literal = isinstance(part, ast.Constant) and isinstance(part.value, str)
            known = context.crash.type_of(part)
            if literal or known == "str" or (not known and len(parts) <= 2 and not isinstance(part, ast.Constant)):
                edits.append(replace(file, part, f"{bracketed(file, part)}.encode()"))
        if edits:
            yield edited(context, Idea(NAME, 0.86, f"{last_name(getattr(node, 'func', node)) or 'it'} wants bytes"),
                         file, *edits)  # fmt: skip

    def _text(self, context: Context, kind: str) -> Iterator[Draft]:
        """A number or bytes where text is needed."""
        node, file = context.crash.node, context.frame.file
        if isinstance(node, ast.Call):
            parts: list[ast.expr] = [*node.args, *(word.value for word in node.keywords)]
        elif isinstance(node, ast.Compare):
            parts = [node.left]
        else:
            return
        for part in parts:
            if context.crash.type_of(part).rpartition(".")[2] != kind or kind in ("NoneType", "list", "dict"):
                continue
            if context.flow.sent(file, context.frame.function, part):
                continue
            text = file.segment(part)
            form = f"{bracketed(file, part)}.decode()" if kind == "bytes" else f"str({text})"
            yield replaced(context, Idea(NAME, 0.8, f"{text} is {kind} where text is needed"), file, part, form)

    def _row(self, context: Context) -> Iterator[Draft]:
        """A row of SQLite has no `.get`: it is asked with brackets, its optional columns are NULL."""
        if "'sqlite3.Row' object has no attribute 'get'" not in context.crash.message:
            return
        file = context.frame.file
        gets = [node for node in ast.walk(context.frame.statement) if _is_get(context, node)]
        edits = []
        for node in gets:
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            asked = f"{file.segment(node.func.value)}[{file.segment(node.args[0])}]"
            default = node.args[1] if len(node.args) > 1 else None
            empty = default is None or (isinstance(default, ast.Constant) and default.value is None)
            edits.append(
                replace(file, node, asked if empty or default is None else _or_else(file, node, asked, default))
            )
        if edits:
            yield edited(context, Idea(NAME, 0.88, "a row has brackets, not `.get`"), file, *edits)


def _or_else(file: SourceFile, call: ast.expr, asked: str, default: ast.expr) -> str:
    """The default for NULL alone: a zero and an empty text are values. An empty default is none the worse for them."""
    text = file.segment(default)
    nothing = isinstance(default, ast.Constant) and not default.value
    nothing = nothing or (isinstance(default, ast.List | ast.Tuple | ast.Dict) and text in ("[]", "()", "{}"))
    if nothing:
        return f"({asked} or {text})"
    return in_brackets(file, call, f"{text} if {asked} is None else {asked}")


def _is_get(context: Context, node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr="get", value=owner), args=[_, *_]):
            known = context.crash.type_of(owner)
            return known.endswith("Row") or not known
    return False


def _operand(file: SourceFile, node: ast.expr, form: str) -> str:
    return bracketed(file, node) if form.startswith("{}.") else file.segment(node)


def _habit(context: Context, name: str, function: str) -> str:
    """Where the repository hands a value of this name through `function`."""
    for file in context.codebase.sources:
        for node in file.nodes:
            match node:
                case ast.Call(func=ast.Name(id=called), args=[given]) if called == function:
                    found = last_name(given) == name
                case ast.Call(func=ast.Attribute(attr=called, value=given)) if called == function:
                    found = last_name(given) == name
                case _:
                    found = False
            if found and name:
                return f"{file.path}:{getattr(node, 'lineno', 1)}"
    return ""


def _dumps(context: Context, file: SourceFile) -> str:
    """How the file writes JSON, where it can."""
    for other in context.codebase.sources:
        for node in other.nodes:
            match node:
                case ast.Attribute(value=ast.Name(id="json"), attr="dumps") if (
                    import_of("json", other, file, context.service.source_roots) == ""
                ):
                    return "json.dumps"
    return ""
