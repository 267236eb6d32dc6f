"""Replay: sets code of a repository off in a sandbox and reports what it did.

One sandboxed process holds many variants of the code (an overlay of changed files each) and many stimuli. What runs
inside is `inside.py`, which needs nothing but the standard library of Python 3.7 or later.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from pydantic import Field

from arbase.domain.diagnosis import Stimulus
from arbase.domain.noun import Noun
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.replay.prepared import PreparedTree, prepared_tree
from arbase.replay.search import Attempt, Profile, Search, Target
from arbase.sandbox.interface import Sandbox

# What an interpreter says that lacks it.
NO_PYTEST = "No module named pytest"
TEST_PROGRAMS = ("pytest", "py.test", "unittest", "nose2")
"""Programs, or modules behind `python -m`, that run tests."""
_TEST_FILE = re.compile(r"(?:.*[/\\])?(?:test_[^/\\]*|[^/\\]*_tests?|tests?)\.py\Z")


def runs_tests(words: Sequence[str]) -> bool:
    """Whether a command runs tests, by a program for it or as a script: its words choose tests, they are no input."""
    return any(word in TEST_PROGRAMS or _TEST_FILE.match(word) for word in words[:3])


def checks_values(words: Sequence[str], exception: str, path: str) -> bool:
    """Whether a failing command compares values: it runs tests, or is a script whose own assert fails.

    An assert in the code under repair is no such check; it states what the code relies on.
    """
    return runs_tests(words) or (exception == "AssertionError" and path in (word.removeprefix("./") for word in words))


# Answers that say on purpose that something else is not there: bad gateway, unavailable, gateway time-out.
UNAVAILABLE = frozenset((502, 503, 504))
# Names of observed types whose values can be read once only.
READ_ONCE = re.compile(r"(^|\.)(generator|map|filter|zip|enumerate|reversed|islice|chain|groupby|\w*_?iterator)$")


class Variant(Noun):
    """A version of the code: the exported tree with `overlay` laid over it (path -> content, None deletes).

    Of a `brief` one only the first stimulus is run where that is a request that fails: the others tell nothing then.
    """

    name: str
    overlay: dict[str, str | None] = Field(default_factory=dict)
    brief: bool = False


class Raised(Noun):
    """An exception that left the repository's own code, as seen at the raising frame.

    `trace` holds repository frames only, outermost first; `column`, `end_line` and `end_column` (0-based columns, as
    `ast` has them) span the failing expression where the interpreter knows it; `innermost_in_repository` is False where
    third-party code raised; where no repository frame is left at all, `trace` holds the one that returned last. `chain`
    are the types that it was raised from, nearest first; `module` is where its class comes from (not for Python's own).
    `variables` describes the names of the innermost repository frame and the expressions of the failing statement by
    their text (see `CrashSpec`); besides, `<return>` is the value that was returned, `<object>` what lacks an
    attribute, `<module>` the names in scope for a NameError.
    """

    exception: str
    message: str
    module: str = ""
    chain: tuple[str, ...] = ()
    trace: tuple[CodeLocation, ...] = ()
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    innermost_in_repository: bool = True
    variables: dict[str, Any] = Field(default_factory=dict)


class Observation(Noun):
    """What one stimulus did to one variant.

    `status` is the HTTP status or the exit status; `body` is at most 64 KiB of the answer (or of the output);
    `lines` are the executed line numbers of the traced files; `error` says why the stimulus could not be run at all
    (the import failed, it took too long, the process died); `signed` are the stimulus' signed headers as they were
    sent, where the service compared them with something else.
    """

    variant: str
    stimulus: int
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    raised: Raised | None = None
    lines: dict[str, tuple[int, ...]] = Field(default_factory=dict)
    seconds: float = 0.0
    error: str = ""
    signed: tuple[tuple[str, str], ...] = ()

    @property
    def crashed(self) -> bool:
        """An exception reached the top, or the answer is a server error, or the process died.

        That something it needs is not there (502 to 504) is an answer that a service gives on purpose; where it is the
        framework's, an exception reached the top.
        """
        broken = self.status is not None and self.status >= 500 and self.status not in UNAVAILABLE
        return bool(self.error) or self.raised is not None or broken


class Recorded(Noun):
    """A request that the visible tests sent to the application and the status it got."""

    stimulus: Stimulus
    status: int


class Replayer(ABC):
    """Runs stimuli against variants of one exported tree."""

    sandbox: Sandbox

    def prepared(self, service: Service, commit: str | None) -> AbstractContextManager[PreparedTree]:
        """The tree of `commit` (None: the current one), set up. Raises WorkspaceError, SandboxError."""
        return prepared_tree(self.sandbox, service, commit)

    @abstractmethod
    def observe(
        self,
        tree: Path,
        service: Service,
        variants: tuple[Variant, ...],
        stimuli: tuple[Stimulus, ...],
        *,
        trace: tuple[str, ...] = (),
        seconds_each: float = 10.0,
    ) -> tuple[Observation, ...]:
        """One observation for each variant and stimulus, variants outermost, in the given order.

        Each variant starts from a fresh copy of `tree`; its stimuli run in order in one process. Raises ReplayError if
        the driver itself broke.
        """

    @abstractmethod
    def record(self, tree: Path, service: Service, *, limit: int = 200) -> tuple[Recorded, ...]:
        """The requests that the visible tests send, without duplicates; empty where there is no app or no test."""

    def profile(self, tree: Path, service: Service, command: tuple[str, ...], *, seconds: float = 60.0) -> Profile:
        """The tests of `command` on the code as it is, with their spectrum. Raises ReplayError."""
        return Profile(refused="this replayer does not profile tests")

    def search(
        self,
        tree: Path,
        service: Service,
        command: tuple[str, ...],
        targets: tuple[Target, ...],
        attempts: tuple[Attempt, ...],
        *,
        seconds: float = 60.0,
    ) -> Search:
        """Try every attempt against the tests of `command`, as far as the time allows. Raises ReplayError."""
        return Search(refused="this replayer does not search")
