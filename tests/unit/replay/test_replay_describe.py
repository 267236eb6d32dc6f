from __future__ import annotations

from collections import OrderedDict, UserDict
from typing import Any

import numpy
import pandas
import pytest

from arbase.replay.inside.describe import Describer


def described(value: Any) -> dict[str, Any]:
    return Describer("/work/0").describe(value)


class House:
    kind = "house"

    def __init__(self) -> None:
        self.rooms = 3
        self._secret = 1

    def area(self) -> float:
        return 1.0


class Hostile:
    def __repr__(self) -> str:
        raise SystemExit

    def __len__(self) -> int:
        raise KeyboardInterrupt

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError(name)


class Liar:
    def __repr__(self) -> str:
        return 5  # type: ignore[return-value]

    @property
    def __dict__(self) -> Any:
        return 7


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (None, "NoneType", "None"),
        (3, "int", "3"),
        (1 << 1328, "int", "<int of 1329 bits>"),
        ("a" * 500, "str", "'" + "a" * 200 + "'..."),
        ((1,), "tuple", "(1,)"),
        (set(), "set", "set()"),
        ([[[[1]]]], "list", "[[[...]]]"),
        ("/work/0/data/x", "str", "'data/x'"),
    ],
)
def test_plain_value_has_type_and_bounded_text(value: object, kind: str, text: str) -> None:
    found = described(value)
    assert (found["type"], found["repr"]) == (kind, text)


def test_mapping_tells_its_keys_and_the_types_of_its_values() -> None:
    found = described({"a": None, 2: [], (1, 2): 3})
    assert found["keys"] == ["a", 2, "(1, 2)"]
    assert found["values"] == {"a": "NoneType", "2": "list"}
    assert found["length"] == 3


@pytest.mark.parametrize("kind", [OrderedDict, UserDict])
def test_any_mapping_tells_its_keys(kind: type) -> None:
    assert described(kind(a=1))["keys"] == ["a"]


def test_sequence_tells_its_length_and_first_element() -> None:
    found = described([{"a": 1}, 2])
    assert found["length"] == 2
    assert found["element"]["keys"] == ["a"]


def test_object_tells_its_public_names() -> None:
    assert described(House())["attributes"] == ["rooms", "kind", "area"]


def test_data_frame_tells_columns_and_types() -> None:
    found = described(pandas.DataFrame({"rooms": [1, 2], "name": ["a", "b"]}))
    assert found["columns"] == ["rooms", "name"]
    assert found["dtypes"]["rooms"] == "int64"
    assert (found["length"], found["shape"]) == (2, [2, 2])


def test_array_tells_its_shape_and_type() -> None:
    found = described(numpy.zeros((2, 3)))
    assert (found["shape"], found["dtype"]) == ([2, 3], "float64")


def test_cycle_ends() -> None:
    cycle: list[Any] = []
    cycle.append(cycle)
    assert described(cycle)["repr"] == "[[[...]]]"


@pytest.mark.parametrize("kind", [Hostile, Liar])
def test_object_that_fails_in_every_method_is_described(kind: type) -> None:
    found = described(kind())
    assert found["repr"] == f"<{kind.__name__} whose repr fails>"
    assert "length" not in found


def test_nothing_but_types_is_told_when_time_is_up() -> None:
    assert Describer("/", seconds=-1).describe([1]) == {"type": "list", "repr": "<not looked at: out of time>"}
