"""What trivial methods reach on the data: if these are good, the data is too easy.

A classifier discards what it takes for noise. Reduction is the share of all incidents that it discards, recall the
share of the actionable ones that it keeps, accuracy the share of right answers; each with its 95% interval.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import orjson
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from arbase.domain.noun import Noun
from arbase.evaluation.dataset.fixes import row_event
from arbase.evaluation.dataset.splits import Fold, alert_text
from arbase.evaluation.statistics import Rate, rate

Row = dict[str, Any]
_WORD = re.compile(r"[A-Za-z_]{2,}")
Keeps = Callable[[Sequence[Row], Sequence[Row]], list[bool]]


class AlertBaseline(Noun):
    """What one method reached, each service tested with the others for training."""

    name: str
    reduction: Rate
    recall: Rate
    accuracy: Rate


def majority(train: Sequence[Row], test: Sequence[Row]) -> list[bool]:
    """Keep everything, or nothing: what most of the training incidents are."""
    keep = sum(_actionable(row) for row in train) * 2 > len(train)
    return [keep] * len(test)


def listed_type(train: Sequence[Row], test: Sequence[Row]) -> list[bool]:
    """Discard if the exception's type is on a list: of types that are noise more often than not in training."""
    seen: dict[str, Counter[bool]] = defaultdict(Counter)
    for row in train:
        seen[exception_type(row)][_actionable(row)] += 1
    noise = {name for name, counts in seen.items() if counts[False] > counts[True]}
    return [exception_type(row) not in noise for row in test]


def bag_of_words(train: Sequence[Row], test: Sequence[Row]) -> list[bool]:
    """Words and pairs of words of title, place, message and own frames; logistic regression."""
    labels = [_actionable(row) for row in train]
    if len(set(labels)) < 2:
        return [labels[0] if labels else True] * len(test)
    model = make_pipeline(
        TfidfVectorizer(tokenizer=_WORD.findall, token_pattern=None, ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(max_iter=1000, class_weight="balanced", random_state=0),
    )
    model.fit([alert_text(row) for row in train], labels)
    return [bool(answer) for answer in model.predict([alert_text(row) for row in test])]


def alert_baselines(rows: Sequence[Row], folds: Sequence[Fold]) -> tuple[AlertBaseline, ...]:
    """The three methods over the folds that leave one service out; none where there is only one service."""
    methods: tuple[tuple[str, Keeps], ...] = (
        ("majority", majority),
        ("exception type in a list", listed_type),
        ("bag of words", bag_of_words),
    )
    found = []
    for name, keeps in methods:
        pairs: list[tuple[bool, bool]] = []
        for fold in folds:
            train, test = fold.members(rows)
            if train and test:
                pairs += zip((_actionable(row) for row in test), keeps(train, test), strict=True)
        if pairs:
            found.append(_measured(name, pairs))
    return tuple(found)


def without_procedural(rows: Sequence[Row], folds: Sequence[Fold]) -> tuple[AlertBaseline, ...]:
    """The same methods, trained and measured without the procedural bugs, which are easier; () if there are none."""
    kept = [row for row in rows if row["origin"] != "procedural"]
    if len(kept) == len(rows):
        return ()
    found = alert_baselines(kept, folds)
    return tuple(one.model_copy(update={"name": f"{one.name}, without procedural bugs"}) for one in found)


def innermost_frame(cases: Sequence[Row]) -> Rate:
    """How often the innermost own frame of the event is in the function of the root cause."""
    hits = 0
    for case in cases:
        cause = orjson.loads(case["root_cause"])
        frames = [frame for raised in row_event(case).exceptions for frame in raised.in_app_frames[-1:]]
        if frames:
            path, function = frames[-1].path or "", frames[-1].function or ""
            hits += path.endswith(cause["file"]) and function == cause["function"].rpartition(".")[2]
    return rate(hits, len(cases))


def exception_type(row: Row) -> str:
    """Type of the exception that was raised last, or the logger of a logged event."""
    event = orjson.loads(row["samples"][0])
    raised = event.get("exceptions") or []
    return str(raised[-1]["type"]) if raised else f"logger {event.get('logger')}"


def _actionable(row: Row) -> bool:
    return bool(row["label"] == "actionable")


def _measured(name: str, pairs: Sequence[tuple[bool, bool]]) -> AlertBaseline:
    actionable = [kept for real, kept in pairs if real]
    return AlertBaseline(
        name=name,
        reduction=rate(sum(not kept for _, kept in pairs), len(pairs)),
        recall=rate(sum(actionable), len(actionable)),
        accuracy=rate(sum(real == kept for real, kept in pairs), len(pairs)),
    )
