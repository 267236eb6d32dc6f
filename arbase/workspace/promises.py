"""What docstrings promise: of what cannot be read, what is a conflict, what there may be none of or does not count."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

ABSENT = re.compile(
    r"\b(?:empty|no|none|not|without|missing|unknown|absent|cannot|nothing|null|before the first|after the last)\b",
    re.IGNORECASE,
)
"""Words by which a sentence speaks of what is not there."""

_UNREADABLE = re.compile(
    r"(?:cannot|can't|can not|could not|not|un)\s*(?:be\s+)?(?:read|pars|understand|valid)\w*[^.]*"
    r"\b(?:absent|missing|None|not (?:given|sent)|ignored|nothing)\b"
    r"|\bNone\b[^.]*\b(?:if|when|where|unless|for)\b[^.]*"
    r"\b(?:not|no|none|cannot|can't|invalid|malformed|unreadable)\b",
    re.IGNORECASE,
)

_CONFLICT = re.compile(r"\b(?:is|as|be|with|are|gives?|answers?) (?:an? )?(?:conflict|409)\b", re.IGNORECASE)

_CONTAINERS = {"[]": "list", "{}": "dict|dictionary|mapping", "''": "string|text"}
_ALTERNATIVE = re.compile(r"\b(?:else|otherwise|if not|or else|unless|instead)\b", re.IGNORECASE)
_REFUSES = re.compile(r"\b4\d\d\b|\b(?:refus|rais|reject|fail|error|invalid|not found)", re.IGNORECASE)
_NOT_COUNTED = re.compile(
    r"\b(?:no longer counts?|(?:do|does) not count|(?:do|does)n't count)\b"
    r"|\b(?:is|are) (?:no longer counted|not counted|left out|ignored|skipped|passed over)\b"
    r"|\bleaves? out\b|\bwithout (?:those|what|the)\b|\bonly (?:those|what|the ones)\b",
    re.IGNORECASE,
)
_FOR_NOTHING = re.compile(r"\b(?:counts?|adds?) (?:for |as |up to )?(?:nothing|zero|0)\b", re.IGNORECASE)
_TWICE = re.compile(
    r"\bidempotent|\btwice\b[^.;]*\b(?:nothing|harmless|fine)\b|\bchanges nothing\b|\bno-?op\b|\bdoes nothing\b"
    r"|\bnothing happens\b|\bif (?:it is |they are )?(?:present|there|in it|listed)\b",
    re.IGNORECASE,
)
_PARTS_LINES = re.compile(
    r"\b(?:blank|empty) (?:line|row)s?\b[^.]*\b(?:ends?|separat\w+|divid\w+|parts?|begins?|starts?|closes?|between)\b"
    r"|\b(?:ends?|separat\w+|divid\w+|until|up to|by|at)\b[^.]*\b(?:blank|empty) (?:line|row)s?\b"
    r"|\bparagraphs?\b|\bblocks? of lines\b",
    re.IGNORECASE,
)
_ONLY_SOME = re.compile(r"\bonly\b|\bignor|\bleft out\b|\bpublic\b|\bno other\b|\bothers? (?:is|are)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:nothing|none|nobody|never|neither)\b", re.IGNORECASE)
SENTENCES = re.compile(r"(?<=[.;!?])\s|\n\s*\n")
_STEM = 5
_UNKNOWN = re.compile(
    r"\b(?:unknown|(?:is|are) not known|not registered|unregistered|that (?:does|do) not exist)\b", re.IGNORECASE
)
_NOUNS = {
    "int": "number|integer|int", "float": "number|float", "list": "list|array", "dict": "object|mapping|dict",
    "str": "text|string", "bool": "boolean|flag",
}  # fmt: skip


def unreadable_is_none(docstring: str | None) -> bool:
    """Whether it says that what cannot be read counts as absent: "a day, or None if the text is not one"."""
    return bool(_UNREADABLE.search(docstring or ""))


def may_be_gone(docstring: str | None) -> bool:
    """Whether it says that taking out what is not there is fine: "Unfollowing twice changes nothing"."""
    return bool(_TWICE.search(docstring or ""))


def answers_conflict(docstring: str | None) -> bool:
    """Whether it names a conflict as the answer: "it is a conflict if no row has so many left"."""
    return bool(_CONFLICT.search(docstring or ""))


def may_be_none(docstring: str | None, name: str) -> bool:
    """Whether it says that there may be none of what goes under `name`: "with none there is no first".

    A plural is not asked for: of several things there being none is an empty list, not None. Nor is a sentence that
    speaks of a refusal.
    """
    words = re.escape(name.replace("_", " ")).replace(r"\ ", r"[ _-]")
    if not name.isidentifier() or (name.endswith("s") and not name.endswith(("ss", "us", "is"))):
        return False
    shapes = (
        rf"\b(?:no|without an?|without) {words}\b",
        rf"\b{words}\b[`'\"]? (?:is|being|may be|can be|stays) (?:None|null|absent|missing)\b",
        rf"\b(?:None|null) (?:as|for) (?:the )?[`'\"]?{words}\b",
    )
    sentences = (one for one in SENTENCES.split(docstring or "") if not _REFUSES.search(one))
    return any(re.search(shape, one, re.IGNORECASE) for one in sentences for shape in shapes)


def has_alternative(docstring: str | None, name: str) -> bool:
    """Whether a sentence names this part and what is done without it: "by SMS if we have a phone, else by e-mail"."""
    said = re.escape(name.replace("_", " "))
    words = re.compile(rf"\b{said}\b", re.IGNORECASE)
    lacks = re.compile(
        rf"\b(?:without|no|lack\w*|missing|not have)\s+(?:\w+\s+)?(?:one|it|that|{said})\b", re.IGNORECASE
    )
    sentences = SENTENCES.split(docstring or "")
    if any(lacks.search(one) and _REFUSES.search(one) for one in sentences):
        return False  # "an express order without one is refused", whatever is said of the others
    return any(words.search(one) and _ALTERNATIVE.search(one) and not _REFUSES.search(one) for one in sentences)


def tells_of_unknown(docstring: str | None) -> bool:
    """Whether it says what becomes of what is not known: "a move of an unknown part is an error"."""
    return bool(_UNKNOWN.search(docstring or ""))


def may_be_of(docstring: str | None, kind: str) -> bool:
    """Whether it says that values of this JSON type come as well: "codes may be text or a number"."""
    noun = _NOUNS.get(kind, "")
    shapes = rf"\b(?:or|and|as|either) (?:an? |as an? )?(?:{noun})s?\b|\b(?:{noun})s? (?:or|and) (?:an? )?\w+"
    sentences = (one for one in SENTENCES.split(docstring or "") if not _REFUSES.search(one))
    return bool(noun) and any(re.search(shapes, one, re.IGNORECASE) for one in sentences)


def told_at(source: str, function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """The docstring of a function with the comments in it and right above it."""
    lines = source.splitlines()
    first = min([function.lineno, *(one.lineno for one in function.decorator_list)])
    start = first - 1
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    comments = [line.partition("#")[2].strip() for line in lines[start : function.end_lineno] if "#" in line]
    return "\n\n".join([ast.get_docstring(function) or "", " ".join(comments)])


def does_not_count(text: str | None, words: Iterable[str]) -> bool:
    """Whether it says that what some of the words speak of does not count: "a cancelled order is left out"."""
    stems = {word.lower()[:_STEM] for word in words if len(word) >= _STEM}
    for sentence in SENTENCES.split(text or ""):
        said = {word.lower()[:_STEM] for word in re.findall(r"[A-Za-z]+", sentence)}
        rest = _FOR_NOTHING.sub(" ", sentence)
        if said & stems and (rest != sentence or _NOT_COUNTED.search(rest)) and not _DENIED.search(rest):
            return True
    return False


def written(value: str) -> re.Pattern[str]:
    """How docstrings write a literal: as it is, or an empty container in words, "an empty list"."""
    words = _CONTAINERS.get(value, re.escape(value))
    return re.compile(rf"(?<![\w.]){re.escape(value)}(?![\w]|\.\d)|\bempty (?:{words})\b")


def is_promised(docstring: str, value: str) -> bool:
    """Whether a sentence has the literal and speaks of what is not there."""
    shape = written(value)
    return any(shape.search(one) and ABSENT.search(shape.sub(" ", one)) for one in _sentences(docstring))


def _sentences(docstring: str | None) -> list[str]:
    return re.split(r"(?<=[.;])\s|\n\s*\n", docstring or "")


def blank_lines_tell(text: str | None) -> bool:
    """Whether it says that a blank line means something: "a blank line ends the head, and the body begins"."""
    return bool(_PARTS_LINES.search(text or ""))


def writes_only_some(docstring: str | None) -> bool:
    """Whether it says that of a record only some parts are written: "the public columns, others are left out"."""
    return bool(_ONLY_SOME.search(docstring or ""))
