"""Questions about objects are asked of git once, and only those whose answer cannot change."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from arbase.domain.errors import WorkspaceError
from arbase.git import objects
from arbase.git.objects import is_whole_name, of_objects
from arbase.workspace.checkout import file_at, resolve


def git(place: Path, *words: str) -> str:
    whole = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words)
    return subprocess.run(whole, cwd=place, check=True, capture_output=True, text=True).stdout.strip()


def committed(place: Path, text: str) -> str:
    if not (place / ".git").exists():
        place.mkdir(exist_ok=True)
        git(place, "init", "-q", "-b", "main")
    (place / "a.txt").write_text(text)
    git(place, "add", "a.txt")
    git(place, "commit", "-q", "-m", text)
    return git(place, "rev-parse", "HEAD")


@pytest.fixture
def asked(monkeypatch):
    """What git itself was asked."""
    words: list[tuple[str, ...]] = []
    real = objects.git

    def noted(repository, *said, **more):
        words.append(said)
        return real(repository, *said, **more)

    monkeypatch.setattr(objects, "git", noted)
    return words


def test_a_file_of_a_commit_is_read_once(tmp_path, asked):
    sha = committed(tmp_path, "one")
    assert file_at(tmp_path, sha, "a.txt") == "one"
    before = len(asked)
    assert file_at(tmp_path, sha, "a.txt") == "one"
    assert len(asked) == before > 0


def test_a_branch_is_asked_for_each_time(tmp_path):
    committed(tmp_path, "one")
    assert file_at(tmp_path, "main", "a.txt") == "one"
    committed(tmp_path, "two")
    assert file_at(tmp_path, "main", "a.txt") == "two"


def test_another_repository_in_the_same_place_is_another_one(tmp_path):
    place = tmp_path / "repository"
    sha = committed(place, "one")
    assert resolve(place, sha) == sha
    shutil.rmtree(place)
    committed(place, "two")
    assert resolve(place, sha) is None


def test_what_is_missing_now_may_come_later(tmp_path):
    place, other = tmp_path / "place", tmp_path / "other"
    committed(place, "one")
    sha = committed(other, "two")
    with pytest.raises(WorkspaceError):
        of_objects(place, "cat-file", "-t", sha)
    git(place, "fetch", "-q", str(other), "main")
    assert of_objects(place, "cat-file", "-t", sha) == b"commit\n"


def test_no_more_is_kept_than_the_limit(tmp_path, asked, monkeypatch):
    monkeypatch.setattr(objects, "_ANSWERS", objects._Answers())
    monkeypatch.setattr(objects, "KEPT", 10)
    first, second = committed(tmp_path, "8 bytes."), committed(tmp_path, "8 again.")
    for sha in (first, second, first):
        of_objects(tmp_path, "cat-file", "blob", f"{sha}:a.txt")
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("revision", "whole"),
    [("a" * 40, True), ("a" * 40 + "^", True), ("a" * 64 + "~2", True), ("a" * 39, False), ("main", False)],
)
def test_only_whole_names_mean_one_object_for_ever(revision, whole):
    assert is_whole_name(revision) is whole
