"""A triage report: a read-only error analysis with evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from arbase.domain.noun import Noun


class CodeLocation(Noun):
    """A place in the repository: path relative to its root, 1-based line, qualified function name."""

    path: str
    line: int
    function: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" + (f" in {self.function}" if self.function else "")


class SourceContext(Noun):
    """Lines of a file around a location; `first_line` is the 1-based number of `lines[0]`."""

    location: CodeLocation
    first_line: int
    lines: tuple[str, ...]


class SuspectCommit(Noun):
    """A commit that may have brought the error in, with the reason why it is suspected; `score` is in [0, 1]."""

    sha: str
    author: str
    at: datetime
    subject: str
    paths: tuple[str, ...] = ()
    score: float
    why: str


class RunbookMatch(Noun):
    """A section of a runbook or context file that speaks of this error; `score` is in [0, 1]."""

    path: str
    title: str
    excerpt: str
    score: float


class RelatedIncident(Noun):
    """Another incident that may share a cause, and why."""

    id: str
    title: str
    why: str


class Evidence(Noun):
    """One finding; `location` is given where the finding can be looked up in the repository."""

    finding: str
    location: CodeLocation | None = None


class Handling(Noun):
    """How the code treats the error, read from the repository; the defaults mean "not known".

    `caught` tells what the `except` clause (or registered handler) that reported it names: the service's `own`
    exception class, a `specific` one of somebody else, or `broad` (Exception, bare). `guard` is an `if` that checked
    for the case. `ends` is what follows the report: the call `returns`, `continues` with the next item, `raises` or
    `falls` through. `logged` is the level that the code logs at, `status` the HTTP status that the handler answers
    with. `expected`: the exception's own class is caught by name somewhere in the repository. `client_value`: a value
    that the error names, or that the crashed line works on, came with the request.
    """

    own_type: bool | None = None
    caught: Literal["", "own", "specific", "broad"] = ""
    guard: bool = False
    logged: str = ""
    ends: Literal["", "returns", "continues", "raises", "falls"] = ""
    status: int | None = None
    retried: bool = False
    expected: bool = False
    entry: Literal["", "route", "task", "command"] = ""
    client_value: bool = False


class TriageReport(Noun):
    """What failed, where, since when, and what it is related to.

    `crash` is the innermost frame of the service's own code that exists in the repository. `raised_on_purpose` tells
    that the crash line is a `raise` statement; `handled` that the service itself caught or only logged the error;
    `dependency` names the outside system whose failure this is, where the evidence says so.
    """

    incident_id: str
    summary: str
    exception: str = ""
    message: str = ""
    crash: CodeLocation | None = None
    path_through: tuple[CodeLocation, ...] = ()
    context: SourceContext | None = None
    since: datetime
    since_release: str | None = None
    status: int | None = None
    handled: bool = False
    raised_on_purpose: bool = False
    dependency: str | None = None
    handling: Handling = Handling()
    suspects: tuple[SuspectCommit, ...] = ()
    runbooks: tuple[RunbookMatch, ...] = ()
    related: tuple[RelatedIncident, ...] = ()
    evidence: tuple[Evidence, ...] = ()
