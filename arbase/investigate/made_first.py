"""Crashes of a request about something that was made shortly before, which a fresh copy of the service lacks.

`POST /orders/13/paid` of an event is about an order that somebody made and that no set-up stores. It is made as the
visible tests make such things, by somebody whom the service knows, and the request is sent to the key that the answer
tells; then once more with a second one, since what is done to the first may be left in the process.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.requests import addresses, changed, parts_of, stimulus_of
from arbase.investigate.routes import placeholders
from arbase.investigate.sequences import READS
from arbase.investigate.stimulus import Rebuilt
from arbase.replay.interface import Observation, Recorded

MEMBERS = 12
MAKERS = 3
BODIES = 24
_KEYS = ("id", "number", "key", "uuid", "code", "slug", "ref", "token")
_DIGITS = 40

Observe = Callable[[Sequence[Stimulus]], Sequence[Observation]]


class _Chain(NamedTuple):
    """What somebody sends: `sent` so far, and the write that makes one more."""

    member: Rebuilt
    sent: tuple[Stimulus, ...]
    made: Stimulus


def after_making(laboratory: Laboratory, members: Sequence[Rebuilt], recorded: Sequence[Recorded]) -> list[Rebuilt]:
    """The requests behind what makes the thing that they are about, once and twice."""
    path = parts_of(members[0].stimulus).path
    places, observe = placeholders(laboratory.tree, laboratory.service.source_roots, path), laboratory.at_head
    made_at = [(place, _bodies(recorded, "/" + "/".join(path[:place]))) for place in sorted(places, reverse=True)]
    place, bodies = next((one for one in made_at if one[1]), (0, []))
    first = [
        _Chain(member, member.stimulus.before, _by(member, made)) for member in members[:MEMBERS] for made in bodies[:1]
    ]
    able = [chain.member for chain, key in _made(first, observe) if key][:MAKERS]
    chains = [_Chain(one, one.stimulus.before, _by(one, made)) for made in bodies for one in able]
    once = _made(chains[: BODIES * MAKERS], observe)
    done = [(chain, _on(chain, place, key)) for chain, key in once if key]
    found = [_rebuilt(chain, act) for chain, act in done]
    if members[0].stimulus.method not in READS:
        again = [_Chain(chain.member, (*chain.sent, chain.made, act), chain.made) for chain, act in done]
        found += [_rebuilt(chain, _on(chain, place, key)) for chain, key in _made(again, observe) if key]
    return found


def _bodies(recorded: Sequence[Recorded], path: str) -> list[Stimulus]:
    """What the tests sent to make something there, those first that hold a field which few others have."""
    sent = [one.stimulus for one in recorded if one.stimulus.method == "POST" and one.status < 300]
    found = [one for one in dict.fromkeys(sent) if one.target.partition("?")[0].rstrip("/") == path]
    fields = {one: {str(address) for address in addresses(parts_of(one)) if address[0] == "body"} for one in found}
    counted = Counter(field for some in fields.values() for field in some)
    return sorted(found, key=lambda one: min((counted[field] for field in fields[one]), default=len(found)))


def _by(member: Rebuilt, made: Stimulus) -> Stimulus:
    """What a test sent, with the cookie and the credentials of the member."""
    own = tuple(pair for pair in member.stimulus.headers if pair[0] == "cookie" or pair[0] in member.secrets)
    names = {"cookie", *(name for name, _ in own)}
    return made.model_copy(update={"headers": (*(pair for pair in made.headers if pair[0] not in names), *own)})


def _made(chains: Sequence[_Chain], observe: Observe) -> list[tuple[_Chain, str]]:
    """Each chain with the key that the answer to its last write tells; empty where nothing was made."""
    if not chains:
        return []
    seen = observe([chain.made.model_copy(update={"before": chain.sent}) for chain in chains])
    return [(chain, _key(one)) for chain, one in zip(chains, seen, strict=True)]


def _key(seen: Observation) -> str:
    if seen.crashed or seen.status is None or seen.status >= 300:
        return ""
    told = next((value for name, value in seen.headers if name.lower() == "location"), "")
    try:
        answer = json.loads(seen.body)
    except ValueError:
        answer = None
    inner = [one for one in answer.values() if isinstance(one, dict)] if isinstance(answer, dict) else []
    for one in [answer, *inner]:
        for name in _KEYS if isinstance(one, dict) else ():
            value = one.get(name)
            if isinstance(value, int | str) and not isinstance(value, bool) and 0 < len(str(value)) <= _DIGITS:
                return str(value)
    return told.rstrip("/").rpartition("/")[2]


def _on(chain: _Chain, place: int, key: str) -> Stimulus:
    """The request to the thing of this key."""
    bare = chain.member.stimulus.model_copy(update={"before": ()})
    return stimulus_of(changed(parts_of(bare), ("path", place), key))


def _rebuilt(chain: _Chain, act: Stimulus) -> Rebuilt:
    stimulus = act.model_copy(update={"before": (*chain.sent, chain.made)})
    note = "what the request is about is made first, as the visible tests make it"
    return chain.member.model_copy(update={"stimulus": stimulus, "notes": (*chain.member.notes, note)})
