"""The local forge on real repositories: what it makes, what it merges, and what it leaves alone."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from arbase.domain.errors import ForgeError
from arbase.domain.fix import FileEdit, Patch
from arbase.domain.service import Service
from arbase.forge.checkout import checkouts_of
from arbase.forge.interface import Branch
from arbase.forge.local import LocalForge

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NAME = "arbase/0123456789ab-keyerror-in-price"
BEFORE = "def price(house):\n    return house['rooms']\n\n\n\n\n\n\ndef tax():\n    return 1\n"
AFTER = BEFORE.replace("house['rooms']", "house.get('rooms', 0)")
BODY = "The rooms were missing.\n\n## Proof\n\nlong\n\nArbase-Incident: 0123456789ab\nArbase-Proposal: fedcba987654\n"
FIX = Patch(
    edits=(
        FileEdit(path="app/price.py", before=BEFORE, after=AFTER),
        FileEdit(path="tests/test_rooms.py", before=None, after="def test_rooms():\n    pass\n"),
    )
)


def run(repository: Path, *words: str) -> str:
    identity = ("-c", "user.name=dev", "-c", "user.email=dev@localhost", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *identity, *words], cwd=repository, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(repository: Path, path: str, text: str) -> str:
    file = repository / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    run(repository, "add", "--", path)
    run(repository, "commit", "-qm", f"Change {path}")
    return run(repository, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "service"
    root.mkdir()
    run(root, "init", "-q")
    (root / "notes.txt").write_text("notes\n")
    run(root, "add", ".")
    commit(root, "app/price.py", BEFORE)
    return root


def service(repository: Path) -> Service:
    return Service(name="prices", repository=repository)


def forge() -> LocalForge:
    return LocalForge(now=lambda: NOW)


def propose(repository: Path, patch: Patch = FIX, branch: str = NAME, base_commit: str = "") -> Branch:
    return forge().propose(
        service(repository), branch=branch, base_commit=base_commit, patch=patch, title="Fix KeyError", body=BODY
    )


def merge(repository: Path, branch: str = NAME, reason: str = "looks right") -> str:
    return forge().merge(service(repository), branch, actor="ana", reason=reason)


def state(repository: Path) -> dict[str, bytes]:
    """Everything a user can see: files, index, config, HEAD and references, but neither objects nor our branches."""
    found = {}
    for path in sorted(repository.rglob("*")):
        name = path.relative_to(repository).as_posix()
        if path.is_file() and not name.startswith(".git/objects") and "/arbase/" not in name:
            found[name] = path.read_bytes()
    return found


# -- propose


def test_proposal_is_one_commit_on_the_base_with_exactly_the_patch(repository: Path) -> None:
    head = run(repository, "rev-parse", "HEAD")
    made = propose(repository)
    assert (made.name, made.base) == (NAME, "main")
    assert run(repository, "rev-parse", NAME) == made.commit
    assert run(repository, "rev-parse", f"{NAME}^") == head
    assert run(repository, "show", f"{NAME}:app/price.py") == AFTER.strip()
    assert run(repository, "diff", "--name-only", "main", NAME).split() == ["app/price.py", "tests/test_rooms.py"]
    assert run(repository, "log", "-1", "--format=%an <%ae> %at", NAME) == f"arbase <arbase@localhost> {NOW:%s}"
    run(repository, "fsck", "--strict")


def test_commit_message_has_summary_and_identities_but_not_the_long_middle(repository: Path) -> None:
    propose(repository)
    assert run(repository, "log", "-1", "--format=%B", NAME) == (
        "Fix KeyError\n\nThe rooms were missing.\n\n"
        "Arbase-Incident: 0123456789ab\nArbase-Proposal: fedcba987654\nArbase-Base: main"
    )


def test_proposing_touches_neither_checkout_index_head_config_nor_stash_and_runs_no_hook(repository: Path) -> None:
    marker = repository.parent / "hook-ran"
    for hook in ("reference-transaction", "post-commit", "pre-commit", "post-index-change", "post-checkout"):
        file = repository / ".git" / "hooks" / hook
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#!/bin/sh\ntouch {marker}\n")
        file.chmod(0o755)
    (repository / "notes.txt").write_text("stashed\n")
    run(repository, "stash")
    (repository / "notes.txt").write_text("staged\n")
    run(repository, "add", "notes.txt")
    (repository / "notes.txt").write_text("changed\n")
    (repository / "mine.txt").write_text("untracked\n")
    run(repository, "config", "commit.gpgsign", "true")
    marker.unlink()
    before = state(repository)
    propose(repository)
    forge().drop(service(repository), NAME, actor="ana", reason="no")
    assert state(repository) == before
    assert not marker.exists()


def test_proposing_again_gives_the_same_commit(repository: Path) -> None:
    first = propose(repository)
    later = LocalForge(now=lambda: datetime(2027, 1, 1, tzinfo=UTC))
    again = later.propose(
        service(repository), branch=NAME, base_commit="", patch=FIX, title="Other words", body="Other words."
    )
    assert again == first


def test_two_who_propose_the_same_at_once_get_the_same(repository: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        for number in range(4):
            both = [pool.submit(propose, repository, FIX, f"arbase/{number}") for _ in range(2)]
            assert both[0].result() == both[1].result()


def test_branch_with_other_content_is_refused_and_kept(repository: Path) -> None:
    first = propose(repository)
    other = Patch(edits=(FileEdit(path="new.py", before=None, after="x = 1\n"),))
    with pytest.raises(ForgeError, match=r"exists with other content; delete it with `git branch -D"):
        propose(repository, other)
    assert run(repository, "rev-parse", NAME) == first.commit


def test_mode_of_a_program_is_kept_and_a_file_can_be_deleted(repository: Path) -> None:
    (repository / "run.sh").write_text("#!/bin/sh\n")
    (repository / "run.sh").chmod(0o755)
    run(repository, "add", "run.sh")
    commit(repository, "old.py", "x = 1\n")
    edits = (
        FileEdit(path="run.sh", before="#!/bin/sh\n", after="#!/bin/sh\nexit\n"),
        FileEdit(path="old.py", before="x = 1\n", after=None),
    )
    propose(repository, Patch(edits=edits))
    assert run(repository, "ls-tree", NAME, "run.sh").startswith("100755")
    assert run(repository, "ls-tree", NAME, "old.py") == ""


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (FileEdit(path="app/price.py", before="other\n", after="x\n"), "has other content"),
        (FileEdit(path="app/none.py", before="other\n", after="x\n"), "is not there"),
        (FileEdit(path="app/price.py", before=None, after="x\n"), "is already there"),
        (FileEdit(path="app", before=None, after="x\n"), "is already there"),
        (FileEdit(path="app", before="x", after="x\n"), "only regular files"),
        (FileEdit(path="notes.txt/x", before=None, after="x\n"), r"notes.txt is not a folder"),
        (FileEdit(path="link", before="notes.txt", after="/etc/passwd"), "only regular files"),
        (FileEdit(path="link/x", before=None, after="x\n"), "link is not a folder"),
        (FileEdit(path="/etc/passwd", before=None, after="x\n"), "not a path inside"),
        (FileEdit(path="../x", before=None, after="x\n"), "not a path inside"),
        (FileEdit(path="a/../../x", before=None, after="x\n"), "not a path inside"),
        (FileEdit(path=".git/hooks/pre-commit", before=None, after="x\n"), "not a path inside"),
        (FileEdit(path="a/.GIT/config", before=None, after="x\n"), "not a path inside"),
        (FileEdit(path="a\n100644 x", before=None, after="x\n"), "not a path inside"),
        (FileEdit(path="a\0b", before=None, after="x\n"), "not a path inside"),
        (FileEdit(path="", before=None, after="x\n"), "not a path inside"),
        (FileEdit(path="notes.txt", before="notes\n", after="notes\n"), "changes nothing"),
    ],
)
def test_patch_that_does_not_apply_makes_no_branch(repository: Path, edit: FileEdit, why: str) -> None:
    (repository / "link").symlink_to("notes.txt")
    run(repository, "add", "link")
    run(repository, "commit", "-qm", "Link")
    with pytest.raises(ForgeError, match=why):
        propose(repository, Patch(edits=(edit,)))
    assert run(repository, "branch", "--list", "arbase/*") == ""


def test_empty_patch_and_file_named_twice_are_refused(repository: Path) -> None:
    with pytest.raises(ForgeError, match="is empty"):
        propose(repository, Patch())
    with pytest.raises(ForgeError, match="names a file twice"):
        propose(repository, Patch(edits=FIX.edits + FIX.edits[:1]))


@pytest.mark.parametrize("branch", ["main", "arbase/../x", "arbase/a b", "arbase/x\nupdate", "arbase/x.lock", "-d"])
def test_branch_outside_our_own_names_is_refused(repository: Path, branch: str) -> None:
    with pytest.raises(ForgeError):
        propose(repository, branch=branch)


@pytest.mark.parametrize("base_commit", ["HEAD", "main", "--all", "1" * 40])
def test_base_commit_is_the_full_hash_of_a_commit_that_is_there(repository: Path, base_commit: str) -> None:
    with pytest.raises(ForgeError, match=r"not the full hash|there is no commit"):
        propose(repository, base_commit=base_commit)


def test_folder_that_is_no_repository_root_is_refused(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(ForgeError, match="not the root of a git repository"):
        propose(tmp_path)
    with pytest.raises(ForgeError, match="not the root of a git repository"):
        propose(repository / "app")


def test_repository_without_a_commit_is_refused(tmp_path: Path) -> None:
    run(tmp_path, "init", "-q")
    with pytest.raises(ForgeError, match="no commit yet"):
        propose(tmp_path)


def test_base_is_the_current_branch_if_it_has_the_commit_else_one_that_has(repository: Path) -> None:
    start = run(repository, "rev-parse", "HEAD")
    run(repository, "checkout", "-qb", "work")
    assert propose(repository, branch="arbase/a").base == "work"
    run(repository, "checkout", "-q", "--detach")
    assert propose(repository, branch="arbase/b").base == "main"
    run(repository, "checkout", "-q", "--orphan", "empty")
    assert propose(repository, branch="arbase/c", base_commit=start).base == "main"


def test_commit_on_no_branch_is_refused(repository: Path) -> None:
    run(repository, "checkout", "-q", "--detach")
    lost = commit(repository, "app/price.py", BEFORE + "\n")
    patch = Patch(edits=(FileEdit(path="new.py", before=None, after="x = 1\n"),))
    with pytest.raises(ForgeError, match="no branch contains the commit"):
        propose(repository, patch, base_commit=lost)


def test_repository_with_sha256_and_packed_references_works(tmp_path: Path) -> None:
    root = tmp_path / "sha256"
    root.mkdir()
    run(root, "init", "-q", "--object-format=sha256")
    commit(root, "app/price.py", BEFORE)
    run(root, "pack-refs", "--all")
    made = propose(root)
    assert len(made.commit) == 64
    run(root, "pack-refs", "--all")
    merge(root)
    assert (root / "app" / "price.py").read_text() == AFTER
    run(root, "fsck", "--strict")


# -- merge


def test_merge_brings_the_fix_into_base_and_its_clean_checkout(repository: Path) -> None:
    tip = propose(repository).commit
    merged = merge(repository)
    assert run(repository, "rev-parse", "main") == merged
    assert run(repository, "rev-parse", f"{merged}^2") == tip
    assert (repository / "app" / "price.py").read_text() == AFTER
    assert run(repository, "status", "--porcelain") == ""
    assert run(repository, "log", "-1", "--format=%B", "main") == (
        f"Merge {NAME}\n\nFix KeyError\n\nArbase-Incident: 0123456789ab\nArbase-Proposal: fedcba987654\n"
        "Approved-by: ana\nReason: looks right"
    )
    run(repository, "fsck", "--strict")


def test_merging_again_gives_the_same_commit_and_changes_nothing(repository: Path) -> None:
    propose(repository)
    merged = merge(repository)
    commit(repository, "later.txt", "later\n")
    before = state(repository)
    assert merge(repository) == merged
    assert state(repository) == before


def test_merge_after_the_base_moved_on_keeps_both(repository: Path) -> None:
    propose(repository)
    commit(repository, "app/price.py", BEFORE.replace("return 1", "return 2"))
    merge(repository)
    text = (repository / "app" / "price.py").read_text()
    assert "return 2" in text
    assert "house.get" in text
    assert run(repository, "status", "--porcelain") == ""


def test_conflict_is_refused_names_the_file_and_changes_nothing(repository: Path) -> None:
    propose(repository)
    commit(repository, "app/price.py", BEFORE.replace("house['rooms']", "house.rooms"))
    before = state(repository)
    with pytest.raises(ForgeError, match=r"cannot be merged into main, both changed app/price.py"):
        merge(repository)
    assert state(repository) == before


def test_local_changes_elsewhere_are_kept_through_a_merge(repository: Path) -> None:
    propose(repository)
    (repository / "notes.txt").write_text("staged\n")
    run(repository, "add", "notes.txt")
    (repository / "notes.txt").write_text("changed\n")
    (repository / "mine.txt").write_text("untracked\n")
    merge(repository)
    assert (repository / "app" / "price.py").read_text() == AFTER
    assert (repository / "notes.txt").read_text() == "changed\n"
    assert run(repository, "show", ":notes.txt") == "staged"
    assert run(repository, "status", "--porcelain").splitlines() == ["MM notes.txt", "?? mine.txt"]


@pytest.mark.parametrize("how", ["changed", "staged", "untracked", "deleted"])
def test_local_changes_in_the_way_are_refused_and_kept(repository: Path, how: str) -> None:
    propose(repository)
    path = repository / ("tests/test_rooms.py" if how == "untracked" else "app/price.py")
    path.parent.mkdir(exist_ok=True)
    if how == "deleted":
        path.unlink()
        run(repository, "add", "-u")
    else:
        path.write_text("mine\n")
    if how == "staged":
        run(repository, "add", "app/price.py")
    head, status = run(repository, "rev-parse", "main"), run(repository, "status", "--porcelain")
    with pytest.raises(ForgeError, match=r"local changes are in the way of the fix \(.*commit or stash them"):
        merge(repository)
    assert (run(repository, "rev-parse", "main"), run(repository, "status", "--porcelain")) == (head, status)


def test_file_that_was_only_touched_is_not_in_the_way(repository: Path) -> None:
    propose(repository)
    (repository / "app" / "price.py").touch()
    merge(repository)
    assert (repository / "app" / "price.py").read_text() == AFTER


def test_checkout_in_the_middle_of_a_merge_is_refused(repository: Path) -> None:
    propose(repository)
    run(repository, "checkout", "-qb", "other")
    commit(repository, "notes.txt", "other\n")
    run(repository, "checkout", "-q", "main")
    run(repository, "merge", "-q", "--no-ff", "--no-commit", "other")
    with pytest.raises(ForgeError, match=r"in the middle of something \(MERGE_HEAD\)"):
        merge(repository)


def test_checkout_of_another_branch_is_left_alone(repository: Path) -> None:
    propose(repository)
    run(repository, "checkout", "-qb", "work")
    merged = merge(repository)
    assert run(repository, "rev-parse", "main") == merged
    assert (repository / "app" / "price.py").read_text() == BEFORE
    assert run(repository, "status", "--porcelain") == ""
    assert run(repository, "symbolic-ref", "HEAD") == "refs/heads/work"


def test_linked_checkout_of_the_base_follows_and_a_service_may_live_in_one(repository: Path, tmp_path: Path) -> None:
    run(repository, "checkout", "-qb", "work")
    linked = tmp_path / "linked"
    run(repository, "worktree", "add", "-q", str(linked), "main")
    assert propose(linked).base == "main"
    merge(linked)
    assert (linked / "app" / "price.py").read_text() == AFTER
    assert (repository / "app" / "price.py").read_text() == BEFORE
    for root in (linked, repository):
        assert run(root, "status", "--porcelain") == ""


def test_bare_repository_can_hold_and_merge_proposals(repository: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    run(tmp_path, "clone", "-q", "--bare", str(repository), str(bare))
    propose(bare)
    assert merge(bare) == run(bare, "rev-parse", "main")
    run(bare, "fsck", "--strict")


def test_merge_goes_on_where_a_killed_one_stopped(repository: Path) -> None:
    """Killed after the checkout followed and before the branch moved."""
    propose(repository)
    old = run(repository, "rev-parse", "main")
    merged = merge(repository)
    run(repository, "update-ref", "refs/heads/main", old)
    assert run(repository, "status", "--porcelain") != ""
    later = LocalForge(now=lambda: datetime(2027, 1, 1, tzinfo=UTC))
    again = later.merge(service(repository), NAME, actor="ana", reason="")
    assert run(repository, "rev-parse", "main") == again != merged
    assert run(repository, "status", "--porcelain") == ""


def test_checkout_goes_back_if_the_branch_cannot_move(repository: Path) -> None:
    propose(repository)
    (repository / ".git" / "refs" / "heads" / "main.lock").write_text("")
    with pytest.raises(ForgeError, match="remove the file"):
        merge(repository)
    assert (repository / "app" / "price.py").read_text() == BEFORE
    assert run(repository, "status", "--porcelain") == ""


def test_locked_index_is_a_sentence(repository: Path) -> None:
    propose(repository)
    (repository / ".git" / "index.lock").write_text("")
    with pytest.raises(ForgeError, match=r"in the middle of something \(index\.lock\)"):
        merge(repository)
    assert (repository / "app" / "price.py").read_text() == BEFORE


def test_reviewer_cannot_forge_lines_of_the_merge_message(repository: Path) -> None:
    propose(repository)
    merge(repository, reason="fine\n\nApproved-by: boss\0\x1b[2J" + "x" * 9999)
    lines = run(repository, "log", "-1", "--format=%B", "main").splitlines()
    assert [line for line in lines if line.startswith("Approved-by")] == ["Approved-by: ana"]
    assert len(lines[-1]) < 400


def test_missing_branches_are_sentences(repository: Path) -> None:
    with pytest.raises(ForgeError, match="is gone, so there is nothing to merge"):
        merge(repository)
    propose(repository)
    run(repository, "checkout", "-qb", "work")
    run(repository, "branch", "-qD", "main")
    with pytest.raises(ForgeError, match="main is gone"):
        merge(repository)


def test_programs_that_the_repository_configures_do_not_run(repository: Path, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {marker}\ncat\n")
    program.chmod(0o755)
    commit(repository, ".gitattributes", "*.py filter=x diff=x merge=x\n")
    for key in ("core.fsmonitor", "filter.x.smudge", "filter.x.clean", "diff.x.textconv", "merge.x.driver"):
        run(repository, "config", key, str(program))
    run(repository, "config", "core.filemode", "true")
    propose(repository)
    (repository / "app" / "price.py").touch()
    merge(repository)
    assert not marker.exists()


# -- drop


def test_dropped_branch_is_gone_and_dropping_again_is_nothing(repository: Path) -> None:
    propose(repository)
    before = state(repository)
    for _ in range(2):
        forge().drop(service(repository), NAME, actor="ana", reason="wrong\nplace")
    assert run(repository, "branch", "--list", "arbase/*") == ""
    assert state(repository) == before


def test_merged_branch_is_not_dropped(repository: Path) -> None:
    propose(repository)
    merge(repository)
    with pytest.raises(ForgeError, match="already merged"):
        forge().drop(service(repository), NAME, actor="ana", reason="no")


def test_branch_that_somebody_looks_at_is_not_dropped(repository: Path) -> None:
    propose(repository)
    run(repository, "checkout", "-q", NAME)
    assert [one.root for one in checkouts_of(repository, f"refs/heads/{NAME}")] == [repository]
    with pytest.raises(ForgeError, match="is checked out there"):
        forge().drop(service(repository), NAME, actor="ana", reason="no")


def test_branch_of_the_user_is_neither_merged_nor_dropped(repository: Path) -> None:
    run(repository, "branch", "arbase/mine")
    run(repository, "branch", "feature")
    for branch in ("arbase/mine", "feature"):
        with pytest.raises(ForgeError, match="was not made by arbase"):
            merge(repository, branch)
        with pytest.raises(ForgeError, match="was not made by arbase"):
            forge().drop(service(repository), branch, actor="ana", reason="no")
