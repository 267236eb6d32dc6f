"""Scores: of a review, of an application, of all of a call."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from grant_desk.cache import Cache
from grant_desk.errors import Problem
from grant_desk.models import Application, Call, Review
from grant_desk.repositories.applications import ApplicationRepository
from grant_desk.repositories.calls import CallRepository
from grant_desk.repositories.reviews import ReviewRepository


@dataclass(frozen=True)
class Rules:
    """How the reviews of a call are scored."""

    weights: dict[str, int]


@dataclass(frozen=True)
class Entry:
    """One row of a ranking."""

    application: Application
    requested: int
    reviews: int
    score: Decimal | None


def rules_of(call_id: int, calls: CallRepository, cache: Cache) -> Rules:
    """The criteria of a call never change once it is published, so they are kept."""
    return cache.get(("rules", call_id), lambda: Rules(calls.by_id(call_id).criteria))


def check_scores(rules: Rules, scores: dict) -> None:
    if set(scores) != set(rules.weights):
        raise Problem(f"Scores are wanted for {', '.join(rules.weights)}.")
    if all(points is None for points in scores.values()):
        raise Problem("At least one criterion has to apply.")


def _weights_for(rules: Rules, scores: dict[str, int | None]) -> dict[str, int]:
    """The weights of those criteria that apply."""
    return {name: weight for name, weight in rules.weights.items() if scores.get(name) is not None}


def review_score(rules: Rules, scores: dict[str, int | None]) -> Decimal:
    """The weighted average of a review, not rounded."""
    weights = _weights_for(rules, scores)
    points = Decimal(0)
    for name, weight in weights.items():
        points += scores[name] * weight
    return points / sum(weights.values())


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def application_score(rules: Rules, reviews: list[Review]) -> Decimal | None:
    """The average of the reviews that are in; None without any."""
    found = [review_score(rules, review.scores) for review in reviews if review.scores is not None]
    return rounded(sum(found) / len(found)) if found else None


def _place(entry: Entry) -> tuple:
    """The best first; what has no score comes last."""
    unscored = entry.score is None
    return unscored, 0 if unscored else -entry.score, entry.application.reference


def ranking(call: Call, calls: CallRepository, cache: Cache) -> list[Entry]:
    applications, reviews = ApplicationRepository(calls.connection), ReviewRepository(calls.connection)
    rules = rules_of(call.id, calls, cache)
    entries = []
    for application in applications.competing(call.id):
        found = [review for review in reviews.of(application.id) if review.scores is not None]
        score = application_score(rules, found)
        entries.append(Entry(application, applications.requested(application.id), len(found), score))
    return sorted(entries, key=_place)
