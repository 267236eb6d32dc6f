"""Repositories of seeded services: deterministic, with nothing in them that gives the fix away."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from arbase.domain.errors import UserError
from arbase.evaluation.seeded import build
from arbase.evaluation.seeded.catalogue import BugCase, SeededService, read_service
from arbase.evaluation.seeded.history import (
    BuiltHistory,
    apply_fix,
    build_history,
    build_workshop,
    differences_from_sources,
)
from tests.unit.evaluation.seeded.small_benchmark import APP, BUG_YAML, GUARD, LATER, write_toy


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> SeededService:
    folder = tmp_path_factory.mktemp("toy")
    return read_service(write_toy(folder / "toy", folder / "scratch"))


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True).stdout


def from_the_patches(service: SeededService, target: Path, case: BugCase | None = None) -> BuiltHistory:
    """Built without the workshop that is kept."""
    workshop = target.with_name(f"{target.name}-workshop")
    build_workshop(service, workshop)
    return build_history(service, target, case, workshop=workshop)


def test_clean_history_ends_in_the_sources(toy: SeededService, tmp_path: Path) -> None:
    built = build_history(toy, tmp_path / "clean")
    assert len(built.commits) == 3
    assert differences_from_sources(toy, tmp_path / "clean") == ()
    assert git(tmp_path / "clean", "log", "-1", "--format=%an %ae %aI %cn %cI") == (
        "Zoë Ek zoe@example.org 2026-02-03T09:00:00+01:00 Zoë Ek 2026-02-03T09:00:00+01:00\n"
    )


def test_differences_are_named(toy: SeededService, tmp_path: Path) -> None:
    build_history(toy, tmp_path / "clean")
    (tmp_path / "clean/toy/app.py").write_text("changed")
    assert differences_from_sources(toy, tmp_path / "clean") == ("toy/app.py",)


def test_two_builds_have_equal_hashes(toy: SeededService, tmp_path: Path) -> None:
    case = toy.case("unknown-name")
    first, second = (from_the_patches(toy, tmp_path / name, case) for name in ("first", "second"))
    assert first.commits == second.commits


def test_kept_workshop_gives_the_hashes_of_a_fresh_one(tmp_path: Path) -> None:
    folder = write_toy(tmp_path / "toy", tmp_path / "scratch")
    service = read_service(folder)
    kept = [build_history(service, tmp_path / f"kept-{number}", service.case("unknown-name")) for number in range(2)]
    fresh = from_the_patches(service, tmp_path / "fresh", service.case("unknown-name"))
    assert [one.commits for one in kept] == [fresh.commits, fresh.commits]
    assert len(build_history(service, tmp_path / "clean").commits) == 3
    # A history that changes is built anew.
    patch = sorted((folder / "history").glob("*.patch"))[-1]
    patch.write_bytes(patch.read_bytes().replace(b"Subject: ", b"Subject: Now ", 1))
    changed = read_service(folder)
    again = build_history(changed, tmp_path / "again", changed.case("unknown-name"))
    assert again.commits[:-1] == fresh.commits[:-1]
    assert again.tip != fresh.tip


def test_bug_sits_in_the_middle(toy: SeededService, tmp_path: Path) -> None:
    built = build_history(toy, tmp_path / "buggy", toy.case("unknown-name"))
    assert built.commits.index(built.bug_commit) == 2
    assert len(built.commits) == 4
    subjects = git(tmp_path / "buggy", "log", "--reverse", "--format=%s|%an").splitlines()
    assert subjects[2] == "Read the price directly|Ana Lima"
    text = (tmp_path / "buggy/toy/app.py").read_text()
    assert text == APP.replace(GUARD, "") + LATER


def test_amended_commit_keeps_its_author_and_subject(tmp_path: Path) -> None:
    start = BUG_YAML.index("commit:")
    end = BUG_YAML.index("trigger:")
    amended = BUG_YAML[:start] + "commit: {amends: 2}\n" + BUG_YAML[end:]
    service = read_service(write_toy(tmp_path / "toy", tmp_path / "scratch", bug_yaml=amended))
    built = build_history(service, tmp_path / "buggy", service.case("unknown-name"))
    assert len(built.commits) == 3
    assert built.commits.index(built.bug_commit) == 1
    shown = git(tmp_path / "buggy", "show", "-s", "--format=%s|%an|%aI|%cI", built.bug_commit).strip()
    assert shown == "Serve prices|Zoë Ek|2026-02-02T09:00:00+01:00|2026-02-02T09:00:00+01:00"


def test_repository_holds_no_object_of_the_clean_history(toy: SeededService, tmp_path: Path) -> None:
    clean = build_history(toy, tmp_path / "clean")
    build_history(toy, tmp_path / "buggy", toy.case("unknown-name"))
    listed = git(tmp_path / "buggy", "cat-file", "--batch-all-objects", "--batch-check")
    fixed_file = git(tmp_path / "clean", "rev-parse", "HEAD:toy/app.py").strip()
    assert clean.tip not in listed
    assert fixed_file not in listed
    assert git(tmp_path / "buggy", "fsck", "--unreachable", "--no-reflogs").strip() == ""
    assert git(tmp_path / "buggy", "remote").strip() == ""


def test_reference_fix_is_the_clean_tip(toy: SeededService, tmp_path: Path) -> None:
    case = toy.case("unknown-name")
    build_history(toy, tmp_path / "buggy", case)
    apply_fix(toy, case, tmp_path / "buggy")
    assert differences_from_sources(toy, tmp_path / "buggy") == ()


def test_reference_fix_from_its_own_patch(tmp_path: Path) -> None:
    folder = write_toy(tmp_path / "toy", tmp_path / "scratch")
    service = read_service(folder)
    case = service.case("unknown-name")
    tip = tmp_path / "buggy"
    build_history(service, tip, case)
    text = (tip / "toy/app.py").read_text()
    (tip / "toy/app.py").write_text(text.replace("PRICES.get(name)", "PRICES.get(name, 0)"))
    (case.folder / "fix.patch").write_text(git(tip, "diff"))
    git(tip, "checkout", "-q", ".")
    apply_fix(service, case, tip)
    assert "PRICES.get(name, 0)" in (tip / "toy/app.py").read_text()


def test_later_patch_that_does_not_merge_is_named(tmp_path: Path) -> None:
    folder = write_toy(tmp_path / "toy", tmp_path / "scratch")
    patch = folder / "bugs/unknown-name/commit.patch"
    scratch = tmp_path / "scratch"
    (scratch / "toy/app.py").write_text(APP + "\n\nOTHER = 1\n")
    patch.write_text(git(scratch, "diff"))
    service = read_service(folder)
    with pytest.raises(UserError, match=r"0003-.*does not merge on top of the bug \(conflict in toy/app\.py\)"):
        build_history(service, tmp_path / "buggy", service.case("unknown-name"))


def test_patch_that_does_not_apply_is_named(tmp_path: Path) -> None:
    folder = write_toy(tmp_path / "toy", tmp_path / "scratch")
    patch = folder / "bugs/unknown-name/commit.patch"
    patch.write_text(patch.read_text().replace("raise HTTPException", "raise KeyError"))
    service = read_service(folder)
    with pytest.raises(UserError, match=r"commit\.patch does not apply after history patch 2"):
        build_history(service, tmp_path / "buggy", service.case("unknown-name"))


def test_folder_in_use_is_refused(toy: SeededService, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match="is not empty"):
        build_history(toy, tmp_path)


def test_git_configuration_of_the_machine_changes_nothing(
    toy: SeededService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = from_the_patches(toy, tmp_path / "first").tip
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[user]\nname = X\nemail = x@x\n[core]\nautocrlf = true\n[commit]\ngpgsign = true\n"
    )
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Somebody")
    assert from_the_patches(toy, tmp_path / "second").tip == expected


def test_build_command(toy: SeededService, tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(build.main)
    done = CliRunner().invoke(app, [str(toy.folder), str(tmp_path / "out"), "--bug", "unknown-name"])
    assert done.exit_code == 0
    assert "4 commits" in done.output
    again = CliRunner().invoke(app, [str(toy.folder), str(tmp_path / "out")])
    assert again.exit_code == 2
    shutil.rmtree(tmp_path / "out")
