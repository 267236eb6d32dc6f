"""Whether what stands under the name of a secret is one: `password=None` has nothing to hide."""

from __future__ import annotations

import re
from typing import Any

from arbase.intake.secret_keys import SecretKey, Strength
from arbase.intake.secret_shapes import looks_random

_EMPTY = re.compile(
    r"b?['\"]{2}|none|null|nil|undefined|true|false|\[\]|\{\}|\(\)|set\(\)|nan"
    r"|(?:(?:bearer|basic|\w+:) {0,4})?\[(?:redacted|filtered|cut|removed|hidden)\b.{0,60}"
    r"|<(?:redacted|filtered|removed|hidden|unset|missing)>"
    r"|['\"]?[*•x.]{3,64}['\"]?|(?:\w+\.)*secret(?:str|bytes)?\(.{0,5}\*+.{0,5}\)"
    r"|<(?:module|class|function|bound method|built-in|method|coroutine|generator|property|cell)\b.{0,300}>"
    r"|<[\w.\[\], ]{1,200}(?: object)? at 0x[0-9a-f]{1,16}>",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"[bru]{0,2}(['\"])(.*)\1", re.DOTALL | re.IGNORECASE)
_MEDIUM_LENGTH = 8
_SPACE = re.compile(r"\s")


def is_secret_value(value: Any, kind: SecretKey) -> bool:
    """Whether a leaf of JSON under the name of a secret has to go."""
    if value is None or isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return kind.strength is Strength.STRONG and kind.mark not in ("cookie", "session", "token")
    text = str(value).strip()
    if not text or _EMPTY.fullmatch(text):
        return False
    if kind.strength is Strength.STRONG:
        return True
    quoted = _QUOTED.fullmatch(text)
    text = quoted[2] if quoted else text
    if kind.strength is Strength.WEAK:
        return looks_random(text)
    if text.isdigit() or _SPACE.search(text):
        return False
    return len(text) >= _MEDIUM_LENGTH or any(one.isdigit() for one in text)
