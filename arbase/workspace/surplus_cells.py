"""Rows of a table of text with more cells than its head: `csv.DictReader` has the surplus under the key None."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from arbase.workspace.notes import notes, sentences

# What is said of columns that nobody asked for; a sentence that refuses them says the opposite.
_CELLS = r"\b(?:columns?|cells?)\b"
_SURPLUS = r"\b(?:further|extra|surplus|additional|superfluous|unknown|trailing|other|more|too many|beyond|not known)\b"
_PASSED = r"\b(?:ignor\w*|dropp\w*|left out|skipp\w*|passed over|do not matter|discard\w*)\b"
_REFUSED = re.compile(r"\b(?:not|never|refus\w*|reject\w*|rais\w*|errors?|invalid|fail\w*)\b(?! known)", re.IGNORECASE)
_WORDS = [re.compile(words, re.IGNORECASE) for words in (_CELLS, _SURPLUS, _PASSED)]
_BLANKS = re.compile(r"\[(?:'\s*'(?:, )?)+\]")


def ignores_surplus(text: str | None) -> bool:
    """A sentence says that what a table has beyond the known columns is passed over."""
    return any(
        all(words.search(plain) for words in _WORDS) and not _REFUSED.search(plain) for plain in sentences(text or "")
    )


def refuses_surplus(text: str | None) -> bool:
    """A sentence says that what a table has beyond the known columns makes it a wrong one."""
    return any(
        all(words.search(plain) for words in _WORDS[:2]) and _REFUSED.search(plain) for plain in sentences(text or "")
    )


def says_so(root: Path, told: Iterable[str | None]) -> bool:
    """The notes of the service (`.arbase/*.md`) or what stands at the code say that it is passed over."""
    return any(ignores_surplus(text) for text in _all_told(root, told))


def says_nothing(root: Path, told: Iterable[str | None]) -> bool:
    """Neither that it is passed over nor that it is refused."""
    return not any(ignores_surplus(text) or refuses_surplus(text) for text in _all_told(root, told))


def _all_told(root: Path, told: Iterable[str | None]) -> tuple[str | None, ...]:
    return (*(note.text for note in notes(root)), *told)


def is_blank(seen: object) -> bool:
    """The description of a value tells a list of nothing but blank texts: what a spreadsheet leaves behind."""
    return isinstance(seen, Mapping) and _BLANKS.fullmatch(str(seen.get("repr", ""))) is not None


def holds_something(node: ast.AST, value: str) -> bool:
    """`any(part.strip() for part in value)`: one of the cells is no blank."""
    match node:
        case ast.Call(
            func=ast.Name(id="any"),
            args=[
                ast.GeneratorExp(
                    elt=ast.Call(func=ast.Attribute(value=ast.Name(id=part), attr="strip"), args=[]),
                    generators=[ast.comprehension(target=ast.Name(id=bound), iter=ast.Name(id=source), ifs=[])],
                )
            ],
        ):
            return part == bound and source == value
    return False


def cells_of(loop: ast.AST) -> tuple[str, str] | None:
    """The names of `for name, value in row.items()`, of a statement or a comprehension."""
    match loop:
        case (
            ast.For(target=ast.Tuple(elts=[ast.Name(id=name), ast.Name(id=value)]), iter=source)
            | ast.comprehension(target=ast.Tuple(elts=[ast.Name(id=name), ast.Name(id=value)]), iter=source)
        ):
            if isinstance(source, ast.Call) and isinstance(source.func, ast.Attribute) and source.func.attr == "items":
                return name, value
    return None


def reads_by_head(tree: ast.AST, *, filled: bool = False) -> bool:
    """Something reads rows by the names of their columns; `filled`: and says what cells hold that are not there."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="DictReader") | ast.Attribute(attr="DictReader"), keywords=words):
                names = {word.arg for word in words}
                if not names & {"restkey", None} and ("restval" in names or not filled):
                    return True
    return False
