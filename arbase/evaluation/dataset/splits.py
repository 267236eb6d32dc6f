"""Splits that do not leak: by service, by family, and a fixed one for development and measuring.

What is left of the training side is purged of everything that is nearly the same as something on the test side: the
same cause, the same patch, or text whose words overlap by `NEAR` or more (Jaccard index over words and pairs of words).
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import orjson

from arbase.domain.noun import Noun

NEAR = 0.8
_WORD = re.compile(r"[A-Za-z_]{2,}")
Row = dict[str, Any]


class Fold(Noun):
    """Test is every row whose `by` is `value`; train is the rest without `purged`."""

    name: str
    by: str
    value: str
    purged: tuple[str, ...] = ()

    def members(self, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
        """The rows to train on and to test on."""
        gone = set(self.purged)
        test = [row for row in rows if row[self.by] == self.value]
        train = [row for row in rows if row[self.by] != self.value and row["id"] not in gone]
        return train, test


class Splits(Noun):
    """All folds of a table. The fixed split tests on `measured`."""

    fixed: Fold
    services: tuple[Fold, ...]
    families: tuple[Fold, ...]

    def all(self) -> tuple[Fold, ...]:
        """Every fold."""
        return (self.fixed, *self.services, *self.families)


def make_splits(rows: Sequence[Row], text: Callable[[Row], str], same: Callable[[Row], Iterable[str]]) -> Splits:
    """The folds of `rows`; `text` is compared for nearness, rows that share one of `same` belong together."""
    near = _neighbours(rows, text, same)

    def fold(by: str, value: str) -> Fold:
        test = {row["id"] for row in rows if row[by] == value}
        reached = {other for one in test for other in near[one]}
        return Fold(name=f"{by}:{value}", by=by, value=value, purged=tuple(sorted(reached - test)))

    return Splits(
        fixed=fold("split", "measured").model_copy(update={"name": "fixed"}),
        services=tuple(fold("service", value) for value in sorted({row["service"] for row in rows})),
        families=tuple(fold("family", value) for value in sorted({row["family"] for row in rows})),
    )


def leaks(
    rows: Sequence[Row], folds: Iterable[Fold], text: Callable[[Row], str], same: Callable[[Row], Iterable[str]]
) -> list[str]:
    """What crosses a fold, one sentence each; counted anew, not read from the folds. Each row is read once for all."""
    ties = {id(row): tuple(same(row)) for row in rows}
    says = {id(row): _signature(text(row)) for row in rows}
    alike = _alike(says.values())
    found = []
    for fold in folds:
        train, test = fold.members(rows)
        keys = {key: row["id"] for row in test for key in ties[id(row)]}
        for row in train:
            shared = (key for key in ties[id(row)] if key in keys)
            found += [f"{fold.name}: {row['id']} and {keys[key]} share {key}" for key in shared]
        words = {says[id(row)]: row["id"] for row in test}
        mine = {says[id(row)]: row["id"] for row in train}
        for one, name in mine.items():
            others = (words[two] for two in alike[one] if two in words)
            found += [f"{fold.name}: {name} and {other} read alike" for other in others]
    return found


def _alike(signatures: Iterable[frozenset[str]]) -> dict[frozenset[str], list[frozenset[str]]]:
    """Signature -> all that are nearly the same; every pair is looked at, without the short cuts of `make_splits`."""
    distinct = list(dict.fromkeys(signatures))
    found: dict[frozenset[str], list[frozenset[str]]] = {one: [one] if one else [] for one in distinct}
    for one, two in itertools.combinations(distinct, 2):
        if similar(one, two):
            found[one].append(two)
            found[two].append(one)
    return found


def similar(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two signatures are nearly the same."""
    small, large = sorted((len(one), len(two)))
    if large == 0 or small < NEAR * large:
        return False
    common = len(one & two)
    return common >= NEAR * (len(one) + len(two) - common)


def alert_text(row: Row) -> str:
    """What an alert says: title, place, and the service's own frames of the first sample."""
    event = orjson.loads(row["samples"][0]) if row["samples"] else {}
    frames = [
        f"{frame.get('path')} {frame.get('function')} {frame.get('source_line')}"
        for raised in event.get("exceptions", [])
        for frame in raised.get("frames", [])
        if frame.get("in_app", True)
    ]
    logged = event.get("message_template") or event.get("message") or ""
    return "\n".join([row["service"], row["title"], row["culprit"], logged, *frames])


def alert_keys(row: Row) -> list[str]:
    """What ties alerts together whatever they say: their cause, and their events."""
    events = [f"event {orjson.loads(sample)['id']}" for sample in row["samples"]]
    return [f"cause {row['cause']}", *events]


def fix_text(row: Row) -> str:
    """The patch, without the numbers of its lines."""
    lines = row["patch"].splitlines()
    return "\n".join([row["service"], *(line for line in lines if not line.startswith(("index ", "@@")))])


def fix_keys(row: Row) -> list[str]:
    """What ties fixes together: the same patch, and the same event."""
    return [f"patch {row['patch']}", f"event {row['event_id']}"]


def _signature(text: str) -> frozenset[str]:
    words = _WORD.findall(text)
    return frozenset([*words, *(f"{one} {two}" for one, two in itertools.pairwise(words))])


def _neighbours(
    rows: Sequence[Row], text: Callable[[Row], str], same: Callable[[Row], Iterable[str]]
) -> dict[str, set[str]]:
    """id -> ids that are nearly the same or belong together."""
    by_signature: dict[frozenset[str], list[str]] = defaultdict(list)
    by_key: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_signature[_signature(text(row))].append(row["id"])
        for key in same(row):
            by_key[key].append(row["id"])
    near: dict[str, set[str]] = defaultdict(set)
    for names in [*by_key.values(), *by_signature.values()]:
        for name in names:
            near[name] |= set(names)
    signatures = sorted(by_signature, key=len)
    for place, one in enumerate(signatures):
        for two in signatures[place + 1 :]:
            if len(one) < NEAR * len(two):
                break
            if similar(one, two):
                for name in by_signature[one]:
                    near[name] |= set(by_signature[two])
                for name in by_signature[two]:
                    near[name] |= set(by_signature[one])
    return near
