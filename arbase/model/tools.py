"""Tools of an agent: typed arguments, a text as result, errors as sentences that the model can act on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from arbase.domain.errors import ArbaseError

ARGUMENT_CHARACTERS = 400_000


class Arguments(BaseModel):
    """Base of a tool's arguments and of an agent's answer: closed, so that a made-up argument is told about."""

    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Tool:
    """What an agent can do. `run` gets valid arguments and answers text; an ArbaseError is told as refusal."""

    name: str
    description: str
    arguments: type[Arguments]
    run: Callable[[Any], str]

    @property
    def schema(self) -> dict[str, Any]:
        """JSON schema of the arguments, without titles that only cost tokens."""
        schema: dict[str, Any] = untitled(self.arguments.model_json_schema())
        schema.pop("description", None)
        return {**schema, "type": "object", "properties": schema.get("properties", {})}

    def __call__(self, given: dict[str, Any]) -> tuple[str, bool]:
        """The result and whether it is an error."""
        if len(str(given)) > ARGUMENT_CHARACTERS:
            return f"refused: the arguments are longer than {ARGUMENT_CHARACTERS:,} characters", True
        try:
            arguments = self.arguments.model_validate(given)
        except ValidationError as error:
            return f"wrong arguments for {self.name}: {faults(error)}", True
        try:
            return self.run(arguments), False
        except ArbaseError as error:
            return f"refused: {error}", True


def faults(error: ValidationError) -> str:
    """What is wrong with arguments, each with its place."""
    return "; ".join(
        f"{'.'.join(str(part) for part in one['loc']) or 'top level'}: {one['msg']}" for one in error.errors()[:5]
    )


def untitled(schema: Any) -> Any:
    """A JSON schema without `title` keys; a property that is called title stays."""
    if isinstance(schema, dict):
        return {
            key: untitled(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str))
        }
    return [untitled(item) for item in schema] if isinstance(schema, list) else schema


def cut(text: str, limit: int) -> str:
    """`text` in at most about `limit` characters: beginning and end stay, a note says how much is gone."""
    if len(text) <= limit:
        return text
    head, tail = limit * 2 // 3, limit // 3
    gone = len(text) - head - tail
    lines = text.count("\n", head, len(text) - tail)
    note = f"\n[... {gone:,} characters ({lines:,} lines) cut; ask for a smaller part ...]\n"
    return text[:head] + note + text[-tail:]
