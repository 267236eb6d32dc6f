"""What docstrings and routes say of doing something once more."""

from __future__ import annotations

import ast

import pytest

from arbase.workspace.again import may_repeat, puts
from arbase.workspace.own_null import own_null


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Follow somebody; following twice changes nothing.", True),
        ("Idempotent.", True),
        ("Set a mark. One that is there already is replaced.", True),
        ("Create or update a contact.", True),
        ("Register; a name that exists already is refused.", False),
        ("It is a conflict if the seat is taken already.", False),
        ("Nobody may vote twice; 409 for a second vote.", False),
        ("Add a book, which updates the catalogue.", False),
        (None, False),
    ],
)
def test_it_may_come_again(text, known):
    assert may_repeat(text) is known


@pytest.mark.parametrize(
    ("decorator", "columns", "known"),
    [
        ('@app.put("/users/{user}/theme")', ("user",), True),
        ('@app.route("/users/<user>/theme", methods=["PUT"])', ("user",), True),
        ('@app.route("/users/<user>/theme", methods=["POST", "PUT"])', ("user",), False),
        ('@app.put("/users/{user}")', ("email",), False),
        ('@app.put("/users/{user}")', (), False),
        ('@app.post("/users/{user}")', ("user",), False),
    ],
)
def test_a_put_replaces_what_its_path_names(decorator, columns, known):
    (function,) = ast.parse(f"{decorator}\ndef change(user): ...").body
    assert isinstance(function, ast.FunctionDef)
    assert puts(function, columns) is known


WRITES = """
ROOMS = {}
def add(kind, room=None):
    place = %s
    db.execute("INSERT INTO stays (kind, room) VALUES (?, ?)", (kind, place))
"""


@pytest.mark.parametrize(
    ("source", "column", "own"),
    [
        (WRITES % "ROOMS.get(kind)", "room", True),
        (WRITES % "room", "room", False),
        (WRITES % "body.get('room')", "room", False),
        (WRITES % "room", "since", True),
    ],
)
def test_a_null_of_its_own(source, column, own):
    tree = ast.parse(source)
    assert bool(own_null(tree, tree.body[1], f"NOT NULL constraint failed: stays.{column}")) is own
