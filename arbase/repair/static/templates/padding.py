"""Base64 and base32 whose padding was left out, as in tokens, cursors and secrets: it is put back before decoding."""

from __future__ import annotations

import ast
import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import replace

from arbase.repair.static.source import header_nodes, last_name, text_of
from arbase.repair.static.templates.building import Idea, in_brackets, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.repair.static.templates.parsing import Parsing
from arbase.workspace.stripped import STRIPS

NAME = "padding"
_SIZES = {"urlsafe_b64decode": 4, "b64decode": 4, "b32decode": 8}
_CUTS = frozenset(("split", "partition", "rpartition", "rsplit", "strip", "removeprefix", "get", "group", "decode"))


class Padding(Template):
    """`text + "=" * (-len(text) % 4)`."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """Where the text is of the kind that goes without padding: made for addresses, or stripped here."""
        if context.crash.exception != "Error" or context.crash.message != "Incorrect padding":
            return
        frame = context.frame
        strips = [file.path for file in context.codebase.sources if STRIPS.search(file.text)]
        for call in header_nodes(frame.statement):
            name = last_name(call.func) if isinstance(call, ast.Call) else ""
            if not isinstance(call, ast.Call) or name not in _SIZES or not call.args:
                continue
            if name == "b64decode" and not strips and not any(word.arg == "altchars" for word in call.keywords):
                continue
            text = _padded(context, call.args[0], name)
            if text:
                idea = Idea(NAME, 0.9, "the padding may be left out of it", strips[0] if strips else "")
                yield replaced(context, idea, frame.file, call.args[0], text)
                yield from _and_refused(context, call, text)


def _and_refused(context: Context, call: ast.Call, text: str) -> Iterator[Draft]:
    """Padding for what was left out, and a refusal for what was never encoded at all."""
    file, first = context.frame.file, call.args[0]
    old = f"{file.segment(call.func)}({file.segment(first)}"
    for draft in Parsing().drafts(context):
        mended = tuple(
            (path, edit._replace(text=edit.text.replace(old, f"{old[: -len(file.segment(first))]}{text}", 1)))
            if path == file.path and old in edit.text
            else (path, edit)
            for path, edit in draft.edits
        )
        if mended != draft.edits:
            why = f"The padding may be left out of it. {draft.rationale}"
            yield replace(draft, template=NAME, edits=mended, prior=0.92, rationale=why)


def _padded(context: Context, node: ast.expr, name: str) -> str:
    """The expression with its padding; empty where it is not known to be what was encoded."""
    file, size = context.frame.file, _SIZES[name]
    text = file.segment(node)
    if isinstance(node, ast.Name | ast.Attribute | ast.Subscript) and text_of(node):
        kind = context.crash.type_of(node)
        if kind not in ("str", "bytes") or not _is_encoded(context, node, name):
            return ""
        mark = 'b"="' if kind == "bytes" else '"="'
        return f"{text} + {mark} * (-len({text}) % {size})"
    if size != 4 or _sent(context, node):
        return ""
    # What is more than needed is passed over in base64, so the length of what is put together here is not asked for.
    match node:
        case ast.Call(func=ast.Attribute(attr="encode")):
            return f'{text} + b"=="'
        case ast.Call(func=ast.Attribute(attr=attr)) | ast.Subscript(value=ast.Call(func=ast.Attribute(attr=attr))):
            return f'{in_brackets(file, node, text)} + "=="' if attr in _CUTS else ""
    return ""


def _is_encoded(context: Context, node: ast.expr, name: str) -> bool:
    """What was seen is nothing but encoded, and text where it comes from outside: anybody can send half a word."""
    shown = re.fullmatch(r"""b?(["'])([A-Za-z0-9+/_-]+)\1""", str(context.crash.described(node).get("repr", "")))
    if shown is None:
        # A long one is shown in part; then its sender has to be known.
        return not _sent(context, node) and str(context.crash.described(node).get("repr", "")).endswith("...")
    if name == "b32decode":
        return re.fullmatch(r"[A-Z2-7]+", shown[2], re.IGNORECASE) is not None
    if not _sent(context, node):
        return True
    try:
        return base64.urlsafe_b64decode(shown[2] + "==").decode("utf-8").isprintable()
    except (binascii.Error, UnicodeDecodeError):
        return False


def _sent(context: Context, node: ast.expr) -> bool:
    return bool(context.flow.sent(context.frame.file, context.frame.function, node))
