"""Text that is written in an old encoding, for a reader that knows no other, and holds a character that is not in it.

A repository that writes in the same encoding elsewhere has said there what becomes of such characters; what is written
strictly does as that does. Nothing is drafted where places say different things, or where somebody answers for the
failure: then a character that cannot be written is to be told of.
"""

from __future__ import annotations

import ast
import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from arbase.repair.static.edit import add_option, bracketed
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template

NAME = "as-encoded"
_OPENERS = frozenset(("open", "write_text", "TextIOWrapper"))
_CAUGHT = frozenset(("UnicodeEncodeError", "UnicodeError"))
_CHARSET = re.compile(r"charset=[\"']?([\w-]*)[\"']?$")


class Written(NamedTuple):
    """A call that encodes text: by which encoding, and what becomes of what it does not know."""

    call: ast.Call
    codec: ast.expr
    handler: str


class AsEncoded(Template):
    """`.encode(CHARSET, errors="replace")`, `open(path, "w", encoding=CHARSET, errors="replace")`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For what encodes strictly in the crashed statement, and the files that its function writes."""
        if context.crash.exception != "UnicodeEncodeError" or is_answered(context):
            return
        file, function = context.frame.file, context.frame.function
        handlers = _handlers(context)
        around = [node for node in ast.walk(function or context.frame.statement) if isinstance(node, ast.Call)]
        here = {id(node) for node in header_nodes(context.frame.statement)}
        for call in around:
            written = written_by(call)
            if written is not None and (id(call) in here or last_name(call.func) in _OPENERS) and not written.handler:
                for handler, place in _one(handlers, codec_of(context, written.codec)):
                    edit = add_option(file, call, f'errors="{handler}"')
                    if edit is not None:
                        yield edited(context, _idea(handler, place), file, edit)
            elif id(call) in here and call.args:
                yield from _of_answer(context, call, handlers)


def _of_answer(context: Context, call: ast.Call, handlers: dict[str, dict[str, str]]) -> Iterator[Draft]:
    """What an answer holds is encoded in front of it, where its head tells the encoding."""
    for word in call.keywords:
        codec, text = charset_of(context.frame.file, word)
        for handler, place in _one(handlers, codec_of(context, codec)) if codec is not None else ():
            held = call.args[0]
            new = f'{bracketed(context.frame.file, held)}.encode({text}, errors="{handler}")'
            yield replaced(context, _idea(handler, place), context.frame.file, held, new)


def _idea(handler: str, place: str) -> Idea:
    return Idea(NAME, 0.91, f'{place} writes in this encoding too, with errors="{handler}"', place)


def charset_of(file: SourceFile, word: ast.keyword) -> tuple[ast.expr | None, str]:
    """The encoding of `charset=CODEC` or of `content_type=f"text/csv; charset={CODEC}"`, and how it is written."""
    match word:
        case ast.keyword(arg="charset", value=codec):
            return codec, file.segment(codec)
        case ast.keyword(
            value=ast.JoinedStr(values=[*_, ast.Constant(value=str() as head), ast.FormattedValue() as held])
        ):
            found = _CHARSET.search(head)
            plain = held.conversion == -1 and held.format_spec is None
            return (held.value, file.segment(held.value)) if found and not found[1] and plain else (None, "")
        case ast.keyword(arg="content_type", value=ast.Constant(value=str() as head)):
            found = _CHARSET.search(head)
            return (ast.Constant(found[1]), f'"{found[1]}"') if found and found[1] else (None, "")
    return None, ""


def written_by(call: ast.Call) -> Written | None:
    """`text.encode(codec, errors)`, or what opens or writes a file as text."""
    words = {word.arg: word.value for word in call.keywords}
    name = last_name(call.func)
    codec, handler = words.get("encoding"), words.get("errors")
    if name == "encode" and isinstance(call.func, ast.Attribute):
        codec = codec or (call.args[0] if call.args else None)
        handler = handler or (call.args[1] if len(call.args) > 1 else None)
    elif name not in _OPENERS or (name == "open" and not _is_for_writing(call)):
        return None
    if codec is None or not isinstance(handler, ast.Constant | None):
        return None
    return Written(call, codec, str(handler.value) if handler is not None and handler.value != "strict" else "")


def _is_for_writing(call: ast.Call) -> bool:
    """One of the modes of an opened file says so."""
    given = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
    texts = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return any(re.fullmatch(r"[wax]t?\+?", text) for text in texts)


def _handlers(context: Context) -> dict[str, dict[str, str]]:
    """What becomes of unknown characters, by encoding: each way with one place that has it."""
    found: dict[str, dict[str, str]] = {}
    for file in context.codebase.sources:
        for node in file.nodes:
            written = written_by(node) if isinstance(node, ast.Call) else None
            codec = codec_of(context, written.codec) if written is not None and written.handler else ""
            if written is not None and codec:
                found.setdefault(codec, {}).setdefault(written.handler, f"{file.path}:{written.call.lineno}")
    return found


def _one(handlers: dict[str, dict[str, str]], codec: str) -> list[tuple[str, str]]:
    """The way of an encoding, where there is just one."""
    ways = list(handlers.get(codec, {}).items()) if codec else []
    return ways if len(ways) == 1 else []


def codec_of(context: Context, node: ast.expr) -> str:
    """The encoding that a text or a constant of the repository names; empty for UTF, which knows all, and others."""
    values = [node]
    if isinstance(node, ast.Name | ast.Attribute):
        values = [
            one.value
            for file in context.codebase.sources
            for one in file.tree.body
            if isinstance(one, ast.Assign) and [last_name(target) for target in one.targets] == [last_name(node)]
        ]
    texts = [one.value for one in values if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    if len(texts) != 1 or len(values) != 1:
        return ""
    try:
        name = codecs.lookup(texts[0]).name
    except LookupError:
        return ""
    return "" if name.startswith("utf") else name


def is_answered(context: Context) -> bool:
    """Somebody catches the failure and says what is done then."""
    handlers = [node for file in context.codebase.sources for node in file.nodes if isinstance(node, ast.ExceptHandler)]
    kinds = [one.type.elts if isinstance(one.type, ast.Tuple) else [one.type] for one in handlers]
    return any(last_name(kind) in _CAUGHT for found in kinds for kind in found)
