"""Where a function says that those without a value come, when things are put in order."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

_LACKS = re.compile(
    r"\b(?:unknown|missing|without|no|none|nobody|nothing|not|never|null|empty|un\w+ed|yet|lacks?|lacking)\b",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"\b(?:come|comes|go|goes|stand|stands|are|is|put|sort|sorts|sorted|listed|rank|ranks|ranked)\b[^.;,]*"
    r"\b(?:(last|at the (?:end|bottom)|behind)|(first|at the (?:top|beginning|front)|in front))\b",
    re.IGNORECASE,
)


def placed(lines: Sequence[str], function: ast.FunctionDef | ast.AsyncFunctionDef | None) -> str:
    """`last` or `first`, where the docstring or a comment of the function says it of what has none; else empty.

    A clause may go on with its verb: "those without a day are the most urgent and come first".
    """
    if function is None:
        return ""
    own = lines[function.lineno - 1 : function.end_lineno]
    comments = [line.partition("#")[2] for line in own if "#" in line]
    said = re.sub(r"\s+", " ", ". ".join([ast.get_docstring(function) or "", *comments]))
    for clause in re.split(r"[.;,:()]", said):
        found = _LAST.search(clause)
        if found is not None and _LACKS.search(clause):
            return "last" if found[1] else "first"
    return ""
