from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arbase.domain.diagnosis import Stimulus
from arbase.investigate.mutate import mutations
from arbase.investigate.requests import (
    Address,
    Parts,
    addresses,
    changed,
    label,
    parts_of,
    stimulus_of,
    value_at,
    without,
)
from arbase.investigate.routes import placeholders
from arbase.investigate.shrink import shrink
from tests.small_services import a_request

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
WHOLE = a_request("/houses/7?page=2&sort=", {"a": [1, {"b": 2}], "c": None}, x_tenant="acme", cookie="t=1; u=2")


def test_request_is_taken_apart_and_put_together() -> None:
    parts = parts_of(WHOLE)
    assert parts.path == ("houses", "7")
    assert parts.query == (("page", "2"), ("sort", ""))
    assert parts.body == {"a": [1, {"b": 2}], "c": None}
    assert parts_of(stimulus_of(parts)) == parts


def test_every_input_has_an_address_and_a_name() -> None:
    parts = parts_of(WHOLE)
    assert {label(parts, one, {1: "house_id"}) for one in (("path", 1), *addresses(parts))} == {
        "path:house_id",
        "query:page",
        "query:sort",
        "header:x-tenant",
        "cookie:t",
        "cookie:u",
        "body:$.a",
        "body:$.c",
        "body:$.a[0]",
        "body:$.a[1]",
        "body:$.a[1].b",
    }


@settings(deadline=None, max_examples=50)
@given(body=JSON, data=st.data())
def test_inputs_can_be_left_out_in_any_combination(body: Any, data: st.DataObject) -> None:
    parts = parts_of(a_request("/x?a=1&a=2", body, x_a="1", cookie="c=1"))
    every = addresses(parts)
    dropped = data.draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    outermost = [one for one in dropped if not any(one != two and one[: len(two)] == two for two in dropped)]
    smaller = without(parts, outermost)
    assert len(addresses(smaller)) <= len(every) - len(outermost)
    assert parts_of(stimulus_of(smaller)).query == smaller.query


@settings(deadline=None, max_examples=50)
@given(body=JSON, data=st.data())
def test_changed_input_has_the_new_value_and_the_rest_stays(body: Any, data: st.DataObject) -> None:
    parts = parts_of(a_request("/x?a=1", body, x_a="1", cookie="c=1"))
    address = data.draw(st.sampled_from([("path", 0), *addresses(parts)]))
    other = changed(parts, address, "new")
    assert value_at(other, address) == "new"
    assert parts == parts_of(a_request("/x?a=1", body, x_a="1", cookie="c=1"))


@pytest.mark.parametrize(
    ("templates", "path", "expected"),
    [
        ('"/houses/{house_id}/agent"', ("houses", "7", "agent"), {1: "house_id"}),
        ('"/{house_id}"', ("houses", "7"), {1: "house_id"}),
        ('"/{house_id:int}", "/houses/special"', ("houses", "special"), {}),
        ('"/user/<int:user_id>/<path:rest>"', ("api", "user", "3", "x"), {2: "user_id", 3: "rest"}),
        ('"/elsewhere"', ("houses", "7"), {1: "1"}),
        ("", ("houses", "all"), {}),
    ],
)
def test_path_parameters_get_the_names_of_the_route(
    tmp_path: Path, templates: str, path: tuple[str, ...], expected: dict[int, str]
) -> None:
    (tmp_path / "routes.py").write_text(f"ROUTES = [{templates}]\n")
    assert placeholders(tmp_path, (".",), path) == expected


def asked(needs: Callable[[Parts], bool]) -> tuple[Callable[[Sequence[Parts]], list[bool]], list[int]]:
    rounds: list[int] = []

    def crashes(requests: Sequence[Parts]) -> list[bool]:
        rounds.append(len(requests))
        return [needs(parts) for parts in requests]

    return crashes, rounds


def holds(parts: Parts, *wanted: Address) -> bool:
    return set(wanted) <= set(addresses(parts))


@pytest.mark.parametrize(
    "needed",
    [
        (),
        (("body", "a", 1, "b"),),
        (("query", 0), ("body", "c")),
        (("header", "x-tenant"), ("cookie", "u"), ("body", "a", 0)),
    ],
)
def test_request_shrinks_to_what_the_crash_needs(needed: tuple[Address, ...]) -> None:
    crashes, rounds = asked(lambda parts: holds(parts, *needed))
    small = shrink(parts_of(WHOLE), crashes)
    around = {one[:length] for one in needed for length in range(2, len(one) + 1)}
    left = set(addresses(small))
    assert set(needed) <= left
    assert left - set(needed) - around <= {("body", "a", 0)}
    assert len(rounds) <= 11


def test_inputs_needed_in_pairs_are_kept() -> None:
    """Either `a` or `c` is enough, so both look needless by themselves."""
    crashes, _ = asked(lambda parts: holds(parts, ("body", "a")) or holds(parts, ("body", "c")))
    small = shrink(parts_of(WHOLE), crashes)
    assert len(addresses(small)) in (1, 2, 3, 4)
    assert holds(small, ("body", "a")) or holds(small, ("body", "c"))


def test_long_text_is_cut_and_short_text_kept() -> None:
    crashes, _ = asked(lambda parts: bool(parts.body.get("note")) and bool(parts.body.get("name")))
    small = shrink(parts_of(a_request("/", {"note": "n" * 100, "name": "Rua Nova 7"})), crashes)
    assert small.body == {"note": "n", "name": "Rua Nova 7"}


def test_what_every_answered_request_has_stays() -> None:
    """A field that all of them send is likely required: without it the mended service would refuse the request."""
    crashes, _ = asked(lambda parts: any(one.get("class", "A") is None for one in parts.body.get("houses", ())))
    parts = parts_of(a_request("/", {"houses": [{"rooms": 2, "class": None, "note": "x"}], "currency": "EUR"}))
    served = [
        parts_of(a_request("/", {"houses": [{"rooms": 1}, {"rooms": 3, "class": "B"}], "currency": "EUR"})),
        parts_of(a_request("/", {"houses": [{"rooms": 5, "note": "y"}]})),
    ]
    assert shrink(parts, crashes, served=served).body == {"houses": [{"rooms": 2, "class": None}]}
    assert shrink(parts, crashes).body == {"houses": [{"class": None}]}


def test_one_input_is_changed_at_a_time() -> None:
    parts = parts_of(a_request("/houses/7", {"rooms": 3, "extras": []}))
    found = mutations(parts, path=[1])
    for one in found:
        others = [address for address in addresses(parts) if address != one.address]
        if not one.dropped:
            assert value_at(one.parts, one.address) != value_at(parts, one.address)
        assert all(value_at(one.parts, address) == value_at(parts, address) for address in others)
    assert {one.address for one in found} == {("path", 1), ("body", "rooms"), ("body", "extras")}


def test_values_and_members_of_other_requests_come_first() -> None:
    parts = parts_of(a_request("/orders", {"key": "b"}))
    other = parts_of(a_request("/orders?currency=USD", {"key": "a", "gift": True}))
    found = mutations(parts, [other])
    assert found[0].parts.body == {"key": "a"}
    added = {label(one.parts, one.address, {}): one.parts for one in found if one.address not in addresses(parts)}
    assert added["body:$.gift"].body == {"key": "b", "gift": True}
    assert added["query:currency"].query == (("currency", "USD"),)


PIECES = (
    b'--line\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    b'day;sum\r\n1;\xe9\r\n--line\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n--line--\r\n'
)


def sent(body: bytes, kind: str) -> Parts:
    raw = base64.b64encode(body).decode()
    return parts_of(Stimulus(method="POST", target="/files", headers=(("content-type", kind),), body=raw))


def test_files_of_a_form_are_inputs_of_their_own() -> None:
    parts = sent(PIECES, 'multipart/form-data; boundary="line"')
    assert [label(parts, one, {}) for one in addresses(parts)] == ["body:$.file", "body:$.note"]
    assert base64.b64decode(stimulus_of(parts).body) == PIECES
    small = changed(without(parts, [("body", 1)]), ("body", 0), "day")
    assert base64.b64decode(stimulus_of(small).body) == PIECES[: PIECES.index(b"day;")] + b"day\r\n--line--\r\n"


@pytest.mark.parametrize("body", [b"no form at all", b"--line\r\nnothing\r\n--line--\r\n"])
def test_a_malformed_form_is_one_input_as_a_whole(body: bytes) -> None:
    parts = sent(body, "multipart/form-data; boundary=line")
    assert addresses(parts) == (("body",),)
    assert base64.b64decode(stimulus_of(parts).body) == body


def test_a_body_that_is_no_data_structure_is_one_input() -> None:
    parts = sent(b"day;sum\n1;\xe9\n", "text/csv")
    assert [label(parts, one, {}) for one in addresses(parts)] == ["body:$"]
    assert (
        base64.b64decode(stimulus_of(changed(parts, ("body",), value_at(parts, ("body",)))).body)
        == b"day;sum\n1;\xe9\n"
    )
    assert stimulus_of(without(parts, [("body",)])).body == ""
    assert any(stimulus_of(one.parts).body for one in mutations(parts))


def test_a_long_text_is_shortened_where_it_may_not_be_left_out() -> None:
    parts = sent(b"x" * 200 + b"\n" + b"y" * 50, "text/csv")
    good = sent(b"fine", "text/csv")
    small = shrink(parts, lambda some: [b"x" in one.body for one in some], served=[good])
    assert small.body == b"x"


def test_a_charset_that_the_content_type_names_is_an_input() -> None:
    headers = (("content-type", "text/csv; charset=utf8mb4"),)
    parts = parts_of(Stimulus(method="POST", target="/a", headers=headers, body="YQ=="))
    found = {label(one.parts, one.address, {}): one.parts.headers for one in mutations(parts)}
    assert found["header:content-type"] == (("content-type", "text/csv"),)
    assert all(
        "content-type" not in label(one.parts, one.address, {}) for one in mutations(parts_of(a_request("/a", {})))
    )
