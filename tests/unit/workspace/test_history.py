from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from arbase.domain.errors import WorkspaceError
from arbase.domain.triage import CodeLocation
from arbase.workspace.checkout import head
from arbase.workspace.history import both_versions, changed_files, hunks_of, parent_versions, reverted, suspects, unmade
from arbase.workspace.patch import reverse_hunk

BASE = """\
def area(house):
    size = house["area"]
    if size is None:
        return 0
    return size


def total(houses):
    result = 0
    for house in houses:
        result += area(house)
    return result
"""


class Repository:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.day = 0
        root.mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str) -> str:
        env = {
            "PATH": os.environ["PATH"],
            "HOME": "/nonexistent",
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{role}_NAME": "Ann\x1b[31m" for role in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{role}_EMAIL": "a@example.org" for role in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{role}_DATE": f"2026-01-{self.day + 1:02d}T12:00:00Z" for role in ("AUTHOR", "COMMITTER")},
        }
        done = subprocess.run(["git", *words], cwd=self.root, env=env, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self, subject: str, **files: str) -> str:
        self.day += 1
        for name, text in files.items():
            (self.root / f"{name}.py").write_text(text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path):
    repository = Repository(tmp_path / "repository")
    repository.commit("Start", prices=BASE, other="x = 1\n")
    repository.commit("Tidy", other="x = 2\n")
    return repository


CRASH = CodeLocation(path="prices.py", line=3, function="area")
SINCE = datetime(2026, 1, 20, tzinfo=UTC)


def test_commit_that_wrote_the_crashed_line_comes_first(repository):
    bug = repository.commit("Simplify", prices=BASE.replace('house["area"]', 'house.get("area").real'))
    repository.commit("Unrelated", other="x = 3\n")
    repository.commit("Elsewhere", prices=(repository.root / "prices.py").read_text() + "\n\nLIMIT = 3\n")
    found = suspects(repository.root, "HEAD", (CodeLocation(path="prices.py", line=2),), SINCE)
    assert found[0].sha == bug
    assert found[0].subject == "Simplify"
    assert found[0].author == "Ann [31m"
    assert found[0].paths == ("prices.py",)
    assert "prices.py:2" in found[0].why
    assert 0.5 < found[0].score <= 1


def test_commit_that_removed_a_guard_is_found_though_no_line_is_left_of_it(repository):
    bug = repository.commit("Drop a check", prices=BASE.replace("    if size is None:\n        return 0\n", ""))
    found = suspects(repository.root, "HEAD", (CRASH,), SINCE)
    assert [suspect.sha for suspect in found] == [bug]
    assert "area in prices.py" in found[0].why


def test_commits_younger_than_the_first_event_are_unlikely(repository):
    bug = repository.commit("Old", prices=BASE.replace('house["area"]', 'house["size"]'))
    young = repository.commit("Young", prices=BASE.replace('house["area"]', 'house["sizes"]'))
    found = suspects(
        repository.root, "HEAD", (CodeLocation(path="prices.py", line=2),), datetime(2026, 1, 6, 18, tzinfo=UTC)
    )
    assert {suspect.sha for suspect in found} == {bug, young}
    found = suspects(
        repository.root, "HEAD", (CodeLocation(path="prices.py", line=2),), datetime(2026, 1, 5, 1, tzinfo=UTC)
    )
    assert found[0].sha == bug
    assert "younger" in found[1].why


def test_first_commit_and_repositories_without_history_have_no_suspects(repository, tmp_path):
    assert suspects(repository.root, "HEAD", (CRASH,), SINCE) == ()
    repository.commit("Change", prices=BASE + "\n")
    repository.git("clone", "-q", "--depth=1", f"file://{repository.root}", str(tmp_path / "shallow"))
    assert suspects(tmp_path / "shallow", "HEAD", (CRASH,), SINCE) == ()
    (tmp_path / "plain").mkdir()
    assert suspects(tmp_path / "plain", "HEAD", (CRASH,), SINCE) == ()


@pytest.mark.parametrize(
    "path", ["missing.py", "../../etc/passwd", "/etc/passwd", "a\0b", "x" * 100_000, ":(top)prices.py"]
)
@pytest.mark.parametrize("line", [0, -1, 10**12])
def test_hostile_locations_have_no_suspects(repository, path, line):
    assert suspects(repository.root, "HEAD", (CodeLocation(path=path, line=line),), None) == ()
    suspects(repository.root, "HEAD", (CodeLocation(path="prices.py", line=line),), None)
    assert suspects(repository.root, "--output=x", (CRASH,), None) == ()


def test_hunks_and_versions_of_a_commit(repository):
    text = BASE.replace("return 0", "return None").replace("return result", "return result or 0")
    bug = repository.commit("Two", prices=text, new="y = 1\n")
    assert changed_files(repository.root, bug) == ("new.py", "prices.py")
    assert parent_versions(repository.root, bug) == {"new.py": None, "prices.py": BASE}
    hunks = hunks_of(repository.root, bug)
    assert set(hunks) == {"new.py", "prices.py"}
    later = repository.commit("Later", prices=text.replace("for house", "for each"))
    current = (repository.root / "prices.py").read_text()
    for block in hunks["prices.py"][0].blocks()[:1]:
        undone = reverse_hunk(current, block)
        assert undone is not None
        assert "return 0" in undone
        assert "result or 0" in undone
    merged = reverted(repository.root, bug, "prices.py", current)
    assert merged == BASE.replace("for house", "for each")
    assert reverted(repository.root, bug, "new.py", "y = 1\n") is None
    assert reverted(repository.root, bug, "prices.py", current.replace("return None", "return 5")) is None
    with pytest.raises(WorkspaceError):
        hunks_of(repository.root, "f" * 40)
    assert head(repository.root) == later


def test_what_nothing_came_after_is_unmade_without_a_merge_to_the_text_before(repository):
    root = repository.root
    (root / "picture.bin").write_bytes(b"\xff\xfe")
    (root / "folder").mkdir()
    (root / "folder" / "b.txt").write_text("one")
    repository.commit("Base", gone="z = 1\n", a="x = 1\ny = 2\n")
    (root / "picture.bin").write_bytes(b"\xff")
    (root / "folder" / "b.txt").write_text("two")
    (root / "gone.py").unlink()
    sha = repository.commit("Change", a="x = 2\ny = 2\n", new="n = 1\n")
    versions = both_versions(root, sha)
    assert versions == {
        "a.py": ("x = 1\ny = 2\n", "x = 2\ny = 2\n"),
        "folder/b.txt": ("one", "two"),
        "gone.py": ("z = 1\n", None),
        "new.py": (None, "n = 1\n"),
    }
    assert {path: before for path, (before, _) in versions.items()} == parent_versions(root, sha)
    before, after = versions["a.py"]
    assert unmade(root, "x = 2\ny = 2\n", before, after) == before
    later = "x = 2\ny = 2\n\n\n\nz = 3\n"
    assert unmade(root, later, before, after) == "x = 1\ny = 2\n\n\n\nz = 3\n"


def test_merge_is_compared_with_its_first_parent(repository):
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("Side", prices=BASE.replace("return 0", "return -1"))
    repository.git("checkout", "-q", "main")
    repository.commit("Main", other="x = 5\n")
    repository.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
    merge = head(repository.root)
    assert changed_files(repository.root, merge) == ("prices.py",)
    assert list(hunks_of(repository.root, merge)) == ["prices.py"]
    found = suspects(repository.root, "HEAD", (CodeLocation(path="prices.py", line=4),), None)
    assert found[0].subject == "Side"


def test_changed_line_endings_and_missing_newlines_survive(repository):
    text = BASE.replace("\n", "\r\n").rstrip("\r\n")
    (repository.root / "dos.py").write_bytes(text.encode())
    repository.git("add", "-A")
    repository.commit("Dos")
    (repository.root / "dos.py").write_bytes(text.replace("return 0", "return 1").encode())
    bug = repository.commit("Change")
    (hunk,) = hunks_of(repository.root, bug)["dos.py"]
    assert reverse_hunk(text.replace("return 0", "return 1"), hunk) == text


def test_commit_that_changed_what_the_crash_calls_is_suspected(repository):
    repository.commit(
        "Lookup", lookup="def find(number):\n    return {'area': number}\n", prices=BASE + "\n\nLIMIT = 1\n"
    )
    bug = repository.commit("Unknown is None", lookup="def find(number):\n    return None\n")
    found = suspects(repository.root, "HEAD", (CodeLocation(path="prices.py", line=2),), SINCE)
    assert bug not in [suspect.sha for suspect in found]
    callee = CodeLocation(path="lookup.py", line=1, function="find")
    found = suspects(repository.root, "HEAD", (CodeLocation(path="prices.py", line=2),), SINCE, beside=(callee,))
    assert found[0].sha == bug
    assert "called there" in found[0].why


def test_commit_that_removed_a_name_of_the_message_is_suspected(repository):
    bug = repository.commit("Rename", prices="def size(house):" + BASE.removeprefix("def area(house):"))
    for number in range(3):
        repository.commit("Noise", prices=(repository.root / "prices.py").read_text() + f"\n\nX = {number}\n")
    found = suspects(repository.root, "HEAD", (CodeLocation(path="prices.py", line=11),), SINCE, tokens=("area",))
    assert found[0].sha == bug
    assert "'area'" in found[0].why
    hostile = ("--output=/tmp/x", "-L", "x" * 10_000, "")
    suspects(repository.root, "HEAD", (CodeLocation(path="prices.py", line=11),), SINCE, tokens=hostile)
