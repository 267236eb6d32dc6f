"""A branch that was chosen too early, and entries of which docstrings say that there may be none."""

from __future__ import annotations

from pathlib import Path

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

LABELS = '''
class Parcel:
    def __init__(self, box, bulky, door):
        self.box, self.bulky, self.door = box, bulky, door


def target(parcel):
    """Where it is put: into its box if it has one and is not bulky, otherwise to the door."""
    if not parcel.bulky:
        return "box " + parcel.box.upper()
    return "door " + parcel.door
'''
NUMBERS = '''
def level(sensor):
    """Against the base of the sensor; without a base, the raw value instead."""
    if sensor["kind"] == "tank" or sensor["kind"] == "well":
        shown = sensor["raw"] - sensor["base"]
    else:
        shown = sensor["raw"]
    return shown
'''
FIRST = '''
def week(rides):
    """The rides of a week; there is no longest ride in a week without any."""
    return {"rides": len(rides), "longest_ride": max(rides), "first": rides}
'''
CASES = [
    Case(
        "the other answer follows",
        LABELS,
        "target(Parcel(None, False, 'a'))",
        ("-    if not parcel.bulky:", "+    if not parcel.bulky and parcel.box:"),
        "door a",
    ),
    Case(
        "the other value stands behind else",
        NUMBERS,
        'level({"kind": "tank", "raw": 3, "base": None})',
        (
            '-    if sensor["kind"] == "tank" or sensor["kind"] == "well":',
            '+    if (sensor["kind"] == "tank" or sensor["kind"] == "well") and sensor["base"] is not None:',
        ),
        3,
    ),
    Case(
        "there is none of what an entry is called",
        FIRST,
        "week([])",
        (
            '-    return {"rides": len(rides), "longest_ride": max(rides), "first": rides}',
            '+    return {"rides": len(rides), "longest_ride": max(rides, default=None), "first": rides}',
        ),
        {"rides": 0, "longest_ride": None, "first": []},
    ),
    Case(
        "there is no last one",
        'def trip(stops):\n    """The stops of a trip; its last is null before it started."""\n'
        '    return {"stops": stops, "last": stops[-1]["code"]}\n',
        "trip([])",
        (
            '-    return {"stops": stops, "last": stops[-1]["code"]}',
            '+    return {"stops": stops, "last": stops[-1]["code"] if stops else None}',
        ),
        {"stops": [], "last": None},
    ),
]
SILENT = [
    Silent(
        "nobody says what is done without",
        LABELS.replace("if it has one and is not bulky, otherwise to the door", "or to the door"),
        "target(Parcel(None, False, 'a'))",
        "other-branch",
    ),
    Silent(
        "nothing else happens",
        LABELS.replace('    return "door " + parcel.door\n', ""),
        "target(Parcel(None, False, 'a'))",
        "other-branch",
    ),
]


@named(CASES)
def test_what_is_missing_goes_the_way_that_is_there_for_it(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@named(SILENT)
def test_no_other_way_is_known(case: Silent, tmp_path: Path) -> None:
    check_silent(case, tmp_path)
