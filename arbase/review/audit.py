"""Is the audit trail as it was written?"""

from __future__ import annotations

from collections.abc import Sequence

from arbase.domain.review import AuditEntry


def verify_chain(entries: Sequence[AuditEntry]) -> int | None:
    """The number of the first entry that was changed, or before which one is missing; None if the chain is whole.

    `entries` are the whole trail, oldest first. A trail that was cut off at its end is whole as far as it goes; to
    notice that, keep the last digest elsewhere.
    """
    previous = ""
    for number, entry in enumerate(entries, 1):
        if entry.sequence != number or entry.previous != previous or entry.digest != entry.expected_digest:
            return number
        previous = entry.digest
    return None
