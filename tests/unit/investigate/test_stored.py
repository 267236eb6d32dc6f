"""Which changes of stored data are tried for a crash that a fresh copy of the service does not show."""

from __future__ import annotations

import ast
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from arbase.domain.diagnosis import Stimulus, StoredChange
from arbase.domain.event import Event, Frame, RaisedException
from arbase.investigate.regression import write_test
from arbase.investigate.requests import parts_of, stimulus_of
from arbase.investigate.stored import MOST_CHANGES, SURVEY, changes_of, keys_by_table, keys_of, sessions_of
from arbase.investigate.styles import Style
from tests.fakes import an_event
from tests.small_services import described

CODE = '''
def share(row):
    """The share."""
    return 1 / row["price"]
'''


def event(kind: str = "ZeroDivisionError", message: str = "division by zero", **variables: Any) -> Event:
    frame = Frame(path="shop.py", function="share", line=4, variables=variables)
    return an_event().model_copy(
        update={"exceptions": (RaisedException(type=kind, message=message, frames=(frame,)),), "request": None}
    )


def printed(*columns: list[Any], keys: tuple[Any, ...] = (1, 2)) -> str:
    return json.dumps([["var/shop.db", "items", 2, list(columns), list(keys)]])


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "shop.py").write_text(CODE)
    return tmp_path


PRICE = ["price", "INTEGER", False, False]


def tried(found: list[StoredChange]) -> list[object]:
    return [one.values[0] if one.values else one.sql for one in found]


def test_columns_that_the_crashed_code_names_are_changed_to_what_its_crash_is_typical_of(tree: Path) -> None:
    found = changes_of(printed(["colour", "TEXT", False, False], PRICE), event(), tree)
    assert found[0] == StoredChange(path="var/shop.db", sql='UPDATE "items" SET "price" = ?', values=(0,))
    assert {one.sql for one in found} == {'UPDATE "items" SET "price" = ?'}
    assert None in tried(found)


def test_what_the_frames_tell_of_a_column_is_tried_first(tree: Path) -> None:
    found = changes_of(printed(PRICE), event(row={"price": "'12'", "id": 7}), tree)
    assert tried(found)[0] == "12"
    assert changes_of(printed(PRICE), event(item="Item(id=7, price=-3)"), tree)[0].values == (-3,)


def test_what_was_redacted_is_not_tried(tree: Path) -> None:
    assert "[Filtered]" not in tried(changes_of(printed(PRICE), event(row={"price": "[Filtered]"}), tree))


def test_none_comes_first_where_something_is_none_and_never_where_the_column_refuses_it(tree: Path) -> None:
    none = event("TypeError", "unsupported operand type(s) for /: 'int' and 'NoneType'")
    assert tried(changes_of(printed(PRICE), none, tree))[0] is None
    assert None not in tried(changes_of(printed(["price", "INTEGER", False, True]), none, tree))


def test_keys_and_unique_columns_stay(tree: Path) -> None:
    assert changes_of(printed(["price", "INTEGER", True, False]), event(), tree) == []


@pytest.mark.parametrize(
    "output", ["", "null", "[[1]]", "{", "[" * 100_000, '[["a", "b", "c", [], []]]', "3", '[["a", "b", 1, 4, 5]]']
)
def test_whatever_the_survey_printed_nothing_breaks(tree: Path, output: str) -> None:
    assert changes_of(output, event(), tree) == []
    assert keys_of(output) in ([], ["5"])
    assert keys_by_table(output) in ({}, {"b": []})


def test_there_is_an_end_to_it(tree: Path) -> None:
    many = json.dumps([["a.db", f"t{number}", 1, [PRICE], [number]] for number in range(5000)])
    assert len(changes_of(many, event(), tree)) == MOST_CHANGES


def test_the_survey_tells_tables_columns_and_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "notes.db").write_text("no database" * 100)
    with closing(sqlite3.connect(tmp_path / "var" / "a.sqlite")) as opened:
        opened.execute('CREATE TABLE "a b" (code TEXT PRIMARY KEY, mail TEXT UNIQUE, price REAL NOT NULL, note)')
        opened.execute("INSERT INTO \"a b\" VALUES ('x', 'y', 1, NULL)")
        opened.commit()
    monkeypatch.chdir(tmp_path)
    exec(compile(SURVEY, "survey", "exec"), {})
    output = capsys.readouterr().out
    assert json.loads(output) == [
        [
            "var/a.sqlite",
            "a b",
            1,
            [["code", "TEXT", True, False], ["mail", "TEXT", True, False], ["price", "REAL", False, True],
             ["note", "", False, False]],
            ["x", "y"],
            [],
            [],
        ]
    ]  # fmt: skip
    assert keys_of(output) == ["x", "y"]
    assert keys_by_table(output) == {"a b": ["x", "y"]}


def test_a_request_keeps_its_data_when_it_is_taken_apart() -> None:
    change = StoredChange(path="a.db", sql="DELETE FROM a")
    whole = Stimulus(target="/a?b=1", stored=(change,))
    assert stimulus_of(parts_of(whole)).stored == (change,)


@pytest.mark.parametrize("style", [Style("starlette"), Style("starlette", fixture="client"), Style("django"), None])
def test_the_regression_test_stores_the_data_and_puts_it_back(style: Style | None, tmp_path: Path) -> None:
    change = StoredChange(path="var/a.db", sql='UPDATE "a" SET "b" = ?', values=("it's",))
    kind = {"kind": "command", "command": ("python", "-m", "shop.job")} if style is None else {"target": "/a"}
    stimulus = Stimulus.model_validate({**kind, "stored": (change,)})
    source = write_test(stimulus, described(tmp_path), style, incident_id="i", seen="seen")
    module = ast.parse(source)
    fixture, test = (node for node in module.body if isinstance(node, ast.FunctionDef))
    assert [one.arg for one in test.args.args] == [*(["client"] if style and style.fixture else []), "stored"]
    body = ast.unparse(fixture)
    assert 'execute(\'UPDATE "a" SET "b" = ?\', ("it\'s",))' in body
    assert body.index("data_0.backup(kept_0)") < body.index("yield") < body.index("kept_0.backup(data_0)")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (
            [["db", "django_session", 2, [], ["k3y-of-one", "k3y-of-two", "short", 7]]],
            ["k3y-of-one", "k3y-of-two"],
        ),
        ([["db", "sessions", 1, [], ["not a key; of one"]]], []),
        ([["db", "items", 2, [], ["k3y-of-a-visitor"]]], []),
        (["broken"], []),
    ],
)
def test_keys_of_stored_sessions_are_those_that_a_cookie_can_name(printed: list[Any], expected: list[str]) -> None:
    assert sessions_of(json.dumps(printed)) == expected
