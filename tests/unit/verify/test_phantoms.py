"""A loop over a copy of a mapping that grows by being read."""

from __future__ import annotations

import pytest

from arbase.verify.gates.phantoms import PhantomsGate
from tests.unit.verify.doubles import on_paper

GROWN = "dictionary changed size during iteration"
MADE = "from collections import defaultdict\n\n\ndef lanes(rows):\n    flows = defaultdict(int)\n"
LOOP = "    for pair, weight in flows.items():\n"
READ = "        print(weight - flows[pair[::-1]])\n"
COUNT = "    return len(flows)\n"


def _check(tmp_path, source, *edits):
    stage = on_paper(source, 6, tmp_path, exception="RuntimeError", message=GROWN)
    return PhantomsGate().check(stage.case(stage.candidate(*edits)))


@pytest.mark.parametrize(
    "copy", ["list(flows.items())", "flows.copy().items()", "[*flows.items()]", "sorted(flows.items())"]
)
def test_a_copy_that_leaves_what_reading_made_is_refused(tmp_path, copy):
    result = _check(tmp_path, MADE + LOOP + READ + COUNT, ("flows.items()", copy))
    assert not result.passed
    assert "still puts in what flows lacks" in result.reason


def test_a_read_that_makes_nothing_passes(tmp_path):
    assert _check(tmp_path, MADE + LOOP + READ + COUNT, ("flows[pair[::-1]]", "flows.get(pair[::-1], 0)")).passed


def test_a_copy_of_what_nobody_sees_any_more_passes(tmp_path):
    assert _check(tmp_path, MADE + LOOP + READ, ("flows.items()", "list(flows.items())")).passed


@pytest.mark.parametrize("body", ["        flows[pair[::-1]] += weight\n", "        flows.pop(pair)\n"])
def test_a_copy_for_changes_that_are_meant_passes(tmp_path, body):
    assert _check(tmp_path, MADE + LOOP + body + COUNT, ("flows.items()", "list(flows.items())")).passed


def test_a_mapping_that_makes_no_entries_passes(tmp_path):
    source = MADE.replace("defaultdict(int)", "dict(rows)") + LOOP + READ + COUNT
    assert _check(tmp_path, source, ("flows.items()", "list(flows.items())")).passed
