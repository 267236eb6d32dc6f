"""Which of the incidents that the store found may share a cause."""

from __future__ import annotations

import re

from arbase.domain.incident import Incident
from arbase.domain.triage import RelatedIncident
from arbase.triage.plain import plain

KEPT = 5
_WORD = re.compile(r"[A-Za-z_]\w{3,60}")


def telling(
    incident: Incident, found: tuple[RelatedIncident, ...], dependency: str | None
) -> tuple[RelatedIncident, ...]:
    """The incidents that share something telling with `incident`, most telling first, each with the reason."""
    own = _words(f"{incident.title} {incident.culprit}")
    system = (dependency or "").rpartition(" ")[2].strip("()")
    ranked = []
    for other in found:
        if other.id == incident.id:
            continue
        shared = sorted(own & _words(other.title), key=lambda word: (-len(word), word))
        reasons = [reason for reason in (plain(other.why, 200),) if reason]
        weight = 2.0 * ("same place" in other.why) + 1.0 * bool(other.why) + min(len(shared), 4)
        if len(system) > 3 and system in other.title:
            reasons.append(f"it names {plain(system, 60)} too")
            weight += 3
        if shared:
            reasons.append(f"both speak of {', '.join(shared[:3])}")
        if weight >= 2:
            why = "; ".join(reasons)
            ranked.append((weight, RelatedIncident(id=other.id, title=plain(other.title, 200), why=why)))
    ranked.sort(key=lambda item: -item[0])
    return tuple(other for _, other in ranked[:KEPT])


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text[:2000]))
