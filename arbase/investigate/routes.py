"""Names of path parameters, and other routes to visit, read from the route templates in the repository's source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from arbase.domain.diagnosis import Stimulus
from arbase.workspace.parsing import parse

MOST_FILES = 500
LARGEST = 400_000
LONGEST = 200
MOST_PREFIXES = 6
MOST_VALUES = 10
MOST_VISITS = 120
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


def visits(tree: Path, source_roots: tuple[str, ...], values: Sequence[str]) -> list[Stimulus]:
    """Requests without a body to the routes that the source tells, each parameter filled by one of `values`.

    Reads come first, then what deletes; a prefix under which a module's routes are mounted may be any that is named
    somewhere, so some of these requests find nothing.
    """
    routes = list(dict.fromkeys(_routes(tree, source_roots)))
    prefixes = ["", *dict.fromkeys(_prefixes(tree, source_roots))][:MOST_PREFIXES]
    found: dict[Stimulus, None] = {}
    for wanted in ("GET", "DELETE"):
        for method, template in routes:
            segments = template.strip("/").split("/")
            holes = [index for index, segment in enumerate(segments) if _PLACEHOLDER.match(segment)]
            if method != wanted or len(holes) > 1:
                continue
            for value in values[:MOST_VALUES] if holes else [""]:
                filled = [quote(value, safe="") if index in holes else one for index, one in enumerate(segments)]
                for prefix in prefixes:
                    found.setdefault(Stimulus(method=method, target=f"{prefix.rstrip('/')}/{'/'.join(filled)}"))
    return list(found)[:MOST_VISITS]


def _routes(tree: Path, source_roots: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Method and template of `@app.get("/x")`, `@app.route("/x", methods=["DELETE"])`, `Route("/x", handler)`."""
    for node in _nodes(tree, source_roots):
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        template = node.args[0].value
        if not isinstance(template, str) or not template.startswith("/") or len(template) > LONGEST:
            continue
        if name in ("get", "delete"):
            yield name.upper(), template
        elif name in ("route", "Route", "add_url_rule", "path"):
            words = [word.value for word in node.keywords if word.arg == "methods"]
            told = {
                str(item.value).upper() for word in words for item in ast.walk(word) if isinstance(item, ast.Constant)
            }
            yield from ((method, template) for method in sorted(told or {"GET"}))


def _prefixes(tree: Path, source_roots: tuple[str, ...]) -> Iterator[str]:
    for node in _nodes(tree, source_roots):
        for word in node.keywords if isinstance(node, ast.Call) else ():
            if word.arg in ("prefix", "url_prefix") and isinstance(word.value, ast.Constant):
                text = word.value.value
                if isinstance(text, str) and text.startswith("/") and len(text) <= LONGEST:
                    yield text


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
    for node in _nodes(tree, source_roots):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _TEMPLATE.match(node.value):
            yield node.value


def _nodes(tree: Path, source_roots: tuple[str, ...]) -> Iterator[ast.AST]:
    for root in source_roots:
        for path in sorted((tree / root).rglob("*.py"))[:MOST_FILES]:
            if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
                continue
            try:
                module = parse(path.read_text("utf-8", errors="replace"))
            except (SyntaxError, ValueError, RecursionError):
                continue
            yield from ast.walk(module)
