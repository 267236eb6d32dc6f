"""What the client sends is told from the state that a request needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from arbase.domain.diagnosis import Stimulus
from arbase.domain.service import Application, Service
from arbase.domain.triage import CodeLocation
from arbase.investigate.experiments import explore
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.reproduce import Reproduced
from arbase.replay.interface import Observation, Raised, Recorded

RAISED = Raised(exception="KeyError", message="'x'", trace=(CodeLocation(path="shop.py", line=1, function="show"),))
MAKES = Stimulus(method="POST", target="/things")
SHOWS = Stimulus(target="/show", headers=(("x-user", "dev"),), before=(MAKES,))
SPOILS = Recorded(stimulus=Stimulus(method="DELETE", target="/things"), status=204)
PLAIN = Recorded(stimulus=Stimulus(target="/show", headers=(("x-user", "ann"),)), status=200)


class Stateful(Laboratory):
    """`/show` crashes where a thing was made before and nothing was ever deleted, for whatever user."""

    def __init__(self, *, fragile: bool = False) -> None:
        self.tree, self.service = (
            Path("/nowhere"),
            Service(name="shop", repository=Path("/nowhere"), app=Application(kind="wsgi", target="shop:app")),
        )
        self._fragile = fragile

    def at_head(self, stimuli: Sequence[Stimulus], *, trace: tuple[str, ...] = ()) -> list[Observation]:
        """Play them in order in one process; what ran is not told."""
        made, deleted, seen = False, False, []
        for number, one in enumerate(stimuli):
            made = made or MAKES in one.before
            deleted = deleted or one.method == "DELETE" or (self._fragile and number > 2)
            crashes = one.target == "/show" and made and not deleted
            status = 500 if crashes else 200
            seen.append(Observation(variant="head", stimulus=number, status=status, raised=RAISED if crashes else None))
        return seen


def explored(laboratory: Laboratory):
    return explore(laboratory, Reproduced(stimulus=SHOWS, raised=RAISED, status=500, attempts=3), [SPOILS, PLAIN])


def test_a_state_that_tests_spoil_is_not_taken_for_what_the_client_sends():
    around = explored(Stateful())
    assert around.tried
    assert all(one.crashed for one in around.tried)


def test_where_the_unchanged_request_stops_crashing_only_forms_sent_alone_tell_of_its_inputs():
    around = explored(Stateful(fragile=True))
    assert around.dependent == {}
    assert all(one.crashed for one in around.tried)


class Counting(Stateful):
    """`/show` crashes for the user `dev` alone; after two other requests it refuses everybody."""

    def at_head(self, stimuli: Sequence[Stimulus], *, trace: tuple[str, ...] = ()) -> list[Observation]:
        seen = []
        for number, one in enumerate(stimuli):
            crashes = dict(one.headers).get("x-user") == "dev" and number < 2
            status = 500 if crashes else 200 if number < 2 else 401
            seen.append(Observation(variant="head", stimulus=number, status=status, raised=RAISED if crashes else None))
        return seen


def test_attempts_that_are_counted_do_not_hide_on_what_the_crash_depends():
    assert ("header", "x-user") in explored(Counting()).dependent


def test_a_changed_form_is_never_the_request_itself():
    around = explored(Stateful())
    assert all(dict(one.mutation.parts.headers).get("x-user") != "dev" for one in around.tried)
