"""Which events of an incident are kept: the first, the latest, and an even choice between."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Sequence

FIRST = 5
LATEST = 5
BETWEEN = 15
MOST = FIRST + BETWEEN + LATEST


def rank(event_id: str) -> int:
    """A number in [0, 2**56) that depends on the id alone and is as good as random."""
    return int.from_bytes(hashlib.sha256(event_id.encode("utf-8", "replace")).digest()[:7], "big")


def surplus(kept: Sequence[tuple[int, int]]) -> list[int]:
    """The ordinals to drop from `kept`, pairs of ordinal (1 is the incident's first event) and rank.

    Of the middle, the events with the lowest ranks stay: a uniform sample of all that ever were there (bottom-k
    sampling; Cohen and Kaplan 2007), since whoever is not among the lowest now cannot be later.
    """
    ordered = sorted(kept)
    if len(ordered) <= MOST:
        return []
    middle = ordered[FIRST:-LATEST]
    stays = {ordinal for ordinal, _ in heapq.nsmallest(BETWEEN, middle, key=lambda pair: (pair[1], pair[0]))}
    return [ordinal for ordinal, _ in middle if ordinal not in stays]
