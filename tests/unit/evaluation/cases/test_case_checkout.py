"""What a case works on: a copy of its repository, whatever kind of clone that is."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from arbase.evaluation.cases.case import read_cases
from arbase.evaluation.cases.checkout import _repository


def git(place: Path, *words: str) -> str:
    whole = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words)
    return subprocess.run(whole, cwd=place, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def shallow(tmp_path):
    """A case on a clone that has the last two of three commits."""
    source, folder = tmp_path / "source", tmp_path / "cases" / "one"
    source.mkdir()
    folder.mkdir(parents=True)
    git(source, "init", "-q", "-b", "main")
    for text in ("one", "two", "three"):
        (source / "a.py").write_text(f"x = {text!r}\n")
        git(source, "add", "a.py")
        git(source, "commit", "-q", "-m", text)
    git(tmp_path, "clone", "-q", "--depth", "2", source.as_uri(), str(folder / "repo"))
    (folder / "case.yaml").write_text("id: a\nrepository: repo\nfailing: python a.py\n")
    return folder.parent


def test_a_shallow_clone_gives_the_history_that_it_has(shallow, tmp_path):
    (case,) = read_cases(shallow)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    copy = _repository(case, scratch)
    assert (copy / "a.py").read_text() == "x = 'three'\n"
    assert git(copy, "log", "--format=%s").split() == ["three", "two"]
