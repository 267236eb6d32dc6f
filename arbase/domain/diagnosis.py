"""A diagnosis: ranked hypotheses with their experiments, the crash spec and the reproduction."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from arbase.domain.noun import Noun
from arbase.domain.triage import CodeLocation, SuspectCommit


class StoredChange(Noun):
    """A change of what a service keeps in an SQLite file, `path` relative to the root; `values` are bound."""

    path: str
    sql: str
    values: tuple[str | int | float | None, ...] = ()


class Stimulus(Noun):
    """What sets the code off: an HTTP request to the application, or a command.

    `target` is path plus query as sent; `body` is bytes in base64. A command is a list of words run in the root.
    `files` are written before (path relative to the root -> text); `before` are sent first in the same process, and
    their answers do not count. `stored` holds while it runs; afterwards those files are as they were before. `signed`
    are headers that depend on the rest: where the service refuses the request and compared one with another value, it
    is sent again with that value. One whose value is another one by now is no longer among them.
    """

    kind: Literal["request", "command"] = "request"
    method: str = "GET"
    target: str = "/"
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    command: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    before: tuple[Stimulus, ...] = ()
    stored: tuple[StoredChange, ...] = ()
    signed: tuple[tuple[str, str], ...] = ()


class CrashSpec(Noun):
    """What counts as "the same crash": exception type, crashed function, normalised message.

    `trace` are the frames of the repository's own code, outermost first. `variables` maps names in the crashed frame
    to a description: `{"type": str, "repr": str, "keys": [..] | absent, "attributes": [..] | absent, "length": int |
    absent}`, as seen in the reproduction; empty if only the event is known.
    """

    exception: str
    message: str
    chain: tuple[str, ...] = ()
    location: CodeLocation
    trace: tuple[CodeLocation, ...] = ()
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    variables: dict[str, Any] = Field(default_factory=dict)


class Reproduction(Noun):
    """A stimulus that fails again and again: `failures` of `attempts` with the crash of the spec.

    `stand_ins` name what of the service's surroundings was not there and was answered for as the event tells it.
    """

    stimulus: Stimulus
    attempts: int
    failures: int
    status: int | None = None
    test_path: str = ""
    test_source: str = ""
    stand_ins: tuple[str, ...] = ()


class HypothesisStatus(StrEnum):
    """What the experiments say of a hypothesis."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    OPEN = "open"


class Experiment(Noun):
    """A run that supports or refutes a hypothesis."""

    what: str
    predicted: str
    observed: str
    supports: bool | None


class Hypothesis(Noun):
    """A possible cause. `kind` is a short machine-readable name; `confidence` is in [0, 1].

    `claimed` is the confidence that a model stated; `calibration` tells how `confidence` came of it.
    """

    id: str
    kind: str
    statement: str
    predicts: str
    status: HypothesisStatus = HypothesisStatus.OPEN
    confidence: float = 0.5
    claimed: float | None = None
    calibration: str = ""
    location: CodeLocation | None = None
    experiments: tuple[Experiment, ...] = ()


class Diagnosis(Noun):
    """Ranked hypotheses (best first). Without a reproduction nothing can be called verified.

    `client_inputs` are the JSON paths and parameters of the stimulus on which the crash was shown to depend
    (`path:house_id`, `query:page`, `body:$.rooms`, `header:x-tenant`). `traffic` are requests known not to crash.
    """

    incident_id: str
    crash: CrashSpec | None
    hypotheses: tuple[Hypothesis, ...]
    reproduction: Reproduction | None = None
    unresolved: str = ""
    suspects: tuple[SuspectCommit, ...] = ()
    client_inputs: tuple[str, ...] = ()
    traffic: tuple[Stimulus, ...] = ()
    base_commit: str = ""

    @property
    def functions(self) -> tuple[tuple[str, str], ...]:
        """The functions that may be at fault as (path, qualified name), each once, the likeliest first."""
        places = [hypothesis.location for hypothesis in self.hypotheses if hypothesis.location is not None]
        return tuple(dict.fromkeys((place.path, place.function) for place in places if place.path))
