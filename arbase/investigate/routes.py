"""Names of path parameters, read from the route templates in the repository's source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from arbase.workspace.parsing import parse

MOST_FILES = 500
LARGEST = 400_000
_PLACEHOLDER = re.compile(r"\{([A-Za-z_]\w*)(?::\w+)?\}\Z|<(?:\w+(?:\([^)]*\))?:)?([A-Za-z_]\w*)>\Z")
_TEMPLATE = re.compile(r"(?=.{0,200}[{</])/?[\w{<./-][^\s]{0,199}\Z")


def placeholders(tree: Path, source_roots: tuple[str, ...], path: tuple[str, ...]) -> dict[int, str]:
    """Position in `path` -> parameter name, from the template that fits best; segments that only look like ids else."""
    best: tuple[int, int] = (0, 0)
    found: dict[int, str] | None = None
    for template in _templates(tree, source_roots):
        segments = template.strip("/").split("/")
        names = _fit(segments, path)
        if names is None:
            continue
        score = (len(segments) - len(names), len(segments))
        if found is None or score > best:
            best, found = score, names
    if found is not None:
        return found
    return {index: str(index) for index, segment in enumerate(path) if any(letter.isdigit() for letter in segment)}


def _fit(segments: list[str], path: tuple[str, ...]) -> dict[int, str] | None:
    """The parameters if the template fits the end of the path (routers are mounted under prefixes)."""
    offset = len(path) - len(segments)
    if offset < 0 or len(segments) == 0:
        return None
    names = {}
    for index, segment in enumerate(segments):
        match = _PLACEHOLDER.match(segment)
        if match:
            names[offset + index] = match.group(1) or match.group(2)
        elif segment != path[offset + index]:
            return None
    if len(names) == len(segments) and offset:
        return names if offset == 1 else None  # nothing but parameters fits any path: only right below one prefix
    return names


def _templates(tree: Path, source_roots: tuple[str, ...]) -> Iterator[str]:
    for root in source_roots:
        for path in sorted((tree / root).rglob("*.py"))[:MOST_FILES]:
            if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
                continue
            try:
                module = parse(path.read_text("utf-8", errors="replace"))
            except (SyntaxError, ValueError, RecursionError):
                continue
            for node in ast.walk(module):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and _TEMPLATE.match(node.value):
                    yield node.value
