"""Cases from outside: a folder of its own each, with `case.yaml`. Unknown keys are refused, naming the nearest one."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.settings import read_yaml, validated

FILE = "case.yaml"
MOST_CASES = 10_000
_SHELL = frozenset(("&&", "||", "|", ";", "&", ">", ">>", "<", "2>&1"))
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")


def words_of(value: object) -> object:
    """A command as a list of words; one string is split as a shell would, without being given to one."""
    if not isinstance(value, str):
        return value
    words = shlex.split(value)
    if _SHELL.intersection(words) or any(word.endswith(";") for word in words):
        raise ValueError("the command uses shell syntax; write it as [sh, -c, '...']")
    return words


Command = Annotated[tuple[str, ...], BeforeValidator(words_of)]


class RootCause(Noun):
    """Where the fault is. `lines` are the first and the last line, 1-based, where they are known."""

    file: str = Field(description="Path relative to the repository's root.")
    function: str = Field(default="", description="Name of the function, qualified or not; empty for module level.")
    lines: tuple[int, ...] = Field(default=(), max_length=2, description="First and last line.")


class OutsideCase(Noun):
    """One fault in one repository. What the harness alone may see is `oracle`, `oracle_files` and `reference`."""

    id: str = Field(min_length=1, max_length=200, description="Unique among the cases of one run.")
    repository: str = Field(min_length=1, description="Folder (relative to the case's) or git URL.")
    commit: str = Field(default="", description="Commit to work on; default: what HEAD names, or the plain folder.")
    python: str = Field(default="", description="Interpreter that has the repository's dependencies; default: ours.")
    env: dict[str, str] = Field(default_factory=dict, description="Environment variables for every command.")
    event: str | dict[str, Any] | None = Field(
        default=None,
        description="A captured event (Sentry's, or of `datasets/`): inline, or a JSON file in the case's folder.",
    )
    failing: Command = Field(default=(), description="A command that fails now, run in the repository's root.")
    suite: Command = Field(default=(), description="Runs the visible tests.")
    oracle: Command = Field(default=(), description="Judges the fix afterwards: exit status 0 means right.")
    oracle_files: str | tuple[str, ...] = Field(
        default=(), description="Folders or files laid over the copy in which the oracle runs."
    )
    root_cause: RootCause | None = Field(default=None, description="Where the fault is, to measure localisation.")
    reference: str = Field(default="", description="The reference patch; never applied, kept for reports.")
    hidden_patch: str = Field(default="", description="Patch (text) laid over before the oracle runs.", exclude=True)
    folder: Path = Field(default=Path(), description="Set by arbase: where relative paths start.", exclude=True)

    @model_validator(mode="after")
    def _has_evidence(self) -> OutsideCase:
        if self.event is None and not self.failing:
            raise ValueError("one of event and failing is needed: what goes wrong?")
        return self

    @property
    def hidden(self) -> tuple[Path, ...]:
        """The files and folders that are laid over for the oracle."""
        names = (self.oracle_files,) if isinstance(self.oracle_files, str) else self.oracle_files
        return tuple(self.folder / name for name in names)


def read_cases(place: Path) -> list[OutsideCase]:
    """The cases of a folder: of each folder in it that holds a case.yaml, or of the folder itself.

    Raises UserError where there is none, one cannot be used, or two have the same id.
    """
    if not place.is_dir():
        raise UserError(f"{place}: no such folder; give a folder of case folders or a SWE-bench file")
    files = [place / FILE] if (place / FILE).is_file() else sorted(place.glob(f"*/{FILE}"))
    if not files:
        raise UserError(f"{place}: no {FILE} in it nor in a folder of it; benchmarks/README.md tells the format")
    cases = [read_case(file) for file in files[:MOST_CASES]]
    unique(cases, place)
    return cases


def read_case(file: Path) -> OutsideCase:
    """One case. Raises ConfigError that says what is wrong, where, and what to do."""
    data = read_yaml(file)
    for key in ("hidden_patch", "folder"):
        if key in data:
            raise UserError(f"{file}: unknown key {key!r}; remove it")
    env = dict(data["env"]) if isinstance(data.get("env"), dict) else {}
    if isinstance(data.get("failing"), str):
        data["failing"], given = _split_assignments(data["failing"], file)
        env |= given
    known = {key: str(value) for key, value in env.items()}
    return validated(
        OutsideCase, {**data, **({"env": known} if known else {}), "folder": file.parent.resolve()}, str(file)
    )


def unique(cases: list[OutsideCase], place: Path) -> None:
    """Raises UserError for two cases of the same id: their results could not be told apart."""
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise UserError(f"{place}: two cases have the id {case.id!r}; give each its own")
        seen.add(case.id)


def _split_assignments(text: str, file: Path) -> tuple[list[str] | str, dict[str, str]]:
    """`NAME=value command`, as people write it in a shell."""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise UserError(f"{file}: failing: {error}; quote it as in a shell, or give a list of words") from error
    given: dict[str, str] = {}
    while words and _ASSIGNMENT.match(words[0]):
        name, _, value = words.pop(0).partition("=")
        given[name] = value
    return (words if given else text), given
