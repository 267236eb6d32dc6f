"""Prompts: states of DSPy programs, named and versioned. A version never changes; a change is a new version.

They lie in `programs/NAME/VERSION.json` beside this file, and what was tuned here in a folder of the user's own.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from arbase.domain.errors import ConfigError, UserError
from arbase.domain.noun import Noun

BUNDLED = Path(__file__).parent / "programs"
NAME = re.compile(r"[a-z][a-z0-9_-]{0,40}")
VERSION = re.compile(r"v[0-9]{1,6}")
PREDICTOR = "act"


class Prompt(Noun):
    """One version. `state` is what DSPy loads (`lm` is null); `digest` is its SHA-256; `record` how it did where."""

    name: str
    version: str
    made: str = ""
    why: str = ""
    record: dict[str, Any] = Field(default_factory=dict)
    digest: str
    state: dict[str, Any]

    @property
    def instructions(self) -> str:
        """The text that the model gets."""
        return str(self.state[PREDICTOR]["signature"]["instructions"])

    @property
    def demos(self) -> list[Any]:
        """Demonstrations that an optimizer found."""
        return list(self.state[PREDICTOR].get("demos", []))

    @property
    def label(self) -> str:
        """`name@version`."""
        return f"{self.name}@{self.version}"


def digest_of(state: dict[str, Any]) -> str:
    """SHA-256 of the state as canonical JSON."""
    return hashlib.sha256(json.dumps(state, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


class Prompts:
    """All prompts, of arbase and of `own`, a folder that may be missing."""

    def __init__(self, own: Path | None = None) -> None:
        self._folders = [BUNDLED, *([own] if own else [])]

    def all(self) -> list[Prompt]:
        """Every version by name and number. Raises ConfigError for a damaged file."""
        files = [file for folder in self._folders for file in folder.glob("*/v*.json")]
        return sorted((read(file) for file in files), key=lambda one: (one.name, int(one.version[1:])))

    def get(self, label: str) -> Prompt:
        """The prompt `name@version`, or the newest of `name`. Raises UserError that names what there is."""
        name, _, version = label.partition("@")
        known = [one for one in self.all() if one.name == name]
        found = [one for one in known if version in ("", one.version)]
        if not found:
            there = ", ".join(one.label for one in known or self.all())
            raise UserError(f"there is no prompt {label!r}; there are {there}")
        return found[-1]

    def add(self, name: str, state: dict[str, Any], *, made: str, why: str, record: dict[str, Any]) -> Prompt:
        """Keep a new version in the user's own folder. Raises UserError where there is none."""
        own = self._folders[-1]
        if own == BUNDLED or not NAME.fullmatch(name):
            raise UserError(f"the prompt {name!r} cannot be kept: it has no folder or no plain name")
        number = max((int(one.version[1:]) for one in self.all() if one.name == name), default=0) + 1
        prompt = Prompt(
            name=name, version=f"v{number}", made=made, why=why, record=record, digest=digest_of(state), state=state
        )
        file = own / name / f"v{number}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        # `x`: a version that another process has made meanwhile is not written over.
        with file.open("x", encoding="utf-8") as new:
            new.write(prompt.model_dump_json(indent=1) + "\n")
        return prompt


def read(file: Path) -> Prompt:
    """The prompt in `file`. Raises ConfigError if it was changed after it was made."""
    try:
        prompt = Prompt.model_validate_json(file.read_bytes())
        named = NAME.fullmatch(prompt.name) and VERSION.fullmatch(prompt.version)
        if not named or (file.parent.name, file.stem) != (prompt.name, prompt.version):
            raise ConfigError(f"{file}: holds {prompt.name}@{prompt.version}; a version lies at NAME/VERSION.json")
        if prompt.state[PREDICTOR].get("lm") is not None:
            raise ConfigError(f"{file}: names a model; a prompt is saved with lm null")
        str(prompt.instructions)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from error
    except (ValidationError, KeyError, TypeError) as error:
        raise ConfigError(f"{file}: not a prompt ({' '.join(str(error).split())[:200]})") from error
    if prompt.digest != digest_of(prompt.state):
        raise ConfigError(f"{file}: was changed after it was made; a change is a new version, so restore the file")
    return prompt
