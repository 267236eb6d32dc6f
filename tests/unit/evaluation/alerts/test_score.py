from collections import Counter

import pytest

from arbase.domain.verdict import Queue
from arbase.evaluation.alerts.judge import Judged
from arbase.evaluation.alerts.score import alert_totals, grouping_f1, pairs_of, priority_agreement


def case(actionable, queue, probability=0.5, **facts):
    return Judged(
        id="i",
        service="s",
        group="g",
        family="f",
        cause="c",
        title="t",
        actionable=actionable,
        queue=queue,
        probability=probability,
        **{"priority": 0.0, **facts},
    )


def test_totals_are_shares_of_all_labelled_incidents():
    cases = [case(True, Queue.FOCUS)] * 9 + [case(True, Queue.BACKLOG)] + [case(False, Queue.FOCUS)] * 3
    cases += [case(False, Queue.DISCARDED)] * 7
    found = alert_totals(cases)
    assert found["recall"].value == pytest.approx(0.9)
    assert found["alert_reduction"].value == pytest.approx(8 / 20)
    assert found["accuracy"].value == pytest.approx(16 / 20)
    assert found["precision"].value == pytest.approx(9 / 12)
    assert found["not_discarded"].value == 1.0
    assert all(one.low <= one.value <= one.high for name, one in found.items() if one.low is not None)


def test_calibration_error_is_zero_where_probabilities_are_shares():
    cases = [case(index % 4 == 0, Queue.FOCUS, 0.25) for index in range(400)]
    assert alert_totals(cases)["calibration_error"].value == pytest.approx(0.0, abs=0.03)
    wrong = [case(False, Queue.FOCUS, 0.9) for _ in range(100)]
    assert alert_totals(wrong)["calibration_error"].value == pytest.approx(0.9)


def test_grouping_counts_pairs_that_are_together():
    table = Counter({("s", "a", "1"): 3, ("s", "a", "2"): 1, ("s", "b", "2"): 2})
    found = pairs_of(table)
    assert (found.both, found.ours, found.theirs) == (3 + 0 + 1, 3 + 3, 6 + 1)
    assert grouping_f1(table).value == pytest.approx(2 * 4 / 13, abs=1e-6)
    assert grouping_f1(Counter({("s", "a", "1"): 5, ("s", "b", "2"): 5})).value == 1.0


def test_the_same_fingerprint_in_another_stream_is_another_group():
    table = Counter({("week one", "a", "1"): 3, ("week two", "b", "1"): 3})
    assert grouping_f1(table).value == 1.0


def test_priorities_agree_where_the_more_urgent_incident_comes_first():
    def ranked(*pairs):
        return priority_agreement([case(True, Queue.FOCUS, priority=ours, wanted_priority=one) for ours, one in pairs])

    assert ranked((0.9, 3), (0.5, 2), (0.1, 1)).value == 1.0
    assert ranked((0.1, 3), (0.5, 2), (0.9, 1)).value == 0.0
    assert ranked((0.5, 3), (0.5, 1)).value == 0.5
    assert ranked((0.5, 2), (0.9, 2)).n == 0
    assert alert_totals([case(True, Queue.FOCUS)])["priority_agreement"].n == 0


def test_the_interval_of_grouping_holds_its_value_where_groups_share_fingerprints():
    """Two of three groups have a fingerprint of their own; the others share one with two more."""
    table = Counter()
    for number in range(240):
        digest = f"own {number}" if number % 3 else f"shared {number // 9}"
        table["s", f"g{number}", digest] = 2 + number % 4
    found = grouping_f1(table)
    assert found.low < found.value < found.high
    assert found.high - found.low < 0.2
