"""Neighbours of a request."""

from __future__ import annotations

import base64

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.verify.mutations import json_of, mutations, same_shape
from tests.unit.verify.doubles import get, post


def test_every_piece_of_client_data_is_changed() -> None:
    stimulus = post("/houses/7?page=2", {"rooms": 3, "owner": {"name": "Ann"}}).model_copy(
        update={"headers": (("content-type", "application/json"), ("x-tenant", "t1"))}
    )
    where = {mutation.where for mutation in mutations(stimulus, limit=1000)}
    assert {"path:2", "query:page", "body:$.rooms", "body:$.owner.name", "header:x-tenant"} <= where


def test_limit_is_shared_among_the_pieces() -> None:
    found = mutations(post("/a", {"x": 1, "y": 2, "z": 3}), limit=6)
    assert len(found) == 6
    assert {"body:$.x", "body:$.y", "body:$.z"} <= {mutation.where for mutation in found}


def test_mutations_are_new_and_differ_from_each_other() -> None:
    stimulus = get("/a/1?x=1&x=2")
    found = [mutation.stimulus for mutation in mutations(stimulus, limit=1000)]
    assert stimulus not in found
    assert len(found) == len({item.model_dump_json() for item in found})


def test_fields_and_values_of_other_requests_are_borrowed() -> None:
    found = mutations(post("/a", {"x": 1}), (post("/a", {"x": 5, "y": 6}),), limit=1000)
    bodies = [json_of(mutation.stimulus) for mutation in found]
    assert {"x": 1, "y": 6} in bodies
    assert {"x": 5} in bodies


def test_days_and_numbers_beside_those_of_other_requests_are_borrowed_too() -> None:
    found = {mutation.stimulus.target for mutation in mutations(get("/a"), (get("/a?on=2026-10-01&n=3"),), limit=1000)}
    assert {"/a?on=2026-10-01", "/a?on=2026-06-15", "/a?on=2026-01-31", "/a?n=3", "/a?n=4", "/a?n=2"} <= found


def test_parameters_and_form_fields_of_other_requests_are_borrowed() -> None:
    found = mutations(get("/a?x=1"), (get("/a?x=5&y=6"),), limit=1000)
    assert {"/a?x=5", "/a?x=1&y=6"} <= {mutation.stimulus.target for mutation in found}
    form = Stimulus(method="POST", headers=(("content-type", "application/x-www-form-urlencoded"),))
    sent, other = (form.model_copy(update={"body": base64.b64encode(one).decode()}) for one in (b"x=1", b"x=5&y=6"))
    bodies = {base64.b64decode(mutation.stimulus.body) for mutation in mutations(sent, (other,), limit=1000)}
    assert {b"x=5", b"x=1&y=6", b""} <= bodies


def test_body_that_is_no_json_is_left_alone() -> None:
    assert all(not m.where.startswith("body") for m in mutations(post("/a", b"\xff\x00"), limit=1000))


def test_arguments_of_a_command_are_changed_but_not_its_program() -> None:
    command = Stimulus(kind="command", command=("python", "-m", "job", "7", "--since=3"))
    changed = {mutation.stimulus.command for mutation in mutations(command)}
    assert ("python", "-m", "job", "0", "--since=3") in changed
    assert ("python", "-m", "job", "7", "--since=0") in changed
    assert all(words[:3] == ("python", "-m", "job") for words in changed)


def test_shape_of_a_route() -> None:
    assert same_shape(get("/houses/1"), get("/houses/2?x=1"))
    assert not same_shape(get("/houses/1"), get("/houses/1/price"))
    assert not same_shape(get("/houses/1"), post("/houses/1", {}))


def test_date_is_replaced_by_other_dates_of_its_form() -> None:
    command = Stimulus(kind="command", command=("python", "-m", "job", "--month", "2026-12"))
    assert ("python", "-m", "job", "--month", "2026-06") in {m.stimulus.command for m in mutations(command)}
    assert "/days/2026-06-15" in {m.stimulus.target for m in mutations(get("/days/2026-12-24"))}
    bodies = [json_of(m.stimulus) for m in mutations(post("/a", {"day": "2026-12-24"}), limit=1000)]
    assert {"day": "2026-01-31"} in bodies


def test_moments_are_tried_in_other_zones() -> None:
    stimulus = Stimulus(target="/history?since=2026-08-06T10:00:00-05:00")
    said = {mutation.what for mutation in mutations(stimulus) if mutation.where == "query:since"}
    assert {"2026-08-06T10:00:00+14:00", "2026-08-06T10:00:00-12:00", "2026-08-06T10:00:00"} <= said
    assert "2026-08-06T10:00:00-05:00" not in said


@pytest.mark.parametrize("value", ["²", "①", "٣", "-1", "1.5"])
def test_signs_that_look_like_numbers_are_changed_like_any_text(value):
    """`int` does not read all that `str.isdigit` calls a digit."""
    assert mutations(Stimulus(target=f"/search?limit={value}"))


@pytest.mark.parametrize(
    ("given", "bare"), [("text/csv; charset=utf8mb4", "text/csv"), ("text/csv; header=present", None)]
)
def test_a_content_type_is_sent_without_the_charset_that_it_names(given: str, bare: str | None) -> None:
    stimulus = Stimulus(method="POST", target="/a", headers=(("content-type", given),), body="YQ==")
    sent = [dict(one.stimulus.headers)["content-type"] for one in mutations(stimulus, limit=1000)]
    assert [one for one in sent if one != given] == ([bare] if bare else [])
