"""What the confidence of diagnoses is worth: stated confidence against whether the place was that of the fault.

Of the agent and of the static engine apart, since each states its own. The agent's is mapped to what outcomes say
(`investigate/calibration.py`); this is the table and the error by which both can be judged.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from arbase.domain.noun import Noun
from arbase.evaluation.measure import Measure, bootstrapped
from arbase.evaluation.repair import CaseResult
from arbase.evaluation.statistics import Rate, rate
from arbase.investigate.calibration import Claim

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


class Stated(Noun):
    """Hypotheses of one producer whose stated confidence lies between two edges: its mean, and how many were right."""

    by: str
    low: float
    high: float
    said: float
    right: Rate


def confidence_table(results: Sequence[CaseResult]) -> list[Stated]:
    """A row for each producer and each fifth of the scale in which it stated anything."""
    found = []
    for by, claims in producers(results).items():
        for low, high in itertools.pairwise(EDGES):
            within = [one for one in claims if low <= one.claimed < high or one.claimed == high == EDGES[-1]]
            if not within:
                continue
            said = sum(one.claimed for one in within) / len(within)
            right = rate(sum(one.right for one in within), len(within))
            found.append(Stated(by=by, low=low, high=high, said=round(said, 4), right=right))
    return found


def producers(results: Sequence[CaseResult]) -> dict[str, list[Claim]]:
    """What each producer stated, over all cases; who stated nothing is left out."""
    stated = {
        "static": [claim for result in results for claim in result.stated],
        "agent": [claim for result in results for claim in result.claims],
    }
    return {by: claims for by, claims in stated.items() if claims}


def confidence_error(results: Sequence[CaseResult]) -> Measure:
    """The expected calibration error over the hypotheses of all producers, drawn anew by cases; `n` counts cases."""
    told = [(*result.stated, *result.claims) for result in results if result.stated or result.claims]
    return bootstrapped(told, lambda drawn: _error([claim for claims in drawn for claim in claims]))


def _error(claims: Sequence[Claim]) -> float:
    """The mean distance of stated and observed over fifths, weighed by how many are in each (Naeini et al. 2015)."""
    fifths: dict[int, list[Claim]] = {}
    for claim in claims:
        fifths.setdefault(min(int(claim.claimed * 5), 4), []).append(claim)
    apart = (abs(sum(one.claimed - one.right for one in within)) for within in fifths.values())
    return sum(apart) / len(claims)
