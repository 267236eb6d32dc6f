"""Templates: one class of crash each, with the edits that people make for it."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.repair.static.crash import Crash, Frame
from arbase.repair.static.dataflow import Flow
from arbase.repair.static.edit import Edit, add_import
from arbase.repair.static.framework import REPORTED, Statuses, is_main
from arbase.repair.static.history import History
from arbase.repair.static.observed import Observed
from arbase.repair.static.refusals import Refusals
from arbase.repair.static.source import Codebase, SourceFile, last_name
from arbase.repair.static.values import Values
from arbase.workspace.tree import Function


@dataclass(frozen=True)
class Draft:
    """An untested candidate: edits by path, and why. `status` is the answer that the trigger should get, if known.

    `promised` says that other answers change as well, to what the repository says of them.
    """

    template: str
    edits: tuple[tuple[str, Edit], ...]
    prior: float
    rationale: str
    precedent: str = ""
    location: CodeLocation | None = None
    stream: str = "template"
    status: int | None = None
    promised: bool = False


class Context:
    """Everything that templates look at: the crash, the code around it, and how this repository does things."""

    def __init__(self, codebase: Codebase, crash: Crash, diagnosis: Diagnosis, service: Service) -> None:
        self.codebase = codebase
        self.crash = crash
        self.diagnosis = diagnosis
        self.service = service

    @cached_property
    def flow(self) -> Flow:
        """Definitions, call sites and client data."""
        return Flow(self.codebase, self._seen)

    @cached_property
    def observed(self) -> Observed:
        """Where the inputs arrived on which the crash was shown to depend."""
        return Observed(self.crash, self.diagnosis)

    def _seen(self, file: SourceFile, function: Function | None, node: ast.AST) -> frozenset[str]:
        here = file is self.frame.file and function is self.frame.function
        return self.observed.kinds(node) if here else frozenset()

    @cached_property
    def statuses(self) -> Statuses:
        """What answers which status."""
        return Statuses(self.codebase)

    @cached_property
    def refusals(self) -> Refusals:
        """How this repository refuses requests."""
        return Refusals(self.codebase, self.statuses, self.flow, self.service.source_roots)

    @cached_property
    def values(self) -> Values:
        """What this repository uses where a value is missing."""
        return Values(self.codebase)

    @cached_property
    def history(self) -> History:
        """What the suspect commits changed."""
        return History(self.service.repository, self.codebase, self.diagnosis.suspects)

    @cached_property
    def fed(self) -> frozenset[str]:
        """`argument` in a program that reports bad input, or in a function that says so of its own input.

        What such a program reads is what it was given; no request is at hand that could show it.
        """
        outermost = self.crash.frames[0].function
        started = outermost is None or any(is_main(outermost, item) for item in outermost.args.args)
        own = {name for name, status in self.statuses.handled.items() if status == REPORTED}
        function = self.frame.function
        raised = [node.exc for node in ast.walk(function) if isinstance(node, ast.Raise)] if function else []
        says = any(last_name(value) in own or last_name(getattr(value, "func", None)) in own for value in raised)
        return frozenset(("argument",)) if own and (started or says) else frozenset()

    @property
    def frame(self) -> Frame:
        """The crashed frame."""
        return self.crash.frame


class Template(ABC):
    """Drafts fixes for one class of crash; yields nothing where it does not apply."""

    name: str

    @abstractmethod
    def drafts(self, context: Context) -> Iterator[Draft]:
        """Drafts, in any order; `prior` orders them."""


def with_imports(file: SourceFile, edits: tuple[Edit, ...], imports: tuple[str, ...]) -> tuple[tuple[str, Edit], ...]:
    """The edits of one file together with the imports that they need."""
    added = [add_import(file, statement) for statement in imports]
    return tuple((file.path, edit) for edit in [*(item for item in added if item is not None), *edits])
