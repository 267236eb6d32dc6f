"""What the people of a service wrote about it."""

from __future__ import annotations

from pathlib import Path

from arbase.workspace.notes import MAX_BYTES, notes, sentences, tells_of_too_few


def test_what_is_written_for_repairs_comes_before_what_is_written_for_everybody(tmp_path: Path) -> None:
    for path in (
        ".arbase/context.md",
        "README.md",
        "CONTRIBUTING.md",
        "docs/money.md",
        "docs/logo.png",
        "pkg/notes.md",
    ):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(f"This is {path}.")
    assert [note.path for note in notes(tmp_path)] == [
        ".arbase/context.md",
        "README.md",
        "CONTRIBUTING.md",
        "docs/money.md",
    ]
    assert notes(tmp_path)[0].text == "This is .arbase/context.md."


def test_what_lies_behind_a_link_is_not_read(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "root"
    outside.mkdir()
    root.mkdir()
    (outside / "secret.md").write_text("secret")
    (root / "docs").symlink_to(outside)
    (root / "README.md").symlink_to(outside / "secret.md")
    (root / "CONTRIBUTING.md").mkdir()
    assert notes(root) == ()


def test_of_a_long_file_the_beginning_is_read_and_bytes_that_are_no_text_do_not_stop_it(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_bytes(b"\xff\xfe" + b"a" * 2 * MAX_BYTES)
    assert len(notes(tmp_path)[0].text) == MAX_BYTES


def test_sentences_and_items_are_told_apart() -> None:
    assert [one for one in sentences("One.\n\n- two\n- three; four") if one] == ["One.", "two", "three", "four"]


def test_too_few_things_are_told_of_by_a_word_of_their_name() -> None:
    assert tells_of_too_few("A seller with too few orders has no tiers.", "tiers_of")
    assert not tells_of_too_few("Too few orders for tiers are refused with 422.", "tiers_of")
