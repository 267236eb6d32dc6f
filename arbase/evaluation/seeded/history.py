"""Builds the git repository of a seeded service, with or without a bug.

One input always gives one set of hashes: authors and dates come from the patches, the committer is the author, and no
configuration of the machine is read. The target holds no object of the clean history that the buggy one does not
reach, so the fix cannot be found in it.
"""

from __future__ import annotations

import atexit
import email
import email.policy
import email.utils
import hashlib
import os
import shutil
import subprocess
import tempfile
import threading
from datetime import datetime
from pathlib import Path

from arbase.domain.errors import UserError, WorkspaceError
from arbase.domain.noun import Noun
from arbase.evaluation.seeded.catalogue import BugCase, SeededService

_BRANCH = "main"


class BuiltHistory(Noun):
    """A repository that was built: its commits, oldest first, the tip, and the commit that brought the bug in."""

    target: Path
    commits: tuple[str, ...]
    bug_commit: str = ""

    @property
    def tip(self) -> str:
        """The newest commit."""
        return self.commits[-1]


class _Identity(Noun):
    name: str
    email: str
    date: str

    @property
    def env(self) -> dict[str, str]:
        return {
            "GIT_AUTHOR_NAME": self.name,
            "GIT_AUTHOR_EMAIL": self.email,
            "GIT_AUTHOR_DATE": self.date,
            "GIT_COMMITTER_NAME": self.name,
            "GIT_COMMITTER_EMAIL": self.email,
            "GIT_COMMITTER_DATE": self.date,
        }


def build_history(
    service: SeededService, target: Path, case: BugCase | None = None, *, workshop: Path | None = None
) -> BuiltHistory:
    """Build the repository in `target`, which must be absent or empty, and check its branch out.

    `workshop` is a clean history that `build_workshop` made before; without one that of the service is made, and kept
    for its next bug, since a copy saves most of the time.
    Raises UserError where the folder is in use or a patch does not apply.
    """
    if target.exists() and any(target.iterdir()):
        raise UserError(f"{target} is not empty: give a new folder for the repository.")
    with tempfile.TemporaryDirectory(prefix="arbase-history-") as scratch:
        own = Path(scratch) / "workshop"
        _KEPT.copy(service, own, workshop)
        clean = run_git(own, "rev-list", "--reverse", _BRANCH).split()
        bug_commit = ""
        if case is not None:
            bug_commit = _plant(own, service, case, clean, [_identity_of(patch) for patch in service.patches])
        _publish(own, target)
    commits = tuple(run_git(target, "rev-list", "--reverse", "HEAD").split())
    return BuiltHistory(target=target, commits=commits, bug_commit=bug_commit)


class _LastWorkshop:
    """The clean history of the service that was asked for last: its bugs are built one after the other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._digest = ""
        self._folder: Path | None = None

    def copy(self, service: SeededService, target: Path, workshop: Path | None) -> None:
        """Copy `workshop` or, where that is None, the service's own to `target`. Raises UserError."""
        if workshop is not None:
            shutil.copytree(workshop, target, symlinks=True)
            return
        digest = _digest_of(service.patches)
        with self._lock:
            if self._folder is None or digest != self._digest or not self._folder.is_dir():
                self._forget()
                self._folder = Path(tempfile.mkdtemp(prefix="arbase-workshop-"))
                atexit.register(shutil.rmtree, self._folder, ignore_errors=True)
                build_workshop(service, self._folder / "clean")
                self._digest = digest
            shutil.copytree(self._folder / "clean", target, symlinks=True)

    def _forget(self) -> None:
        """Also what a patch that does not apply has left: it must not pass for a history."""
        self._digest = ""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


_KEPT = _LastWorkshop()


def _digest_of(patches: tuple[Path, ...]) -> str:
    """Of their content: a history that changes is built anew."""
    whole = hashlib.sha256()
    for patch in patches:
        content = patch.read_bytes()
        whole.update(f"{patch.name} {len(content)}\n".encode() + content)
    return whole.hexdigest()


def build_workshop(service: SeededService, folder: Path) -> None:
    """Build the clean history in `folder`. Raises UserError if a patch does not apply."""
    if not service.patches:
        raise UserError(f"{service.folder} has no history/*.patch.")
    folder.mkdir(parents=True, exist_ok=True)
    run_git(folder, "init", "--quiet", f"--initial-branch={_BRANCH}")
    for patch in service.patches:
        _apply_patch(folder, patch, _identity_of(patch))
    # One file instead of some hundred folders: it is copied for every bug.
    run_git(folder, "repack", "-a", "-d", "--quiet")


def write_clean(service: SeededService, target: Path) -> None:
    """Copy the clean sources to `target`, which must be absent."""
    shutil.copytree(service.sources, target, symlinks=True, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))


def apply_fix(service: SeededService, case: BugCase, checkout: Path) -> None:
    """Turn a checkout of the buggy tip into the reference-fixed one: fix.patch, or else the clean sources."""
    if case.fix_patch is not None:
        run_git(checkout, "apply", "--whitespace=nowarn", str(case.fix_patch.resolve()))
        return
    for path in checkout.iterdir():
        if path.name != ".git":
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    shutil.copytree(
        service.sources,
        checkout,
        symlinks=True,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns("__pycache__", "*.pyc"),
    )


def differences_from_sources(service: SeededService, checkout: Path) -> tuple[str, ...]:
    """Paths in which a checkout of the clean tip differs from service/; empty when the history is right."""
    tracked = set(run_git(checkout, "ls-files").splitlines())
    names = {
        path.relative_to(service.sources).as_posix()
        for path in service.sources.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    changed = {
        name for name in tracked & names if (checkout / name).read_bytes() != (service.sources / name).read_bytes()
    }
    untracked = sorted(names - tracked)
    ignored = (
        set(run_git(checkout, "check-ignore", "--", *untracked, accept=(0, 1)).splitlines()) if untracked else set()
    )
    return tuple(sorted((tracked ^ names) - ignored | changed))


def _plant(workshop: Path, service: SeededService, case: BugCase, clean: list[str], identities: list[_Identity]) -> str:
    """Put the bug's commit into its place and the later commits on top; returns the bug's commit."""
    info = case.bug.commit
    place = info.after or info.amends or 0
    identity = identities[place - 1]
    if info.author and info.date is not None:
        identity = _Identity(name=info.author, email=info.email, date=info.date.isoformat())
    run_git(workshop, "checkout", "--quiet", "-B", _BRANCH, clean[place - 1])
    try:
        run_git(workshop, "apply", "--index", "--whitespace=nowarn", str(case.commit_patch.resolve()))
    except WorkspaceError as error:
        raise UserError(f"{case.commit_patch} does not apply after history patch {place}: {error}") from error
    message = ["--message", info.message] if info.message else ["--no-edit"]
    amend = ["--amend", f"--author={identity.name} <{identity.email}>"] if info.amends else []
    date = [f"--date={identity.date}"] if info.amends else []
    run_git(workshop, "commit", "--quiet", "--no-verify", *amend, *date, *message, env=identity.env)
    bug_commit = run_git(workshop, "rev-parse", "HEAD").strip()
    for number in range(place, len(clean)):
        _replay(workshop, clean[number], identities[number], f"{case.folder}: {service.patches[number].name}")
    return bug_commit


def _replay(workshop: Path, commit: str, identity: _Identity, what: str) -> None:
    try:
        run_git(workshop, "cherry-pick", "--allow-empty", commit, env=identity.env)
    except WorkspaceError as error:
        conflicts = ", ".join(run_git(workshop, "diff", "--name-only", "--diff-filter=U").split())
        raise UserError(f"{what} does not merge on top of the bug (conflict in {conflicts or 'no file'}).") from error


def _publish(workshop: Path, target: Path) -> None:
    """Fetch only what the branch reaches into a new repository at `target`."""
    target.mkdir(parents=True, exist_ok=True)
    run_git(target, "init", "--quiet", f"--initial-branch={_BRANCH}")
    run_git(target, "fetch", "--quiet", "--no-tags", str(workshop), _BRANCH)
    run_git(target, "reset", "--quiet", "--hard", "FETCH_HEAD")
    for leftover in ("FETCH_HEAD", "ORIG_HEAD"):
        (target / ".git" / leftover).unlink(missing_ok=True)
    shutil.rmtree(target / ".git" / "logs", ignore_errors=True)


def commit_identity(patch: Path) -> tuple[str, str, datetime]:
    """Author, e-mail and date of a patch of the history. Raises UserError."""
    identity = _identity_of(patch)
    return identity.name, identity.email, email.utils.parsedate_to_datetime(identity.date)


def _identity_of(patch: Path) -> _Identity:
    """Author and date from the head of a `git format-patch` file."""
    message = email.message_from_bytes(patch.read_bytes(), policy=email.policy.default)
    name, address = email.utils.parseaddr(str(message["From"] or ""))
    date = str(message["Date"] or "")
    if not (name and address and date):
        raise UserError(f"{patch} has no From and Date: write it with `git format-patch`.")
    return _Identity(name=name, email=address, date=date)


def _apply_patch(workshop: Path, patch: Path, identity: _Identity) -> str:
    try:
        run_git(workshop, "am", "--quiet", "--no-gpg-sign", str(patch.resolve()), env=identity.env)
    except WorkspaceError as error:
        raise UserError(f"{patch} does not apply: {error}") from error
    return run_git(workshop, "rev-parse", "HEAD").strip()


def run_git(folder: Path, *words: str, env: dict[str, str] | None = None, accept: tuple[int, ...] = (0,)) -> str:
    """Run git away from the machine's configuration. Raises WorkspaceError with the end of its output."""
    closed = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_EDITOR": "true",
    }
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", "-c", "gc.auto=0", *words],
        cwd=folder,
        env=closed | (env or {}),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode not in accept:
        output = (done.stderr or done.stdout).strip()[-600:]
        raise WorkspaceError(f"git {words[0]} ended with {done.returncode}: {output}")
    return done.stdout
