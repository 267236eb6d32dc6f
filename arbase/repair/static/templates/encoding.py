"""Text outside of ASCII in headers and files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, insert_after
from arbase.repair.static.source import header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template, with_imports

NAME = "encoding"
_FILENAME = re.compile(r"""filename="?\{([^{}]+)\}([^"';{}]*)"?""")


class Encoding(Template):
    """The extended form of a file name in a header; UTF-8 where ASCII was asked for; a mark that nobody reads."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """By exception."""
        crash = context.crash
        if crash.exception == "UnicodeEncodeError" and "latin-1" in crash.message:
            yield from self._file_name(context)
        if crash.exception in ("UnicodeEncodeError", "UnicodeDecodeError"):
            yield from self._ascii(context)
        if crash.exception == "UnicodeDecodeError":
            yield from self._file(context)
        if crash.exception == "KeyError":
            yield from self._byte_order_mark(context)

    def _file_name(self, context: Context) -> Iterator[Draft]:
        """RFC 6266: `filename*=UTF-8''...`, percent-encoded, where the name is not plain ASCII."""
        frame, file = context.frame, context.frame.file
        names = {part.id for part in header_nodes(frame.statement) if isinstance(part, ast.Name)}
        for name in sorted(names):
            for item in definitions(file, frame.function, name):
                found = _FILENAME.search(file.segment(item.value)) if isinstance(item.value, ast.JoinedStr) else None
                if found is None or item.value is None or not isinstance(item.statement, ast.Assign):
                    continue
                literal = file.segment(item.value)
                extended = literal.replace(found[0], f"filename*=UTF-8''{{quote({found[1]})}}{found[2]}")
                if literal.startswith("f'"):
                    extended = 'f"' + extended[2:-1] + '"'
                lines = (f"if not {found[1]}.isascii():", f"\t{name} = {extended}")
                edit = insert_after(file, item.statement, lines)
                if edit is not None and found[1].isidentifier():
                    edits = with_imports(file, (edit,), ("from urllib.parse import quote",))
                    why = "A header holds Latin-1 only; RFC 6266 has an extended form for other names."
                    yield Draft(NAME, edits, 0.85, why, "", frame.location)

    def _ascii(self, context: Context) -> Iterator[Draft]:
        """`encode("ascii")` and `decode("ascii")`."""
        file = context.frame.file
        for node in header_nodes(context.frame.statement):
            if isinstance(node, ast.Call) and last_name(node.func) in ("encode", "decode") and node.args:
                codec = node.args[0]
                if isinstance(codec, ast.Constant) and str(codec.value).lower() in (
                    "ascii",
                    "us-ascii",
                    "latin-1",
                    "latin1",
                ):
                    quote = file.segment(codec)[0]
                    idea = Idea(NAME, 0.75, "the text holds more than this encoding")
                    yield replaced(context, idea, file, codec, f"{quote}utf-8{quote}")

    def _file(self, context: Context) -> Iterator[Draft]:
        """A file is opened with another encoding than elsewhere, or with none."""
        frame, file = context.frame, context.frame.file
        for node in header_nodes(frame.statement):
            if not isinstance(node, ast.Call) or last_name(node.func) not in ("open", "read_text", "read_csv"):
                continue
            own = next((word.value for word in node.keywords if word.arg == "encoding"), None)
            for text, place in _encodings(context):
                if own is None:
                    end = file.span(node)[1] - 1
                    joint = ", " if node.args or node.keywords else ""
                    idea = Idea(NAME, 0.75, f"{place} opens with this encoding", place)
                    yield edited(context, idea, file, Edit(end, end, f"{joint}encoding={text}"))
                elif file.segment(own) != text:
                    idea = Idea(NAME, 0.7, f"{place} opens with this encoding", place)
                    yield replaced(context, idea, file, own, text)

    def _byte_order_mark(self, context: Context) -> Iterator[Draft]:
        """The first column is called `\\ufeffid`: the file begins with a mark that `utf-8-sig` reads over."""
        node = context.crash.node
        key = node.slice.value if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) else None
        if not isinstance(node, ast.Subscript) or not isinstance(key, str):
            return
        if f"\ufeff{key}" not in [str(item) for item in context.crash.described(node.value).get("keys", ())]:
            return
        for frame in reversed(context.crash.frames):
            for part in ast.walk(frame.function or frame.file.tree):
                if not isinstance(part, ast.Call) or last_name(part.func) not in (
                    "open",
                    "decode",
                    "read_text",
                    "TextIOWrapper",
                ):
                    continue
                codecs = [*part.args, *(word.value for word in part.keywords if word.arg == "encoding")]
                for codec in codecs:
                    if isinstance(codec, ast.Constant) and str(codec.value).lower() in ("utf-8", "utf8"):
                        quote = frame.file.segment(codec)[0]
                        idea = Idea(NAME, 0.92, "the file begins with a byte order mark")
                        yield replaced(context, idea, frame.file, codec, f"{quote}utf-8-sig{quote}")
                if last_name(part.func) == "decode" and not part.args and not part.keywords:
                    end = frame.file.span(part)[1] - 1
                    idea = Idea(NAME, 0.92, "the file begins with a byte order mark")
                    yield edited(context, idea, frame.file, Edit(end, end, '"utf-8-sig"'))


def _encodings(context: Context) -> list[tuple[str, str]]:
    """The encodings that the repository opens files with, and where."""
    found: dict[str, str] = {}
    for file in context.codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.keyword) and node.arg == "encoding" and isinstance(node.value, ast.Constant):
                found.setdefault(file.segment(node.value), f"{file.path}:{node.value.lineno}")
    return list(found.items())
