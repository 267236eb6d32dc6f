"""Whether a patch takes back a change of an earlier commit, as git tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.change import ChangedFile
from arbase.verify.history import GitArchive, History
from tests.unit.verify.doubles import commit, write

OLD = """def low(xs):
    a = min(xs, default=-1)
    b = max(xs, default=-1)
    return a, b


def name(x):
    return x
"""
BUGGY = OLD.replace(", default=-1", "")


@pytest.fixture
def repository(tmp_path: Path) -> tuple[Path, list[str]]:
    shas = []
    for number, text in enumerate((OLD, BUGGY, BUGGY.replace("return x\n", "return str(x)\n"))):
        write(tmp_path, {"app.py": text})
        shas.append(commit(tmp_path, f"step {number}"))
    return tmp_path, shas


def reverted(place: tuple[Path, list[str]], after: str, suspects: tuple[str, ...] = ()) -> str:
    root, shas = place
    before = (root / "app.py").read_text()
    return History(GitArchive(root, shas[-1], suspects)).reverted((ChangedFile("app.py", before, after),))


def test_whole_change_taken_back_is_known(repository: tuple[Path, list[str]]) -> None:
    now = (repository[0] / "app.py").read_text()
    after = now.replace("min(xs)", "min(xs, default=-1)").replace("max(xs)", "max(xs, default=-1)")
    assert reverted(repository, after) == repository[1][1]
    assert reverted(repository, after, (repository[1][1],)) == repository[1][1]


def test_half_a_change_or_another_value_is_no_revert(repository: tuple[Path, list[str]]) -> None:
    now = (repository[0] / "app.py").read_text()
    assert reverted(repository, now.replace("min(xs)", "min(xs, default=-1)")) == ""
    assert reverted(repository, now.replace("(xs)\n", "(xs, default=0)\n")) == ""


def test_change_of_a_later_file_state_keeps_other_commits(repository: tuple[Path, list[str]]) -> None:
    now = (repository[0] / "app.py").read_text()
    assert reverted(repository, now.replace("return str(x)", "return x")) == repository[1][2]


def test_code_that_a_commit_only_added_is_not_taken_back_by_deleting_it(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": "x = 1\n"})
    commit(tmp_path, "one")
    write(tmp_path, {"app.py": "x = 1\ny = 2\n"})
    sha = commit(tmp_path, "two")
    assert reverted((tmp_path, [sha]), "x = 1\n") == ""


def test_folder_without_history_and_odd_names_of_suspects_restore_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": "x = 1\n"})
    assert GitArchive(tmp_path, "").revisions("app.py") == ()
    assert GitArchive(tmp_path, "HEAD").revisions("app.py") == ()
    sha = commit(tmp_path, "one")
    assert GitArchive(tmp_path, sha, ("--all", "HEAD:x", "deadbeef")).revisions("app.py") == ()
