"""Folds: nothing of the test side, and nothing nearly the same, is on the training side."""

from __future__ import annotations

import json

import pytest

from arbase.evaluation.dataset.splits import alert_keys, alert_text, fix_keys, fix_text, leaks, make_splits, similar


def alert(number: int, service: str, cause: str, title: str, family: str = "none") -> dict:
    event = {"id": f"e{number}", "exceptions": []}
    return {
        "id": f"i{number}",
        "service": service,
        "cause": cause,
        "family": family,
        "split": "measured" if service == "b" else "dev",
        "title": title,
        "culprit": "",
        "samples": [json.dumps(event)],
    }


ROWS = [
    alert(1, "a", "a-1", "KeyError rooms in the estimate of a house"),
    alert(2, "a", "a-1", "KeyError rooms in the estimate of a house", "index"),
    alert(3, "a", "a-2", "the database file is locked by the nightly backup run of the operator"),
    alert(4, "b", "b-1", "the database file is locked by the nightly backup run of the operator"),
    alert(5, "b", "b-2", "TypeError unsupported operand in the summary of reports", "index"),
]


@pytest.fixture(scope="module")
def splits():
    return make_splits(ROWS, alert_text, alert_keys)


def test_training_side_loses_what_reads_like_the_test_side(splits) -> None:
    train, test = splits.fixed.members(ROWS)
    assert [row["id"] for row in test] == ["i4", "i5"]
    assert [row["id"] for row in train] == ["i1", "i2"]


def test_incidents_of_one_cause_never_face_each_other(splits) -> None:
    (fold,) = [fold for fold in splits.families if fold.value == "index"]
    train, test = fold.members(ROWS)
    assert {row["id"] for row in test} == {"i2", "i5"}
    assert "i1" not in {row["id"] for row in train}


def test_no_fold_leaks(splits) -> None:
    assert leaks(ROWS, splits.all(), alert_text, alert_keys) == []


def test_leak_is_found_where_nothing_is_purged(splits) -> None:
    bare = splits.fixed.model_copy(update={"purged": ()})
    assert any("read alike" in fault for fault in leaks(ROWS, [bare], alert_text, alert_keys))
    rows = [*ROWS, {**ROWS[4], "id": "i6", "split": "dev"}]
    assert any("share cause b-2" in fault for fault in leaks(rows, [bare], alert_text, alert_keys))


def test_each_row_is_read_once_however_many_folds_there_are(splits) -> None:
    read = []
    leaks(ROWS, splits.all(), lambda row: read.append(row["id"]) or alert_text(row), alert_keys)
    assert read == [row["id"] for row in ROWS]


def test_patches_that_differ_in_their_line_numbers_only_are_the_same() -> None:
    row = {"id": "x", "service": "a", "family": "f", "patch": "@@ -1 +1 @@\n-    return one.name\n+    return one.id"}
    other = {**row, "id": "y", "family": "g", "patch": row["patch"].replace("-1 +1", "-9 +9"), "event_id": "2"}
    rows = [{**row, "split": "dev", "event_id": "1"}, {**other, "split": "dev"}]
    folds = make_splits(rows, fix_text, fix_keys).families
    assert all(fold.members(rows)[0] == [] for fold in folds)


def test_similarity_counts_words_in_common() -> None:
    assert similar(frozenset("abcde"), frozenset("abcde"))
    assert not similar(frozenset("abcde"), frozenset("abxyz"))
    assert not similar(frozenset(), frozenset("a"))
