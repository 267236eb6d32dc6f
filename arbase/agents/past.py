"""Read-only tools on the repository's history: log, blame, one commit, and what changed between two."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from arbase.domain.errors import WorkspaceError
from arbase.git.command import git
from arbase.model.tools import Arguments, Tool
from arbase.workspace.checkout import is_repository, resolve
from arbase.workspace.paths import relative

COMMITS = 40
BLAMED = 120
SECONDS = 20.0
FORMAT = "--format=%h %ad %an: %s"


class Log(Arguments):
    """Arguments of `log`."""

    path: str = Field(default="", description="Only commits that touched this file; empty: all.")


class Blame(Arguments):
    """Arguments of `blame`."""

    path: str = Field(description="Relative to the repository.")
    first: int = Field(ge=1, description="First line.")
    last: int = Field(ge=1, description="Last line.")


class Show(Arguments):
    """Arguments of `show`."""

    commit: str = Field(description="A commit, release tag or branch.")


class Diff(Arguments):
    """Arguments of `diff`."""

    older: str = Field(description="A commit or release.")
    newer: str = Field(default="", description="A commit or release; empty: the code as it is.")
    path: str = Field(default="", description="Only this file; empty: all.")


class Past:
    """The history up to `commit`."""

    def __init__(self, repository: Path, commit: str) -> None:
        self._repository = repository
        self._commit = commit

    def tools(self) -> tuple[Tool, ...]:
        """The tools; none for a folder that is no repository."""
        if not self._commit or not is_repository(self._repository):
            return ()
        return (
            Tool("log", "Commits, newest first.", Log, self._log),
            Tool("blame", f"Who changed lines last, at most {BLAMED} lines.", Blame, self._blame),
            Tool("show", "One commit with its changes.", Show, self._show),
            Tool("diff", "What changed between two commits or releases.", Diff, self._diff),
        )

    def _log(self, given: Log) -> str:
        words = ["--", relative(given.path)] if given.path else []
        return self._git("log", FORMAT, "--date=short", f"--max-count={COMMITS}", self._commit, *words) or "no commit"

    def _blame(self, given: Blame) -> str:
        last = min(max(given.first, given.last), given.first + BLAMED - 1)
        lines = f"-L{given.first},{last}"
        return self._git("blame", "--date=short", "--abbrev=9", lines, self._commit, "--", relative(given.path))

    def _show(self, given: Show) -> str:
        return self._git("show", "--no-color", "--stat", "--patch", FORMAT, "--date=iso", self._known(given.commit))

    def _diff(self, given: Diff) -> str:
        words = ["--", relative(given.path)] if given.path else []
        newer = self._known(given.newer) if given.newer else self._commit
        text = self._git("diff", "--no-color", "--no-ext-diff", self._known(given.older), newer, *words)
        return text or "no difference"

    def _known(self, revision: str) -> str:
        known = resolve(self._repository, revision)
        if known is None:
            raise WorkspaceError(f"there is no commit or release {revision[:60]!r}")
        return known

    def _git(self, *words: str) -> str:
        return git(self._repository, *words, timeout=SECONDS).decode("utf-8", "replace")
