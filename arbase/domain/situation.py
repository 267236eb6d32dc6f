"""A situation: incidents of one cause, also of several services, which call a human once."""

from __future__ import annotations

from datetime import datetime

from arbase.domain.noun import Noun


class Clue(Noun):
    """What of an incident can show that it shares its cause with another.

    `dependency` is the failed outside system as triage names it; `suspect` the commit that triage suspects most, with
    its score; `root` the innermost cause of the exception chain as (type, normalised message, place) and `links` the
    length of the chain. `hours` are those since 1970 in which there were events.
    """

    incident_id: str
    service: str
    exception: str = ""
    dependency: str = ""
    suspect: str = ""
    suspect_score: float = 0.0
    root: tuple[str, str, str] | None = None
    links: int = 0
    first_seen: datetime
    hours: tuple[int, ...] = ()


class Membership(Noun):
    """One incident of a situation, which is named after its first incident; `why` is empty for that one."""

    incident_id: str
    situation: str
    why: str = ""
    at: datetime
