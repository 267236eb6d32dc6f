"""A copy of one level, of which something below is taken away."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

MENU = """
KEPT = {{"mon": {{"day": "mon", "dishes": {{"soup": 3, "rice": 5}}}}}}


def without(day, name):
    view = {copy}
    {taken}
    return {given}


def price(day, name):
    return day["dishes"][name]


def shown(*names):
    for name in names:
        without(KEPT["mon"], name)
    return price(KEPT["mon"], "soup")
"""
TAKEN = 'del view["dishes"][name]'
OWN = '+    view["dishes"] = dict(view["dishes"])'


def copied(name: str, copy: str, taken: str = TAKEN) -> Case:
    return Case(name, MENU.format(copy=copy, taken=taken, given="view"), "shown('soup')", (OWN,), 3, among=3)


@named(
    [
        copied("by dict", "dict(day)"),
        copied("by a method, and popped", "day.copy()", 'view["dishes"].pop(name, None)'),
        copied("by two stars", "{**day}"),
    ]
)
def test_what_lies_below_is_copied_too(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "the function changes what lies below and gives nothing back",
            MENU.format(copy="dict(day)", taken=TAKEN, given="None"),
            "shown('soup')",
            "shared",
        ),
        Silent(
            "the mapping below is its own",
            MENU.format(
                copy="dict(day)", taken='view = {**view, "dishes": dict(view["dishes"])}\n    ' + TAKEN, given="view"
            ).replace("def shown", "KEPT['mon']['dishes'].pop('soup')\n\n\ndef shown"),
            "shown('soup')",
            "shared",
        ),
    ]
)
def test_other_copies_stay(case, tmp_path):
    check_silent(case, tmp_path)
