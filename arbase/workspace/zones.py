"""The zone in which a program lives, and what it says of moments that come without one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

_MAKERS = frozenset(("ZoneInfo", "gettz", "timezone"))
_LACKS = re.compile(r"\b(?:without|no|lacks?|lacking|naive|missing|unless)\b", re.IGNORECASE)
_ZONE = re.compile(r"\b(?:offset|(?:time ?)?zone|tz|tzinfo|naive)\b", re.IGNORECASE)
_LOCAL = re.compile(r"\blocal\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:not|never)\b[^,;.]*\blocal\b|\bUTC\b|\b(?:refused|error|invalid|400|422)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;])\s+|\n\s*\n")


def local_zones(tree: ast.Module) -> Iterator[str]:
    """The names of a module's constants that hold a zone of people: `ZoneInfo("Europe/Berlin")` or an offset."""
    for node in tree.body:
        if not isinstance(node, ast.Assign | ast.AnnAssign):
            continue
        value = node.value
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            pairs: list[tuple[ast.expr, ast.expr | None]] = [(target, value)]
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
                pairs = list(zip(target.elts, value.elts, strict=True))
            yield from (one.id for one, given in pairs if isinstance(one, ast.Name) and _is_local(given))


def _is_local(node: ast.expr | None) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[ast.Constant(value=str() as zone)]):
            return name in _MAKERS and "/" in zone and not zone.startswith("Etc/")
        case ast.Call(func=ast.Name(id="timezone") | ast.Attribute(attr="timezone"), args=[ast.Call() as offset, *_]):
            given = [*offset.args, *(word.value for word in offset.keywords)]
            zero = all(isinstance(item, ast.Constant) and item.value == 0 for item in given)
            return ast.unparse(offset.func).rpartition(".")[2] == "timedelta" and not zero
    return False


def local_without_zone(text: str) -> bool:
    """Whether it says that a moment without a zone is local time: "one without an offset is the shop's local time"."""
    sentences = [" ".join(one.split()) for one in _SENTENCE.split(text)]
    return any(
        _LACKS.search(one) and _ZONE.search(one) and _LOCAL.search(one) and not _DENIED.search(one) for one in sentences
    )
