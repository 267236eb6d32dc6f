"""Normalised messages of fingerprint version 1. Immutable: a change is a new file, or incidents would split.

This is on purpose not `arbase.domain.normalise`, which may improve at any time.
"""

from __future__ import annotations

import re

_LOOKED_AT = 2000
_KEPT = 300

# Order matters: a URL holds paths, numbers and hex, so the larger shapes go first.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("<object>", re.compile(r"<[\w.]{1,200}(?: object)? at 0x[0-9a-fA-F]{1,16}>")),
    ("<url>", re.compile(r"\b[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\s\"'<>)\]]{1,2000}")),
    ("<email>", re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b")),
    ("<uuid>", re.compile(r"\b[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}\b")),
    (
        "<date>",
        re.compile(
            r"\b(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})"
            r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?(?:Z\b| ?[+-]\d{2}:?\d{2}\b)?(?!\d)"
        ),
    ),
    ("<ip>", re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b")),
    ("<time>", re.compile(r"\b\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\b")),
    ("<ip>", re.compile(r"(?<![\w:.])(?=[a-fA-F:]{0,40}\d)[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?![\w:])")),
    (
        "<quoted>",
        re.compile(r"(?<!\w)[bru]?'(?:[^'\\\n]|\\.){0,1000}'(?!\w)|(?<!\w)[bru]?\"(?:[^\"\\\n]|\\.){0,1000}\""),
    ),
    ("<quoted>", re.compile(r"`[^`\n]{1,300}`|“[^”\n]{1,300}”|«[^»\n]{1,300}»|\u2018[^\u2019\n]{1,300}\u2019")),
    ("<path>", re.compile(r"(?<![\w.<>])(?:[A-Za-z]:|~|\.{1,2})?(?:[/\\][\w.+@%-]{1,255}){2,40}[/\\]?")),
    ("<hex>", re.compile(r"\b0[xX][0-9a-fA-F]{1,64}\b")),
    ("<hex>", re.compile(r"\b(?=[a-fA-F]{0,128}\d)(?=\d{0,128}[a-fA-F])[0-9a-fA-F]{7,128}\b")),
    # A word with a digit, as in order-17, job_3 or x86: ids, and names that differ by nothing else.
    ("<id>", re.compile(r"(?<![\w<.-])(?=[A-Za-z_-]{1,60}\d)[A-Za-z_][\w-]{1,80}(?![\w>-])")),
    (
        "<number>",
        re.compile(
            r"(?<![\w<])[+-]?(?:\d[\d_,]{0,40}(?:\.\d{1,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,4})?"
            r"(?: ?(?:[munµ]?s|[kKMGT]i?B|bytes|%|ms|min|h)(?!\w))?(?![\d>])"
        ),
    ),
)
_REPEATED = re.compile(r"(<\w+>)(?:(?:,| and| or|;)? ?\1)+")
_SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    """`text` with its values replaced by their kind, at most 300 characters.

    Values are URLs, e-mails, ids, dates, IP addresses, paths, quoted text, hex and numbers; lists of values of one kind
    become one, so that their number does not matter.
    """
    text = text[:_LOOKED_AT]
    for mark, shape in _SHAPES:
        text = shape.sub(mark, text)
    return _REPEATED.sub(r"\1", _SPACE.sub(" ", text)).strip()[:_KEPT]
