"""Names with values inside a text: `password=x`, `{'token': 'x'}`, `Authorization: x`, `(b'cookie', b'x')`."""

from __future__ import annotations

import re

from arbase.intake.secret_keys import KeyRules, SecretKey, Strength, words_of
from arbase.intake.secret_shapes import marked
from arbase.intake.secret_values import is_secret_value

_STEMS = "pass pwd secret token key auth cookie sess csrf xsrf jwt bearer cred cvv cvc ssn iban otp pin card sid sig"
_STEMS += " nonce hmac dsn security pw verification"

# The quotes of a name may be escaped, once for every text that it was put into: {\"a\": \"b\"}.
_NAME = re.compile(
    r"(?<![\w.])(?<!\w-)(?P<name>[A-Za-z_][\w.\-\[]{1,80}(?: (?:key|token|id|number|code))?)\]?(?P<quote>\\{0,7}[\"'])?"
    r"[ \t]{0,8}(?P<sign>=>|===?|!=|:=|=|:|%3[dD]|,)[ \t]{0,8}\n?(?:(?P<kind>[bBrRuUfF]{1,2})(?=\\{0,7}[\"']))?"
)
_ESCAPED = re.compile(r"(?P<quote>\\{1,7}[\"'])(?P<value>.*?)(?:(?<!\\)(?P=quote)|\Z)", re.DOTALL)
# Behind an even number of backslashes a quote ends a value, or it is one inside it, in a text that was put into another
# text; what follows tells them apart.
_PLAIN_QUOTED = (
    r"Q(?P<value>(?:[^Q\\]|\\(?:\\\\)*Q|(?:\\\\)+Q(?!\s{0,8}(?:[,}\])>;&:'\"]|\Z))|\\+(?![Q\\]))*(?:\\\\)*)"
    r"(?:Q|\\?\Z)"
)
_SINGLE = re.compile(_PLAIN_QUOTED.replace("Q", "'"), re.DOTALL)
_DOUBLE = re.compile(_PLAIN_QUOTED.replace("Q", '"'), re.DOTALL)
_TRIPLE = re.compile(r"(?P<quote>'''|\"\"\")(?P<value>.*?)(?:(?P=quote)|\Z)", re.DOTALL)
_BARE = re.compile(r"(?:[^\s,;&)\]}\"'<>\\]|[,;)\]}](?=[^\s,;&)\]}\"']))+")
_REST_OF_LINE = re.compile(r"[^\r\n\"']{1,8192}")
_PLAIN = re.compile(r"[^\s,;&()\[\]{}\"'<>\\]+")
_GLANCE = 80
_WINDOW = 512
"""How far a value is read that its name alone does not make a secret; else a hostile text would cost n squared."""
_QUOTE = re.compile(r"(?<!\\)['\"]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_MARKED = marked("authorization")
_CLOSING = {"[": "]", "{": "}", "(": ")"}
_CALL = re.compile(r"[A-Za-z_][\w.]*\(")
_TYPE = re.compile(r"[A-Za-z_][\w.\[\], |]*")
PLAIN_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")
"""Behind another name it is rather the next of a list of names than a secret."""
_WORDS = set(
    """invalid missing required expired field must cannot is was not none null unknown wrong empty unexpected expected
    failed value string error bad no the a an should has have in for of to""".split()
)


class NamedValues:
    """Finds names of secrets in a text and removes the values behind them."""

    def __init__(self, keys: KeyRules) -> None:
        self._keys = keys
        self.needles = set(_STEMS.split()) | {word for name in keys.more for word in words_of(name)[:1]}

    def redact(self, text: str, *, code: bool) -> tuple[str, int]:
        """`text` without the values of secrets, and how many were removed."""
        parts: list[str] = []
        done = position = removed = 0
        while found := _NAME.search(text, position):
            position = max(found.end("name"), found.start() + 1)
            kind = self._keys.kind(found["name"].partition("[")[2] or found["name"])
            if kind is None:
                continue
            span = _value(text, found, kind, code=code)
            if span is not None and span[0] >= done:
                parts += [text[done : span[0]], marked(kind.mark)]
                done = position = span[1]
                removed += 1
        return "".join([*parts, text[done:]]) if removed else text, removed


def _value(text: str, name: re.Match[str], kind: SecretKey, *, code: bool) -> tuple[int, int] | None:
    """Where the secret behind `name` stands, or None if there is none."""
    start = name.end()
    if name["sign"] == "," and not _is_pair(text, name):
        return None
    end = len(text) if kind.strength is Strength.STRONG else min(len(text), start + _WINDOW)
    quoted = _quoted(text, start, end)
    if quoted is not None:
        if code and ("f" in (name["kind"] or "").lower() or _is_annotation(name, quoted["value"])):
            return None
        if not is_secret_value(quoted["value"], kind):
            return None
        return (_quoted(text, start, len(text)) or quoted).span("value")
    if name["sign"] == "," or (code and not _is_spelled_out(text, name)):
        return None
    if text[start : start + 1] in _CLOSING:
        return _container(text, start, kind)
    if kind.mark in ("authorization", "cookie") and name["quote"] is None and name["sign"] == ":":
        line = _REST_OF_LINE.match(text, start) if _is_credential(text[start : start + _GLANCE]) else None
        return line.span() if line else None
    shape = _BARE if kind.strength is Strength.STRONG else _PLAIN
    bare = None if _CALL.match(text, start) else shape.match(text, start, end)
    return bare.span() if bare and _is_bare_secret(text, name, bare, kind) else None


def _is_pair(text: str, name: re.Match[str]) -> bool:
    """`('name', 'value')`: a pair in a text, not one name in a list of several."""
    if name["quote"] is None:
        return False
    opening = text[max(0, name.start() - 16) : name.start()].rstrip("bBuU\\\"'")[-1:]
    quoted = _quoted(text, name.end(), min(len(text), name.end() + 8 * _WINDOW)) if opening in ("(", "[") else None
    if quoted is None or text[quoted.end() : quoted.end() + 1] not in (")", "]", ""):
        return False
    return opening == "(" or (opening == "[" and not PLAIN_NAME.fullmatch(quoted["value"]))


def _quoted(text: str, start: int, end: int) -> re.Match[str] | None:
    first = text[start : start + 1]
    if first == "\\":
        return _ESCAPED.match(text, start, end)
    if first in ("'", '"'):
        return _TRIPLE.match(text, start, end) or (_SINGLE if first == "'" else _DOUBLE).match(text, start, end)
    return None


def _is_spelled_out(text: str, name: re.Match[str]) -> bool:
    """In code a value without quotes is a secret only inside a literal, as in `"password=x"`, not `f"password={x}"`."""
    if name["quote"] is not None:
        return False
    open_quote = ""
    for found in _QUOTE.finditer(text, 0, name.start()):
        if not open_quote:
            open_quote = found[0]
        elif found[0] == open_quote:
            open_quote = ""
    return bool(open_quote) and text[name.end() : name.end() + 1] not in tuple("{%$<[(")


def _is_annotation(name: re.Match[str], value: str) -> bool:
    """In code `token: "Token | None"` has a type behind its name, `{"token": "x"}` a value."""
    return name["sign"] == ":" and name["quote"] is None and _TYPE.fullmatch(value) is not None


def _container(text: str, start: int, kind: SecretKey) -> tuple[int, int] | None:
    """A list or object behind the name goes whole, if there is anything in it."""
    if (
        kind.strength is not Strength.STRONG
        or text.startswith("[redacted:", start)
        or text.startswith("[Filtered", start)
    ):
        return None
    end = _end_of_container(text, start)
    return (start, end) if end - start > 3 else None


def _end_of_container(text: str, start: int) -> int:
    closing: list[str] = []
    position = start
    while position < len(text):
        one = text[position]
        if one in _CLOSING:
            closing.append(_CLOSING[one])
        elif closing and one == closing[-1]:
            closing.pop()
            if not closing:
                return position + 1
        elif one in "'\"":
            quoted = _quoted(text, position, len(text))
            position = quoted.end() - 1 if quoted else position
        position += 1
    return len(text)


def _is_credential(line: str) -> bool:
    """Whether the rest of a header's line is a credential, not a sentence about one."""
    words = line.splitlines()[0].split() if line else []
    return bool(words) and words[0].lower() not in _WORDS and not line.lstrip().startswith("[") and _MARKED not in line


def _is_bare_secret(text: str, name: re.Match[str], bare: re.Match[str], kind: SecretKey) -> bool:
    """A value without quotes: taken at its word behind `=`, with suspicion of prose behind `:`."""
    value = bare[0].rstrip(".,;:") or bare[0]
    if value.startswith("[") or not is_secret_value(value, kind):
        return False
    if _NUMBER.fullmatch(value):
        return kind.mark in ("password", "card", "code", "identity", "secret") and kind.strength is Strength.STRONG
    if value.lower() in _WORDS:
        return False
    if name["sign"] not in (":", "=>"):
        return True
    if name["quote"] is not None or not value.isalpha():
        return True
    rest = text[bare.end() :].lstrip(" \t")
    return not rest or rest[0] in "\r\n,;&)]}\"'"
