"""A body that is no object is changed as a whole, so that a crash can be seen to depend on it."""

from __future__ import annotations

import base64
import json

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.mutate import mutations
from arbase.investigate.requests import label, parts_of

JSON = (("content-type", "application/json"),)


def sent(body: object) -> Stimulus:
    raw = base64.b64encode(json.dumps(body).encode()).decode()
    return Stimulus(method="POST", target="/tickets", headers=JSON, body=raw)


def test_the_first_of_a_list_takes_its_place() -> None:
    parts = parts_of(sent([{"title": "Two screens"}]))
    whole = [one for one in mutations(parts) if one.address == ("body",)]
    assert [one.parts.body for one in whole] == [{"title": "Two screens"}]
    assert label(parts, ("body",), {}) == "body:$"


def test_what_other_requests_send_takes_the_place_of_a_text() -> None:
    other = parts_of(sent({"title": "Mouse"}))
    whole = [one for one in mutations(parts_of(sent("Mouse")), [other]) if one.address == ("body",)]
    assert {"title": "Mouse"} in [one.parts.body for one in whole]


def test_an_object_is_only_changed_in_its_parts() -> None:
    assert all(one.address != ("body",) for one in mutations(parts_of(sent({"title": "Mouse"}))))
