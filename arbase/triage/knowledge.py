"""What people wrote down about such an error: sections of runbooks, of the context file and of the service's record,
scored by rare words."""

from __future__ import annotations

import builtins
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from arbase.domain.errors import WorkspaceError
from arbase.domain.triage import RunbookMatch
from arbase.triage.plain import plain
from arbase.workspace.code import CodeReader

PAGES = 200
PAGE = 200_000
SECTIONS = 2_000
MATCHES = 3
RECORD = "the service's record in arbase"
"""The path of sections that lie in no file."""
ENOUGH = 0.45
EXCERPT = 600
# The evidence at which a section is as likely as not about this error: one quoted phrase, or a few rare words.
HALF = 8.0
QUOTED = 6.0

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,60}")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")
_QUOTE = re.compile(r"`([^`\n]{4,200})`")
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_COMMON = frozenset(
    "about after again all also and any are because been before but can cannot code could did does each else error "
    "errors event every exception fails failed failure file for from function get has have here how http into its "
    "just line may message module more must name nan none not nothing null number off one only other our out over own "
    "python request requests response returned run same see self service set should some such than that the their them "
    "then there these they this time too true type use used value values was were what when where which while who "
    "will with without you your false int str".split()
)
# Every second incident is a KeyError: that alone does not make a runbook speak of this one.
_EVERYDAY = frozenset(name for name in dir(builtins) if name.endswith(("Error", "Exception", "Warning")))


@dataclass(frozen=True)
class Section:
    """A heading with its text; `path` is the file it stands in."""

    path: str
    title: str
    body: str


@dataclass(frozen=True)
class Clue:
    """A text of the incident and how telling it is."""

    text: str
    weight: float = 1.0


def matching_sections(code: CodeReader, clues: Iterable[Clue], record: str = "") -> tuple[RunbookMatch, ...]:
    """The sections below `.arbase/` and in the service's record that speak of the clues, best first, at most three."""
    return best_matches(list(sections(code, record)), tuple(clues))


def sections(code: CodeReader, record: str = "") -> list[Section]:
    """All sections of `.arbase/runbooks/*.md`, `.arbase/context.md` and `record`, which is kept by arbase."""
    found: list[Section] = _split(RECORD, record[:PAGE]) if record else []
    for path in [*code.list(".arbase/runbooks/*.md", PAGES), *code.list(".arbase/context.md")]:
        try:
            found.extend(_split(path, code.text(path)[:PAGE]))
        except WorkspaceError:
            continue
    return found[:SECTIONS]


def best_matches(known: list[Section], clues: tuple[Clue, ...]) -> tuple[RunbookMatch, ...]:
    """Score `known` against the clues.

    A word counts by how rare it is among the sections (inverse document frequency, Spärck Jones 1972) and how telling
    the clue is; a phrase that the section quotes in backticks and the incident holds counts most.
    """
    if not known or not clues:
        return ()
    words = [_terms(f"{section.title}\n{section.path}\n{section.body}") for section in known]
    frequency = Counter(word for found in words for word in set(found))
    wanted: dict[str, float] = {}
    for clue in clues:
        for word in _terms(clue.text[:5000]):
            wanted[word] = max(wanted.get(word, 0.0), clue.weight)
    told = "\n".join(_flat(clue.text[:5000]) for clue in clues)
    scored = []
    for section, found in zip(known, words, strict=True):
        total = 0.0
        for word in set(found) & wanted.keys():
            rarity = math.log((1 + len(known)) / (0.5 + frequency[word]))
            total += wanted[word] * max(0.0, rarity) * _telling(word)
        quotes = {_flat(quote) for quote in _QUOTE.findall(section.body) if quote not in _EVERYDAY}
        total += QUOTED * min(2, sum(quote in told for quote in quotes if len(quote) > 3 and quote not in _COMMON))
        scored.append((1 - 0.5 ** (total / HALF), section))
    best = sorted((item for item in scored if item[0] >= ENOUGH), key=lambda item: -item[0])[:MATCHES]
    return tuple(
        RunbookMatch(path=section.path, title=section.title, excerpt=_excerpt(section.body), score=round(score, 3))
        for score, section in best
    )


def _split(path: str, text: str) -> list[Section]:
    found: list[Section] = []
    title, fenced = path.rpartition("/")[2], False
    lines: list[str] = []
    for line in text.split("\n"):
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line[:300])
        if heading:
            found.append(Section(path, title, "\n".join(lines).strip()))
            title, lines = plain(heading[2], 200), []
        else:
            lines.append(line)
    found.append(Section(path, title, "\n".join(lines).strip()))
    return [section for section in found if section.body]


def _terms(text: str) -> list[str]:
    """Identifiers as they stand, and the words in them; without common words."""
    found: list[str] = []
    for token in _WORD.findall(text):
        parts = [part.lower() for part in _PART.findall(token)]
        if len(parts) > 1:
            found.append(token)
        found.extend(_stem(part) for part in parts if len(part) > 2 and part not in _COMMON)
    return found


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word


def _telling(word: str) -> float:
    """A whole identifier (`rescore_all`, `GeocoderDown`) tells more than a plain word, a usual exception less."""
    if word in _EVERYDAY:
        return 0.5
    return 1.5 if "_" in word or word.lower() != word else 1.0


def _flat(text: str) -> str:
    return " ".join(text.lower().split())


def _excerpt(body: str) -> str:
    text = "\n".join(plain(line, 500) for line in body.split("\n")[:60])
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"
