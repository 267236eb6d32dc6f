"""Tables that notebooks draw from the cases of a run: the guarantee, errors, the funnel, several configurations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from arbase.classify.guarantee import GRID, lower_bound
from arbase.classify.settings import GuaranteeSettings
from arbase.evaluation.alerts.judge import Judged
from arbase.evaluation.leaderboard import Leaderboard
from arbase.evaluation.repair import CaseResult

STEP = 5


def guarantee_walk(cases: Sequence[Judged], settings: GuaranteeSettings) -> list[dict[str, Any]]:
    """For thresholds of the grid: observed recall, its exact lower bound, reduction, and whether the bound holds.

    The operating point is the last threshold before the first at which it does not hold.
    """
    labelled = [case for case in cases if case.actionable is not None]
    bugs = [case.probability for case in labelled if case.actionable]
    found = []
    walking = True
    for threshold in GRID[::STEP]:
        hits = sum(value >= threshold for value in bugs)
        low = lower_bound(hits, len(bugs), settings.confidence)
        walking = walking and low >= settings.recall
        put_aside = sum(case.probability < threshold for case in labelled)
        found.append(
            {
                "threshold": threshold,
                "recall": hits / len(bugs) if bugs else 0.0,
                "lower bound": low,
                "reduction": put_aside / len(labelled) if labelled else 0.0,
                "guaranteed": walking,
            }
        )
    return found


def bound_by_labels(settings: GuaranteeSettings, most: int = 600) -> list[dict[str, Any]]:
    """How high the lower bound of recall can be with so many actionable labels and so many misses."""
    return [
        {"labels": labels, "misses": misses, "lower bound": lower_bound(labels - misses, labels, settings.confidence)}
        for misses in (0, 1, 3)
        for labels in range(max(10, misses), most + 1, 10)
    ]


def errors_of(cases: Sequence[Judged]) -> list[dict[str, Any]]:
    """Misses and false alarms, the surest first, with what the incident was."""
    found = [
        {
            "error": "missed" if case.actionable else "false alarm",
            "service": case.service,
            "family": case.family or "?",
            "probability": case.probability,
            "queue": case.queue.value,
            "title": case.title,
        }
        for case in cases
        if case.actionable is not None and case.raised != case.actionable
    ]
    return sorted(found, key=lambda row: row["probability"] if row["error"] == "missed" else -row["probability"])


def error_shares(cases: Sequence[Judged]) -> list[dict[str, Any]]:
    """For each family: incidents, errors and their share."""
    count: Counter[tuple[str, bool]] = Counter()
    wrong: Counter[tuple[str, bool]] = Counter()
    for case in cases:
        if case.actionable is None:
            continue
        key = (case.family or "?", case.actionable)
        count[key] += 1
        wrong[key] += case.raised != case.actionable
    return [
        {
            "family": family,
            "kind": "bug" if bug else "noise",
            "incidents": total,
            "errors": wrong[family, bug],
            "share": wrong[family, bug] / total,
        }
        for (family, bug), total in sorted(count.items())
    ]


def outcomes_of(results: Sequence[CaseResult]) -> list[dict[str, Any]]:
    """One row for each seeded bug: what became of it and why."""
    return [
        {
            "case": result.case,
            "family": result.family,
            "difficulty": result.difficulty,
            "outcome": result.outcome.value,
            "seconds": result.seconds,
            "reason": result.reason[:160],
        }
        for result in results
    ]


def standings_of(board: Leaderboard, total: str) -> list[dict[str, Any]]:
    """One total of each configuration with its interval."""
    rows = []
    for one in board.standings:
        found = one.totals[total]
        if found.n:
            low, high = found.low, found.high
            rows.append({"configuration": one.name, total: found.value, "low": low, "high": high, "n": found.n})
    return rows


def pairs_of(board: Leaderboard) -> list[dict[str, Any]]:
    """The compared pairs: difference of the share of right cases with its interval, and the corrected p."""
    return [
        {
            "pair": f"{one.other} - {one.one}",
            "difference": one.right.value,
            "low": one.right.low,
            "high": one.right.high,
            "gained": one.gained,
            "lost": one.lost,
            "p": one.p,
            "corrected p": one.corrected,
            "told apart": one.told_apart,
        }
        for one in board.pairs
    ]
