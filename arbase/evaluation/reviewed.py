"""Reviews of humans as labelled rows in the form of `arbase bench alerts` (benchmarks/README.md), with provenance.

The last word on an incident counts. *actionable*: it was restored, confirmed or called so in the audit, or a fix of it
was approved. *noise*: it was discarded or called so in the audit. A rejected fix says that the fix was wrong
and nothing of the incident, so it labels nothing. Events stand as they are stored:
redacted at intake, a bounded choice of samples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from arbase.domain.errors import UserError
from arbase.domain.incident import Incident
from arbase.domain.noun import Noun
from arbase.domain.proposal import ProposalState
from arbase.domain.review import Decision
from arbase.store.interface import Store

MOST_TIMES = 2000
ALL = 1_000_000


class Said(Noun):
    """A human's last word on an incident."""

    actionable: bool
    by: str
    at: datetime
    reason: str
    how: str


class Labels(Noun):
    """What a store's reviews say, by incident; `silent` counts decisions that label nothing."""

    said: dict[str, Said]
    silent: dict[str, int]


def labels_of(store: Store) -> Labels:
    """The last word on each incident."""
    found: dict[str, Said] = {}
    silent: Counter[str] = Counter()
    for review in store.incident_reviews():
        how = f"{review.occasion.value} of an incident that was {review.was.value}"
        _keep(
            found,
            review.incident_id,
            Said(actionable=review.actionable, by=review.actor, at=review.at, reason=review.reason, how=how),
        )
    for proposal in store.proposals():
        if proposal.state is ProposalState.WAITING:
            continue
        for decision in store.reviews(proposal.id):
            if decision.decision is Decision.REJECT:
                silent["a rejected fix says nothing of its incident"] += 1
                continue
            how = f"approval of proposal {proposal.id}"
            said = Said(actionable=True, by=decision.actor, at=decision.at, reason=decision.reason, how=how)
            _keep(found, proposal.incident_id, said)
    return Labels(said=found, silent=dict(silent))


def _keep(found: dict[str, Said], incident_id: str, said: Said) -> None:
    known = found.get(incident_id)
    if known is None or known.at <= said.at:
        found[incident_id] = said


def reviewed_rows(store: Store, labels: Labels) -> Iterator[dict[str, Any]]:
    """A row for each labelled incident that is still in the store."""
    for incident_id, said in sorted(labels.said.items()):
        incident = store.incident(incident_id)
        if incident is not None:
            yield _row(incident, said)


def _row(incident: Incident, said: Said) -> dict[str, Any]:
    return {
        "id": incident.id,
        "service": incident.service,
        "label": "actionable" if said.actionable else "noise",
        "group": incident.id,
        "cause": incident.id,
        "family": "",
        "origin": "review",
        "title": incident.title,
        "culprit": incident.culprit,
        "level": incident.level,
        "count": incident.count,
        "users": incident.users,
        "times": _times(incident),
        "releases": list(dict.fromkeys(one for one in (incident.first_release, incident.last_release) if one)),
        "environments": list(incident.environments),
        "fingerprints": [incident.fingerprint.digest],
        "samples": [event.model_dump_json(exclude_defaults=True) for event in incident.samples],
        "split": "dev",
        "reviewed": {**said.model_dump(mode="json"), "fingerprint": incident.fingerprint.version},
    }


def _times(incident: Incident) -> list[float]:
    """Epoch seconds: first and last exactly, what lies between by the hour, as the store counts it."""
    first, last = incident.first_seen.timestamp(), incident.last_seen.timestamp()
    middle = []
    for hour, count in incident.hourly:
        step = 3600 / count
        middle += [min(last, max(first, hour * 3600 + (place + 0.5) * step)) for place in range(count)]
    keep = max(1, len(middle) // MOST_TIMES + (len(middle) % MOST_TIMES > 0))
    inner = sorted(middle)[1:-1][::keep]
    return [first, *inner, last] if incident.count > 1 else [first]


def write_rows(file: Path, rows: Iterator[dict[str, Any]]) -> Counter[str]:
    """Write the rows as JSON Lines, whole or not at all; counts by label. Raises UserError where the disk refuses."""
    counts: Counter[str] = Counter()
    partial = file.with_name(f".{file.name}.partial")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as stream:
            for row in rows:
                counts[row["label"]] += 1
                stream.write(orjson.dumps(row) + b"\n")
        partial.replace(file)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise UserError(f"{file}: cannot be written ({error.strerror}); give another place with --out") from error
    return counts
