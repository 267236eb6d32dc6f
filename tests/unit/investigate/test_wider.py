"""Where an event does not hold all of its request, others of the route are tried until one crashes as it did."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from arbase.domain.diagnosis import Stimulus
from arbase.domain.event import Event, Frame, HttpRequest, RaisedException
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.investigate.laboratory import Laboratory
from arbase.investigate.reproduce import NotReproduced, Reproduced, reproduce
from arbase.investigate.stimulus import rebuild_request
from arbase.investigate.wider import MOST, wider
from arbase.replay.interface import Observation, Raised, Recorded, Variant
from tests.fakes import an_event, an_incident

JSON = (("content-type", "application/json"),)


def event(request: HttpRequest, *, kind: str = "ValueError", message: str = "bad", **variables: Any) -> Event:
    frame = Frame(path="app.py", function="read", line=5, variables=variables)
    raised = RaisedException(type=kind, message=message, frames=(frame,))
    return an_event().model_copy(update={"exceptions": (raised,), "request": request, "command": ()})


def posted(body: Any, path: str = "/orders") -> HttpRequest:
    return HttpRequest(method="POST", url=f"http://shop.example{path}", body=body)


def recorded(body: Any, *, status: int = 200, target: str = "/orders") -> Recorded:
    raw = base64.b64encode(json.dumps(body).encode()).decode()
    return Recorded(stimulus=Stimulus(method="POST", target=target, headers=JSON, body=raw), status=status)


def bodies(one: Event, *others: Recorded, parameters: dict[int, str] | None = None) -> list[Any]:
    assert one.request is not None
    found = wider(rebuild_request(one.request), one, others, parameters or {})
    return [json.loads(base64.b64decode(item.stimulus.body)) for item in found]


def test_what_was_removed_is_tried_as_something_of_its_kind_in_the_same_text():
    found = bodies(event(posted({"text": "my card is [redacted:card]", "city": "Porto"})))
    texts = [one["text"] for one in found if one.get("city") == "Porto" and "text" in one]
    assert {"my card is 4111111111111111", "my card is 4111-1111-1111-1111"} <= set(texts)
    assert not any("redacted" in text for text in texts if isinstance(text, str))


def test_a_hidden_value_is_first_the_one_that_tests_send():
    first = bodies(event(posted({"pin": "[redacted:secret]", "city": "Porto"})), recorded({"pin": "4711"}))[0]
    assert first == {"pin": "4711", "city": "Porto"}


def test_what_the_message_quotes_and_frames_held_is_tried_in_each_place():
    one = event(posted({"city": "Porto"}), message="invalid literal for int(): '12a'", count="'seven'", held=40)
    cities = [body.get("city") for body in bodies(one)]
    assert "12a" in cities
    assert "seven" in cities
    assert "40" in cities


def test_texts_of_a_json_body_are_tried_as_other_types_too():
    values = [one.get("city") for one in bodies(event(posted({"city": "Porto"})))]
    assert None in values
    assert 1 in values
    assert [] in values


def test_only_requests_of_the_route_are_changed_and_not_more_than_the_limit():
    wide = {f"field{number}": "x" for number in range(60)}
    found = wider(
        rebuild_request(posted(wide, "/orders/7")),
        event(posted(wide)),
        [recorded({"other": 1}, target="/carts/7"), recorded({"own": 1}, target="/orders/8")],
        {1: "order_id"},
    )
    assert len(found) == MOST
    assert {item.stimulus.target.split("/")[1] for item in found} == {"orders"}
    assert any(item.stimulus.target == "/orders/8" for item in found)


class Shop(Laboratory):
    """Crashes in `read` where the PIN has a blank; `steady` tells whether it does so every time."""

    def __init__(self, tree: Path, *, steady: bool = True) -> None:
        self.tree, self.problem = tree, ""
        self.service = Service(name="shop", repository=tree)
        self._steady = steady
        self.sent = 0

    def try_on(
        self,
        variants: Sequence[Variant],
        stimuli: Sequence[Stimulus],
        seconds: float = 0.0,
        *,
        trace: tuple[str, ...] = (),
    ) -> list[list[Observation]]:
        """Each stimulus by itself."""
        return [[self._seen(one, alone=len(stimuli) == 1) for one in stimuli] for _ in variants]

    def _seen(self, one: Stimulus, *, alone: bool) -> Observation:
        self.sent += 1
        pin = json.loads(base64.b64decode(one.body) or b"{}").get("pin")
        bad = isinstance(pin, str) and " " in pin and (self._steady or not alone)
        place = (CodeLocation(path="app.py", line=5, function="read"),)
        raised = Raised(exception="ValueError", message="bad", trace=place) if bad else None
        return Observation(variant="head", stimulus=0, status=500 if bad else 200, raised=raised)


def test_a_crash_whose_value_the_event_lost_is_reproduced_and_says_so(tmp_path: Path):
    incident = an_incident(samples=(event(posted({"pin": "[redacted:secret]"})),))
    found = reproduce(incident, Shop(tmp_path), [recorded({"pin": "4711"})])
    assert isinstance(found, Reproduced)
    assert found.rebuilt is not None
    assert "trying others of its route" in found.rebuilt.notes[-1]


def test_a_crash_of_another_kind_is_not_taken_for_it(tmp_path: Path):
    incident = an_incident(samples=(event(posted({"pin": "[redacted:secret]"}), kind="KeyError"),))
    shop = Shop(tmp_path)
    assert isinstance(reproduce(incident, shop, [recorded({"pin": "4711"})]), NotReproduced)
    assert shop.sent < MOST + 100


def test_one_that_crashes_only_among_others_does_not_count(tmp_path: Path):
    incident = an_incident(samples=(event(posted({"pin": "[redacted:secret]"})),))
    assert isinstance(reproduce(incident, Shop(tmp_path, steady=False), [recorded({"pin": "4711"})]), NotReproduced)
