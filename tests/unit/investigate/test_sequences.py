"""A crash that needs data which production stored: other writes than those of the tests are sent first."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from pathlib import Path

from arbase.domain.diagnosis import Stimulus
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.sameness import Signature
from arbase.investigate.sequences import about_others, earlier_requests, retargeted
from arbase.replay.interface import Observation, Raised, Recorded

PLACE = (CodeLocation(path="shop.py", line=1, function="report"),)
RAISED = Raised(exception="TypeError", message="no", trace=PLACE)
SIGNATURE = Signature(exception="TypeError", function="report", path="shop.py", message="no")
REPORT = Stimulus(target="/report")


def comment(text: str, *, status: int = 201) -> Recorded:
    raw = base64.b64encode(json.dumps({"comment": text}).encode()).decode()
    headers = (("content-type", "application/json"),)
    return Recorded(stimulus=Stimulus(method="POST", target="/comments", headers=headers, body=raw), status=status)


class Comments(Laboratory):
    """`/report` crashes once more than `most` different comments are stored."""

    def __init__(self, most: int) -> None:
        self.tree = Path("/nowhere")
        self.service = Service(name="shop", repository=self.tree)
        self._most = most

    def at_head(self, stimuli: Sequence[Stimulus], *, trace: tuple[str, ...] = ()) -> list[Observation]:
        """Play them in order in one process."""
        stored: set[str] = set()
        seen = []
        for number, one in enumerate(stimuli):
            for sent in (*one.before, one):
                if sent.method == "POST":
                    stored.add(sent.body)
            crashes = one.target == "/report" and len(stored) > self._most
            raised = RAISED if crashes else None
            seen.append(Observation(variant="head", stimulus=number, status=500 if crashes else 200, raised=raised))
        return seen


def test_what_tests_store_comes_first_and_only_what_is_needed_stays():
    found = earlier_requests(Comments(1), REPORT, SIGNATURE, [comment("a"), comment("b"), comment("c")])
    assert found == REPORT.model_copy(update={"before": (comment("a").stimulus, comment("b").stimulus)})


def test_other_data_than_the_tests_store_is_tried_too():
    found = earlier_requests(Comments(2), REPORT, SIGNATURE, [comment("a")])
    assert found is not None
    assert len(found.before) == 3
    assert all(one.target == "/comments" for one in found.before)


def test_refused_writes_are_not_varied():
    assert earlier_requests(Comments(2), REPORT, SIGNATURE, [comment("a", status=422)]) is None


class Cached(Comments):
    """`/report?size=` keeps its answers and crashes at the third that it does not know."""

    def at_head(self, stimuli: Sequence[Stimulus], *, trace: tuple[str, ...] = ()) -> list[Observation]:
        """Play them in order in one process."""
        kept: set[str] = set()
        seen = []
        for number, one in enumerate(stimuli):
            for sent in one.before:
                kept.add(sent.target)
            crashes = one.target not in kept and len(kept) == self._most
            kept.add(one.target)
            raised = RAISED if crashes else None
            seen.append(Observation(variant="head", stimulus=number, status=500 if crashes else 200, raised=raised))
        return seen


def test_another_form_of_the_request_may_be_the_one_that_crashes():
    own = Stimulus(target="/report?size=5")
    found = earlier_requests(Cached(2), own, SIGNATURE, [])
    assert found is not None
    assert found.target != own.target
    assert len(found.before) == 2


def room(label: str, *, method: str = "PATCH", status: int = 200) -> Recorded:
    return Recorded(stimulus=Stimulus(method=method, target=f"/rooms/{label}", body="e30="), status=status)


def test_what_tests_do_to_one_thing_is_done_to_its_siblings():
    found = retargeted(Comments(1), [room("B-3"), room("C-1", method="GET"), room("B-9")])
    assert len(found) == 1
    targets = [one.target for one in found[0]]
    assert targets[:3] == ["/rooms/C-1", "/rooms/B-3", "/rooms/B-9"]  # what is read says which there are
    assert "/rooms/B-4" in targets
    assert "/rooms/B-0" not in targets


def test_what_was_refused_and_what_names_no_thing_has_no_siblings():
    assert retargeted(Comments(1), [room("B-3", status=403), room("all"), comment("a")]) == []


class Listed(Comments):
    """A read of `/free` keeps what is free; a booking crashes when `B-4`, the first, was closed since."""

    def at_head(self, stimuli: Sequence[Stimulus], *, trace: tuple[str, ...] = ()) -> list[Observation]:
        """Play them in order in one process; a booking itself makes the list anew."""
        seen = []
        kept = closed = False
        for number, one in enumerate(stimuli):
            crashes = False
            for sent in (*one.before, one):
                kept = kept or sent.target == "/free"
                closed = closed or (sent.target == "/rooms/B-4" and sent.method == "PATCH" and kept)
                if sent.method == "POST":
                    crashes, kept = closed, False
            raised = RAISED if crashes else None
            seen.append(Observation(variant="head", stimulus=number, status=500 if crashes else 200, raised=raised))
        return seen


def test_a_write_to_another_thing_behind_what_the_tests_read():
    book = Stimulus(method="POST", target="/book", body="e30=")
    free = Recorded(stimulus=Stimulus(target="/free"), status=200)
    found = earlier_requests(Listed(0), book, SIGNATURE, [free, room("B-3")])
    assert found is not None
    assert [one.target for one in found.before] == ["/free", "/rooms/B-4"]


class Kept(Comments):
    """The prices of one customer are kept, and those of another crash then."""

    def at_head(self, stimuli: Sequence[Stimulus], *, trace: tuple[str, ...] = ()) -> list[Observation]:
        """Play them in order in one process; nobody else than these two is there."""
        seen = []
        first = ""
        for number, one in enumerate(stimuli):
            for sent in (*one.before, one):
                there = sent.target in ("/customers/7/price?kg=5", "/customers/9/price?kg=5")
                first = first or (sent.target if there else "")
                crashes = there and sent.target != first
            raised = RAISED if crashes else None
            seen.append(Observation(variant="head", stimulus=number, status=500 if crashes else 200, raised=raised))
        return seen


def test_the_same_is_asked_about_another_thing_that_is_stored():
    own = Stimulus(target="/customers/7/price?kg=5", headers=(("authorization", "Bearer a"),))
    others = about_others(Kept(0), own, ["stone", "9"])
    assert [[one.target for one in row] for row in others] == [
        ["/customers/stone/price?kg=5", "/customers/9/price?kg=5"]
    ]
    found = earlier_requests(Kept(0), own, SIGNATURE, [], others)
    assert found is not None
    assert {found.target, *(one.target for one in found.before)} == {own.target, "/customers/9/price?kg=5"}
    assert all(one.headers == own.headers for one in (found, *found.before))


def test_what_changes_something_is_not_sent_to_others_so():
    assert about_others(Kept(0), Stimulus(method="POST", target="/customers/7/pay"), ["9"]) == []
    assert about_others(Kept(0), Stimulus(target="/report"), ["9"]) == []
