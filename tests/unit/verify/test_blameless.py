"""A refusal of what no client can mend is no fix."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.triage import CodeLocation
from arbase.verify.blameless import blameless
from tests.unit.verify.doubles import get, on_paper, post

TAKINGS = """\
def takings(db, month):
    total = db.scalar(select(func.sum(Bill.cents)).where(Bill.month == month))
    owner = db.scalar(select(Bill.owner).where(Bill.month == month))
    return {"total": euros(total), "owner": owner.name}


def pairs(left, right):
    both = concat(series(left), series(right))
    return both.limit(left)


def series(key):
    return lines(known(key))


def known(key):
    if key not in SENSORS:
        raise NotFound(key)
    return SENSORS[key]


def day(value):
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Refused(400, value) from None


def change(db, key, given):
    animal = db.get(Animal, key)
    query = select(Animal.id).where(Animal.born == day(given["born"]))
    animal.name = given["name"]
    return db.scalars(query)


class Animal(Base):
    born: Mapped[date | None]
    name: Mapped[str]


class Form(BaseModel):
    name: str | None
"""


def _said(tmp_path: Path, line: int, *edits: tuple[str, str]) -> str:
    stage = on_paper(TAKINGS, line, tmp_path)
    return next(blameless(stage.case(stage.candidate(*edits))), "")


@pytest.mark.parametrize(("name", "blames"), [("total", False), ("owner", True)])
def test_a_sum_of_nothing_is_no_mistake_of_a_client(tmp_path: Path, name, blames):
    edit = ("    return {", f'    if {name} is None:\n        raise Refused(400, "month")\n    return {{')
    assert bool(_said(tmp_path, 4, edit)) is not blames


def test_what_comes_of_things_that_were_found_is_no_mistake_of_a_client(tmp_path: Path):
    wrapped = """    try:
        both = concat(series(left), series(right))
    except ValueError as error:
        raise Refused(422, "right") from error
"""
    assert "series has found" in _said(tmp_path, 8, ("    both = concat(series(left), series(right))\n", wrapped))


@pytest.mark.parametrize("line", ["    return both.limit(left)\n", "    return lines(known(key))\n"])
def test_what_is_done_with_a_clients_value_itself_may_be_its_mistake(tmp_path: Path, line):
    wrapped = f"    try:\n    {line}    except ValueError as error:\n        raise Refused(422, 'no') from error\n"
    found = TAKINGS[: TAKINGS.index(line)].count("\n") + 1
    assert bool(_said(tmp_path, found, (line, wrapped))) is (line == "    return lines(known(key))\n")


@pytest.mark.parametrize(
    ("new", "blames"),
    [
        ('day(given["born"] if given["born"] is not None else "")', False),
        ('day(given["born"] or "")', False),
        ('day(given["born"] if given["born"] is not None else given["name"])', True),
    ],
)
def test_what_the_fix_puts_in_is_no_mistake_of_a_client(tmp_path: Path, new, blames):
    said = _said(tmp_path, 36, ('day(given["born"])', new))
    assert ("which the fix itself puts in" in said) is not blames


@pytest.mark.parametrize(("field", "allowed"), [("born", True), ("name", False)])
def test_a_null_that_the_stored_class_allows_is_no_mistake(tmp_path: Path, field, allowed):
    stage = on_paper(TAKINGS, 24, tmp_path, exception="TypeError")
    trace = tuple(CodeLocation(path="app.py", line=line, function="f") for line in (31, 24))
    stage.diagnosis = stage.diagnosis.model_copy(
        update={"crash": stage.crash.model_copy(update={"trace": trace}), "client_inputs": (f"body:$.{field}",)}
    )
    case = stage.case(stage.candidate(("except ValueError", "except (ValueError, TypeError)")))
    assert next(blameless(case), "") == ""
    case.lab.trigger = post("/animals/1", {field: None})
    assert bool(next(blameless(case), "")) is allowed
    case.lab.trigger = get("/animals/1")
    assert next(blameless(case), "") == ""


PATCHES = """\
class Patch({base}):
    title: str | None = None


class Part(BaseModel):
    pass


def change(db, key, patch: Patch):
    db.update(key, patch.model_dump())
"""


@pytest.mark.parametrize(("base", "allowed"), [("BaseModel", False), ("Part", False), ("Row", True)])
def test_a_form_in_which_a_field_may_lack_allows_no_null(tmp_path: Path, base, allowed):
    source = PATCHES.format(base=base)
    stage = on_paper(source, 10, tmp_path, exception="TypeError")
    stage.diagnosis = stage.diagnosis.model_copy(update={"client_inputs": ("body:$.title",)})
    trace = (CodeLocation(path="app.py", line=10, function="change"),)
    crash = stage.crash.model_copy(update={"trace": trace})
    stage.diagnosis = stage.diagnosis.model_copy(update={"crash": crash})
    case = stage.case(stage.candidate(("db.update", "db.renew")))
    case.lab.trigger = post("/things/1", {"title": None})
    assert bool(next(blameless(case), "")) is allowed


OWED = """\
def owed(db, member):
    return db.scalar(select(func.sum(Fine.cents)).where(Fine.member == member))


def limit(db, member):
    return db.scalar(select(Member.limit).where(Member.id == member))


def lend(db, member):
    if owed(db, member) > limit(db, member):
        raise Refused(403, "pay first")
"""


@pytest.mark.parametrize(("name", "blames"), [("owed", False), ("limit", True)])
def test_a_sum_that_an_own_function_answers_is_no_mistake_of_a_client(tmp_path: Path, name, blames):
    stage = on_paper(OWED, 10, tmp_path, exception="TypeError")
    guard = f"    found = {name}(db, member)\n    if found is None:\n        raise Refused(404, 'no such member')\n"
    case = stage.case(stage.candidate(("    if owed(", f"{guard}    if owed(")))
    assert bool(next(blameless(case), "")) is not blames


LOANS = """\
KINDS = {"book": 28}


@app.put("/readers/{reader}/card")
def card(reader, body):
    db.execute("INSERT INTO cards (reader, pin) VALUES (?, ?)", (reader, body.pin))


@app.post("/loans")
def lend(body):
    \"\"\"Lend a copy; %s\"\"\"
    days = KINDS.get(body.kind)
    db.execute("INSERT INTO loans (copy, days) VALUES (?, ?)", (body.copy, days))
"""
TWICE = "UNIQUE constraint failed: "


@pytest.mark.parametrize(
    ("line", "message", "told", "said"),
    [
        (6, f"{TWICE}cards.reader", "", "puts what its path names"),
        (6, f"{TWICE}cards.pin", "", ""),
        (13, f"{TWICE}loans.copy", "a copy that is lent already is extended.", "may come again"),
        (13, f"{TWICE}loans.copy", "a copy that is lent already is refused.", ""),
        (13, "NOT NULL constraint failed: loans.days", "", "KINDS.get(body.kind)"),
        (13, "NOT NULL constraint failed: loans.copy", "", ""),
    ],
)
def test_what_a_table_refuses_may_be_asked_for_in_full_right(tmp_path: Path, line, message, told, said):
    stage = on_paper(LOANS % told, line, tmp_path, exception="IntegrityError", message=message)
    found = list(blameless(stage.case(stage.candidate(("    db.", "    db.")))))
    assert bool(found) is bool(said)
    assert all(said in one for one in found)


HELD = """
def held(number):
    return Ship.objects.filter(cargo__kind="oil").get(number=number)
"""


@pytest.mark.parametrize(("old", "passes"), [("cargo__kind", False), ("kind", True)])
def test_one_record_that_a_join_gives_twice_is_no_conflict(tmp_path: Path, old, passes) -> None:
    source = HELD.replace("cargo__kind", old)
    stage = on_paper(source, 3, tmp_path, exception="MultipleObjectsReturned")
    caught = source.replace("    return", "    try:\n        return") + "    except E:\n        raise Conflict(409)\n"
    case = stage.case(stage.candidate((source, caught)))
    assert (not any("several times" in reason for reason in blameless(case))) is passes
