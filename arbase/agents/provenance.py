"""How material reaches a prompt: as data, with its origin. What strangers wrote must not read as instruction."""

from __future__ import annotations

import re

from arbase.model.tools import cut

ENDING = re.compile(r"<(?=\s*/?\s*data\b)", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
LIMIT = 12_000


def plain(text: str, limit: int) -> str:
    """A model's words without what a reader does not see, at most about `limit` characters."""
    return CONTROL.sub(" ", text)[:limit]


def data(origin: str, text: str, limit: int = LIMIT) -> str:
    """`text` as a block of data from `origin`, at most about `limit` characters.

    Nothing in it can end the block, and characters that a reader does not see are gone: they are how orders are hidden.
    """
    named = re.sub(r"[^\w .,:/()-]", "_", origin)[:120]
    harmless = ENDING.sub("&lt;", CONTROL.sub(" ", cut(text, limit)))
    return f'<data origin="{named}">\n{harmless}\n</data>'
