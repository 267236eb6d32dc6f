"""Text in an old encoding holds a letter that this does not have, and a page says what becomes of such letters.

The page names an own function for it, one that takes the accents off. Only what the encoding lacks goes through that:
all other letters were written as they are so far, and people read them so.
"""

from __future__ import annotations

import ast
import codecs
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from arbase.repair.static.dataflow import parameters
from arbase.repair.static.edit import insert_before, replace
from arbase.repair.static.imports import import_of, spelled
from arbase.repair.static.source import COMPREHENSIONS, SourceFile, header_nodes, last_name
from arbase.repair.static.templates.as_encoded import charset_of, codec_of, is_answered, written_by
from arbase.repair.static.templates.building import Idea, edited, is_simple
from arbase.repair.static.templates.interface import Context, Draft, Template
from arbase.workspace.pages import pages
from arbase.workspace.tree import FUNCTIONS, Function

NAME = "letter-by-letter"
_LETTERS = re.compile(r"\b(?:letters?|characters?|accents?|diacritics?)\b", re.IGNORECASE)
_LACKING = re.compile(
    r"\b(?:cannot|can not|can't|lacks?|(?:does|do) not (?:know|have|take)|unknown|missing|no such)\b", re.IGNORECASE
)
# Signs stand for more than themselves there, or the name is no encoding of letters.
_STATEFUL = ("iso2022", "hz", "idna", "punycode")
_PARTING = ("NFKD", "NFD")
_CONDITIONAL = (ast.Lambda, ast.IfExp, ast.BoolOp, *COMPREHENSIONS)


class _Encoded(NamedTuple):
    """An expression that encodes a text: what stands in its place, the text, and how the encoding is written."""

    whole: ast.expr
    text: ast.expr
    codec: str


class LetterByLetter(Template):
    """`one.encode(CODEC, "ignore") or plain(one).encode("ascii")` for each letter of the text."""

    name = NAME

    def drafts(self, context: Context) -> Iterator[Draft]:
        """For what encodes strictly in the crashed statement, where pages name one function for such letters."""
        if context.crash.exception != "UnicodeEncodeError" or is_answered(context):
            return
        file, statement = context.frame.file, context.frame.statement
        ways = list(_ways(context)) if is_simple(statement) else []
        names = {node.id for node in ast.walk(file.tree) if isinstance(node, ast.Name)}
        if len(ways) != 1 or names & {"letters", "one"}:
            return
        source, function, page = ways[0]
        needed = import_of(function.name, source, file, context.service.source_roots)
        if needed is None:
            return
        normalize, imports = spelled(file, "unicodedata", "normalize", ("unicodedata.normalize", "import unicodedata"))
        for found in _encoded(context):
            # A letter and its accent may be two signs, of which the encoding has one.
            setup = f'letters = {normalize}("NFC", {file.segment(found.text)})'
            before = insert_before(file, statement, (setup,))
            each = f'one.encode({found.codec}, "ignore") or {function.name}(one).encode("ascii")'
            if before is not None:
                wanted = (*imports, *([needed] if needed else []))
                idea = Idea(NAME, 0.92, f"{page} says that {function.name} writes letters which a reader lacks", page)
                idea = Idea(idea.template, idea.prior, idea.why, idea.precedent, wanted)
                text = f'b"".join({each} for one in letters)'
                yield edited(context, idea, file, before, replace(file, found.whole, text))


def _encoded(context: Context) -> Iterator[_Encoded]:
    file, statement = context.frame.file, context.frame.statement
    for call in header_nodes(statement):
        if not isinstance(call, ast.Call) or any(isinstance(one, _CONDITIONAL) for one in file.ancestors(call)):
            continue
        written = written_by(call)
        if written is not None and isinstance(call.func, ast.Attribute) and call.func.attr == "encode":
            if not written.handler and _is_plain(codec_of(context, written.codec)):
                yield _Encoded(call, call.func.value, file.segment(written.codec))
        elif written is None and call.args:
            for word in call.keywords:
                codec, text = charset_of(file, word)
                if codec is not None and _is_plain(codec_of(context, codec)):
                    yield _Encoded(call.args[0], call.args[0], text)


def _is_plain(codec: str) -> bool:
    """ASCII is written as it is, and every letter by itself."""
    if not codec or codec.startswith(_STATEFUL):
        return False
    try:
        return all(codecs.encode(chr(number), codec) == bytes([number]) for number in range(128))
    except (ValueError, LookupError, TypeError):
        return False


def _ways(context: Context) -> Iterator[tuple[SourceFile, Function, str]]:
    """The functions that take accents off and that a page names for letters which somebody cannot take."""
    told = pages(context.codebase.root)
    for file in context.codebase.sources:
        for node in file.tree.body:
            if isinstance(node, FUNCTIONS) and _takes_accents_off(node):
                named = rf"`+(?:[\w.]*\b{re.escape(PurePosixPath(file.path).stem)}\.)?{re.escape(node.name)}(?:\(\))?`"
                for path, text in told.items():
                    if any(re.search(named, part) and _is_about_it(part) for part in _paragraphs(text)):
                        yield file, node, path
                        break


def _paragraphs(text: str) -> list[str]:
    return re.split(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)", text)


def _is_about_it(paragraph: str) -> bool:
    return bool(_LETTERS.search(paragraph) and _LACKING.search(paragraph))


def _takes_accents_off(function: Function) -> bool:
    """It makes ASCII of one text, letters without what was parted from them: `normalize("NFKD", text)`, `unidecode`."""
    if isinstance(function, ast.AsyncFunctionDef) or len(parameters(function)) != 1:
        return False
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    if any(last_name(call.func) in ("unidecode", "anyascii") for call in calls):
        return True
    parted = any(
        last_name(call.func) == "normalize"
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value in _PARTING
        for call in calls
        if call.args
    )
    return parted and any(_is_ascii(call) for call in calls)


def _is_ascii(call: ast.Call) -> bool:
    given = [*call.args, *(word.value for word in call.keywords)]
    texts = [one.value for one in given if isinstance(one, ast.Constant)]
    return last_name(call.func) == "encode" and "ascii" in texts and "ignore" in texts
