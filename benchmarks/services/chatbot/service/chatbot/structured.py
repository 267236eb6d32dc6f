"""Reads JSON that a model wrote: with fences, with words around it, or not at all."""

from __future__ import annotations

import json
import logging
import re
from typing import Any

logger = logging.getLogger(__name__)
_FENCE = re.compile(r"```(?:json)?\s*(.*?)```", re.S)


def parse_object(text: str) -> dict[str, Any] | None:
    """The first JSON object in the text, or None."""
    fenced = _FENCE.search(text)
    source = fenced[1] if fenced else text
    start = source.find("{")
    if start < 0:
        return None
    try:
        value, _ = json.JSONDecoder().raw_decode(source[start:])
    except ValueError:
        logger.exception("The model wrote JSON that cannot be read")
        return None
    return value
