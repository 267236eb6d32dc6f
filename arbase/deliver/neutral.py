"""Text from outside, made harmless for Markdown, commit messages and whoever reads them.

Events are written by anyone who can reach the service, so their text may hold links, images, mentions that call people,
`fixes #1` that closes issues, `[skip ci]`, HTML, or characters that turn the direction of writing.
"""

from __future__ import annotations

import re

_JOINER = "\u2060"
_NAME = re.compile(r"[^A-Za-z0-9_.<>/-]|(?<=www)\.", re.IGNORECASE)
_TICKS = re.compile(r"`+")
_INLINE = re.compile(r"[\\`*\[\]<>|~&$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_CALLS = re.compile(r"[@#!$%~&^](?=\w)|(?<=:)(?=//)|\bgh-(?=\d)|\bwww(?=\.)", re.IGNORECASE)
_BLOCK = re.compile(r"^(\d{0,9})([#+=.)-])")


def name(text: str, limit: int = 80) -> str:
    """`text` with nothing but letters, digits and `_.<>/-`: an identifier or path, fit for a commit message."""
    return _NAME.sub("?", text[:limit])


def code(text: str, limit: int = 200) -> str:
    """`text` as a Markdown code span on one line, also within a table."""
    line = _shown(_cut(" ".join(text.split()), limit)).replace("|", "\u00a6")
    if not line:
        return "(empty)"
    ticks = "`" * (_longest(line) + 1)
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{space}{line}{space}{ticks}"


def fenced(text: str, limit: int, language: str = "") -> str:
    """`text` as a Markdown code block whose fence is longer than any in it."""
    if len(text) > limit:
        kept = text[:limit].rpartition("\n")[0] or text[:limit]
        text = f"{kept}\n[cut here: {len(text) - len(kept)} more characters]"
    block = "\n".join(_shown(line, keep="\t") for line in text.rstrip("\n").split("\n"))
    ticks = "`" * max(3, _longest(block) + 1)
    return f"{ticks}{language}\n{block}\n{ticks}"


def prose(text: str, limit: int = 400) -> str:
    """`text` as one line of plain words: no markup, link, mention, reference or HTML comes through."""
    line = _shown(_cut(" ".join(text.split()), limit))
    apart = _CALLS.sub(lambda found: found.group() + _JOINER, line)
    return _BLOCK.sub(r"\1\\\2", _INLINE.sub(r"\\\g<0>", apart))


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "\u2026"


def _shown(text: str, keep: str = "") -> str:
    """`text` with unprintable characters (controls, turned or hidden writing) as escapes."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in keep else ascii(char)[1:-1] for char in text)


def _longest(text: str) -> int:
    return max((len(run) for run in _TICKS.findall(text)), default=0)
