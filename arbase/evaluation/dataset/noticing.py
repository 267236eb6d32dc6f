"""Tests that notice a bug: told from what pytest prints, and taken out of their files with what only they used."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from arbase.domain.errors import UserError
from arbase.evaluation.dataset.operators import functions_of

MOST_CASES = 12
ARGUMENTS = (f"--maxfail={MOST_CASES + 1}", "-q", "-rfE", "--tb=no")
_SAID = re.compile(r"^(?:FAILED|ERROR) (?P<id>[^\s\[]+::[^\s\[]+)", re.MULTILINE)
_CASE = re.compile(r"^(?:FAILED|ERROR) ", re.MULTILINE)


def noticing(output: str) -> tuple[str, ...] | None:
    """The test functions that failed, as `file::name`, in their order; None where pytest gave up, or named none.

    `output` is what pytest prints when it is called with `ARGUMENTS`.
    """
    named = tuple(dict.fromkeys(match["id"] for match in _SAID.finditer(output)))
    known = len(_CASE.findall(output))
    return named if 0 < known <= MOST_CASES and len(_SAID.findall(output)) == known else None


def without(root: Path, tests: Iterable[str]) -> dict[str, str]:
    """File -> its text without these tests (`file::name` or `file::Class::name`). Raises UserError."""
    by_file: dict[str, set[str]] = defaultdict(set)
    for one in tests:
        file, _, name = one.partition("::")
        by_file[file].add(name)
    found = {}
    for file, names in sorted(by_file.items()):
        path = root / file
        if not path.is_file():
            raise UserError(f"{path}: not found; a procedural bug is kept that names tests of it.")
        found[file] = without_functions(path.read_text(encoding="utf-8"), names, str(path))
    return found


def without_functions(text: str, names: set[str], where: str) -> str:
    """The text without these functions (`name` or `Class::name`), and without the imports that only they used.

    Raises UserError if one is not there.
    """
    tree = ast.parse(text)
    known = {name.replace(".", "::"): node for name, node in functions_of(tree)}
    missing = sorted(names - set(known))
    if missing:
        raise UserError(f"{where}: there is no {missing[0]}; a procedural bug is kept that names it.")
    before = _used(tree)
    lines = text.splitlines(keepends=True)
    for name in sorted(names, key=lambda one: known[one].lineno, reverse=True):
        node = known[name]
        first = min([node.lineno, *(one.lineno for one in node.decorator_list)]) - 1
        last = node.end_lineno or node.lineno
        while last < len(lines) and not lines[last].strip():
            last += 1
        del lines[first:last]
    left = "".join(lines).rstrip("\n") + "\n"
    try:
        return _without_imports(left, before - _used(ast.parse(left)))
    except SyntaxError as error:
        raise UserError(f"{where}: {', '.join(sorted(names))} cannot be taken out alone ({error.msg}).") from error


def _used(tree: ast.AST) -> set[str]:
    """The names that are read; names of fixtures, which are parameters, among them."""
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return found | {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}


def _without_imports(text: str, names: set[str]) -> str:
    lines = text.splitlines(keepends=True)
    for node in reversed(ast.parse(text).body):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        kept = [one for one in node.names if (one.asname or one.name).partition(".")[0] not in names]
        if len(kept) < len(node.names):
            node.names = kept
            lines[node.lineno - 1 : node.end_lineno] = [f"{ast.unparse(node)}\n"] if kept else []
    return "".join(lines).lstrip("\n")
