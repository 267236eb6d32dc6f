"""Results of the validation count for exactly what was checked; trivial fixes are counted over valid bugs."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.errors import UserError
from arbase.evaluation.dataset.checking import MASK, check_sources, checked_of
from arbase.evaluation.dataset.totals import read_validation, write_validation
from arbase.evaluation.dataset.trivial_fixes import REVERT_LAST, REVERT_LAST_OF_FILE, trivial_rates
from arbase.evaluation.dataset.validation import Checked, Validation, digests_of, named, sources
from arbase.evaluation.seeded.checks import CHECKS, CaseReport, Check
from tests.unit.evaluation.seeded.small_benchmark import write_toy

BUG = "toy-unknown-name"


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    return write_toy(tmp_path / "toy", tmp_path / "scratch")


def valid(digest: str, **taken: bool) -> Checked:
    return Checked(kind="bug", digest=digest, taken=taken)


@pytest.mark.parametrize("changed", ["bugs/unknown-name/oracle/test_unknown_name.py", "service/toy/app.py"])
def test_result_does_not_count_once_the_bug_or_its_service_has_changed(toy: Path, changed: str) -> None:
    known = Validation(checked={BUG: valid(digests_of([toy])[BUG])})
    assert set(known.current(digests_of([toy]))) == {BUG}
    path = toy / changed
    path = path if path.is_file() else next(path.parent.glob("*.py"))
    path.write_text(path.read_text() + "\n# changed\n")
    assert known.current(digests_of([toy])) == {}


def test_result_of_a_bug_that_is_gone_does_not_count(toy: Path) -> None:
    assert Validation(checked={"toy-gone": valid("0")}).current(digests_of([toy])) == {}


def test_bug_with_a_result_that_counts_is_not_run_again(toy: Path) -> None:
    known = Validation(checked={BUG: valid(digests_of([toy])[BUG])})
    assert list(check_sources(list(sources([toy])), known, lambda _: None, trivial=False)) == []


def test_only_what_is_named_is_checked_and_a_name_that_is_not_there_is_an_error(toy: Path) -> None:
    (bug,) = sources([toy])
    found = [bug._replace(name="toy-other"), bug]
    assert named(found, [BUG]) == [bug]
    assert named(found, []) == found
    with pytest.raises(UserError, match=f"no bug or noise family 'toy-unknown-nam'.*mean '{BUG}'"):
        named(found, [BUG, "toy-unknown-nam"])


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    known = Validation(checked={"b": valid("1", mask=False), "a": Checked(kind="noise", digest="2", fault="silent")})
    write_validation(tmp_path, known)
    assert read_validation(tmp_path) == known
    (tmp_path / "validation.json").write_text('{"faults": {}}')
    with pytest.raises(UserError, match="delete it and run `arbase dataset validate`"):
        read_validation(tmp_path)


def test_report_of_a_bug_says_whether_its_oracle_takes_a_mask() -> None:
    def report(*failed: str) -> CaseReport:
        checks = tuple(Check(name=name, passed=name not in failed, detail="because") for name in CHECKS)
        return CaseReport(bug=BUG, family="none", difficulty="easy", checks=checks)

    assert checked_of("d", report()) == valid("d", mask=False)
    kind = checked_of("d", report("unmasked"))
    assert (kind.fault, kind.taken) == ("unmasked: because", {MASK: True})
    broken = CaseReport(bug=BUG, family="none", difficulty="easy", checks=(Check(name="builds", passed=False),))
    assert checked_of("d", broken).taken == {}


def test_trivial_fixes_are_counted_over_valid_bugs_that_they_were_tried_on() -> None:
    known = {
        "a": valid("1", **{MASK: False, REVERT_LAST: True, REVERT_LAST_OF_FILE: True}),
        "b": valid("2", **{MASK: False, REVERT_LAST: False}),
        "c": Checked(kind="bug", digest="3", fault="unmasked", taken={MASK: True}),
    }
    found = {name: (one.hits, one.total) for name, one in trivial_rates(known).items()}
    assert found == {MASK: (0, 2), REVERT_LAST: (1, 2), REVERT_LAST_OF_FILE: (1, 1)}
