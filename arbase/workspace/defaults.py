"""What a program says of a setting that is not set: "APP_TIMEOUT, 30 if it is not set", "`size` defaults to 10"."""

from __future__ import annotations

import ast
import re

_VALUE = r"(?P<value>`[^`\n]+`|\"[^\"\n]*\"|'[^'\n]*'|-?\d+(?:\.\d+)?(?![\w%:/-]|\.\d))"
_LACKS = (
    r"(?:(?:not|never|n't) (?:set|given|there|defined|configured|present|in)|unset|missing|absent|left out|omitted"
    r"|without (?:it|one)|no such|there is none)"
)
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_VALUE}(?: \w+)? (?:if|when|where)\b[^,;]*\b{_LACKS}\b",
        rf"{_VALUE}(?: \w+)? (?:unless (?:it is |that is )?(?:set|given)|without it)\b",
        rf"\bdefaults?(?: to| is| of|:)? {_VALUE}",
        rf"{_VALUE}(?: \w+)? by default\b",
        rf"\b(?:else|otherwise) {_VALUE}",
    )
)
_CLAUSE = re.compile(r"[.;](?=\s|$)|\n\s*\n|\n\s*[-*]\s")
_NAMES = re.compile(r"\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|`[A-Za-z_]\w*`")


def default_told(text: str, key: str) -> object:
    """The number or text that one clause gives a setting that is not set; None where none does, or several differ.

    A clause that names another setting besides is not read: it need not be this one's value. A name in small letters
    counts in quotes only, since it may be an ordinary word.
    """
    found: list[object] = []
    for clause in _CLAUSE.split(text):
        joined = " ".join(clause.split())
        bare = re.escape(key)
        spot = re.search(rf"(?<![\w.]){bare}(?!\w)" if key.isupper() else rf"(?<=[`'\"]){bare}(?=[`'\"])", joined)
        others = {name.strip("`") for name in _NAMES.findall(joined)} - {key}
        if spot is None or any(other.isupper() or not key.isupper() for other in others if other.isidentifier()):
            continue
        for shape in _SHAPES:
            said = shape.search(joined, spot.end())
            if said is not None:
                found.append(_plain(said["value"]))
                break
    return found[0] if found and all(one == found[0] for one in found) else None


def _plain(value: str) -> object:
    text = value.strip("`")
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text if value.startswith("`") else None
