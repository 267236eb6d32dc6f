"""Makes the crash of an event happen again, and the request that does it small."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from arbase.domain.diagnosis import Stimulus, StoredChange
from arbase.domain.event import Event
from arbase.domain.incident import Incident
from arbase.investigate.bodies import with_captured_bodies
from arbase.investigate.calls import calls_of
from arbase.investigate.credentials import (
    by_somebody,
    with_cut_credentials,
    without_secrets,
)
from arbase.investigate.in_session import after_own_writes, after_what_others_made
from arbase.investigate.inputfiles import with_input_files
from arbase.investigate.known_people import of_those_stored
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.made_first import after_making
from arbase.investigate.mutate import in_turn
from arbase.investigate.requests import changed, leaves, parts_of, same_route, stimulus_of, value_at
from arbase.investigate.routes import placeholders, visits
from arbase.investigate.sameness import Signature, difference, same_crash, signature_of
from arbase.investigate.samples import with_other_files, with_samples
from arbase.investigate.sequences import about_others, earlier_requests, needed
from arbase.investigate.shrink import shrink
from arbase.investigate.signatures import settled, worked_out
from arbase.investigate.signing_in import signed_in, wants_a_session
from arbase.investigate.stimulus import Rebuilt, rebuild
from arbase.investigate.stored import changes_of, keys_by_table, keys_of, survey
from arbase.investigate.wider import wider
from arbase.replay.interface import Observation, Raised, Recorded, Variant
from arbase.workspace.code import CodeReader

ATTEMPTS = 3
HANG_SECONDS = 4.0
TIMED_OUT = "timed out"
SAMPLES = 3
MOST = 32
ROW = 120
# Requests or commands on changed data, and how many forms of a request are tried with each change.
MOST_STORED = 600
MOST_COMMANDS = 60
BASES = 3
LONGEST_KEY = 60


@dataclass(frozen=True)
class Reproduced:
    """A stimulus whose every attempt crashed like the event."""

    stimulus: Stimulus
    raised: Raised
    status: int | None
    attempts: int
    rebuilt: Rebuilt | None = None


@dataclass(frozen=True)
class NotReproduced:
    """Why not, and what was tried."""

    why: str
    tried: tuple[tuple[Rebuilt, Observation], ...] = ()


def possible_stimuli(incident: Incident, laboratory: Laboratory, recorded: Sequence[Recorded]) -> list[Rebuilt]:
    """What may have set the incident's events off, the most faithful first."""
    found: list[Rebuilt] = []
    for event in list(reversed(incident.samples))[:SAMPLES]:
        rebuilt = rebuild(event, laboratory.tree)
        if rebuilt is not None:
            found += [
                rebuilt,
                *with_input_files(rebuilt, event, laboratory.tree),
                *without_secrets(rebuilt, recorded, laboratory.service.env),
                *with_captured_bodies(rebuilt, event, laboratory.tree),
                *_with_body(rebuilt, recorded),
                *with_cut_credentials(rebuilt),
            ]
    first: dict[Stimulus, Rebuilt] = {}
    for one in found:
        first.setdefault(one.stimulus, one)
    return list(first.values())[:MOST]


def reproduce(incident: Incident, laboratory: Laboratory, recorded: Sequence[Recorded]) -> Reproduced | NotReproduced:
    """Try every possible stimulus, and the first that crashes like the event three times more in fresh processes."""
    signature = signature_of(incident.latest)
    if signature is None:
        return NotReproduced("the event is a message without an exception, so there is no crash to look for")
    choices = possible_stimuli(incident, laboratory, recorded)
    calls = calls_of(incident.latest, laboratory.tree, laboratory.service.source_roots)
    if not choices and not calls:
        return NotReproduced(
            "the event holds neither a request nor a command nor arguments of a function that could be run again"
        )
    for group in (
        [one for one in choices if one.stimulus.kind == "request"],
        [one for one in choices if one.stimulus.kind == "command"],
    ):
        found = _first_that_crashes(laboratory, group, signature) if group else None
        if isinstance(found, Reproduced):
            return found
    requests = [one for one in choices if one.stimulus.kind == "request"]
    signed = worked_out(laboratory, requests, recorded, incident.latest)
    found = _first_that_crashes(laboratory, signed, signature)
    requests, choices = [*signed, *requests], [*signed, *choices]
    commands = [one for one in choices if one.stimulus.kind == "command"][:1]
    reader = CodeReader(laboratory.tree)
    if requests:
        found = found or _beyond(laboratory, incident.latest, requests, signature, recorded)
    for base in commands:
        found = found or _first_that_crashes(laboratory, with_samples(base, incident.latest, reader), signature)
    found = found or _with_other_data(laboratory, incident.latest, choices, signature, recorded)
    for base in commands:
        found = found or _first_that_crashes(laboratory, with_other_files(base, incident.latest, reader), signature)
    for plain in (True, False):
        some = [one for one in calls if plain is not bool(one.stand_ins)]
        found = found or _first_that_crashes(laboratory, some, signature)
    if found is not None:
        return found
    tried = [(one, laboratory.at_head([one.stimulus])[0]) for one in (choices or calls)[:3]]
    return NotReproduced(_why_not(tried, signature), tuple(tried))


def reproduce_command(laboratory: Laboratory, event: Event) -> Reproduced | NotReproduced:
    """The command that someone named: it must fail each time it is run in a fresh copy, in the same way.

    One that was seen not to end is given less time: that it still runs then is the failure.
    """
    words, hangs = event.command, event.extra.get(TIMED_OUT) is True
    stimulus = Stimulus(kind="command", command=words)
    fresh = [Variant(name=f"attempt {number + 1}") for number in range(ATTEMPTS)]
    seen = [row[0] for row in laboratory.try_on(fresh, [stimulus], HANG_SECONDS if hangs else 0.0)]
    tried = ((Rebuilt(stimulus=stimulus), seen[0]),)
    passed = sum(one.status == 0 and not one.error for one in seen)
    if passed:
        how = "passes at HEAD" if passed == len(seen) else f"is flaky: it passes {passed} of {len(seen)} times"
        return NotReproduced(f"the failing command {how}", tried)
    hanging = [one for one in seen if one.raised is not None and one.raised.exception == "Timeout"]
    broken = next((one.error for one in seen if one.error and one not in hanging), "")
    if broken:
        return NotReproduced(f"the failing command could not be run at HEAD: {broken}", tried)
    first = seen[0].raised
    if first is None:
        why = f"the failing command ends with status {seen[0].status} and shows no exception of the repository's code"
        return NotReproduced(why, tried)
    if len(hanging) == len(seen):  # at which line of a loop the time was up is chance
        return Reproduced(stimulus, first, seen[0].status, len(seen))
    others = [one for one in seen if one.raised is None or not same_crash(one.raised, first)]
    if others:
        return NotReproduced("the failing command fails in another way each time", tried)
    return Reproduced(stimulus, first, seen[0].status, len(seen))


def smallest(laboratory: Laboratory, found: Reproduced, recorded: Sequence[Recorded] = ()) -> Reproduced:
    """The same crash from the smallest request; as it was if the small one does not crash every time."""
    if found.stimulus.kind != "request":
        return found
    whole = parts_of(found.stimulus)
    parameters = placeholders(laboratory.tree, laboratory.service.source_roots, whole.path)
    good = [parts_of(one.stimulus) for one in recorded if 200 <= one.status < 300]
    served = [one for one in good if same_route(one, whole, parameters)]
    parts = shrink(whole, lambda requests: laboratory.crashes(requests, found.raised), served=served)
    stimulus = stimulus_of(parts)
    if stimulus == found.stimulus:
        return found
    again = confirm(laboratory, stimulus)
    if again is None or not same_crash(again.raised, found.raised):
        return found
    return Reproduced(again.stimulus, again.raised, again.status, again.attempts, found.rebuilt)


def confirm(laboratory: Laboratory, stimulus: Stimulus) -> Reproduced | None:
    """The crash of `stimulus`, if every attempt in a fresh process meets the same one."""
    fresh = [Variant(name=f"attempt {number + 1}") for number in range(ATTEMPTS)]
    rows = laboratory.try_on(fresh, [stimulus])
    first = rows[0][0].raised
    if first is None or not all(row[0].raised is not None and same_crash(row[0].raised, first) for row in rows):
        return None
    # With the signatures that the service asked for each time, if they were the same: a test has to hold them.
    return Reproduced(settled(stimulus, [row[0] for row in rows]), first, rows[0][0].status, len(rows))


def _first_that_crashes(laboratory: Laboratory, choices: Sequence[Rebuilt], signature: Signature) -> Reproduced | None:
    """The first choice that crashes like the event, each time it is run without what ran before it."""
    if not choices:
        return None
    observed = laboratory.at_head([one.stimulus for one in choices])
    for choice, seen in zip(choices, observed, strict=True):
        if seen.raised is None or seen.error or difference(signature, seen.raised):
            continue
        again = confirm(laboratory, choice.stimulus)
        if again is not None and not difference(signature, again.raised) and _passes(choice, again.raised):
            return Reproduced(again.stimulus, again.raised, again.status, again.attempts, choice)
    return None


def _passes(choice: Rebuilt, raised: Raised) -> bool:
    """With stand-ins it takes more to be the event's crash: the very line at which the called function stood."""
    place = choice.passes
    return place is None or any((one.path, one.line) == (place.path, place.line) for one in raised.trace)


def _beyond(
    laboratory: Laboratory,
    event: Event,
    requests: Sequence[Rebuilt],
    signature: Signature,
    recorded: Sequence[Recorded],
) -> Reproduced | None:
    """What the event's request needs besides: somebody who signed in, other requests before it, other values."""
    kept = of_those_stored(laboratory, requests, recorded)
    found = _first_that_crashes(laboratory, kept, signature)
    if found is not None:
        return found
    observed = laboratory.at_head([one.stimulus for one in requests])
    if kept and all(wants_a_session(one) for one in observed):
        requests = [*requests, *kept]
        observed = [*observed, *laboratory.at_head([one.stimulus for one in kept])]
    if all(wants_a_session(one) for one in observed):
        sessions = signed_in(requests[0], recorded)
        found = _first_that_crashes(laboratory, sessions, signature)
        if found is not None:
            return found
        requests = [*requests, *sessions]
        observed = laboratory.at_head([one.stimulus for one in requests])
    # The form of the request that came furthest: a refused one never reached the code.
    pairs = sorted(zip(requests, observed, strict=True), key=lambda pair: _was_refused(pair[1]))
    furthest = pairs[0][0]
    known = [one for one, seen in pairs if not wants_a_session(seen)]
    members = [one for one in known if one.stimulus.before or one.secrets or one in kept]
    found = _in_a_session(laboratory, after_own_writes(members, recorded), signature)
    if found is not None:
        return found
    for choice in after_making(laboratory, members or [furthest], recorded):
        found = _first_that_crashes(laboratory, [choice], signature)
        if found is not None:
            return found
    return (
        _after_others(laboratory, furthest, signature, recorded)
        or _in_a_session(laboratory, after_what_others_made(members, recorded), signature)
        or _searched(laboratory, event, furthest, signature, recorded)
    )


def _was_refused(observation: Observation) -> bool:
    return observation.status in (401, 403, 422, 404) or wants_a_session(observation)


def _in_a_session(laboratory: Laboratory, tried: Sequence[Rebuilt], signature: Signature) -> Reproduced | None:
    """The crash may need what the same person did before, which the session or their account holds."""
    for start in range(0, len(tried), ROW):
        found = _first_that_crashes(laboratory, tried[start : start + ROW], signature)
        if found is None:
            continue
        bare = found.stimulus.model_copy(update={"before": ()})
        before = needed(laboratory, bare, signature, found.stimulus.before)
        again = confirm(laboratory, bare.model_copy(update={"before": before}))
        if again is None or difference(signature, again.raised):
            return found
        return Reproduced(again.stimulus, again.raised, again.status, again.attempts, found.rebuilt)
    return None


def _first_in_rows(laboratory: Laboratory, tried: Sequence[Rebuilt], signature: Signature) -> Reproduced | None:
    """The same for many, some at a time."""
    for start in range(0, len(tried), ROW):
        found = _first_that_crashes(laboratory, tried[start : start + ROW], signature)
        if found is not None:
            return found
    return None


def _after_others(
    laboratory: Laboratory, furthest: Rebuilt, signature: Signature, recorded: Sequence[Recorded]
) -> Reproduced | None:
    """The crash may need what other requests leave behind in the process."""
    parts = parts_of(furthest.stimulus)
    sent = [str(value_at(parts, one)) for one in leaves(parts) if one[0] in ("body", "query", "path")]
    values = [one for one in dict.fromkeys(sent) if one and len(one) <= LONGEST_KEY]
    printed = laboratory.at_head([survey()])[0].body
    known = in_turn([values, keys_of(printed)])
    routes = visits(laboratory.tree, laboratory.service.source_roots, known, keys_by_table(printed))
    others = about_others(laboratory, furthest.stimulus, known)
    visited = [*others, *(by_somebody(route, furthest, recorded) for route in routes)]
    found = earlier_requests(laboratory, furthest.stimulus, signature, recorded, visited)
    again = confirm(laboratory, found) if found is not None else None
    if found is None or again is None or difference(signature, again.raised):
        return None
    note = f"it takes {len(found.before)} earlier requests in the same process"
    rebuilt = furthest.model_copy(update={"notes": (*furthest.notes, note)})
    return Reproduced(again.stimulus, again.raised, again.status, again.attempts, rebuilt)


def _searched(
    laboratory: Laboratory, event: Event, furthest: Rebuilt, signature: Signature, recorded: Sequence[Recorded]
) -> Reproduced | None:
    """The crash may need values that the event does not hold, or data that only production had."""
    parameters = placeholders(laboratory.tree, laboratory.service.source_roots, parts_of(furthest.stimulus).path)
    more = wider(furthest, event, recorded, parameters)
    return _first_in_rows(laboratory, more, signature)


def _with_other_data(
    laboratory: Laboratory,
    event: Event,
    choices: Sequence[Rebuilt],
    signature: Signature,
    recorded: Sequence[Recorded],
) -> Reproduced | None:
    """The crash may need data that only production had: what the set-up stored is changed until it comes."""
    bases = [one for one in choices if not one.stimulus.files][:BASES]
    printed = laboratory.at_head([survey()])[0].body if bases else ""
    changes = changes_of(printed, event, laboratory.tree)
    if not changes:
        return None
    bases = [*_answered(laboratory, bases[0], recorded, keys_of(printed)), *bases][:BASES]
    most = MOST_COMMANDS if bases[0].stimulus.kind == "command" else MOST_STORED
    tried = [_on(base, change) for change in changes for base in bases][:most]
    return _first_in_rows(laboratory, tried, signature)


def _on(base: Rebuilt, change: StoredChange) -> Rebuilt:
    note = "the crash was found by changing stored data: the event does not hold what production had stored"
    stimulus = base.stimulus.model_copy(update={"stored": (change,)})
    return base.model_copy(update={"stimulus": stimulus, "notes": (*base.notes, note)})


def _answered(
    laboratory: Laboratory, base: Rebuilt, recorded: Sequence[Recorded], keys: Sequence[str]
) -> list[Rebuilt]:
    """Forms of the request that are answered: they ask for what the set-up stored."""
    if base.stimulus.kind != "request":
        return []
    own = parts_of(base.stimulus)
    parameters = placeholders(laboratory.tree, laboratory.service.source_roots, own.path)
    served = [one.stimulus for one in recorded if 200 <= one.status < 300]
    alike = [one for one in served if same_route(parts_of(one), own, parameters)]
    keyed = [stimulus_of(changed(own, ("path", position), key)) for position in parameters for key in keys]
    tried = list(dict.fromkeys([base.stimulus, *alike[: 2 * BASES], *keyed]))
    answered = zip(tried, laboratory.at_head(tried), strict=True)
    good = [one for one, seen in answered if seen.status is not None and seen.status < 300 and not seen.crashed]
    return [base.model_copy(update={"stimulus": one}) for one in good]


def _why_not(tried: Sequence[tuple[Rebuilt, Observation]], signature: Signature) -> str:
    rebuilt, observation = tried[0]
    what = "the request" if rebuilt.stimulus.kind == "request" else "the command"
    notes = f" ({'; '.join(rebuilt.notes)})" if rebuilt.notes else ""
    if observation.raised is not None:
        other = difference(signature, observation.raised)
        if not other:
            return f"{what} of the event{notes} does not crash at HEAD every time"
        return f"{what} of the event{notes} crashes at HEAD in another way: {other}"
    if observation.error:
        return f"{what} of the event{notes} could not be run at HEAD: {observation.error}"
    return f"{what} of the event{notes} does not crash at HEAD: it ends with status {observation.status}"


def _with_body(rebuilt: Rebuilt, recorded: Sequence[Recorded]) -> list[Rebuilt]:
    """Bodies that the visible tests send to the same path, where the event lost its own."""
    stimulus = rebuilt.stimulus
    if stimulus.kind != "request" or stimulus.body or stimulus.method not in ("POST", "PUT", "PATCH"):
        return []
    path = stimulus.target.partition("?")[0]
    found = []
    for one in recorded:
        other = one.stimulus
        if other.body and other.method == stimulus.method and other.target.partition("?")[0] == path:
            declared = tuple(pair for pair in other.headers if pair[0] == "content-type")
            headers = (*(pair for pair in stimulus.headers if pair[0] != "content-type"), *declared)
            made = stimulus.model_copy(update={"headers": headers, "body": other.body})
            found.append(Rebuilt(stimulus=made, notes=(*rebuilt.notes, "the body is one of the visible tests")))
    return found[:4]
