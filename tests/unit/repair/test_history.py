"""Reverts, lost guards and unfinished renames, from a repository with a suspect commit."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.fix import FileEdit
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation, SuspectCommit
from arbase.repair.static.crash import Crash, crash_of
from arbase.repair.static.history import History
from arbase.repair.static.lost import LostGuards
from arbase.repair.static.revert import Reverts
from arbase.repair.static.search import overlaid
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Context, Draft
from arbase.repair.static.templates.rename import Rename
from arbase.replay.interface import Raised


class Repository:
    """A git repository; every `commit` replaces app.py, the last one is the suspect."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)

    def commit(self, text: str, **files: str) -> SuspectCommit:
        (self.folder / "app.py").write_text(text, encoding="utf-8")
        for name, content in files.items():
            (self.folder / f"{name}.py").write_text(content, encoding="utf-8")
        git = ["git", "-C", str(self.folder), "-c", "user.name=Ines", "-c", "user.email=ines@example.org"]
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-q", "-m", "Change"], check=True)
        sha = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
        return SuspectCommit(
            sha=sha,
            author="Ines",
            at=datetime(2026, 1, 1, tzinfo=UTC),
            subject="Change",
            paths=("app.py",),
            score=0.9,
            why="",
        )

    def crash(self, line: int, exception: str = "KeyError", message: str = "'a'", **span: int) -> Crash:
        raised = Raised(exception=exception, message=message, trace=(CodeLocation(path="app.py", line=line),), **span)
        found = crash_of(Codebase(self.folder), None, raised)
        assert found is not None
        return found

    def changes(self, draft: Draft) -> list[str]:
        overlay = overlaid(Codebase(self.folder), draft)
        assert overlay is not None
        before = Codebase(self.folder).read("app.py")
        diff = FileEdit(path="app.py", before=before, after=overlay["app.py"]).diff.splitlines()
        return [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


BEFORE = """def price(row):
    if not row:
        return 0.0
    rate = row.get("rate", 1.0)
    return row["price"] * rate
"""


def test_hunk_at_the_crash_comes_first(repository):
    repository.commit(BEFORE)
    suspect = repository.commit(BEFORE.replace('row.get("rate", 1.0)', 'row["rate"]'))
    history = History(repository.folder, Codebase(repository.folder), (suspect,))

    drafts = Reverts(Codebase(repository.folder), repository.crash(4), history).drafts()

    assert repository.changes(drafts[0]) == ['-    rate = row["rate"]', '+    rate = row.get("rate", 1.0)']
    assert drafts[0].precedent == f"commit:{suspect.sha}"
    assert drafts[0].prior > 0.85


def test_one_change_of_a_line_is_taken_back_alone(repository):
    repository.commit("def f(a, b):\n    return a.get('x', 0) + b\n")
    suspect = repository.commit("def f(a, b):\n    return a['x'] + b * 2\n")
    history = History(repository.folder, Codebase(repository.folder), (suspect,))

    drafts = Reverts(Codebase(repository.folder), repository.crash(2), history).drafts()

    assert ["-    return a['x'] + b * 2", "+    return a['x'] + b"] in [
        repository.changes(draft) for draft in drafts if overlaid(Codebase(repository.folder), draft)
    ]


def test_later_change_elsewhere_does_not_hinder(repository):
    repository.commit(BEFORE)
    suspect = repository.commit(BEFORE.replace('row.get("rate", 1.0)', 'row["rate"]'))
    repository.commit(
        "import json\n\n\n" + BEFORE.replace('row.get("rate", 1.0)', 'row["rate"]') + "\n\njson.dumps(1)\n"
    )
    history = History(repository.folder, Codebase(repository.folder), (suspect,))

    drafts = Reverts(Codebase(repository.folder), repository.crash(7), history).drafts()

    assert repository.changes(drafts[0]) == ['-    rate = row["rate"]', '+    rate = row.get("rate", 1.0)']


def test_lines_that_somebody_changed_since_are_left_alone(repository):
    repository.commit(BEFORE)
    suspect = repository.commit(BEFORE.replace('row.get("rate", 1.0)', 'row["rate"]'))
    repository.commit(BEFORE.replace('row.get("rate", 1.0)', 'row["rate"] + 1'))

    assert History(repository.folder, Codebase(repository.folder), (suspect,)).hunks == ()


def test_revert_that_loses_a_function_is_not_offered(repository):
    repository.commit("def f(a):\n    return a\n")
    suspect = repository.commit("def f(a):\n    return a\n\n\ndef g(a):\n    return a['x']\n")
    history = History(repository.folder, Codebase(repository.folder), (suspect,))

    assert Reverts(Codebase(repository.folder), repository.crash(6), history).drafts() == []


RENAMED = "def key(row):\n    return row.get('x', 0)\n\n\nLIMIT = 3\n\n\ndef f(row):\n    return key(row) + 1\n"


@pytest.mark.parametrize(
    ("change", "elsewhere", "offered"),
    [
        ({"key(": "column("}, "", True),
        ({"key(": "column("}, "from app import column\n", False),
        ({"key(": "column(", "return column(row)": "return column(row, 2)", "def column(row)": "def column(row, n)"},
         "", False),
    ],
    ids=["nobody else speaks of the new name", "another file does", "a parameter would be lost"],
)  # fmt: skip
def test_a_function_that_the_commit_gave_another_name_is_not_lost(repository, change, elsewhere, offered):
    repository.commit(RENAMED, other=elsewhere)
    text = RENAMED.replace("row.get('x', 0)", "row['x']")
    for old, new in change.items():
        text = text.replace(old, new)
    suspect = repository.commit(text)
    history = History(repository.folder, Codebase(repository.folder), (suspect,))

    drafts = Reverts(Codebase(repository.folder), repository.crash(2), history).drafts()

    whole = [draft for draft in drafts if overlaid(Codebase(repository.folder), draft)["app.py"] == RENAMED]
    assert bool(whole) is offered


def test_lost_guard_comes_back_without_what_came_with_its_loss(repository):
    repository.commit(BEFORE)
    suspect = repository.commit(
        'def price(row, digits=2):\n    rate = row.get("rate", 1.0)\n    return round(row["price"] * rate, digits)\n'
    )
    history = History(repository.folder, Codebase(repository.folder), (suspect,))

    drafts = list(LostGuards(Codebase(repository.folder), repository.crash(3), history).drafts())

    assert [repository.changes(draft) for draft in drafts] == [["+    if not row:", "+        return 0.0"]]
    assert drafts[0].prior > 0.8


def test_guard_of_names_that_are_gone_stays_away(repository):
    repository.commit(BEFORE)
    suspect = repository.commit('def price(line):\n    return line["price"]\n')
    history = History(repository.folder, Codebase(repository.folder), (suspect,))

    assert list(LostGuards(Codebase(repository.folder), repository.crash(2), history).drafts()) == []


def test_rename_is_finished(repository):
    repository.commit("def f(a):\n    return a['cost']\n\n\ndef g(a):\n    return a['cost'] + 1\n")
    suspect = repository.commit("def f(a):\n    return a['total']\n\n\ndef g(a):\n    return a['cost'] + 1\n")
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=(), suspects=(suspect,))
    service = Service(name="shop", repository=repository.folder)
    crash = repository.crash(6, message="'cost'")

    drafts = list(Rename().drafts(Context(Codebase(repository.folder), crash, diagnosis, service)))

    assert [repository.changes(draft) for draft in drafts] == [
        ["-    return a['cost'] + 1", "+    return a['total'] + 1"]
    ]
    assert drafts[0].precedent == f"commit:{suspect.sha}"


def test_first_commit_and_unknown_commits_are_no_history(repository):
    first = repository.commit(BEFORE)
    unknown = first.model_copy(update={"sha": "0" * 40})

    assert History(repository.folder, Codebase(repository.folder), (first, unknown)).hunks == ()


WALKED = "def path(rows, key):\n    return {walk}(rows, key)\n\n\ndef {walk}({rows}, key):\n    return {body}\n"


@pytest.mark.parametrize(
    ("walk", "offered"), [("_walk", True), ("walk", False)], ids=["for its module alone", "others may call it"]
)
def test_what_a_private_function_is_given_goes_back_with_the_whole_change(repository, walk, offered):
    before = WALKED.format(walk=walk, rows="rows", body="rows.get(key)")
    after = WALKED.format(walk=walk, rows="by_key", body="by_key[key]").replace(
        "(rows, key)\n\n", "(dict(rows), key)\n\n"
    )
    repository.commit(before)
    suspect = repository.commit(after)
    history = History(repository.folder, Codebase(repository.folder), (suspect,))

    drafts = Reverts(Codebase(repository.folder), repository.crash(6), history).drafts()

    texts = [overlaid(Codebase(repository.folder), draft) for draft in drafts]
    assert ({"app.py": before} in texts) is offered
    assert not any(text and f"def {walk}(rows" in text["app.py"] for text in texts if text != {"app.py": before})
