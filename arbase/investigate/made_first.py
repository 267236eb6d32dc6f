"""Crashes of a request about something that was made shortly before, which a fresh copy of the service lacks.

`POST /orders/13/paid` of an event is about an order that somebody made and that no set-up stores. It is made as the
visible tests make such things, by somebody whom the service knows, and the request is sent to the key that the answer
tells; then once more with a second one, since what is done to the first may be left in the process.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.aimed import READS
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.requests import addresses, changed, parts_of, stimulus_of
from arbase.investigate.routes import placeholders
from arbase.investigate.stimulus import Rebuilt
from arbase.replay.interface import Observation, Recorded

MEMBERS = 12
MAKERS = 1
BODIES = 12
_KEYS = ("id", "number", "key", "uuid", "code", "slug", "ref", "token")
_DIGITS = 40


def after_making(laboratory: Laboratory, members: Sequence[Rebuilt], recorded: Sequence[Recorded]) -> Iterator[Rebuilt]:
    """The requests behind what makes the thing that they are about, once and twice; each to be run in a fresh process.

    Keys are those of a fresh copy: what has others there each time could not be sent again anyway.
    """
    path = parts_of(members[0].stimulus).path
    places = placeholders(laboratory.tree, laboratory.service.source_roots, path)
    made_at = [(place, _bodies(recorded, "/" + "/".join(path[:place]))) for place in sorted(places, reverse=True)]
    place, bodies = next((one for one in made_at if one[1]), (0, []))
    known: dict[tuple[Rebuilt, int], str] = {}

    def key(member: Rebuilt, before: tuple[Stimulus, ...], made: Stimulus) -> str:
        """Told by the first answer; numbers are counted alike for all that is made."""
        at = (member, len(before))
        if not known.get(at, "").isdigit():
            known[at] = _key(laboratory.at_head([made.model_copy(update={"before": before})])[0])
        return known[at]

    able = [one for one in members[:MEMBERS] if bodies and key(one, one.stimulus.before, _by(one, bodies[0]))]
    for body in bodies[:BODIES]:
        for member in able[:MAKERS]:
            before, made = member.stimulus.before, _by(member, body)
            act = _on(member, place, key(member, before, made))
            before = (*before, made)
            yield _rebuilt(member, before, act)
            if act.method not in READS:
                before = (*before, act)
                yield _rebuilt(member, (*before, made), _on(member, place, key(member, before, made)))


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


def _on(member: Rebuilt, place: int, key: str) -> Stimulus:
    """The member's request to the thing of this key."""
    bare = member.stimulus.model_copy(update={"before": ()})
    return stimulus_of(changed(parts_of(bare), ("path", place), key)) if key else bare


def _rebuilt(member: Rebuilt, before: tuple[Stimulus, ...], act: Stimulus) -> Rebuilt:
    note = "what the request is about is made first, as the visible tests make it"
    stimulus = act.model_copy(update={"before": before})
    return member.model_copy(update={"stimulus": stimulus, "notes": (*member.notes, note)})
