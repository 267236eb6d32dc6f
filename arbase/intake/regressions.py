"""When an event of a fixed incident means that the error came back, and not that an old release still runs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from arbase.domain.errors import WorkspaceError
from arbase.domain.event import Event
from arbase.domain.noun import Noun
from arbase.git.command import git
from arbase.workspace.checkout import is_repository, resolve

DEPLOY = timedelta(days=1)
"""Where no release is told, events of so long after the approval may still come from the old code."""


class Fix(Noun):
    """An approved fix: what it was, who approved it when, and the commit that carries it."""

    proposal: str
    title: str
    commit: str
    approved_at: datetime
    approved_by: str
    reason: str = ""

    def __str__(self) -> str:
        why = f": {self.reason[:200]}" if self.reason else ""
        return (
            f"fixed before by proposal {self.proposal} ({self.title[:200]}, commit {self.commit[:10]}), approved on "
            f"{self.approved_at:%Y-%m-%d} by {self.approved_by}{why}"
        )


def came_back(event: Event, fix: Fix, old_releases: Sequence[str], holds_fix: bool | None) -> str:
    """Why `event` is a regression of what `fix` fixed, or nothing.

    `old_releases` were seen before the approval; `holds_fix` tells whether the event's release holds the fix, None
    where that is not known.
    """
    seen = min(_aware(event.occurred_at), _aware(event.received_at))
    if seen <= _aware(fix.approved_at):
        return ""
    release = event.release or ""
    if holds_fix is not None:
        return f"seen in release {release[:60]}, which holds the fix" if holds_fix else ""
    if release:
        return "" if release in old_releases else f"seen in release {release[:60]}, which is newer than the fix"
    return (
        f"seen on {seen:%Y-%m-%d}, more than a day after the approval"
        if seen > _aware(fix.approved_at) + DEPLOY
        else ""
    )


def holds(repository: Path, release: str | None, fix: Fix) -> bool | None:
    """Whether the code of `release` holds `fix`; None where the release names no commit of the repository."""
    if not release or not is_repository(repository):
        return None
    known = next((sha for name in (release, release.rpartition("@")[2]) if (sha := resolve(repository, name))), None)
    if known is None:
        return None
    try:
        git(repository, "merge-base", "--is-ancestor", fix.commit, known)
    except WorkspaceError:
        # Squashed or rebased, the fix has another name in the release: then the time of the release tells.
        try:
            made = int(git(repository, "show", "--no-patch", "--format=%ct", known).decode().split()[0])
        except (WorkspaceError, ValueError, IndexError):
            return None
        return made > _aware(fix.approved_at).timestamp()
    return True


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
