"""What may be asked for again: a write that finds its row there already is then no conflict."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection

from arbase.workspace.promises import SENTENCES

_REPEATS = re.compile(
    r"\b(?:twice|again|more than once|repeat\w*|second time|several times|already|existing)\b", re.IGNORECASE
)
_HARMLESS = re.compile(
    r"\b(?:changes? nothing|no effect|does nothing|nothing (?:happens|changes)|no (?:harm|error|mistake)|harmless"
    r"|as it is"
    r"|(?:is|are) (?:fine|allowed|extended|renewed|replaced|updated|overwritten|ignored|kept|returned|left alone)"
    r"|stays? (?:so|as)|replaces?|updates?|overwrites?|extends?)\b",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(
    r"\bidempoten\w*|\bupserts?\b|\b(?:create|insert|add)s? or (?:update|replace)s?\b", re.IGNORECASE
)
_REFUSED = re.compile(
    r"\b4\d\d\b|\b(?:refus|rais|reject|fail|conflict|taken|forbid)|\b(?:may|must|can) ?not\b|\bnever\b", re.IGNORECASE
)
_PLACES = re.compile(r"[{<](?:\w+:)?(\w+)(?::\w+)?[}>]")


def may_repeat(docstring: str | None) -> bool:
    """Whether it says that doing it once more is in order: "subscribing twice changes nothing"."""
    for sentence in SENTENCES.split(docstring or ""):
        if _REFUSED.search(sentence):
            continue
        if _OF_ITSELF.search(sentence) or (_REPEATS.search(sentence) and _HARMLESS.search(sentence)):
            return True
    return False


def puts(function: ast.FunctionDef | ast.AsyncFunctionDef, columns: Collection[str]) -> bool:
    """Whether it answers PUT of a resource whose path names all of these columns: what is there is replaced (RFC 9110).

    Where another column must be unique, that one may still be in conflict with another resource.
    """
    for decorator in function.decorator_list:
        if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Attribute) or not decorator.args:
            continue
        route = decorator.args[0]
        words = ast.unparse(decorator).upper()
        verb = decorator.func.attr == "put" or (decorator.func.attr in ("route", "api_route") and "'PUT'" in words)
        path = route.value if isinstance(route, ast.Constant) and isinstance(route.value, str) else ""
        if verb and "'POST'" not in words and columns and set(columns) <= set(_PLACES.findall(path)):
            return True
    return False
