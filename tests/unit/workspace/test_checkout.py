from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from arbase.domain.errors import PathRefused, WorkspaceError
from arbase.workspace.checkout import (
    default_branch,
    export,
    exported,
    file_at,
    head,
    is_repository,
    resolve,
    temporary_export,
)


def git(folder: Path, *words: str, stdin: bytes = b"") -> str:
    env = {"PATH": os.environ["PATH"], "HOME": str(folder.parent), "GIT_CONFIG_NOSYSTEM": "1"}
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = subprocess.run(["git", *identity, *words], cwd=folder, env=env, check=True, capture_output=True, input=stdin)
    return done.stdout.decode().strip()


@pytest.fixture
def repository(tmp_path):
    root = tmp_path / "repository"
    (root / "src").mkdir(parents=True)
    git(root, "init", "-q", "-b", "trunk")
    (root / "src" / "a.py").write_text("x = 1\n")
    (root / "run.sh").write_text("#!/bin/sh\n")
    (root / "run.sh").chmod(0o755)
    (root / "binary").write_bytes(b"\xff\xfe\x00")
    git(root, "add", ".")
    git(root, "commit", "-qm", "First")
    (root / "src" / "a.py").write_text("x = 2\n")
    git(root, "commit", "-qam", "Second")
    return root


def test_export_writes_the_files_of_the_commit_without_git(repository, tmp_path):
    old_umask = os.umask(0o077)
    try:
        sha = export(repository, "HEAD~1", tmp_path / "out")
    finally:
        os.umask(old_umask)
    assert sha == git(repository, "rev-parse", "HEAD~1")
    files = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*"))
    assert files == ["binary", "run.sh", "src", "src/a.py"]
    assert (tmp_path / "out/src/a.py").read_text() == "x = 1\n"
    assert (tmp_path / "out/run.sh").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "out/src").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "out/binary").stat().st_mode & 0o777 == 0o644


def test_uncommitted_changes_are_not_exported(repository):
    (repository / "src" / "a.py").write_text("x = 3\n")
    with temporary_export(repository) as tree:
        assert tree.commit == head(repository)
        assert (tree.tree / "src/a.py").read_text() == "x = 2\n"
    assert not tree.tree.exists()


def test_links_that_leave_the_repository_are_dropped_and_named(repository, tmp_path):
    (repository / "good").symlink_to("src/a.py")
    (repository / "absolute").symlink_to("/etc/passwd")
    (repository / "climbs").symlink_to("../../secret")
    (repository / "src" / "chained").symlink_to("../through/../../x")
    (repository / "through").symlink_to("src")
    (repository / "loop").symlink_to("loop")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Links")
    result = exported(repository, None, tmp_path / "out")
    assert (result.tree / "good").read_text() == "x = 2\n"
    for name in ("absolute", "climbs"):
        assert not os.path.lexists(result.tree / name)
        assert any(entry.startswith(f"{name}:") for entry in result.dropped)
    for path in result.tree.rglob("*"):
        assert os.path.realpath(path).startswith(os.path.realpath(result.tree))


def hostile_tree(repository: Path, *entries: tuple[str, str, bytes]) -> str:
    """A commit whose tree holds names that git itself would refuse to add."""
    records = []
    for mode, name, content in entries:
        if mode == "40000":
            inner = git(repository, "hash-object", "-w", "--stdin", stdin=content)
            raw = b"100644 owned\0" + bytes.fromhex(inner)
            sha = git(repository, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", stdin=raw)
        else:
            sha = git(repository, "hash-object", "-w", "--stdin", stdin=content)
        records.append(mode.encode() + b" " + name.encode() + b"\0" + bytes.fromhex(sha))
    tree = git(repository, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", stdin=b"".join(records))
    return git(repository, "commit-tree", tree, "-m", "Hostile")


def test_tree_with_hostile_names_writes_nothing_outside(repository, tmp_path):
    commit = hostile_tree(
        repository,
        ("40000", "..", b"x"),
        ("40000", ".git", b"x"),
        ("100644", "../escaped", b"x"),
        ("120000", "link", str(tmp_path / "elsewhere").encode()),
        ("40000", "link", b"x"),
        ("100644", "fine", b"y"),
    )
    (tmp_path / "elsewhere").mkdir()
    result = exported(repository, commit, tmp_path / "deep" / "out")
    assert (result.tree / "fine").read_text() == "y"
    assert not list((tmp_path / "elsewhere").iterdir())
    assert not (tmp_path / "deep" / "escaped").exists()
    assert not (tmp_path / "deep" / "owned").exists()
    assert not (result.tree / ".git").exists()
    assert len(result.dropped) == 4


def test_submodules_are_empty_folders(repository, tmp_path):
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{head(repository)},vendor/lib")
    git(repository, "commit", "-qm", "Submodule")
    export(repository, None, tmp_path / "out")
    assert (tmp_path / "out/vendor/lib").is_dir()
    assert not list((tmp_path / "out/vendor/lib").iterdir())


def test_plain_folder_is_copied_without_caches_and_outside_links(tmp_path):
    source = tmp_path / "plain"
    (source / "pkg" / "__pycache__").mkdir(parents=True)
    (source / "pkg" / "__pycache__" / "a.pyc").write_bytes(b"x")
    (source / "pkg" / "a.py").write_text("x\n")
    (source / "venv").mkdir()
    (source / "venv" / "pyvenv.cfg").write_text("")
    (source / "outside").symlink_to("/etc")
    os.mkfifo(source / "pipe")
    result = exported(source, None, tmp_path / "out")
    assert result.commit == ""
    assert not is_repository(source)
    files = sorted(p.relative_to(result.tree).as_posix() for p in result.tree.rglob("*") if p.is_file())
    assert files == ["pkg/a.py"]
    assert result.dropped == ("outside: a link that points outside of the repository",)


def test_errors_say_which_commit_or_folder(repository, tmp_path):
    with pytest.raises(WorkspaceError, match="no commit 'v9'"):
        export(repository, "v9", tmp_path / "out")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("")
    with pytest.raises(WorkspaceError, match="not empty"):
        export(repository, None, tmp_path / "full")
    (tmp_path / "empty").mkdir()
    git(tmp_path / "empty", "init", "-q")
    with pytest.raises(WorkspaceError, match="no commit yet"):
        head(tmp_path / "empty")


@pytest.mark.parametrize(
    "revision", ["", "--all", "-h", "HEAD..", "a..b", "@{-1}", "HEAD@{1}", "a b", ":/x", "x" * 5000, "a\0b", "HEAD\n"]
)
def test_revisions_that_mean_something_else_to_git_are_unknown(repository, revision):
    assert resolve(repository, revision) is None


def test_release_tags_resolve(repository):
    git(repository, "tag", "shop@1.2.0", "HEAD~1")
    assert resolve(repository, "shop@1.2.0") == git(repository, "rev-parse", "HEAD~1")
    assert resolve(repository, "no-such-release") is None


def test_file_at_reads_one_version(repository):
    assert file_at(repository, "HEAD~1", "src/a.py") == "x = 1\n"
    assert file_at(repository, "HEAD", "src//./a.py") == "x = 2\n"
    assert file_at(repository, "HEAD", "src/missing.py") is None
    assert file_at(repository, "HEAD", "src") is None
    assert file_at(repository, "HEAD", "binary") is None
    for path in ("../x", "/etc/passwd", ".git/config", "a\0b", "x" * 2000):
        with pytest.raises(PathRefused):
            file_at(repository, "HEAD", path)


def test_default_branch_survives_a_detached_head(repository):
    assert default_branch(repository) == "trunk"
    git(repository, "branch", "main")
    git(repository, "checkout", "-q", "--detach")
    assert default_branch(repository) == "main"
