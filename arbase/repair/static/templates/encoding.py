"""Text outside of ASCII in headers and files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from arbase.repair.static.dataflow import definitions
from arbase.repair.static.edit import Edit, bracketed, insert_after
from arbase.repair.static.source import SourceFile, header_nodes, last_name
from arbase.repair.static.templates.building import Idea, edited, replaced
from arbase.repair.static.templates.interface import Context, Draft, Template, with_imports

NAME = "encoding"
_READERS = frozenset(("open", "decode", "read_text", "TextIOWrapper", "read_csv", "str"))
_HEADER = re.compile(r"[A-Z][A-Za-z0-9]*(?:-[A-Z][A-Za-z0-9]*)+|[a-z0-9]+(?:-[a-z0-9]+)+")
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
        if has_mark(context):
            yield from self._byte_order_mark(context)
        if crash.exception == "UnicodeEncodeError":
            yield from self._header(context)

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
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in ("encode", "decode") and node.args:
                codec = node.args[0]
                if isinstance(codec, ast.Constant) and str(codec.value).lower() in (
                    "ascii",
                    "us-ascii",
                    "latin-1",
                    "latin1",
                ):
                    quote = file.segment(codec)[0]
                    if _is_taken_apart(context, node):
                        # Letters and their marks were parted in order to keep the letters.
                        end = file.span(codec)[1]
                        idea = Idea(NAME, 0.9, "marks that were parted from their letters are left out")
                        errors = Edit(end, end, f", {quote}ignore{quote}")
                        yield from [edited(context, idea, file, errors)] if len(node.args) == 1 else ()
                        continue
                    if node.func.attr == "encode" and last_name(file.parent(node)) == "decode":
                        # There and back: the text was to have no other letters, and with another codec it would.
                        continue
                    idea = Idea(NAME, 0.75, "the text holds more than this encoding")
                    yield replaced(context, idea, file, codec, f"{quote}utf-8{quote}")

    def _file(self, context: Context) -> Iterator[Draft]:
        """A file is opened with another encoding than elsewhere, or with none."""
        frame, file = context.frame, context.frame.file
        for node in header_nodes(frame.statement):
            if not isinstance(node, ast.Call) or last_name(node.func) not in ("open", "read_text", "read_csv"):
                continue
            own = next((word.value for word in node.keywords if word.arg == "encoding"), None)
            for name in _settings(context):
                if not isinstance(own, ast.Constant):
                    break
                idea = Idea(NAME, 0.88, f"{name} tells how such files are written")
                yield replaced(context, idea, file, own, name)
            for text, place in _encodings(context):
                if own is None:
                    end = file.span(node)[1] - 1
                    joint = ", " if node.args or node.keywords else ""
                    idea = Idea(NAME, 0.75, f"{place} opens with this encoding", place)
                    yield edited(context, idea, file, Edit(end, end, f"{joint}encoding={text}"))
                elif file.segment(own) != text:
                    idea = Idea(NAME, 0.7, f"{place} opens with this encoding", place)
                    yield replaced(context, idea, file, own, text)

    def _header(self, context: Context) -> Iterator[Draft]:
        """A value of a header that is not ASCII: percent-encoded, as in addresses."""
        frame, file = context.frame, context.frame.file
        inside = list(ast.walk(frame.function)) if frame.function is not None else list(header_nodes(frame.statement))
        values: list[ast.expr] = []
        for node in inside:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
                owner = last_name(node.targets[0].value)
                values += [node.value] if "header" in owner.lower() else []
            elif isinstance(node, ast.Dict) and any(_is_header_name(key) for key in node.keys):
                values += node.values
        for value in values:
            parts = [part.value for part in ast.walk(value) if isinstance(part, ast.FormattedValue)] or [value]
            for part in parts:
                held = str(context.crash.described(part).get("repr", ""))
                if held and not held.isascii():
                    idea = Idea(NAME, 0.7, "a header holds ASCII only", "", ("from urllib.parse import quote",))
                    yield replaced(context, idea, file, part, f"quote({file.segment(part)})")

    def _byte_order_mark(self, context: Context) -> Iterator[Draft]:
        """The first column is called `\\ufeffid`, or the first number begins so: `utf-8-sig` reads over such a mark."""
        frames = [(frame.file, frame.function or frame.file.tree) for frame in reversed(context.crash.frames)]
        files = {frame.file.path: frame.file for frame in context.crash.frames}
        places = [(file, root, 0.92) for file, root in frames] + [(file, file.tree, 0.75) for file in files.values()]
        seen: set[int] = set()
        for file, root, prior in places:
            for part in ast.walk(root):
                if isinstance(part, ast.Call) and last_name(part.func) in _READERS and id(part) not in seen:
                    seen.add(id(part))
                    idea = Idea(NAME, prior, "the text begins with a byte order mark")
                    yield from self._with_mark(context, idea, file, part)
        node = context.crash.node
        for given in node.args[:1] if isinstance(node, ast.Call) else ():
            if "\\ufeff" in str(context.crash.described(given).get("repr", "")):
                idea = Idea(NAME, 0.6, "the text begins with a byte order mark")
                text = f'{bracketed(context.frame.file, given)}.removeprefix("\\ufeff")'
                yield replaced(context, idea, context.frame.file, given, text)

    @staticmethod
    def _with_mark(context: Context, idea: Idea, file: SourceFile, call: ast.Call) -> Iterator[Draft]:
        """The reader with the encoding that knows the mark."""
        codecs = [*call.args, *(word.value for word in call.keywords if word.arg == "encoding")]
        for codec in codecs:
            if isinstance(codec, ast.Constant) and str(codec.value).lower() in ("utf-8", "utf8"):
                quote = file.segment(codec)[0]
                yield replaced(context, idea, file, codec, f"{quote}utf-8-sig{quote}")
        if _opens_text(call):
            end = file.span(call)[1] - 1
            joint = ", " if call.args or call.keywords else ""
            yield edited(context, idea, file, Edit(end, end, f'{joint}encoding="utf-8-sig"'))
        if last_name(call.func) == "decode" and not call.args and not call.keywords:
            end = file.span(call)[1] - 1
            yield edited(context, idea, file, Edit(end, end, '"utf-8-sig"'))


def _opens_text(call: ast.Call) -> bool:
    """A file is opened or read as text, and nobody says by which encoding: it was UTF-8, or there would be no mark."""
    name, words = last_name(call.func), {word.arg: word.value for word in call.keywords}
    if name not in ("open", "read_text") or not set(words) <= {"mode", "newline", "errors"}:
        return False
    # The mode stands second in `open(path, mode)`, first in `path.open(mode)`; other functions of the name take paths.
    given = call.args[1:] if isinstance(call.func, ast.Name) else call.args
    modes = [*given, *([words["mode"]] if "mode" in words else [])]
    plain = all(isinstance(item, ast.Constant) and item.value in ("r", "rt") for item in modes)
    return plain and len(modes) <= (name == "open")


def _is_taken_apart(context: Context, call: ast.Call) -> bool:
    """`unicodedata.normalize("NFKD", text).encode("ascii")`, also by way of a variable."""
    frame = context.frame
    owner = call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr == "encode" else None
    given = [owner] if owner is not None else []
    if isinstance(owner, ast.Name):
        given += [found.value for found in definitions(frame.file, frame.function, owner.id) if found.value]
    for node in (part for value in given for part in ast.walk(value)):
        match node:
            case ast.Call(func=func, args=[ast.Constant(value="NFKD" | "NFD"), _]) if last_name(func) == "normalize":
                return True
    return False


def _is_header_name(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and isinstance(key.value, str) and bool(_HEADER.fullmatch(key.value))


def has_mark(context: Context) -> bool:
    """A key, a text or the message begins with a byte order mark."""
    if "\ufeff" in context.crash.message or "\\ufeff" in context.crash.message or "BOM" in context.crash.message:
        return True
    for held in context.crash.variables.values():
        shown = held if isinstance(held, dict) else {}
        if any(str(key).startswith("\ufeff") for key in shown.get("keys") or ()) or "\\ufeff" in str(shown.get("repr")):
            return True
    return False


def _settings(context: Context) -> list[str]:
    """Attributes of the local values that are named as encodings: a setting for just this."""
    shape = re.compile(r"(^|_)(encoding|charset|codec)$")
    return [
        f"{name}.{attribute}"
        for name, described in context.crash.variables.items()
        if name.isidentifier() and isinstance(described, dict)
        for attribute in described.get("attributes", ())
        if shape.search(str(attribute))
    ]


def _encodings(context: Context) -> list[tuple[str, str]]:
    """The encodings that the repository opens files with, and where."""
    found: dict[str, str] = {}
    for file in context.codebase.sources:
        for node in file.nodes:
            if isinstance(node, ast.keyword) and node.arg == "encoding" and isinstance(node.value, ast.Constant):
                found.setdefault(file.segment(node.value), f"{file.path}:{node.value.lineno}")
    return list(found.items())
