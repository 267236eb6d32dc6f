from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from arbase.domain.errors import WorkspaceError
from arbase.git.command import git
from arbase.git.shadow import git_folder

IDENTITY = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def plain_git(folder: Path, *words: str) -> str:
    env = {"PATH": os.environ["PATH"], "HOME": str(folder.parent), "GIT_CONFIG_NOSYSTEM": "1", **IDENTITY}
    return subprocess.run(["git", *words], cwd=folder, env=env, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path):
    root = tmp_path / "repository"
    root.mkdir()
    plain_git(root, "init", "-q", "-b", "main")
    (root / "a.py").write_text("x = 1\n")
    (root / "b.txt").write_text("one\ntwo\n")
    plain_git(root, "add", ".")
    plain_git(root, "commit", "-qm", "First")
    (root / "a.py").write_text("x = 2\n")
    plain_git(root, "commit", "-qam", "Second")
    return root


def test_output_is_returned_as_bytes(repository):
    assert git(repository, "log", "--format=%s").splitlines() == [b"Second", b"First"]
    assert git(repository, "cat-file", "--batch", stdin=b"HEAD:a.py\n").endswith(b"x = 2\n\n")


def test_failure_is_a_workspace_error_with_the_last_line_of_git(repository, tmp_path):
    with pytest.raises(WorkspaceError, match="nowhere"):
        git(repository, "rev-parse", "--verify", "nowhere^{commit}", "--")
    with pytest.raises(WorkspaceError, match="not a git repository"):
        git(tmp_path, "log")
    with pytest.raises(WorkspaceError, match="NUL"):
        git(repository, "log", "a\0b")


def test_slow_command_is_ended(repository):
    with pytest.raises(WorkspaceError, match=r"within 0\.2 seconds"):
        git(repository, "-c", "alias.wait=!sleep 30", "wait", timeout=0.2)


def test_references_and_objects_can_be_written(repository):
    tree = git(repository, "rev-parse", "HEAD~1^{tree}").decode().strip()
    commit = git(repository, "commit-tree", tree, "-p", "HEAD", "-m", "Back", env=IDENTITY).decode().strip()
    git(repository, "update-ref", "refs/heads/proposal", commit)
    assert plain_git(repository, "rev-parse", "proposal").strip() == commit
    plain_git(repository, "pack-refs", "--all")
    git(repository, "update-ref", "-d", "refs/heads/proposal")
    assert plain_git(repository, "branch", "--format=%(refname:short)").split() == ["main"]
    assert plain_git(repository, "status", "--porcelain") == ""


def hostile_configuration(repository: Path, script: Path) -> None:
    names = [
        "core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "core.gitProxy",
        "core.alternateRefsCommand", "diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.smudge",
        "filter.evil.clean", "filter.evil.process", "merge.evil.driver", "gpg.program", "gpg.ssh.program",
        "credential.helper", "sequence.editor", "remote.origin.uploadpack", "interactive.diffFilter",
        "trailer.x.command", "uploadpack.packObjectsHook", "tar.tar.command", "pager.log", "pager.blame",
    ]  # fmt: skip
    for name in names:
        plain_git(repository, "config", name, str(script))
    for name in ("log", "blame", "cat-file", "ls-tree", "evil"):
        plain_git(repository, "config", f"alias.{name}", f"!{script}")
    plain_git(repository, "config", "log.showSignature", "true")
    plain_git(repository, "config", "remote.origin.url", f"ext::{script}")
    plain_git(repository, "config", "extensions.partialClone", "origin")
    plain_git(repository, "config", "remote.origin.promisor", "true")
    included = repository / ".git" / "included"
    included.write_text(f"[core]\n\tpager = {script}\n\tfsmonitor = {script}\n")
    plain_git(repository, "config", "includeIf.gitdir:/**.path", str(included))
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "attributes").write_text("* filter=evil diff=evil merge=evil\n")
    for hook in ("post-checkout", "pre-commit", "reference-transaction", "update", "post-index-change", "post-commit"):
        path = repository / ".git" / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        shutil.copy(script, path)


def test_nothing_that_the_repository_configures_is_executed(repository, tmp_path):
    (repository / ".gitattributes").write_text("* filter=evil diff=evil merge=evil\n")
    plain_git(repository, "add", ".")
    plain_git(repository, "commit", "-qm", "Attributes")
    marker = tmp_path / "executed"
    script = tmp_path / "evil.sh"
    script.write_text(f"#!/bin/sh\necho $0 $@ >> {marker}\ncat\n")
    script.chmod(0o755)
    hostile_configuration(repository, script)
    head = git(repository, "rev-parse", "HEAD").decode().strip()
    tree = git(repository, "rev-parse", "HEAD~1^{tree}").decode().strip()
    index = {"GIT_INDEX_FILE": str(tmp_path / "index")}
    commands = [
        ("log", "-p", "--stat", "--show-signature", "HEAD"),
        ("log", "-L1,1:a.py"),
        ("blame", "HEAD", "--", "a.py"),
        ("diff", "HEAD~1", "HEAD"),
        ("diff", "--textconv", "--ext-diff", "HEAD~2", "HEAD"),
        ("show", "HEAD"),
        ("cat-file", "--filters", "HEAD:a.py"),
        ("cat-file", "--textconv", "HEAD:a.py"),
        ("archive", "--format=tar", "HEAD"),
        ("ls-tree", "-r", "HEAD"),
        ("grep", "--textconv", "x", "HEAD"),
        ("read-tree", "HEAD"),
        ("merge-tree", "--write-tree", "HEAD~1", "HEAD"),
        ("update-ref", "refs/heads/other", head),
        ("commit-tree", tree, "-p", head, "-m", "x"),
        ("rev-list", "--objects", "--missing=print", "HEAD"),
        ("for-each-ref",),
    ]
    for words in commands:
        git(repository, *words, env=IDENTITY | index)
    for words in [("evil",), ("cat-file", "-p", "1" * 40), ("fetch", f"ext::{script}"), ("fetch", "origin")]:
        with pytest.raises(WorkspaceError):
            git(repository, *words)
    assert not marker.exists(), marker.read_text()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a repository to another user")
def test_repository_of_another_user_is_readable(repository):
    for path in (repository, *repository.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    assert git(repository, "log", "-1", "--format=%s") == b"Second\n"


def test_linked_worktrees_and_bare_repositories_are_found(repository, tmp_path):
    plain_git(repository, "worktree", "add", "-q", str(tmp_path / "linked"), "HEAD~1")
    assert git(tmp_path / "linked", "log", "-1", "--format=%s") == b"First\n"
    plain_git(tmp_path, "clone", "-q", "--bare", str(repository), "bare.git")
    assert git(tmp_path / "bare.git", "log", "-1", "--format=%s") == b"Second\n"


def test_folder_inside_a_repository_is_not_a_repository(repository):
    (repository / "sub").mkdir()
    assert git_folder(repository / "sub") is None


def test_other_object_format_is_understood(tmp_path):
    root = tmp_path / "sha256"
    root.mkdir()
    plain_git(root, "init", "-q", "--object-format=sha256")
    plain_git(root, "commit", "-q", "--allow-empty", "-m", "First")
    assert len(git(root, "rev-parse", "HEAD").strip()) == 64
