"""What people wrote beside the code."""

from pathlib import Path

from arbase.workspace.pages import MOST_BYTES, pages


def test_pages_are_those_beside_the_code_and_no_lists_links_or_large_files(tmp_path: Path):
    for path in ("README.md", "docs/how.rst", ".arbase/context.md", "requirements.txt", "app.py", "deep/er/notes.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    (tmp_path / "HUGE.md").write_text("x" * (MOST_BYTES + 1))
    (tmp_path / "passwd.md").symlink_to("/etc/passwd")
    assert pages(tmp_path) == {path: path for path in ("README.md", ".arbase/context.md", "docs/how.rst")}


def test_a_folder_without_pages_has_none(tmp_path: Path):
    assert pages(tmp_path) == {}
