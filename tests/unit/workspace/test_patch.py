from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arbase.workspace.patch import Hunk, apply_hunk, parse_hunks, reverse_hunk

OLD = "".join(f"line {number}\n" for number in range(1, 31))
NEW = OLD.replace("line 10\n", "line ten\nextra\n").replace("line 14\n", "").replace("line 25\n", "line twenty-five\n")


def hunks(old: str, new: str) -> tuple[Hunk, ...]:
    lines = difflib.unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), "a/f", "b/f")
    text = "diff --git a/f b/f\n"
    for line in lines:
        text += line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
    return parse_hunks(text).get("f", ())


def test_hunks_are_parsed_with_their_sides():
    first, second = hunks(OLD, NEW)
    assert (first.old_start, first.new_start) == (7, 7)
    assert first.added == (10, 11)
    assert first.removed == (10, 14)
    assert second.before[3] == "line 25"
    assert second.after[3] == "line twenty-five"


def test_each_hunk_is_reverted_alone():
    first, second = hunks(OLD, NEW)
    without_first = reverse_hunk(NEW, first)
    assert without_first == OLD.replace("line 25\n", "line twenty-five\n")
    assert reverse_hunk(without_first, second) == OLD


def test_blocks_of_a_hunk_are_reverted_alone():
    first, _ = hunks(OLD, NEW)
    change, removal = first.blocks()
    assert change.added == (10, 11)
    assert removal.removed == (14,)
    assert reverse_hunk(NEW, removal) == NEW.replace("line 13\n", "line 13\nline 14\n")
    assert reverse_hunk(NEW, change) == NEW.replace("line ten\nextra\n", "line 10\n")


def test_hunk_is_reverted_on_top_of_later_changes():
    first, _ = hunks(OLD, NEW)
    later = "new header\n" * 40 + NEW.replace("line 7\n", "line seven, edited later\n").replace("line 30\n", "")
    expected = "new header\n" * 40 + OLD.replace("line 7\n", "line seven, edited later\n").replace("line 30\n", "")
    assert reverse_hunk(later, first) == expected.replace("line 25\n", "line twenty-five\n")


def test_conflict_is_none():
    first, second = hunks(OLD, NEW)
    assert reverse_hunk(NEW.replace("line ten\n", "line ten, again\n"), first) is None
    assert reverse_hunk(NEW.replace("line twenty-five\n", ""), second) is None
    assert reverse_hunk("", first) is None


def test_repeated_text_is_changed_where_it_was():
    old = "def a():\n    x = 1\n    return x\n\n" * 5
    hunk = Hunk("f", 9, 9, (" def a():", "-    x = 1", "+    x = 2", "     return x"))
    changed = apply_hunk(old, hunk)
    assert changed is not None
    assert changed.split("\n").index("    x = 2") == 9
    assert reverse_hunk(changed, hunk) == old
    assert apply_hunk("\n" * 3 + old, hunk) != "\n" * 3 + old


def test_insertion_without_recognisable_surroundings_is_a_conflict():
    hunk = Hunk("f", 1, 1, ("+new",))
    assert apply_hunk("", hunk) == "new\n"
    assert apply_hunk("something\n", hunk) is None
    assert apply_hunk("a\n\n\nb\n", Hunk("f", 2, 2, (" x", "+new", " "))) is None


@pytest.mark.parametrize(
    "diff",
    [
        "",
        "@@ -1 +1 @@\n-a\n+b\n",
        "--- a/f\n+++ b/f\n@@ broken @@\n",
        "+++ b/f\n@@ -1,9999 +1,9999 @@\n x\n",
        "\0" * 50,
    ],
)
def test_malformed_diffs_do_no_harm(diff):
    assert isinstance(parse_hunks(diff), dict)


def test_binary_files_have_no_hunks():
    assert parse_hunks("diff --git a/x b/x\nBinary files a/x and b/x differ\n") == {}


LINES = st.lists(st.sampled_from(["a", "b", "c", "d", "", "e f"]), max_size=30)


@given(LINES, LINES)
def test_what_is_applied_can_be_reverted(old_lines, new_lines):
    old = "".join(f"{number} {line}\n" for number, line in enumerate(old_lines))
    new = "".join(f"{number} {line}\n" for number, line in enumerate(new_lines))
    text: str | None = new
    for hunk in reversed(hunks(old, new)):
        assert text is not None
        text = reverse_hunk(text, hunk)
    assert text == old
