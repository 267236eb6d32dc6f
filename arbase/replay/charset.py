"""The charset that a content type names; the rest of it, a boundary too, stays as it is."""

from __future__ import annotations

import re

_NAMED = re.compile(r";\s*charset=[^;]*", re.IGNORECASE)


def without_charset(declared: str) -> str:
    """`text/csv` of `text/csv; charset=latin-1`."""
    return _NAMED.sub("", declared)
