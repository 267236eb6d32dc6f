"""Tables whose keys JSON cannot have."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = """
import json
from collections import defaultdict
from datetime import date
from enum import Enum
from uuid import UUID


class Kind(Enum):
    BIG = "big"
    SMALL = "small"


SALES = [(date(2026, 5, 1), Kind.BIG, 3), (date(2026, 5, 2), Kind.SMALL, 4), (date(2026, 5, 1), Kind.SMALL, 1)]
"""
CASES = [
    Case(
        "days that were counted",
        HEAD
        + """
def report():
    totals = defaultdict(int)
    for day, _, sold in SALES:
        totals[day] += sold
    top = totals[date(2026, 5, 1)]
    return json.dumps({"top": top, "days": totals})
""",
        "report()",
        (
            '-    return json.dumps({"top": top, "days": totals})',
            '+    return json.dumps({"top": top, "days": {key.isoformat(): value for key, value in totals.items()}})',
        ),
        '{"top": 4, "days": {"2026-05-01": 4, "2026-05-02": 4}}',
    ),
    Case(
        "members of an enumeration in a function below",
        HEAD
        + """
def sold():
    return {"kinds": {kind: number for _, kind, number in SALES}}


def report():
    return json.dumps(sold())
""",
        "report()",
        (
            '-    return {"kinds": {kind: number for _, kind, number in SALES}}',
            '+    return {"kinds": {kind.value: number for _, kind, number in SALES}}',
        ),
        '{"kinds": {"big": 3, "small": 1}}',
    ),
    Case(
        "the table of another function",
        HEAD
        + """
def totals(rows):
    found = {}
    for day, _, sold in rows:
        found[day] = found.get(day, 0) + sold
    return found


def report():
    return json.dumps({"days": totals(SALES)})
""",
        "report()",
        (
            '-    return json.dumps({"days": totals(SALES)})',
            '+    return json.dumps({"days": {key.isoformat(): value for key, value in totals(SALES).items()}})',
        ),
        '{"days": {"2026-05-01": 4, "2026-05-02": 4}}',
        2,
    ),
]
STORED = """
from datetime import date

from pydantic import BaseModel
from sqlalchemy import JSON, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Change(Base):
    __tablename__ = "changes"
    id: Mapped[int] = mapped_column(primary_key=True)
    details: Mapped[dict] = mapped_column(JSON)


class Given(BaseModel):
    until: date


ENGINE = create_engine("sqlite://")
Base.metadata.create_all(ENGINE)


def change(until):
    body = Given(until=until)
    with Session(ENGINE) as session:
        made = Change(details=body.model_dump())
        session.add(made)
        session.commit()
        return made.details
"""
CASES.append(
    Case(
        "what a column of JSON gets is in the form of JSON",
        STORED,
        "change('2026-05-01')",
        (
            "-        made = Change(details=body.model_dump())",
            '+        made = Change(details=body.model_dump(mode="json"))',
        ),
        {"until": "2026-05-01"},
    )
)
SILENT = [
    Silent(
        "nothing tells how a pair is written",
        HEAD
        + """
def report():
    return json.dumps({(day, kind): sold for day, kind, sold in SALES})
""",
        "report()",
        "json-keys",
    ),
]


@named(CASES)
def test_keys_are_written_as_texts(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_no_form_is_made_up(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
