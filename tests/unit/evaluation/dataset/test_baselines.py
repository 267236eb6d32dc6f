"""Trivial methods: learnt on the training side alone, counted with intervals."""

from __future__ import annotations

import json

from arbase.evaluation.dataset.baselines import (
    alert_baselines,
    exception_type,
    innermost_frame,
    without_procedural,
)
from arbase.evaluation.dataset.splits import Fold


def row(number: int, service: str, label: str, kind: str, text: str) -> dict:
    event = {"id": str(number), "exceptions": [{"type": kind, "message": text}]}
    known = {"culprit": "", "title": f"{kind}: {text}", "samples": [json.dumps(event)]}
    return {"id": str(number), "service": service, "label": label, **known}


ROWS = [
    row(number, service, label, kind, text)
    for service, start in (("a", 0), ("b", 100))
    for number, (label, kind, text) in enumerate(
        [("noise", "Timeout", "no answer from upstream")] * 6 + [("actionable", "KeyError", "missing rooms")] * 3, start
    )
]
FOLDS = [Fold(name=f"service:{name}", by="service", value=name) for name in "ab"]


def test_methods_that_learn_beat_the_majority_on_easy_data() -> None:
    found = {one.name: one for one in alert_baselines(ROWS, FOLDS)}
    assert (found["majority"].recall.hits, found["majority"].recall.total) == (0, 6)
    assert found["majority"].reduction.hits == 18
    for name in ("exception type in a list", "bag of words"):
        assert found[name].recall.hits == 6
        assert found[name].reduction.hits == 12
        assert found[name].accuracy.value == 1.0


def test_one_service_alone_cannot_be_measured() -> None:
    assert alert_baselines([one for one in ROWS if one["service"] == "a"], FOLDS[:1]) == ()


def test_procedural_bugs_are_left_out_of_training_and_measure() -> None:
    rows = [{**one, "origin": "procedural" if one["label"] == "actionable" else "noise"} for one in ROWS]
    kept = {one.name: one for one in without_procedural(rows, FOLDS)}
    assert set(kept) == {
        f"{name}, without procedural bugs" for name in ("majority", "exception type in a list", "bag of words")
    }
    assert kept["bag of words, without procedural bugs"].accuracy.total == 12
    assert without_procedural([{**one, "origin": "curated"} for one in ROWS], FOLDS) == ()


def test_logged_event_has_its_logger_for_a_type() -> None:
    assert exception_type({"samples": ['{"logger": "shop.mail"}']}) == "logger shop.mail"


def test_innermost_own_frame_is_compared_with_the_root_cause() -> None:
    frames = [{"path": "shop/app.py", "function": "read"}, {"path": "lib.py", "function": "x", "in_app": False}]
    event = {
        "id": "1",
        "service": "shop",
        "received_at": "2026-09-14T00:00:00Z",
        "occurred_at": "2026-09-14T00:00:00Z",
        "exceptions": [{"type": "KeyError", "frames": frames}],
    }
    case = {"event": json.dumps(event), "root_cause": '{"file": "shop/app.py", "function": "Reader.read"}'}
    other = {**case, "root_cause": '{"file": "shop/db.py", "function": "read"}'}
    assert (innermost_frame([case, other]).hits, innermost_frame([case, other]).total) == (1, 2)
