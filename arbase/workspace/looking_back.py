"""Whether a function says that it means the last of several that is not after something, and the first before them."""

from __future__ import annotations

import ast
import re

from arbase.workspace.tree import Function

_LAST = re.compile(
    r"\b(?:last|latest|newest|most recent)\b[^.;]*\b(?:until|till|before|up to|no(?:t|) (?:after|later than))\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\bthe (?:very )?first(?: \w+)? (?:is |are |holds? |counts? )?(?:for|of) (?:all|any|every|what|those|days)\w*"
    r"\b[^.;]*\b(?:before|earlier)\b|\bbefore the first\b[^.;]*\bthe first\b(?! to)",
    re.IGNORECASE,
)


def said_of(source: str, function: Function) -> str:
    """Its docstring and comments, on one line."""
    lines = source.splitlines()[function.lineno - 1 : function.end_lineno]
    comments = [line.partition("#")[2] for line in lines if "#" in line]
    return re.sub(r"\s+", " ", " ".join([ast.get_docstring(function) or "", *comments]))


def means_the_last(said: str) -> bool:
    """ "The last one until then, the first one for all that was before": both halves have to be said."""
    return bool(_LAST.search(said) and _FIRST.search(said))
