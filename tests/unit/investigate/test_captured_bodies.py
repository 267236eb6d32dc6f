"""A body that the event lost is read back from what the handler's variables held."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from arbase.domain.event import Event, Frame, HttpRequest, RaisedException
from arbase.investigate.bodies import with_captured_bodies
from arbase.investigate.stimulus import rebuild
from tests.fakes import an_event

HANDLER = """
async def create(request):
    wanted = await request.json()
    rest = {"a": 1}
    return wanted["price"] / rest["a"]
"""


def event(
    variables: dict[str, Any], *, method: str = "POST", body: Any = None, headers: dict[str, str] | None = None
) -> Event:
    frame = Frame(path="app.py", function="create", line=5, variables=variables)
    raised = RaisedException(type="KeyError", message="'price'", frames=(frame,))
    request = HttpRequest(method=method, url="http://shop.example/orders", headers=headers or {}, body=body)
    return an_event().model_copy(update={"exceptions": (raised,), "request": request, "command": ()})


def bodies(folder: Path, one: Event) -> list[tuple[str, str]]:
    (folder / "app.py").write_text(HANDLER)
    rebuilt = rebuild(one, folder)
    assert rebuilt is not None
    found = with_captured_bodies(rebuilt, one, folder)
    return [
        (base64.b64decode(item.stimulus.body).decode(), dict(item.stimulus.headers).get("content-type", ""))
        for item in found
    ]


def test_what_the_body_was_read_into_comes_first_whatever_it_is_called(tmp_path: Path) -> None:
    held = {"payload": {"'x'": "1"}, "wanted": {"'street'": "'Rua Nova 7'", "'rooms'": "2", "'agent'": None}}
    (first, kind), *rest = bodies(tmp_path, event(held))
    assert json.loads(first) == {"street": "Rua Nova 7", "rooms": 2, "agent": None}
    assert kind == "application/json"
    assert [json.loads(text) for text, _ in rest] == [{"x": 1}]


def test_a_declared_content_type_stays(tmp_path: Path) -> None:
    declared = "application/vnd.shop+json"
    held = event({"wanted": {"'a'": "1"}}, headers={"Content-Type": declared})
    assert bodies(tmp_path, held) == [('{"a": 1}', declared)]


def test_another_mapping_is_a_guess(tmp_path: Path) -> None:
    assert [json.loads(text) for text, _ in bodies(tmp_path, event({"contact": {"'name'": "'Ana'"}}))] == [
        {"name": "Ana"}
    ]


def test_what_is_as_long_as_the_body_was_comes_first(tmp_path: Path) -> None:
    headers = {"content-type": "text/csv", "content-length": "9"}
    held = {"name": "'a.csv'", "raw": "b'a;b\\n1;2\\n\\n'", "wanted": "'else'", "line": "'a;b'"}
    found = bodies(tmp_path, event(held, headers=headers))
    assert found[0] == ("a;b\n1;2\n\n", "text/csv")


def test_bytes_of_json_are_sent_as_they_came(tmp_path: Path) -> None:
    assert bodies(tmp_path, event({"body": "b'[1, 2]'"})) == [("[1, 2]", "application/json")]


@pytest.mark.parametrize(
    "variables",
    [
        {"wanted": {"'street'": "'[Filtered]'"}},
        {"wanted": {"'rows'": "..."}},
        {"wanted": "<Request object at 0x7f>"},
        {"wanted": {}},
        {"rest": "1"},
        {},
    ],
)
def test_what_was_cut_or_redacted_or_is_no_body_is_not_sent(variables: dict[str, Any], tmp_path: Path) -> None:
    assert bodies(tmp_path, event(variables)) == []


def test_a_request_with_a_body_keeps_it(tmp_path: Path) -> None:
    assert bodies(tmp_path, event({"wanted": {"'a'": "1"}}, body={"b": 2})) == []


def test_a_request_that_has_none_gets_none(tmp_path: Path) -> None:
    assert bodies(tmp_path, event({"wanted": {"'a'": "1"}}, method="GET")) == []
