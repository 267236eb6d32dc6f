"""The local forge: proposals are branches of the service's own repository."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from arbase.domain.errors import ForgeError
from arbase.domain.fix import Patch
from arbase.domain.service import Service
from arbase.forge.checkout import checkouts_of
from arbase.forge.commits import ask, commit_tree, contains, found, move_references, resolved, tree_of
from arbase.forge.interface import Branch, Forge
from arbase.git.shadow import git_folder

PREFIX = "arbase/"
_BASE = "Arbase-Base"
_KEPT = ("Arbase-Incident", "Arbase-Proposal")
_HEADS = "refs/heads/"
_LINE = 300


def _now() -> datetime:
    return datetime.now(UTC)


class LocalForge(Forge):
    """Branches `arbase/...`, made and merged with git's plumbing. `now` dates the commits.

    Each commit names the branch that it is meant for (`Arbase-Base`), so that a merge needs nothing but the repository.
    """

    name = "local"

    def __init__(self, now: Callable[[], datetime] = _now) -> None:
        self._now = now

    def propose(
        self, service: Service, *, branch: str, base_commit: str, patch: Patch, title: str, body: str
    ) -> Branch:
        """Make `branch` with one commit of `patch` on `base_commit`; if it is there with the same tree, return it."""
        repository = _repository(service)
        _check_name(repository, branch)
        start = resolved(repository, base_commit)
        base = _base_branch(repository, start)
        tree = tree_of(repository, start, patch)
        known = _same(repository, branch, start, tree)
        if known is None:
            message = _message(title, body, base)
            commit = commit_tree(repository, tree, (start,), message, self._now())
            known = self._created(repository, branch, commit, start, tree)
        return Branch(name=branch, base=base, commit=known, url=f"{repository}#{branch}")

    def merge(self, service: Service, branch: str, *, actor: str, reason: str) -> str:
        """Merge `branch` into its base and return the new commit; checkouts of the base follow.

        Raises ForgeError, and changes nothing, on a conflict or if local changes in a checkout are in the way.
        """
        repository = _repository(service)
        tip = found(repository, _HEADS + branch)
        if tip is None:
            raise ForgeError(f"{repository}: the branch {branch} is gone, so there is nothing to merge")
        base = _base_of(repository, branch, tip)
        head = found(repository, _HEADS + base)
        if head is None:
            raise ForgeError(f"{repository}: the branch {base} is gone, into which {branch} is to be merged")
        if contains(repository, head, tip):
            return _merged_as(repository, head, tip)
        tree = _merged_tree(repository, head, tip, f"{branch} cannot be merged into {base}")
        message = _merge_message(repository, branch, tip, actor, reason)
        commit = commit_tree(repository, tree, (head, tip), message, self._now())
        self._advance(repository, (base, head, commit), (branch, tip))
        return commit

    def drop(self, service: Service, branch: str, *, actor: str, reason: str) -> None:
        """Delete `branch` if it is still there. Raises ForgeError if it was merged or is checked out."""
        repository = _repository(service)
        tip = found(repository, _HEADS + branch)
        if tip is None:
            return
        base = _base_of(repository, branch, tip)
        head = found(repository, _HEADS + base)
        if head is not None and contains(repository, head, tip):
            raise ForgeError(f"{repository}: {branch} is already merged into {base}, so it cannot be dropped")
        for checkout in checkouts_of(repository, _HEADS + branch):
            raise ForgeError(f"{checkout.root}: {branch} is checked out there; check out another branch first")
        why = _one_line(f"arbase: dropped by {actor}: {reason}")
        move_references(repository, (f"delete {_HEADS}{branch} {tip}",), why, self._now())
        # Looked at again, because a merge may have come in between (after the deletion none can).
        head = found(repository, _HEADS + base)
        if head is not None and contains(repository, head, tip):
            raise ForgeError(f"{repository}: {branch} was merged into {base} at the same moment")

    def _created(self, repository: Path, branch: str, commit: str, start: str, tree: str) -> str:
        try:
            move_references(repository, (f"create {_HEADS}{branch} {commit}",), "arbase: proposed a fix", self._now())
        except ForgeError:
            # Another process may have made the same branch since we looked.
            known = _same(repository, branch, start, tree)
            if known is None:
                raise
            return known
        return commit

    def _advance(self, repository: Path, base: tuple[str, str, str], merged: tuple[str, str]) -> None:
        """Bring the branch `base` from its old to its new commit, and the checkouts of it first.

        In this order a process killed in between leaves files that are ahead of the branch, and the next attempt goes
        on from there; in the other order the checkout would show the fix as undone.
        """
        (name, old, new), (branch, tip) = base, merged
        checkouts = checkouts_of(repository, _HEADS + name)
        for checkout in checkouts:
            checkout.check(old, new)
        moves = (f"verify {_HEADS}{branch} {tip}", f"update {_HEADS}{name} {new} {old}")
        try:
            for checkout in checkouts:
                checkout.move(old, new)
            move_references(repository, moves, f"merge {branch}: by arbase", self._now())
        except ForgeError:
            for checkout in checkouts:
                checkout.move(new, old)
            raise


def _repository(service: Service) -> Path:
    repository = service.repository.absolute()
    if git_folder(repository) is None:
        raise ForgeError(f"{repository}: not the root of a git repository, so it can hold no proposal; use `git init`")
    return repository


def _check_name(repository: Path, branch: str) -> None:
    if not branch.startswith(PREFIX) or not branch.isprintable() or " " in branch:
        raise ForgeError(f"{branch[:200]!r}: a proposal's branch starts with {PREFIX} and has no space in it")
    ask(repository, "check-ref-format", _HEADS + branch)


def _base_branch(repository: Path, commit: str) -> str:
    """The branch that a fix of `commit` goes to: the current one if it has the commit, else the best known that has."""
    listed = ask(repository, "for-each-ref", "--format=%(refname)", f"--contains={commit}", _HEADS)
    names = [name.removeprefix(_HEADS) for name in listed.splitlines()]
    names = [name for name in names if not name.startswith(PREFIX)]
    current = ask(repository, "rev-parse", "--symbolic-full-name", "HEAD").removeprefix(_HEADS)
    for name in (current, "main", "master", *names):
        if name in names:
            return name
    raise ForgeError(f"{repository}: no branch contains the commit {commit[:12]}; make one with `git branch main`")


def _same(repository: Path, branch: str, start: str, tree: str) -> str | None:
    """The commit of `branch` if it has this parent and tree; None if there is no such branch; else ForgeError."""
    tip = found(repository, _HEADS + branch)
    if tip is None:
        return None
    if ask(repository, "show", "--no-patch", "--format=%T %P", tip) == f"{tree} {start}":
        return tip
    raise ForgeError(
        f"{repository}: the branch {branch} exists with other content; delete it with `git branch -D {branch}`"
    )


def _message(title: str, body: str, base: str) -> str:
    paragraphs = [part.strip() for part in body.strip().split("\n\n") if part.strip()]
    trailers = paragraphs.pop().splitlines() if paragraphs and _is_trailers(paragraphs[-1]) else []
    told = [paragraphs[0]] if paragraphs else []
    return "\n\n".join([_one_line(title), *told, "\n".join([*trailers, f"{_BASE}: {base}"])]) + "\n"


def _is_trailers(paragraph: str) -> bool:
    return all(line.startswith("Arbase-") and ": " in line for line in paragraph.splitlines())


def _merge_message(repository: Path, branch: str, tip: str, actor: str, reason: str) -> str:
    subject = ask(repository, "show", "--no-patch", "--format=%s", tip)
    kept = [f"{key}: {value}" for key in _KEPT if (value := _trailer(repository, tip, key))]
    decided = [f"Approved-by: {_one_line(actor)}", *([f"Reason: {_one_line(reason)}"] if reason.strip() else [])]
    return f"Merge {branch}\n\n{subject}\n\n" + "\n".join([*kept, *decided]) + "\n"


def _trailer(repository: Path, commit: str, key: str) -> str:
    shown = ask(repository, "show", "--no-patch", f"--format=%(trailers:key={key},valueonly,only)", commit)
    return shown.strip().splitlines()[-1] if shown.strip() else ""


def _base_of(repository: Path, branch: str, tip: str) -> str:
    base = _trailer(repository, tip, _BASE)
    if not base or not branch.startswith(PREFIX):
        raise ForgeError(f"{repository}: {branch} was not made by arbase, so it is neither merged nor dropped")
    return base


def _merged_as(repository: Path, head: str, tip: str) -> str:
    """The commit by which `tip` came into the history of `head`; `tip` itself if it was no merge."""
    for line in ask(repository, "rev-list", "--parents", "--merges", head, f"^{tip}").splitlines():
        commit, *parents = line.split()
        if tip in parents:
            return commit
    return tip


def _merged_tree(repository: Path, head: str, tip: str, problem: str) -> str:
    try:
        return ask(repository, "merge-tree", "--write-tree", "--no-messages", head, tip).splitlines()[0]
    except ForgeError as error:
        start = ask(repository, "merge-base", head, tip)
        ours, theirs = (
            set(ask(repository, "diff-tree", "-r", "-z", "--name-only", start, side).split("\0"))
            for side in (head, tip)
        )
        both = ", ".join(sorted(name for name in ours & theirs if name)) or "see `git merge`"
        raise ForgeError(f"{repository}: {problem}, both changed {both}; merge by hand, or reject it") from error


def _one_line(text: str) -> str:
    """`text` as one line of printable characters."""
    return "".join(char if char.isprintable() else " " for char in " ".join(text.split()))[:_LINE]
