import numpy as np
import pytest

from arbase.classify.guarantee import (
    GRID,
    by_service,
    labels_missing,
    lower_bound,
    needed,
    operating_point,
    worth_a_look,
)
from arbase.classify.settings import GuaranteeSettings

TARGET = GuaranteeSettings(recall=0.95, confidence=0.95)


def scored(positives=400, noise=600, seed=3, apart=3.0):
    source = np.random.default_rng(seed)
    scores = np.concatenate([source.normal(apart, 1, positives), source.normal(0, 1, noise)])
    labels = [True] * positives + [False] * noise
    return (1 / (1 + np.exp(-(scores - apart / 2) * 1.5))).tolist(), labels


def test_the_bound_is_that_of_clopper_and_pearson():
    assert lower_bound(59, 59, 0.95) == pytest.approx(0.05 ** (1 / 59))
    assert lower_bound(0, 10, 0.95) == 0.0
    assert lower_bound(95, 100, 0.95) == pytest.approx(0.8977, abs=1e-3)


def test_so_many_labels_without_a_miss_are_needed():
    assert needed(TARGET) == 59
    assert needed(GuaranteeSettings(recall=0.98, confidence=0.95)) == 149


def test_the_point_is_the_highest_threshold_that_keeps_the_recall():
    probabilities, labels = scored()
    point = operating_point(probabilities, labels, TARGET)
    assert point.guaranteed
    assert point.recall.low >= 0.95
    higher = GRID[GRID.index(point.threshold) + 1]
    hits = sum(value >= higher for value, label in zip(probabilities, labels, strict=True) if label)
    assert lower_bound(hits, 400, 0.95) < 0.95


def test_too_few_labels_are_said_to_be_too_few_and_how_many_are_missing():
    point = operating_point([0.9] * 20 + [0.1] * 20, [True] * 20 + [False] * 20, TARGET)
    assert not point.guaranteed
    assert point.threshold == pytest.approx(1 / 11, abs=1e-4)
    assert point.missing == 39


def test_without_a_promise_the_threshold_is_where_misses_and_looks_would_have_cost_least():
    """Ten looks are worth a miss: the bug at 0.3 is worth the four looks above it, the one at 0.02 not all of them."""
    noise = [0.01] * 80 + [0.2] * 20 + [0.35] * 4
    bugs = [0.02, 0.3, *([0.8] * 40)]
    labels = [True] * len(bugs) + [False] * len(noise)
    point = operating_point([*bugs, *noise], labels, GuaranteeSettings(recall=0.98))
    assert not point.guaranteed
    assert 0.2 < point.threshold <= 0.3
    assert point.threshold == pytest.approx(0.25, abs=0.01)
    careless = operating_point([*bugs, *noise], labels, GuaranteeSettings(recall=0.98, miss_cost=2.0))
    assert 0.35 < careless.threshold < 0.8
    assert careless.threshold > worth_a_look(careless.target)


def test_bugs_like_noise_do_not_have_everything_raised():
    probabilities = [0.9] * 390 + [0.001] * 10 + [0.01] * 600
    point = operating_point(probabilities, [True] * 400 + [False] * 600, GuaranteeSettings(recall=0.98))
    assert not point.guaranteed
    assert point.threshold > 0.01
    assert (point.recall.hits, point.recall.total) == (390, 400)
    assert point.missing > 0


def test_each_service_is_told_whether_it_has_enough_labels_of_its_own():
    probabilities, labels = scored()
    services = ["one" if index % 20 else "two" for index in range(1000)]
    point = operating_point(probabilities, labels, TARGET)
    found = by_service(point, probabilities, labels, services)
    assert found["one"].guaranteed
    assert not found["two"].guaranteed
    assert found["two"].missing >= 59 - 20


def test_the_missing_labels_are_enough_when_they_come():
    point = operating_point(*scored(), TARGET)
    bound = by_service(point, [0.9] * 30 + [0.0], [True] * 31, ["s"] * 31)["s"].recall
    more = labels_missing(bound, TARGET)
    assert lower_bound(bound.hits + more, bound.total + more, 0.95) >= 0.95
    assert lower_bound(bound.hits + more - 1, bound.total + more - 1, 0.95) < 0.95


def test_the_promise_holds_as_often_as_it_says():
    """Draws calibration sets whose true recall is known; the promise may fail in 5% of them."""
    broken = 0
    big, big_labels = scored(20000, 0, seed=99)
    for seed in range(200):
        probabilities, labels = scored(150, 0, seed=seed)
        point = operating_point(probabilities, labels, TARGET)
        if point.guaranteed:
            true_recall = sum(value >= point.threshold for value in big) / len(big_labels)
            broken += true_recall < 0.95
    assert broken / 200 <= 0.09


def test_mapie_finds_the_same_threshold():
    mapie = pytest.importorskip("mapie.risk_control")
    probabilities, labels = scored()
    rows = np.array(probabilities).reshape(-1, 1)
    controller = mapie.BinaryClassificationController(
        lambda table: np.column_stack([1 - table[:, 0], table[:, 0]]),
        "recall",
        target_level=0.95,
        confidence_level=0.95,
        list_predict_params=np.array(GRID),
        fwer_method="fixed_sequence",
    )
    controller.calibrate(rows, np.array(labels, dtype=int))
    ours = operating_point(probabilities, labels, TARGET).threshold
    assert max(controller.valid_predict_params) == pytest.approx(ours, abs=0.02)
