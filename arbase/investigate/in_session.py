"""Crashes that need what somebody did earlier in the same session: chose, began, put into a cart.

A session holds what its owner's own requests left there, so a write of the visible tests helps only when whoever sends
the event's request has sent it too: it goes behind the sign-in, with the cookie and the credentials of that request.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.aimed import READS
from arbase.investigate.mutate import in_turn, mutations
from arbase.investigate.requests import parts_of, shared_steps, stimulus_of
from arbase.investigate.signing_in import is_sign_in, is_sign_out
from arbase.investigate.stimulus import Rebuilt
from arbase.replay.interface import Recorded

MOST = 240
MEMBERS = 6
WRITES = 24
VARIED = 4
EACH_VARIED = 12
LONGEST_RUN = 20
# How many writes at the place of the request, and how many of others elsewhere.
HERE = 8
OTHERS = 60


def after_own_writes(members: Sequence[Rebuilt], recorded: Sequence[Recorded]) -> list[Rebuilt]:
    """The requests of people who are known to the service, each behind a write that they sent in the same session.

    Writes on the path of the request come first; then what the tests did in a row once somebody had signed in.
    """
    rows: list[list[Rebuilt]] = []
    runs = [run for run in _runs(recorded) if len(run) > 1]
    for member in members[:MEMBERS]:
        writes = _nearest(member.stimulus, recorded)
        varied = [
            stimulus_of(one.parts) for write in writes[:VARIED] for one in mutations(parts_of(write))[:EACH_VARIED]
        ]
        alone = [(write,) for write in dict.fromkeys([*writes[:WRITES], *varied])]
        rows.append([_behind(member, some) for some in (*alone[:WRITES], *runs, *alone[WRITES:])])
    return in_turn(rows)[:MOST]


def after_what_others_made(members: Sequence[Rebuilt], recorded: Sequence[Recorded]) -> list[Rebuilt]:
    """Requests that read, each behind what somebody else made and what the reader did about it.

    Two people are in it, and three steps: the reader came before, so what is kept from request to request is from then;
    somebody else makes a thing; the reader does with it what the tests do at this place. The tests may have been
    refused there for want of the thing, so those that were count as well.
    """
    rows: list[list[Rebuilt]] = []
    for member in [one for one in members if one.stimulus.method in READS][:MEMBERS]:
        steps = shared_steps(member.stimulus, member.stimulus)
        writes = [one for one in recorded if one.stimulus.method not in READS]
        here = [one.stimulus for one in writes if shared_steps(member.stimulus, one.stimulus) == steps]
        made = [one.stimulus for one in writes if _is_write(one) and one.stimulus not in here]
        read = member.stimulus.model_copy(update={"before": ()})
        own = list(dict.fromkeys(here))[:HERE]
        others = list(dict.fromkeys(made))[:OTHERS] if own else []
        rows.append([_behind(member, own, (read, other)) for other in others])
    return in_turn(rows)[:MOST]


def _behind(member: Rebuilt, writes: Sequence[Stimulus], others: Sequence[Stimulus] = ()) -> Rebuilt:
    """`member` after what it has before itself already, then `writes`, all by the same person.

    `others` are sent as they are, before the writes.
    """
    own = tuple(pair for pair in member.stimulus.headers if pair[0] == "cookie" or pair[0] in member.secrets)
    names = {"cookie", *(name for name, _ in own)}
    sent = tuple(
        one.model_copy(update={"headers": (*(pair for pair in one.headers if pair[0] not in names), *own)})
        for one in writes
    )
    stimulus = member.stimulus.model_copy(update={"before": (*member.stimulus.before, *others, *sent)})
    note = "the same person sends what the visible tests send first"
    if others:
        note += ", after somebody else did"
    return member.model_copy(update={"stimulus": stimulus, "notes": (*member.notes, note)})


def _nearest(stimulus: Stimulus, recorded: Sequence[Recorded]) -> list[Stimulus]:
    """The writes that were accepted, those first whose path begins like the request's."""
    accepted = [one.stimulus for one in recorded if _is_write(one) and one.stimulus.target != stimulus.target]
    return sorted(dict.fromkeys(accepted), key=lambda one: -shared_steps(stimulus, one))


def _is_write(one: Recorded) -> bool:
    path = one.stimulus.target.partition("?")[0]
    return one.stimulus.method not in READS and one.status < 400 and not is_sign_in(path) and not is_sign_out(path)


def _runs(recorded: Sequence[Recorded]) -> Iterator[tuple[Stimulus, ...]]:
    """What the tests sent between one sign-in and the next."""
    run: list[Stimulus] = []
    for one in recorded:
        path = one.stimulus.target.partition("?")[0]
        if is_sign_in(path) or is_sign_out(path):
            yield tuple(run)
            run = []
        elif one.status < 400 and len(run) < LONGEST_RUN:
            run.append(one.stimulus)
    yield tuple(run)
