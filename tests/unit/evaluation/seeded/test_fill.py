"""Placeholders: seeded values of the right type, one value for one name."""

from __future__ import annotations

from random import Random

from arbase.evaluation.seeded.catalogue import CommandTrigger, RequestTrigger
from arbase.evaluation.seeded.fill import Filler

AT = 1_789_372_800.0


def filled(trigger, seed: int = 1, user: str = "", **values):
    return Filler(Random(seed), AT, (values,), user).trigger(trigger)


def test_whole_placeholder_takes_the_type_and_the_rest_is_text() -> None:
    trigger = RequestTrigger(
        kind="request", path="/x/{small}", json={"n": "{small}", "t": "no {small}", "l": ["{day}"]}
    )
    made = filled(trigger)
    number = made.payload["n"]
    assert isinstance(number, int)
    assert made.path == f"/x/{number}"
    assert made.payload["t"] == f"no {number}"
    assert made.payload["l"] == ["2026-09-14"]


def test_own_values_and_the_user_come_first_and_doubled_braces_are_literal() -> None:
    trigger = CommandTrigger(kind="command", argv=("python", "-m", "x", "{word}", "{user}", "{{word}}"))
    assert filled(trigger, user="u-7", word=("mine",)).argv[3:] == ("mine", "u-7", "{word}")


def test_number_alone_on_a_command_line_or_in_a_header_is_text() -> None:
    command = CommandTrigger(
        kind="command", argv=("python", "-m", "x", "--days", "{small}"), files={"a.csv": "{number}"}
    )
    assert filled(command).argv[4].isdigit()
    assert filled(command).files["a.csv"].isdigit()
    request = RequestTrigger(kind="request", path="{small}", headers={"x-try": "{small}"}, text="{small}")
    assert filled(request).headers["x-try"] == filled(request).text == filled(request).path


def test_seed_decides() -> None:
    trigger = RequestTrigger(kind="request", path="/{word}/{number}/{uuid}")
    assert filled(trigger, 5) == filled(trigger, 5)
    assert filled(trigger, 5) != filled(trigger, 6)


def test_every_request_has_a_client_unless_it_names_its_own() -> None:
    assert "user-agent" in filled(RequestTrigger(kind="request", path="/")).headers
    own = RequestTrigger(kind="request", path="/", headers={"User-Agent": "probe/1"})
    assert filled(own).headers == {"User-Agent": "probe/1"}
