"""Bisection: which commit made a stimulus fail as it does now, found by runs of older code in the sandbox.

Old code is laid over the tree as it is (its environment and data stay), so one preparation serves all versions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from arbase.agents.past import FORMAT, SECONDS
from arbase.agents.runs import Runs, SendRequest, stimulus_of
from arbase.domain.diagnosis import Stimulus
from arbase.domain.errors import WorkspaceError
from arbase.git.command import git
from arbase.model.tools import Arguments, Tool
from arbase.replay.interface import Observation
from arbase.workspace.checkout import file_at, is_repository, resolve

COMMITS = 512
RUNS = 16
FILES = 400
CODE = (".py", ".sql", ".json", ".toml", ".yaml", ".yml", ".cfg", ".ini", ".txt", ".html", ".csv", ".tmpl", ".jinja2")


class Bisect(Arguments):
    """Arguments of `bisect`."""

    stimulus: SendRequest = Field(description="What fails now, as for `replay`.")
    good: str = Field(default="", description="A commit or release that did not fail yet; empty: look for one.")


@dataclass(frozen=True)
class Seen:
    """How one version answered. `failing` None: it cannot be told, since this version could not be run."""

    commit: str
    failing: bool | None
    text: str


class Bisection:
    """Searches the history before `commit`."""

    def __init__(self, repository: Path, commit: str, runs: Runs) -> None:
        self._repository = repository
        self._commit = commit
        self._runs = runs

    def tools(self) -> tuple[Tool, ...]:
        """The tool; none for a folder that is no repository."""
        if not self._commit or not is_repository(self._repository):
            return ()
        text = (
            "Find the commit that made a request or command fail as it does now: runs it on older versions of the "
            f"code, at most {RUNS} of them, with the data as it is now."
        )
        return (Tool("bisect", text, Bisect, self._bisect),)

    def _bisect(self, given: Bisect) -> str:
        stimulus = stimulus_of(given.stimulus)
        now = self._runs.observe(stimulus)
        if not failed(now, stimulus):
            return "it does not fail on the code as it is, so there is nothing to bisect"
        wanted = signature(now, stimulus)
        seen: dict[str, Seen] = {}

        def at(commit: str) -> Seen:
            if commit not in seen:
                seen[commit] = self._seen(commit, stimulus, wanted)
            return seen[commit]

        commits = self._commits(given.good)
        found = search(commits, at, self._commit)
        tried = [f"{commit[:12]} {one.text}" for commit, one in seen.items()]
        return "\n".join([f"now: {wanted}", *tried, *self._concluded(found, commits)])

    def _commits(self, good: str) -> list[str]:
        """Commits to look at, oldest first, all older than the current one."""
        known = resolve(self._repository, good) if good else ""
        if known is None:
            raise WorkspaceError(f"there is no commit or release {good[:60]!r}")
        since = f"{known}..{self._commit}" if known else self._commit
        out = self._git("rev-list", "--first-parent", "--reverse", f"--max-count={COMMITS}", since)
        return [sha for sha in [known, *out.split()] if sha and sha != self._commit]

    def _seen(self, commit: str, stimulus: Stimulus, wanted: str) -> Seen:
        overlay = self._version(commit)
        if overlay is None:
            return Seen(commit, None, f"differs in more than {FILES} files")
        seen = self._runs.observe(stimulus, overlay)
        if seen.error:
            return Seen(commit, None, f"could not be run: {seen.error[:200]}")
        said = signature(seen, stimulus)
        if failed(seen, stimulus):
            same = said == wanted
            return Seen(
                commit, True if same else None, "fails the same way" if same else f"fails in another way: {said}"
            )
        missing = stimulus.kind == "request" and seen.status == 404
        # A route that did not exist yet says nothing about when it began to fail.
        return Seen(commit, None if missing else False, said)

    def _version(self, commit: str) -> dict[str, str | None] | None:
        """What turns the tree as it is into this version, or None where that is too much."""
        out = self._git("diff", "--name-status", "--no-renames", "-z", commit, self._commit)
        parts = out.split("\0")
        changed = [(status, path) for status, path in zip(parts[::2], parts[1::2], strict=False) if path.endswith(CODE)]
        if len(changed) > FILES:
            return None
        return {path: None if status == "A" else file_at(self._repository, commit, path) for status, path in changed}

    def _concluded(self, found: Found, commits: list[str]) -> list[str]:
        if found.first is None:
            since = self._git("show", "--no-patch", "--date=short", FORMAT, found.between[0]).strip()
            return [f"no version that does not fail was found; the oldest that is known to fail: {since}"]
        shown = self._git("show", "--no-patch", "--date=short", FORMAT, found.first).strip()
        if not found.between:
            return [f"first commit that fails: {shown}", "look at it with `show`; the data was that of now"]
        names = ", ".join(sha[:12] for sha in found.between[:10])
        return [f"first version known to fail: {shown}", f"it, or one of these that could not be told: {names}"]

    def _git(self, *words: str) -> str:
        return git(self._repository, *words, timeout=SECONDS).decode("utf-8", "replace")


@dataclass(frozen=True)
class Found:
    """The first version that fails, and those before it of which it is not known; else None and the oldest failing."""

    first: str | None
    between: tuple[str, ...] = ()


def search(commits: list[str], at: Callable[[str], Seen], newest: str) -> Found:
    """The first failing one of `commits` (oldest first) or `newest`, which fails; at most `RUNS` looks.

    Going back in growing steps finds a version that does not fail, without trusting that the oldest one can be run.
    """
    looks = iter(range(RUNS))
    bad, low, good, step = len(commits), -1, -1, 1
    index = bad - 1
    while index >= 0 and next(looks, None) is not None:
        failing = at(commits[index]).failing
        if failing is not True:
            low, good = index, index if failing is False else -1
            break
        bad, step = index, step * 2
        index = max(index - step, 0) if index else -1
    # Where the way back ended at a version that tells nothing, a good one may stand between it and the failing ones.
    while good < 0 <= low and bad - low > 1 and next(looks, None) is not None:
        middle = (low + bad) // 2
        failing = at(commits[middle]).failing
        if failing:
            bad = middle
        else:
            low, good = middle, middle if failing is False else -1
    unknown: set[int] = set()
    while good >= 0 and next(looks, None) is not None:
        open_ones = [number for number in range(good + 1, bad) if number not in unknown]
        if not open_ones:
            break
        middle = open_ones[len(open_ones) // 2]
        failing = at(commits[middle]).failing
        if failing is None:
            unknown.add(middle)
        elif failing:
            bad = middle
        else:
            good = middle
    first = commits[bad] if bad < len(commits) else newest
    if good < 0:
        return Found(None, (first,))
    return Found(first, tuple(commits[good + 1 : bad]))


def failed(observation: Observation, stimulus: Stimulus) -> bool:
    """An exception, a server error, or a command that ends badly."""
    bad_exit = stimulus.kind == "command" and bool(observation.status)
    return observation.crashed or bad_exit


def signature(observation: Observation, stimulus: Stimulus) -> str:
    """What makes two failures the same: exception and function, else the status."""
    raised = observation.raised
    if raised is not None:
        return f"{raised.exception} in {raised.trace[-1].function if raised.trace else 'a library'}"
    return f"{'exit status' if stimulus.kind == 'command' else 'status'} {observation.status}"
