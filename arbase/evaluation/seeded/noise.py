"""The noise of a seeded service: what `noise/<slug>.yaml` and `workload.yaml` hold. Unknown keys are refused.

A noise family is something that makes a correct service send an error event which nobody should fix in the code: the
client, a dependency or the operation caused it. The faults are really injected when the family is run.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.evaluation.seeded.catalogue import CommandTrigger, RequestTrigger, SeededService
from arbase.settings import read_yaml, validated

Kind = Literal[
    "client_misuse",
    "bot",
    "dependency_outage",
    "cancelled_client",
    "rate_limit",
    "deploy",
    "business_rejection",
    "handled_duplicate",
    "expired_session",
    "synthetic_monitoring",
    "cron_overlap",
    "old_client",
    "third_party_warning",
    "resource_pressure",
]
BUILT_IN_VALUES = ("number", "small", "word", "name", "email", "ip", "uuid", "day", "time", "agent")
PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
Trigger = Annotated[RequestTrigger | CommandTrigger, Field(discriminator="kind")]


class DependencyFault(Noun):
    """A dependency on loopback, a process of its own, that fails in this way. `env` names the service's variable."""

    kind: Literal["dependency"]
    env: str = Field(description="Environment variable that holds the dependency's address.")
    url: str = Field(default="http://{address}", description="The variable's value; {address} is host:port.")
    does: Literal["timeout", "reset", "refused", "status", "garbage", "slow", "truncated", "answer"] = Field(
        description="What happens to a request; `answer` is a right answer with `status`, `headers` and `body`."
    )
    status: int = Field(default=503, ge=100, le=599, description="HTTP status of `status`, `garbage` and `answer`.")
    headers: dict[str, str] = Field(default_factory=dict, description="Headers of the answer.")
    body: str = Field(default="", description="Body of the answer.")
    seconds: float = Field(default=0.0, ge=0, le=5, description="How long `slow` takes before it answers.")
    first: tuple[str, ...] = Field(default=(), description="Bodies of right answers (200) before the fault begins.")


class LockedFault(Noun):
    """Another process holds a lock on the SQLite file while the occurrence runs."""

    kind: Literal["locked"]
    path: str = Field(description="The database's file in the service's folder.")
    mode: Literal["write", "exclusive"] = Field(default="write", description="`exclusive` also keeps readers out.")


class DisconnectFault(Noun):
    """The client goes away: while it sends the `body`, or while it reads the `answer`, after so many parts."""

    kind: Literal["disconnect"]
    during: Literal["body", "answer"]
    after: int = Field(default=0, ge=0, description="Parts that still go through.")


class ShutdownFault(Noun):
    """The process is told to stop: the request's task is cancelled, a command gets SIGTERM."""

    kind: Literal["shutdown"]
    after: float = Field(default=0.05, ge=0, le=5, description="Seconds after the start.")


class OverlapFault(Noun):
    """The command is started a second time while the first run is still at work."""

    kind: Literal["overlap"]
    after: float = Field(default=0.0, ge=0, le=5, description="Seconds after the first start.")


class LimitFault(Noun):
    """The process has reached a limit of the operating system (RLIMIT_FSIZE, RLIMIT_AS, RLIMIT_NOFILE)."""

    kind: Literal["limit"]
    resource: Literal["file_size", "memory", "open_files"]
    value: int = Field(
        ge=0, description="Bytes of a file; or bytes of memory, or open files, beyond what is in use at the start."
    )


class FileFault(Noun):
    """A file is missing, or holds `text` instead, while the occurrence runs (a volume not mounted, a bad upload)."""

    kind: Literal["file"]
    path: str
    text: str | None = Field(default=None, description="What it holds; None: it is not there.")


Fault = Annotated[
    DependencyFault | LockedFault | DisconnectFault | ShutdownFault | OverlapFault | LimitFault | FileFault,
    Field(discriminator="kind"),
]


class Pattern(Noun):
    """When the family happens in a simulated week."""

    shape: Literal["steady", "diurnal", "burst", "outage", "deploy", "daily", "weekly", "leak"]
    per_day: float = Field(default=3.0, gt=0, le=200, description="Mean number of events on a day on which it happens.")
    users: int = Field(default=5, ge=0, description="How many different users meet it; 0: nobody is signed in.")
    at: str = Field(default="03:00", pattern=r"^\d\d:\d\d$", description="Time of day (UTC) of `daily` and `weekly`.")


class Expectation(Noun):
    """The event that the SDK must send. All that is given must hold for one and the same event."""

    exception: str = Field(default="", description="Type of the exception that was raised last.")
    logger: str = Field(default="", description="Logger of an event that was logged.")
    message: str = Field(default="", description="Part of the exception's text or of the logged message.")
    level: Literal["", "fatal", "error", "warning"] = ""

    @model_validator(mode="after")
    def _says_something(self) -> Expectation:
        if not (self.exception or self.logger):
            msg = "give `exception` or `logger`"
            raise ValueError(msg)
        return self


class Noise(Noun):
    """One family of noise as its YAML file describes it."""

    id: str
    title: str
    kind: Kind
    why: str = Field(min_length=20, description="Why this is noise by the label policy.")
    twin_of: str = Field(default="", description="Folder name of a bug with the same exception type and module.")
    environment: Literal["", "production", "staging"] = Field(default="", description="Only there; empty: both.")
    env: dict[str, str] = Field(default_factory=dict, description="Variables of the service's process.")
    values: dict[str, tuple[str | int | float, ...]] = Field(
        default_factory=dict, description="What the placeholders of this family stand for."
    )
    faults: tuple[Fault, ...] = ()
    occurrences: tuple[Trigger, ...] = Field(min_length=1, description="One of them is drawn for each event.")
    pattern: Pattern
    expect: Expectation

    @model_validator(mode="after")
    def _faults_fit(self) -> Noise:
        kinds = {one.kind for one in self.occurrences}
        if len(kinds) > 1:
            msg = "occurrences are either all requests or all commands"
            raise ValueError(msg)
        for fault in self.faults:
            if (fault.kind == "overlap" and kinds != {"command"}) or (
                fault.kind == "disconnect" and kinds != {"request"}
            ):
                msg = f"the fault {fault.kind} does not fit a {kinds.pop()}"
                raise ValueError(msg)
        return self


class Workload(Noun):
    """`workload.yaml`: what this service's traffic looks like. All of it is optional."""

    values: dict[str, tuple[str | int | float, ...]] = Field(
        default_factory=dict, description="What placeholders stand for in this service, e.g. `user`."
    )
    requests: tuple[RequestTrigger, ...] = Field(default=(), description="Ordinary requests that a client sends.")
    commands: tuple[CommandTrigger, ...] = Field(default=(), description="Ordinary runs of commands.")


class NoiseFamily(Noun):
    """A family and the file that it was read from."""

    noise: Noise
    file: Path


def read_workload(service: SeededService) -> Workload:
    """The service's `workload.yaml`; an empty one where there is none. Raises ConfigError."""
    file = service.folder / "workload.yaml"
    return validated(Workload, read_yaml(file), str(file)) if file.is_file() else Workload()


def read_noise(service: SeededService) -> tuple[NoiseFamily, ...]:
    """All noise families of a service, by name. Raises UserError naming the file that is wrong."""
    workload = read_workload(service)
    return tuple(_read_family(service, file, workload) for file in sorted((service.folder / "noise").glob("*.yaml")))


def placeholders(value: Any) -> Iterator[str]:
    """The names of all placeholders in strings of `value`, however deep."""
    if isinstance(value, str):
        yield from PLACEHOLDER.findall(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from placeholders(key)
            yield from placeholders(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from placeholders(inner)


def _read_family(service: SeededService, file: Path, workload: Workload) -> NoiseFamily:
    noise = validated(Noise, read_yaml(file), str(file))
    if not noise.id.endswith(f"-{file.stem}"):
        raise UserError(f"{file}: the id '{noise.id}' must be the service's name, a dash and the file's name.")
    if noise.twin_of:
        bug = service.case(noise.twin_of).bug
        if noise.expect.exception != bug.crash.exception:
            raise UserError(
                f"{file}: a twin of {noise.twin_of} must expect its exception {bug.crash.exception}, "
                f"not {noise.expect.exception or 'a logged message'}."
            )
    known = {*BUILT_IN_VALUES, "user", *workload.values, *noise.values}
    for occurrence in noise.occurrences:
        for name in placeholders(occurrence.model_dump(exclude={"before"})):
            if name not in known:
                near = difflib.get_close_matches(name, sorted(known), n=1)
                hint = f"did you mean {{{near[0]}}}?" if near else f"known: {', '.join(sorted(known))}"
                raise UserError(f"{file}: unknown placeholder {{{name}}}; {hint} Write {{{{{name}}}}} for a literal.")
    return NoiseFamily(noise=noise, file=file)
