"""The catalogue of seeded bugs: what `bug.yaml` and a service folder hold. Unknown keys are refused."""

from __future__ import annotations

import base64
import difflib
import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from arbase.domain.diagnosis import Stimulus
from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.settings import read_yaml, validated

Family = Literal[
    "missing_key",
    "none",
    "index",
    "zero_division",
    "parsing",
    "empty_aggregate",
    "unbound",
    "rename",
    "payload_schema",
    "time_zone",
    "dtype",
    "feature_order",
    "async",
    "shared_state",
    "encoding",
    "serialisation",
    "sql",
    "library_upgrade",
    "policy",
    "two_places",
    "far_cause",
    "third_party_top",
    "recursion",
    "mutation",
    "types",
    "response_model",
]


class CommitInfo(Noun):
    """The commit that brings the bug in: its own (`after`), or a changed commit of the history (`amends`)."""

    after: int | None = Field(default=None, description="Number of the history patch that the bug's commit follows.")
    amends: int | None = Field(
        default=None, description="Number of the history patch into which commit.patch is squashed."
    )
    message: str = Field(default="", description="Commit message; with `amends` the default is the patch's own.")
    author: str = Field(default="", description="Author's name; with `amends` the default is the patch's own.")
    email: str = Field(default="", description="Author's e-mail address.")
    date: datetime | None = Field(default=None, description="Author and committer date, with its offset.")

    @model_validator(mode="after")
    def _complete(self) -> CommitInfo:
        if (self.after is None) == (self.amends is None):
            msg = "give exactly one of `after` and `amends`"
            raise ValueError(msg)
        if self.after is not None and not (self.message and self.author and self.email and self.date):
            msg = "a commit of its own needs message, author, email and date"
            raise ValueError(msg)
        if self.date is not None and self.date.tzinfo is None:
            msg = "the date needs an offset from UTC"
            raise ValueError(msg)
        return self


class RequestTrigger(Noun):
    """One HTTP request. At most one of `json`, `text` and `base64` gives the body."""

    kind: Literal["request"]
    method: str = "GET"
    path: str = Field(description="Path plus query as sent.")
    headers: dict[str, str] = Field(default_factory=dict)
    payload: Any = Field(default=None, alias="json", description="Body, sent as JSON.")
    text: str | None = Field(default=None, description="Body, sent as UTF-8.")
    base64: str | None = Field(default=None, description="Body in base64, sent as it is.")
    before: tuple[Stimulus, ...] = Field(
        default=(), description="Requests sent first in the same process, which must not crash."
    )

    @model_validator(mode="before")
    @classmethod
    def _read_before(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("before"):
            steps = [
                # without a path it was read before and written again: it is a step as it is sent
                RequestTrigger.model_validate(step).stimulus if "path" in step else step
                for step in (one.model_dump() if isinstance(one, Stimulus) else one for one in data["before"])
            ]
            return {**data, "before": steps}
        return data

    @model_validator(mode="after")
    def _one_body(self) -> RequestTrigger:
        if sum(body is not None for body in (self.payload, self.text, self.base64)) > 1:
            msg = "give at most one of `json`, `text` and `base64`"
            raise ValueError(msg)
        return self

    @property
    def stimulus(self) -> Stimulus:
        """The request as sent."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = b""
        if self.payload is not None:
            body = json.dumps(self.payload).encode()
            headers.setdefault("content-type", "application/json")
        elif self.text is not None:
            body = self.text.encode()
        elif self.base64 is not None:
            body = base64.b64decode(self.base64)
        return Stimulus(
            kind="request",
            method=self.method,
            target=self.path,
            headers=tuple(headers.items()),
            body=base64.b64encode(body).decode(),
        )


class CommandTrigger(Noun):
    """One command, run in the root; the first word `python` stands for the service's interpreter."""

    kind: Literal["command"]
    argv: tuple[str, ...]
    files: dict[str, str] = Field(default_factory=dict, description="Input files written before, path -> text.")

    @property
    def stimulus(self) -> Stimulus:
        """The command as run."""
        return Stimulus(kind="command", command=self.argv)


class Crash(Noun):
    """How the trigger fails: the exception that is reported, and the innermost frame of the service's own code."""

    exception: str
    file: str
    function: str


class RootCause(Noun):
    """Where the fault is in the buggy tip; `lines` are first and last line, 1-based."""

    file: str
    function: str = ""
    lines: tuple[int, int]


class Bug(Noun):
    """One seeded bug as `bug.yaml` describes it."""

    id: str
    title: str
    family: Family
    difficulty: Literal["easy", "medium", "hard"]
    commit: CommitInfo
    trigger: Annotated[RequestTrigger | CommandTrigger, Field(discriminator="kind")]
    crash: Crash
    root_cause: RootCause
    looks_like_noise: bool = Field(
        default=False,
        description="A fault of our own whose event reads like noise (say, a time-out of our own making).",
    )
    more: tuple[Annotated[RequestTrigger | CommandTrigger, Field(discriminator="kind")], ...] = Field(
        default=(), description="Other triggers of the same crash, so that the streams have more than one."
    )
    notes: str = ""


class BugCase(Noun):
    """A bug and its folder."""

    bug: Bug
    folder: Path

    @property
    def commit_patch(self) -> Path:
        """The change that the bug's commit makes."""
        return self.folder / "commit.patch"

    @property
    def fix_patch(self) -> Path | None:
        """The reference fix against the buggy tip, if it is not simply the clean tip."""
        path = self.folder / "fix.patch"
        return path if path.is_file() else None

    @property
    def oracle(self) -> Path:
        """The folder of the hidden tests."""
        return self.folder / "oracle"


class SeededService(Noun):
    """A folder of the benchmark: clean sources, history and bugs."""

    folder: Path
    patches: tuple[Path, ...]
    cases: tuple[BugCase, ...]

    @property
    def sources(self) -> Path:
        """The clean sources as they are at the tip."""
        return self.folder / "service"

    @property
    def oracle_support(self) -> Path:
        """Files that are laid beside every oracle of this service; the folder may be absent."""
        return self.folder / "oracle"

    def case(self, bug_id: str) -> BugCase:
        """The bug of this id, or of this id without the service's name. Raises UserError."""
        for case in self.cases:
            if bug_id in {case.bug.id, case.folder.name}:
                return case
        near = difflib.get_close_matches(bug_id, [case.folder.name for case in self.cases], n=1)
        hint = f"did you mean '{near[0]}'?" if near else "the folders of bugs/ are the ids."
        raise UserError(f"There is no bug '{bug_id}' in {self.folder}: {hint}")


def read_service(folder: Path) -> SeededService:
    """Read a service folder of the benchmark. Raises UserError naming the file that is wrong."""
    if not (folder / "service").is_dir():
        raise UserError(f"{folder} is not a seeded service: it has no folder service/.")
    patches = tuple(sorted((folder / "history").glob("[0-9]*.patch")))
    for number, patch in enumerate(patches, start=1):
        if not patch.name.startswith(f"{number:04d}-"):
            raise UserError(f"{patch} breaks the numbering: expected a patch that starts with {number:04d}-.")
    cases = tuple(_read_case(path.parent, len(patches)) for path in sorted((folder / "bugs").glob("*/bug.yaml")))
    return SeededService(folder=folder, patches=patches, cases=cases)


def _read_case(folder: Path, patches: int) -> BugCase:
    path = folder / "bug.yaml"
    bug = validated(Bug, read_yaml(path), str(path))
    if not bug.id.endswith(f"-{folder.name}"):
        raise UserError(f"{path}: the id '{bug.id}' must be the service's name, a dash and the folder's name.")
    place = bug.commit.after or bug.commit.amends or 0
    if not 0 < place <= patches:
        raise UserError(f"{path}: the history has patches 1 to {patches}, the commit's place is {place}.")
    if not (folder / "commit.patch").is_file():
        raise UserError(f"{folder} has no commit.patch.")
    if not list((folder / "oracle").glob("test_*.py")):
        raise UserError(f"{folder}/oracle has no test_*.py.")
    return BugCase(bug=bug, folder=folder)
