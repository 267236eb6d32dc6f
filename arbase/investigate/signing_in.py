"""Requests of somebody who signed in: the event tells the session only as redacted, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.requests import Address, Parts, addresses, changed, parts_of, stimulus_of, value_at, without
from arbase.investigate.stimulus import REDACTED, Rebuilt
from arbase.replay.interface import Observation, Recorded

MOST = 6
_SIGN_IN = re.compile(r"log[-_]?in|sign[-_]?in|log[-_]?on|sessions?\b|tokens?\b|auth\w*|otp|verify", re.IGNORECASE)
_AWAY = re.compile(r"log[-_]?out|sign[-_]?out|revoke|refresh", re.IGNORECASE)


def wants_a_session(observation: Observation) -> bool:
    """The request was refused for want of somebody who signed in, or sent there."""
    if observation.status in (401, 403):
        return True
    place = dict(observation.headers).get("location", "")
    return observation.status in (302, 303, 307) and bool(_SIGN_IN.search(place))


def is_sign_in(path: str) -> bool:
    """Whether a path is one at which people sign in, by its words."""
    return bool(_SIGN_IN.search(path)) and not is_sign_out(path)


def is_sign_out(path: str) -> bool:
    """Whether a path is one at which people sign out, or give a token back."""
    return bool(_AWAY.search(path))


def signed_in(rebuilt: Rebuilt, recorded: Sequence[Recorded]) -> list[Rebuilt]:
    """The request after each way in which the visible tests sign in; the replay carries cookies and tokens over."""
    parts = parts_of(rebuilt.stimulus)
    crumbs = lost_cookies(parts)
    bare = stimulus_of(without(parts, crumbs))
    note = "somebody signs in first, as the visible tests do"
    found: dict[Stimulus, None] = {}
    for one in recorded:
        path = one.stimulus.target.partition("?")[0]
        if one.stimulus.method == "POST" and one.status < 400 and is_sign_in(path):
            found.setdefault(one.stimulus)
    return [
        rebuilt.model_copy(
            update={
                "stimulus": bare.model_copy(update={"before": (login, *bare.before)}),
                "notes": (*rebuilt.notes, note),
            }
        )
        for login in list(found)[:MOST]
    ]


def of_stored_sessions(rebuilt: Rebuilt, keys: Sequence[str]) -> list[Rebuilt]:
    """The request of each session that the set-up stored, in the place of the one that was redacted."""
    parts = parts_of(rebuilt.stimulus)
    note = "the session is one that the set-up stored: the event tells its own only as redacted"
    return [
        rebuilt.model_copy(
            update={
                "stimulus": stimulus_of(changed(parts, crumb, key)),
                "notes": (*rebuilt.notes, note),
            }
        )
        for crumb in lost_cookies(parts)
        for key in keys
    ]


def lost_cookies(parts: Parts) -> list[Address]:
    """The cookies whose values the event tells only as redacted."""
    return [one for one in addresses(parts) if one[0] == "cookie" and REDACTED.search(str(value_at(parts, one)))]
