"""A conflict that the program's own check let through is told by the check."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation, Raised
from arbase.verify.checked import let_through
from tests.unit.verify.doubles import ScriptedReplayer, on_paper

PLAIN = """SCHEMA = '''
CREATE UNIQUE INDEX one_name ON boats (lower(name));
'''


def check(db, name, berth):
    if db.execute("SELECT 1 FROM boats WHERE name = ? AND berth = ?", name, berth):
        raise Refused(409, "taken")


def add(db, name, berth):
    check(db, name, berth)
    db.execute("INSERT INTO boats VALUES (?, ?)", name, berth)
"""
CAUGHT = """    try:
        db.execute("INSERT INTO boats VALUES (?, ?)", name, berth)
    except IntegrityError as error:
        raise Refused(409, "taken") from error
"""
WRITE = CAUGHT.splitlines()[1][4:] + "\n"


def _said(folder: Path, message: str, lines: tuple[int, ...], source: str = PLAIN, after: str = CAUGHT) -> str:
    stage = on_paper(source, 13, folder, exception="sqlite3.IntegrityError", message=message)
    place = CodeLocation(path="app.py", line=13, function="add")
    raised = Raised(exception="sqlite3.IntegrityError", message=message, trace=(place,), variables={})
    seen = Observation(variant="", stimulus=0, status=500, raised=raised, lines={"app.py": lines})
    stage.replayer = ScriptedReplayer(lambda overlay, stimulus: seen)
    return let_through(stage.case(stage.candidate((WRITE, after))))


@pytest.mark.parametrize(
    "message",
    [
        "UNIQUE constraint failed: boats.name",
        "UNIQUE constraint failed: boats.name, boats.berth",
        "UNIQUE constraint failed: index 'one_name'",
        'duplicate key value violates unique constraint "u"\nDETAIL:  Key (berth, name)=(1, a) already exists.',
    ],
)
def test_the_check_that_ran_and_asks_for_the_same_is_named(tmp_path: Path, message):
    assert _said(tmp_path, message, (7, 12, 13)) == "the check at app.py:7"


@pytest.mark.parametrize(
    ("message", "lines", "source", "after"),
    [
        ("UNIQUE constraint failed: boats.name", (12, 13), PLAIN, CAUGHT),
        ("UNIQUE constraint failed: boats.owner", (7, 12, 13), PLAIN, CAUGHT),
        ("FOREIGN KEY constraint failed", (7, 12, 13), PLAIN, CAUGHT),
        ("UNIQUE constraint failed: boats.name", (7, 12, 13), PLAIN.replace("SELECT", "LOOK"), CAUGHT),
        ("UNIQUE constraint failed: boats.name", (7, 12, 13), PLAIN, WRITE.replace("INSERT", "INSERT OR IGNORE")),
    ],
    ids=["it did not run", "another column", "no unique one", "it asks no table", "nobody is blamed"],
)
def test_other_checks_say_nothing(tmp_path: Path, message, lines, source, after):
    assert _said(tmp_path, message, lines, source, after) == ""


READ = """def free(db, pier):
    return db.execute("SELECT b.place FROM berths b LEFT JOIN boats t ON t.place = b.place WHERE b.pier = ?", pier)


def members(db):
    return db.execute("SELECT name FROM members")


def moor(db, pier, place, name):
    berth = next((one for one in free(db, pier) if one == place), None)
    if berth is None:
        raise Refused(409, "not free")
    db.execute("INSERT INTO boats VALUES (?, ?)", name, berth)
"""


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (READ, "the check at app.py:11"),
        (READ.replace("in free(db, pier)", "in members(db)"), ""),
        (READ.replace("409", "404"), ""),
    ],
    ids=["by an own function", "of another table", "no conflict"],
)
def test_a_check_that_reads_the_table_by_own_functions_is_one_as_well(tmp_path: Path, source, found):
    message = "UNIQUE constraint failed: boats.pier, boats.place"
    stage = on_paper(source, 13, tmp_path, exception="sqlite3.IntegrityError", message=message)
    place = CodeLocation(path="app.py", line=13, function="moor")
    raised = Raised(exception="sqlite3.IntegrityError", message=message, trace=(place,), variables={})
    seen = Observation(variant="", stimulus=0, status=500, raised=raised, lines={"app.py": (10, 11, 13)})
    stage.replayer = ScriptedReplayer(lambda overlay, stimulus: seen)
    write = source.splitlines()[-1] + "\n"
    caught = f"    try:\n    {write}    except IntegrityError:\n        raise Refused(409, 'taken')\n"
    assert let_through(stage.case(stage.candidate((write, caught)))) == found
