"""What the demo plays: `demo.yaml` beside a seeded service's `bugs/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field

from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.evaluation.seeded.catalogue import BugCase, RequestTrigger, SeededService, read_service
from arbase.settings import read_yaml, validated

DEFAULT_SERVICE = Path(__file__).resolve().parents[2] / "benchmarks" / "services" / "house_price"


class Answer(Noun):
    """One answer of the stand-in for an outside dependency."""

    status: int = Field(default=200, description="HTTP status.")
    payload: Any = Field(default=None, alias="json", description="Body, sent as JSON.")
    times: int = Field(default=1, ge=1, description="How often it is given before the next answer.")


class Visit(Noun):
    """Requests of one kind of visitor."""

    who: str = Field(description="Who comes, as shown on the terminal.")
    times: int = Field(default=1, ge=1, le=50, description="How often the request is sent.")
    method: str = Field(default="GET", description="HTTP method.")
    path: str = Field(description="Path plus query.")
    headers: dict[str, str] = Field(default_factory=dict, description="Request headers.")
    payload: Any = Field(default=None, alias="json", description="Body, sent as JSON.")
    text: str | None = Field(default=None, description="Body, sent as text.")

    @property
    def trigger(self) -> RequestTrigger:
        """The request in the catalogue's form."""
        return RequestTrigger.model_validate(
            {
                "kind": "request",
                "method": self.method,
                "path": self.path,
                "headers": self.headers,
                "json": self.payload,
                "text": self.text,
            }
        )


class Scenario(Noun):
    """The bug to show and the traffic around it. In `env`, `{dependency}` is the stand-in's address."""

    bug: str = Field(description="Folder of the bug.")
    env: dict[str, str] = Field(default_factory=dict, description="Environment of the service's process.")
    dependency: tuple[Answer, ...] = Field(default=(), description="What the stand-in answers, in turn, then again.")
    traffic: tuple[Visit, ...] = Field(description="Visits before the bug is triggered, in order.")


def read_scenario(folder: Path, bug: str | None) -> tuple[SeededService, BugCase, Scenario]:
    """The service, the bug and the traffic. Raises UserError with what is missing."""
    if not folder.is_dir():
        raise UserError(
            f"{folder}: not found; the demo runs from a clone of arbase, or give a service with --service PATH"
        )
    service = read_service(folder)
    file = folder / "demo.yaml"
    scenario = validated(Scenario, read_yaml(file), str(file))
    case = service.case(bug or scenario.bug)
    if not isinstance(case.bug.trigger, RequestTrigger):
        raise UserError(
            f"the bug {case.folder.name} is set off by a command; the demo shows those set off by a request"
        )
    return service, case, scenario
