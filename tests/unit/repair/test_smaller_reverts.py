"""Reverts that are made small: on blocks of text, with a function in the place of the replay."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from arbase.repair.static.edit import Edit
from arbase.repair.static.history import Hunk
from arbase.repair.static.revert import NAME
from arbase.repair.static.search import Trial, overlaid
from arbase.repair.static.smaller import MOST_TESTS, Smaller, changes_of, ddmin
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Draft

HEAD = "def total(row, rates):\n"
END = "    return price * rate\n"
OLD = '    price = row["price"]\n    rate = rates.get(row["city"], 1.0)\n    tax = 0.2\n'
NEW = '    price = float(row["price"])\n    rate = rates[row["city"]]\n    tax = 0.25\n'


class Bench:
    """Judges texts by what they hold: `cures` says whether the crash is gone, `keeps` whether the rest is as before."""

    def __init__(self, folder: Path, cures: Callable[[str], bool], keeps: Callable[[str], bool] = bool) -> None:
        self.folder = folder
        self.cures = cures
        self.keeps = keeps
        self.tried = 0

    def run(self, trials: list[Trial]) -> list[Trial]:
        self.tried += len(trials)
        return [self.judged(trial) for trial in trials]

    def judged(self, trial: Trial) -> Trial:
        text = "\n".join(str(text) for text in trial.overlay.values())
        cured = self.cures(text)
        return replace(trial, cured=cured, passed=cured and self.keeps(text), status=200 if cured else 500)

    def smaller(self, *blocks: tuple[str, str], others: tuple[Edit, ...] = ()) -> list[str]:
        """What is left of taking back all blocks (old, new) of a file, as texts of the file."""
        text, hunks = HEAD, []
        for old, new in blocks:
            edit = Edit(len(text), len(text) + len(new), old)
            hunks.append(Hunk("c" * 40, 0.9, "app.py", old, new, 2, 3, edit))
            text += new + END
        (self.folder / "app.py").write_text(text)
        codebase = Codebase(self.folder)
        drafts = [self.draft(*(hunk.edit for hunk in hunks)), *map(self.draft, others)]
        done = [Trial(draft, overlaid(codebase, draft) or {}) for draft in drafts]
        tried = self.run(done)
        self.tried = 0
        return [str(trial.overlay["app.py"]) for trial in Smaller(codebase, hunks, self.run).of(tried)]

    @staticmethod
    def draft(*edits: Edit) -> Draft:
        return Draft(NAME, tuple(("app.py", edit) for edit in edits), 0.9, "Takes back all.", stream="revert")


def test_statement_that_cures_the_crash_is_taken_back_alone(tmp_path):
    bench = Bench(tmp_path, lambda text: "rates.get(" in text)
    assert bench.smaller((OLD, NEW)) == [HEAD + NEW.replace('rates[row["city"]]', 'rates.get(row["city"], 1.0)') + END]


def test_statements_that_are_needed_together_stay_together(tmp_path):
    bench = Bench(tmp_path, lambda text: "rates.get(" in text and "tax = 0.2\n" in text)
    (text,) = bench.smaller((OLD, NEW))
    assert 'price = float(row["price"])' in text
    assert "rates.get(" in text
    assert "tax = 0.2\n" in text


def test_block_that_is_needed_as_a_whole_is_not_made_smaller(tmp_path):
    bench = Bench(tmp_path, lambda text: OLD in text)
    assert bench.smaller((OLD, NEW)) == []


def test_blocks_elsewhere_stay_where_one_is_enough(tmp_path):
    bench = Bench(tmp_path, lambda text: "rates.get(" in text)
    (text,) = bench.smaller(("    unit = 1\n", "    unit = 1.0\n"), (OLD, NEW))
    assert "unit = 1.0" in text
    assert "tax = 0.25" in text


def test_part_passes_where_the_whole_takes_back_what_others_need(tmp_path):
    bench = Bench(tmp_path, lambda text: "rates.get(" in text, lambda text: "tax = 0.25" in text)
    (text,) = bench.smaller((OLD, NEW))
    assert "tax = 0.25" in text


def test_part_that_changes_other_answers_is_none(tmp_path):
    bench = Bench(tmp_path, lambda text: "rates.get(" in text, lambda text: "rates[" in text)
    assert bench.smaller((OLD, NEW)) == []


def test_nothing_is_tried_where_a_single_change_inside_passes_already(tmp_path):
    bench = Bench(tmp_path, lambda text: "rates.get(" in text)
    start = len(HEAD) + NEW.index("rates[")
    single = Edit(start, start + len('rates[row["city"]]'), 'rates.get(row["city"], 1.0)')
    assert bench.smaller((OLD, NEW), others=(single,)) == []
    assert bench.tried == 0


def test_statement_that_the_commit_added_is_taken_away_alone(tmp_path):
    added = '    check(row["owner"])\n    log(row)\n    price = 3\n'
    bench = Bench(tmp_path, lambda text: "check(" not in text)
    assert bench.smaller(("    price = 3\n", added)) == [HEAD + "    log(row)\n    price = 3\n" + END]


def test_statement_of_several_lines_is_one_change_and_takes_its_comment_along():
    old = "    # as sold\n    price = max(\n        row,\n        key=str,\n    )\n    tax = 1\n"
    new = "    price = max(\n        row,\n    )\n    tax = 2\n"
    changes = changes_of(Hunk("c", 0.9, "app.py", old, new, 1, 5, Edit(0, len(new), old)))
    assert [change.old for change in changes] == [old.partition("    tax")[0], "    tax = 1\n"]
    assert [change.new for change in changes] == [new.partition("    tax")[0], "    tax = 2\n"]


def test_tests_are_bounded(tmp_path):
    old = "".join(f"    value_{number} = {number}\n" for number in range(36))
    new = old.replace(" = ", " = 1 + ")
    # Every third one is needed: the worst for halves and quarters.
    bench = Bench(tmp_path, lambda text: all(f"value_{number} = {number}\n" in text for number in range(0, 36, 3)))
    bench.smaller((old, new))
    assert 0 < bench.tried <= MOST_TESTS


@pytest.mark.parametrize("seed", range(20))
def test_ddmin_leaves_nothing_that_can_go(seed):
    chance = random.Random(seed)
    items = list(range(chance.randint(2, 30)))
    needed = set(chance.sample(items, chance.randint(1, min(5, len(items)))))

    def test(parts: list[list[int]]) -> list[bool]:
        return [needed <= set(part) for part in parts]

    assert set(ddmin(items, test, 10_000)) == needed


@pytest.mark.parametrize("last", ["    return None\n", "    return sorted(row)[0]\n"])
def test_part_that_leaves_statements_which_never_run_is_none(tmp_path, last):
    old = "    return best(row, rates, wanted=True) or rates\n"
    new = "    for tag in row:\n        if tag:\n            return tag\n" + last
    bench = Bench(tmp_path, lambda text: "best(" in text)
    for text in bench.smaller((old, new)):
        assert "for tag" not in text or text.index("for tag") < text.index("best(")
