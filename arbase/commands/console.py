"""What the commands share: settings from the command line, and a terminal that event text cannot play with."""

from __future__ import annotations

import re
from typing import Any

from rich.console import Console
from rich.markup import escape

from arbase.settings import Settings, load_settings

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def settings_of(context: Any, **known: str) -> Settings:
    """The settings that the root command was given; `known` are overrides that a command's own options make."""
    file, overrides = context.obj or (None, ())
    return load_settings(file, [*overrides, *(f"{key}={value}" for key, value in known.items())])


def plain(text: object, limit: int = 2000) -> str:
    """`text` without control and direction characters or markup: events are written by strangers."""
    return escape(_CONTROL.sub(" ", str(text))[:limit])
