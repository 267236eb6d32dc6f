"""Names of path parameters, and other routes to visit, read from the route templates in the repository's source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from arbase.domain.diagnosis import Stimulus
from arbase.workspace.parsing import parse
from arbase.workspace.paths import is_test
from arbase.workspace.routes import LONGEST, includes, routes_of

MOST_FILES = 500
LARGEST = 400_000
MOST_PREFIXES = 6
MOST_VALUES = 10
MOST_OWN = 24
MOST_VISITS = 120
MOST_ROUTES = 60
# What only reads comes first, what deletes last.
_ORDER = {"GET": 0, "HEAD": 0, "DELETE": 2}
_PLACEHOLDER = re.compile(r"\{([A-Za-z_]\w*)(?::\w+)?\}\Z|<(?:\w+(?:\([^)]*\))?:)?([A-Za-z_]\w*)>\Z")
_TEMPLATE = re.compile(r"(?=.{0,200}[{</])/?[\w{<./-][^\s]{0,199}\Z")


def placeholders(tree: Path, source_roots: tuple[str, ...], path: tuple[str, ...]) -> dict[int, str]:
    """Position in `path` -> parameter name, from the template that fits best; segments that only look like ids else."""
    return fitted(templates(tree, source_roots), path)


def fitted(told: Iterable[str], path: tuple[str, ...]) -> dict[int, str]:
    """The same, of templates that are known already: to read them takes a walk through the whole source."""
    best: tuple[int, int] = (0, 0)
    found: dict[int, str] | None = None
    for template in told:
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


def visits(
    tree: Path, source_roots: tuple[str, ...], values: Sequence[str], stored: Mapping[str, Sequence[str]] | None = None
) -> list[list[Stimulus]]:
    """Requests without a body to the routes that the source tells, route by route, each parameter filled by `values`.

    Behind the name of a table, `/lots/{lot}/hold`, the keys in `stored` come first. Reads come first, then what changes
    something, then what deletes; a prefix under which a module's routes are mounted may be any that is named somewhere,
    so some of these requests find nothing.
    """
    routes = list(dict.fromkeys(_routes(tree, source_roots)))
    prefixes = ["", *dict.fromkeys(_prefixes(tree, source_roots))][:MOST_PREFIXES]
    found: dict[tuple[int, str, str], dict[Stimulus, None]] = {}
    for method, template in routes:
        segments = template.strip("/").split("/")
        holes = [index for index, segment in enumerate(segments) if _PLACEHOLDER.match(segment)]
        if len(holes) > 1 or (method == "POST" and not holes):
            continue  # without a body and a parameter nothing is made
        some = found.setdefault((_ORDER.get(method, 1), method, template), {})
        end = "/" if template.endswith("/") and len(template) > 1 else ""
        for value in _fillings(segments, holes, values, stored or {}):
            filled = [quote(value, safe="") if index in holes else one for index, one in enumerate(segments)]
            for prefix in prefixes:
                some.setdefault(Stimulus(method=method, target=f"{prefix.rstrip('/')}/{'/'.join(filled)}{end}"))
    ordered = (list(found[key])[:MOST_VISITS] for key in sorted(found, key=lambda key: key[0]))
    return [route for route in ordered if route][:MOST_ROUTES]


def _fillings(
    segments: list[str], holes: list[int], values: Sequence[str], stored: Mapping[str, Sequence[str]]
) -> list[str]:
    if not holes:
        return [""]
    before = segments[holes[0] - 1].lower().replace("-", "_") if holes[0] else ""
    own = [key for table, keys in stored.items() if before and _names_it(table.lower(), before) for key in keys]
    return list(dict.fromkeys([*own[:MOST_OWN], *values[:MOST_VALUES]]))


def _names_it(table: str, segment: str) -> bool:
    """`lots`, `mill_lot` and `stock_lots` are tables of `/lots/...`."""
    one = segment.removesuffix("s")
    return len(one) > 1 and table.removesuffix("s").rpartition("_")[2] == one.rpartition("_")[2]


def _routes(tree: Path, source_roots: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for node in _nodes(tree, source_roots):
        yield from routes_of(node)


def _prefixes(tree: Path, source_roots: tuple[str, ...]) -> Iterator[str]:
    for node in _nodes(tree, source_roots):
        if not isinstance(node, ast.Call):
            continue
        told = [word.value for word in node.keywords if word.arg in ("prefix", "url_prefix")]
        told += node.args[:1] if includes(node) else []
        for one in told:
            text = one.value if isinstance(one, ast.Constant) else None
            if isinstance(text, str) and text.strip("/") and len(text) <= LONGEST and "<" not in text:
                yield f"/{text.strip('/')}"


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


def templates(tree: Path, source_roots: tuple[str, ...]) -> Iterator[str]:
    """Texts of the source that may be templates of routes, tests left out."""
    for node in _nodes(tree, source_roots):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _TEMPLATE.match(node.value):
            yield node.value


def _nodes(tree: Path, source_roots: tuple[str, ...]) -> Iterator[ast.AST]:
    for root in source_roots:
        for path in sorted((tree / root).rglob("*.py"))[:MOST_FILES]:
            if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
                continue
            if is_test(path.relative_to(tree).as_posix()):
                continue  # what tests send are paths, not routes: `/rooms/B-3` would say that B-3 is no parameter
            try:
                module = parse(path.read_text("utf-8", errors="replace"))
            except (SyntaxError, ValueError, RecursionError):
                continue
            yield from ast.walk(module)
