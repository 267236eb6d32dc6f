"""Totals of judged incidents and of grouping, each a value with its count and 95% interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from arbase.domain.noun import Noun
from arbase.evaluation.alerts.gather import LabelledIncident
from arbase.evaluation.alerts.judge import Judged
from arbase.evaluation.measure import Measure, bootstrapped, of_rate
from arbase.evaluation.statistics import quantile

BINS = 10
NOTHING = Measure(value=0.0, n=0)


class Grouping(Noun):
    """Pairs of events: `both` in one true group and one incident, `ours` in one incident, `theirs` in one group."""

    both: int = 0
    ours: int = 0
    theirs: int = 0


def alert_totals(cases: Sequence[Judged]) -> dict[str, Measure]:
    """Reduction never without recall: all over the same labelled incidents."""
    labelled = [case for case in cases if case.actionable is not None]
    bugs = [case for case in labelled if case.actionable]
    raised = [case for case in labelled if case.raised]
    right = sum(case.raised == case.actionable for case in labelled)
    seconds = [case.seconds for case in cases]
    return {
        "alert_reduction": of_rate(len(labelled) - len(raised), len(labelled)),
        "recall": of_rate(sum(case.raised for case in bugs), len(bugs)),
        "accuracy": of_rate(right, len(labelled)),
        "precision": of_rate(sum(bool(case.actionable) for case in raised), len(raised)),
        "not_discarded": of_rate(sum(case.queue != "discarded" for case in bugs), len(bugs)),
        "noise_share": of_rate(len(labelled) - len(bugs), len(labelled)),
        "calibration_error": calibration_error(labelled),
        "priority_agreement": priority_agreement(bugs),
        "seconds_p50": Measure(value=quantile(seconds, 0.5), n=len(seconds)),
    }


def calibration_error(cases: Sequence[Judged]) -> Measure:
    """Expected calibration error over ten bins of equal count, with a bootstrap interval over incidents."""
    pairs = [(case.probability, bool(case.actionable)) for case in cases]
    return bootstrapped(pairs, _expected_error)


def priority_agreement(cases: Sequence[Judged]) -> Measure:
    """Of all pairs of which one is more urgent, the share that is ordered so; a tie of ours is half right.

    0.5 is chance. n is the number of incidents whose urgency is known.
    """
    known = [(case.wanted_priority, case.priority) for case in cases if case.wanted_priority is not None]
    return bootstrapped(known, _concordance, rounds=200) if len({wanted for wanted, _ in known}) > 1 else NOTHING


def _concordance(pairs: Sequence[tuple[float, float]]) -> float:
    wanted, ours = np.array(pairs, dtype=float).T
    above = np.sign(wanted[:, None] - wanted[None, :])
    total = float((above > 0).sum())
    agreed = (np.sign(ours[:, None] - ours[None, :]) * above)[above > 0]
    return float(((agreed + 1) / 2).sum()) / total if total else 0.5


def calibration_bins(cases: Sequence[Judged]) -> list[tuple[float, float, int]]:
    """(mean probability, share of actionable, count) of each bin."""
    return _bins([(case.probability, bool(case.actionable)) for case in cases])


def _bins(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """Bins of about equal count; equal probabilities stay together, or the order of the rows would decide."""
    tied: dict[float, list[bool]] = {}
    for probability, label in sorted(pairs, key=lambda pair: pair[0]):
        tied.setdefault(probability, []).append(label)
    bins: dict[int, list[tuple[float, bool]]] = {}
    before = 0
    for probability, labels in tied.items():
        middle = before + (len(labels) - 1) / 2
        place = int(BINS * middle / len(pairs))
        bins.setdefault(place, []).extend((probability, label) for label in labels)
        before += len(labels)
    return [
        (sum(value for value, _ in part) / len(part), sum(label for _, label in part) / len(part), len(part))
        for part in bins.values()
    ]


def _expected_error(pairs: Sequence[tuple[float, bool]]) -> float:
    if not pairs:
        return 0.0
    return sum(count * abs(mean - share) for mean, share, count in _bins(pairs)) / len(pairs)


def grouping_of(incidents: Iterable[LabelledIncident]) -> Counter[tuple[str, str, str]]:
    """Events by (service, true group, fingerprint)."""
    table: Counter[tuple[str, str, str]] = Counter()
    for labelled in incidents:
        # The same fault in another simulated week is another stream: it cannot be grouped with this one.
        scope = f"{labelled.incident.service}\0{labelled.stream}"
        for group, digest, count in labelled.pairs:
            table[scope, group, digest] += count
    return table


def pairs_of(table: Counter[tuple[str, str, str]]) -> Grouping:
    """Pairs of events that are together in truth, in arbase's grouping, and in both."""
    ours: Counter[tuple[str, str]] = Counter()
    theirs: Counter[tuple[str, str]] = Counter()
    both = 0
    for (scope, group, digest), count in table.items():
        ours[scope, digest] += count
        theirs[scope, group] += count
        both += count * (count - 1) // 2
    return Grouping(
        both=both,
        ours=sum(count * (count - 1) // 2 for count in ours.values()),
        theirs=sum(count * (count - 1) // 2 for count in theirs.values()),
    )


def grouping_f1(table: Counter[tuple[str, str, str]]) -> Measure:
    """Pairwise F1 with a bootstrap over true groups; n is the number of events."""
    by_group: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for (scope, group, digest), count in table.items():
        by_group.setdefault((scope, group), []).append((digest, count))
    units = [(scope, group, parts) for (scope, group), parts in by_group.items()]

    def f1(drawn: Sequence[tuple[str, str, list[tuple[str, int]]]]) -> float:
        drawn_table: Counter[tuple[str, str, str]] = Counter()
        for number, (scope, group, parts) in enumerate(drawn):
            for digest, count in parts:
                drawn_table[scope, f"{group}#{number}", digest] += count
        found = pairs_of(drawn_table)
        # Half of the groups hold half of the pairs within a group, but a quarter of those across two groups.
        ours = found.both + (found.ours - found.both) * len(units) / max(len(drawn), 1)
        return 2 * found.both / (ours + found.theirs) if ours + found.theirs else 1.0

    measured = bootstrapped(units, f1, rounds=200, distinct=True)
    return measured.model_copy(update={"n": sum(table.values())})
