"""Normalised messages: what stays of an error message when its values are taken out."""

from __future__ import annotations

import re

# Order matters: a URL holds paths, numbers and hex, so the larger shapes go first.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("<url>", re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s\"'<>)\]]{1,2000}", re.IGNORECASE)),
    ("<email>", re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b")),
    ("<uuid>", re.compile(r"\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b", re.IGNORECASE)),
    (
        "<date>",
        re.compile(r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b"),
    ),
    ("<ip>", re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b")),
    ("<ip>", re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)),
    ("<time>", re.compile(r"\b\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\b")),
    ("<address>", re.compile(r"\b0x[0-9a-f]{2,16}\b", re.IGNORECASE)),
    ("<path>", re.compile(r"(?<![\w.])(?:[A-Za-z]:)?(?:[/\\][\w.+@-]{1,255}){2,40}[/\\]?")),
    ("<quoted>", re.compile(r"'(?:[^'\\\n]|\\.){0,2000}'(?!\w)|\"(?:[^\"\\\n]|\\.){0,2000}\"")),
    ("<hex>", re.compile(r"\b(?=[0-9a-f]{0,128}\d)(?=[0-9a-f]{0,128}[a-f])[0-9a-f]{7,128}\b", re.IGNORECASE)),
    ("<id>", re.compile(r"\b(?=[\w-]{0,80}\d)[A-Za-z_]{1,20}[-_][\w-]{1,60}\b")),
    (
        "<number>",
        re.compile(
            r"(?<![A-Za-z_\d.])[+-]?\d[\d_,]{0,40}(?:\.\d{1,40})?(?:e[+-]?\d{1,4})?"
            r"(?: ?(?:m?s|[kKMG]B|%))?(?![A-Za-z_\d])"
        ),
    ),
)
_SPACE = re.compile(r"\s+")


def normalise_message(text: str, limit: int = 500) -> str:
    """`text` with URLs, e-mails, ids, dates, IPs, paths, quoted values, hex and numbers replaced by their kind.

    At most `limit` characters of the input's first 4 * `limit` are looked at, so the cost is bounded.
    """
    text = text[: 4 * limit]
    for mark, shape in _SHAPES:
        text = shape.sub(mark, text)
    return _SPACE.sub(" ", text).strip()[:limit]
