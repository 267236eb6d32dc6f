"""Trying candidates against tests, many in one process: what is asked for, and what is answered."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from pydantic import Field, ValidationError

from arbase.domain.noun import Noun


class TestSeen(Noun):
    """One test of a command on the code as it is; `line` is the line of the test at which it failed, 0 if unknown."""

    test: str
    passed: bool
    seconds: float = 0.0
    line: int = 0


class Profile(Noun):
    """The tests of a command, and by path and line how many failing and passing examples ran the line.

    `refused` says why there is none (the command is no Python program, the tests could not be collected).
    """

    tests: tuple[TestSeen, ...] = ()
    spectrum: dict[str, dict[int, tuple[int, int]]] = Field(default_factory=dict)
    failing: int = 0
    passing: int = 0
    refused: str = ""

    def suspicion(self, path: str) -> dict[int, float]:
        """By line the share of the failing examples that ran it against all that did (Ochiai), from 0 to 1."""
        counts = self.spectrum.get(path, {})
        return {line: _ochiai(failed, passed, self.failing) for line, (failed, passed) in counts.items()}


class Target(Noun):
    """A function in which candidates change something.

    `text` is its source from the start of the line of `def`, `outer` the classes around it, outermost first, `first`
    the line of its first decorator (or of `def`), `line` that of `def`.
    """

    path: str
    name: str
    outer: tuple[str, ...] = ()
    text: str
    first: int
    line: int


class Attempt(Noun):
    """One candidate: (target, start, end, text) edits in characters of the target's text.

    `signature` says that one of them changes default values.
    """

    edits: tuple[tuple[int, int, int, str], ...]
    signature: bool = False


class Tried(Noun):
    """What came of a candidate: it passed all tests, or it got further than the code as it is.

    `progress` is (tests passed, line of the next one at which it failed). `behaviour` is what it made of the tests'
    calls and of calls near them, one short text each, `!...` for an exception.
    """

    candidate: int
    passed: bool
    progress: tuple[int, int] = (0, 0)
    behaviour: tuple[str, ...] = ()


class Search(Noun):
    """The candidates that passed or got further, of `tried`, in `seconds`; `refused` says why nothing was tried."""

    found: tuple[Tried, ...] = ()
    tried: int = 0
    seconds: float = 0.0
    refused: str = ""


def _ochiai(failed: int, passed: int, failing: int) -> float:
    ran = failing * (failed + passed)
    return min(1.0, failed / math.sqrt(ran)) if ran > 0 else 0.0


def profile_of(messages: Iterable[dict[str, Any]]) -> Profile:
    """The profile that the messages from inside tell of; what has another form is left out."""
    tests: list[TestSeen] = []
    facts: dict[str, Any] = {}
    for message in messages:
        try:
            if "test" in message:
                tests.append(TestSeen.model_validate(message))
            elif "spectrum" in message:
                facts |= Profile.model_validate(message).model_dump(exclude={"tests", "refused"})
            elif "refused" in message or "broke" in message:
                facts["refused"] = str(message.get("refused") or message.get("broke"))[:500]
        except ValidationError:
            continue
    return Profile(**{**facts, "tests": tuple(tests)})


def search_of(messages: Iterable[dict[str, Any]]) -> Search:
    """The result that the messages from inside tell of; what has another form is left out."""
    found: dict[int, Tried] = {}
    facts: dict[str, Any] = {}
    for message in messages:
        try:
            if "behaviour" in message:
                known = found.get(message["candidate"])
                if known is not None:
                    changed = Tried.model_validate({**known.model_dump(), "behaviour": message["behaviour"]})
                    found[known.candidate] = changed
            elif "candidate" in message:
                one = Tried.model_validate(message)
                found[one.candidate] = one
            elif "tried" in message:
                facts |= Search.model_validate(message).model_dump(include={"tried", "seconds"})
            elif "refused" in message or "broke" in message:
                facts["refused"] = str(message.get("refused") or message.get("broke"))[:500]
        except ValidationError:
            continue
    return Search(**{**facts, "found": tuple(found.values())})
