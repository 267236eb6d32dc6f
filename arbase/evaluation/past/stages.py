"""The code as it was when an event happened, and the service's pipeline up to the verdict on it."""

from __future__ import annotations

import contextlib
from collections import Counter, OrderedDict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from arbase.classify.interface import Classifier
from arbase.domain.service import Service
from arbase.evaluation.ending import NoInvestigation, NoRepair, NoVerification
from arbase.evaluation.past.fixes import Commits
from arbase.pipeline import Pipeline
from arbase.triage.static import StaticTriage
from arbase.workspace.checkout import Export, resolve, temporary_export
from arbase.workspace.code import CodeReader

KEPT = 3


class CodeThen:
    """Opens a service's code as it was: by the release of the event where that names a commit, else by its time.

    A fix that came later must not be seen by triage. `found` counts how the commits were found.
    """

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self._moment: datetime | None = None
        self._release = ""
        self._commits: dict[Path, Commits] = {}
        self._open: OrderedDict[tuple[Path, str], tuple[contextlib.ExitStack, CodeReader]] = OrderedDict()

    def __enter__(self) -> CodeThen:
        return self

    def __exit__(self, *exception: object) -> None:
        for stack, _ in self._open.values():
            stack.close()

    def go_to(self, moment: datetime, release: str | None) -> None:
        """Whose code is wanted from now on."""
        self._moment, self._release = moment, release or ""

    def commits(self, repository: Path) -> Commits:
        """The history, read once."""
        return self._commits.setdefault(repository, Commits(repository))

    @contextlib.contextmanager
    def code_of(self, service: Service) -> Iterator[tuple[CodeReader, str]]:
        """The committed code. Raises WorkspaceError."""
        place = service.repository
        sha = self._commit(place)
        if not sha:
            yield CodeReader(place), ""
            return
        if (place, sha) not in self._open:
            stack = contextlib.ExitStack()
            tree: Export = stack.enter_context(temporary_export(place, sha))
            self._open[place, sha] = (stack, CodeReader(tree.tree))
            while len(self._open) > KEPT:
                self._open.popitem(last=False)[1][0].close()
        self._open.move_to_end((place, sha))
        yield self._open[place, sha][1], sha

    def _commit(self, repository: Path) -> str:
        history = self.commits(repository)
        if not history.listed:
            self.found["plain folder"] += 1
            return ""
        version = self._release.rpartition("@")[2]
        for name in (self._release, version, f"v{version}"):
            sha = resolve(repository, name) if len(name) > 1 else None
            if sha:
                self.found["release"] += 1
                return sha
        commit = history.at(self._moment) if self._moment else history.listed[-1]
        self.found["time"] += 1
        return commit.sha if commit else ""


def verdicts_only(classifier: Classifier, then: CodeThen) -> Pipeline:
    """The service's pipeline up to the verdict: static triage of the code as it was, and its classifier."""
    return Pipeline(
        triage=StaticTriage(then.code_of),
        classifier=classifier,
        investigator=NoInvestigation(),
        repairer=NoRepair(),
        verifier=NoVerification(),
    )
