"""What a patch leaves without sense: values that nothing reads, choices taken back, iterators that count as empty."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from arbase.verify.gates.exhausted import ReadTwiceGate
from arbase.verify.gates.intent import IntentGate
from tests.unit.verify.doubles import on_paper

COMMIT = "c0ffee1234567"

BILL = """def bill(order):
    total = sum(line["price"] for line in order["lines"])
    rebate = total * order["rebate"]
    return total - rebate
"""


def _intent(folder, source, fixed, *, restored="", message=""):
    line = len(source.splitlines())
    stage = on_paper(source, line, folder, message=message)
    return IntentGate().check(_case(stage, source, fixed, restored))


def _case(stage, source, fixed, restored):
    """As much of a history as these gates look at: which commit the patch takes back."""
    case = stage.case(stage.candidate((source, fixed)))
    return replace(case, history=SimpleNamespace(reverted=lambda files: restored))


def test_a_local_value_that_nothing_reads_any_more_is_refused(tmp_path):
    result = _intent(tmp_path, BILL, BILL.replace("total - rebate", "total"))
    assert not result.passed
    assert "`rebate` of bill is worked out and nothing reads it any more" in result.reason


@pytest.mark.parametrize(
    "fixed",
    [
        BILL.replace('    rebate = total * order["rebate"]\n', "").replace("total - rebate", "total"),
        BILL.replace("total - rebate", "max(total - rebate, 0)"),
    ],
)
def test_a_local_value_may_go_with_its_use(tmp_path, fixed):
    assert _intent(tmp_path, BILL, fixed).passed


def test_a_value_that_nothing_read_before_may_stay_so(tmp_path):
    source = BILL.replace("total - rebate", "total")
    assert _intent(tmp_path, source, source.replace("return total", "return round(total)")).passed


def test_a_value_that_is_marked_as_unused_may_be(tmp_path):
    source = BILL.replace("rebate = ", "_rebate = ").replace("- rebate", "- _rebate")
    assert _intent(tmp_path, source, source.replace("total - _rebate", "total")).passed


def test_a_value_for_the_whole_module_is_read_elsewhere(tmp_path):
    source = "last = None\n\n\ndef bill(order):\n    global last\n    last = order['lines']\n    return len(last)\n"
    assert _intent(tmp_path, source, source.replace("len(last)", "len(order['lines'])")).passed


@pytest.mark.parametrize("restored", ["", COMMIT])
def test_a_value_that_the_patch_works_out_in_vain_is_refused(tmp_path, restored):
    source = BILL.replace('    rebate = total * order["rebate"]\n    return total - rebate\n', "    return total\n")
    result = _intent(
        tmp_path, source, source.replace("    return", '    rebate = order["rebate"]\n    return'), restored=restored
    )
    assert not result.passed
    assert "`rebate` of bill is worked out by the patch and nothing reads it" in result.reason


def test_a_revert_may_leave_a_value_unread(tmp_path):
    assert _intent(tmp_path, BILL, BILL.replace("total - rebate", "total * 1"), restored=COMMIT).passed


QUERY = 'def books(shelf):\n    return shelf.all(order="title", most=20)[0]\n'


@pytest.mark.parametrize(("old", "new"), [('"title"', '"year"'), ("20", "10")])
def test_a_choice_is_not_taken_back_for_a_crash_that_does_not_speak_of_it(tmp_path, old, new):
    result = _intent(tmp_path, QUERY, QUERY.replace(old, new), restored=COMMIT, message="list index out of range")
    assert not result.passed
    assert f"takes back {old.replace(chr(34), chr(39))}, which c0ffee1234 chose" in result.reason


@pytest.mark.parametrize(
    ("old", "new", "message"), [('"title"', '"year"', "no column 'title'"), ("20", "10", "at most 10, not 20")]
)
def test_a_choice_of_which_the_crash_speaks_is_taken_back(tmp_path, old, new, message):
    assert _intent(tmp_path, QUERY, QUERY.replace(old, new), restored=COMMIT, message=message).passed


def test_the_name_of_an_entry_is_no_choice_and_goes_back(tmp_path):
    source = "def title(book):\n    return book['name'].strip()\n"
    assert _intent(tmp_path, source, source.replace("'name'", "'title'"), restored=COMMIT, message="'label'").passed


def test_a_choice_may_go_back_with_a_name(tmp_path):
    source = "def first(book):\n    return book['names'][1]\n"
    fixed = source.replace("'names'", "'authors'").replace("[1]", "[0]")
    assert _intent(tmp_path, source, fixed, restored=COMMIT, message="out of range").passed
    alone = _intent(tmp_path / "alone", source, source.replace("[1]", "[0]"), restored=COMMIT, message="out of range")
    assert "takes back 1" in alone.reason


def test_a_revert_of_more_than_literals_is_judged_by_its_statements(tmp_path):
    fixed = QUERY.replace("shelf.all", "shelf.any").replace("20", "10")
    assert "chose" not in _intent(tmp_path, QUERY, fixed, restored=COMMIT, message="out of range").reason


SPAN = """def span(rows):
    prices = (row["price"] for row in rows)
    count = sum(1 for price in prices)
    low = 0 if count else 1
    return min(prices) - low
"""


def _read_twice(folder, fixed, source=SPAN, *, restored="", kind="generator"):
    variables = {"prices": {"type": kind}}
    stage = on_paper(source, 5, folder, exception="ValueError", message="min() arg is empty", variables=variables)
    return ReadTwiceGate().check(_case(stage, source, fixed, restored))


MASKED = SPAN.replace("min(prices)", "min(prices, default=None)")


@pytest.mark.parametrize(
    "fixed", [MASKED, SPAN.replace("    return min", "    if not count:\n        return None\n    return min")]
)
def test_what_was_read_to_its_end_does_not_count_as_empty(tmp_path, fixed):
    result = _read_twice(tmp_path, fixed)
    assert not result.passed
    assert "prices was read to its end before line 5; it is not empty" in result.reason


@pytest.mark.parametrize("kind", ["map", "itertools.chain", "list_reverseiterator", "builtins.zip"])
def test_whatever_runs_out_is_meant(tmp_path, kind):
    assert not _read_twice(tmp_path, MASKED, kind=kind).passed


@pytest.mark.parametrize(
    "fixed",
    [
        SPAN.replace('(row["price"] for row in rows)', 'list(row["price"] for row in rows)'),
        SPAN.replace('(row["price"] for row in rows)', '[row["price"] for row in rows]'),
        SPAN.replace("sum(1 for price in prices)", "len(rows)"),
    ],
)
def test_what_is_kept_or_read_once_passes(tmp_path, fixed):
    assert _read_twice(tmp_path, fixed).passed


def test_a_list_is_empty_where_it_is_empty(tmp_path):
    assert _read_twice(tmp_path, MASKED, kind="list").passed


def test_an_iterator_that_nobody_read_before_may_be_empty(tmp_path):
    source = SPAN.replace("sum(1 for price in prices)", "len(rows)")
    assert _read_twice(tmp_path, source.replace("min(prices)", "min(prices, default=0)"), source).passed


def test_going_back_in_history_is_left_to_the_other_gates(tmp_path):
    assert _read_twice(tmp_path, MASKED, restored=COMMIT).passed
