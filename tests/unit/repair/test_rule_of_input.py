"""What was stored before a rule for new values was written is still shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.repair.static.search import overlaid
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Context, Draft
from arbase.repair.static.templates.rule_of_input import RuleOfInput
from tests.unit.repair.test_history import Repository

HEAD = """
import re
from typing import Annotated

from fastapi import FastAPI
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

app = FastAPI()


def upper(value):
    if value != value.upper():
        raise ValueError("no upper case")
    return value


Code = Annotated[str, AfterValidator(upper)]

"""
MODELS = '''
class Part(BaseModel):
    """What all of them have."""

    name: str
    code: {kind}
{check}

class PartIn(Part):
    weight: int

{more}
class PartOut(Part):
    model_config = ConfigDict(from_attributes=True)

    id: int

'''
ROUTES = """
@app.get("/parts/{number}")
def one(number: int) -> PartOut:
    return shown(found(number))


@app.post("/parts")
def create(given: PartIn) -> PartOut:
    return shown(stored(given))


def shown(row):
    return PartOut.model_validate(row)
"""
CHECK = '''
    @field_validator("code")
    @classmethod
    def in_capitals(cls, value: str) -> str:
        """As the machine wants them."""
        if value != value.upper():
            raise ValueError("no upper case")
        return value

'''
PLAIN = HEAD + MODELS.format(kind="str | None = None", check="", more="") + ROUTES
REFUSED = (
    "1 validation error for PartOut\ncode\n  Value error, no upper case [type={}, input_value='a-7', input_type=str]"
)


def drafts(folder: Path, before: str, after: str, kind: str = "value_error") -> list[list[str]]:
    found, _ = context_drafts(folder, before, after, kind)
    return changes(folder, found)


def context_drafts(
    folder: Path, before: str, after: str, said: str = "value_error", message: str = REFUSED
) -> tuple[list[Draft], Codebase]:
    repository = Repository(folder)
    repository.commit(before)
    suspect = repository.commit(after)
    line = next(place for place, text in enumerate(after.splitlines(), 1) if "model_validate(row" in text)
    crash = repository.crash(line, "ValidationError", message.format(said))
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=(), suspects=(suspect,))
    codebase = Codebase(folder)
    context = Context(codebase, crash, diagnosis, Service(name="s", repository=folder))
    return list(RuleOfInput().drafts(context)), codebase


def changes(folder: Path, found: list[Draft]) -> list[list[str]]:
    return [Repository(folder).changes(draft) for draft in found]


def models(kind: str = "str | None = None", check: str = "", more: str = "") -> str:
    return HEAD + MODELS.format(kind=kind, check=check, more=more) + ROUTES


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("Code | None = None", "value_error"),
        ('Annotated[str, Field(pattern="^[A-Z]")] | None = None', "string_pattern_mismatch"),
        ("str | None = Field(default=None, max_length=2)", "string_too_long"),
    ],
)
def test_the_answer_has_the_field_as_it_was_before_the_rule(tmp_path, kind, said):
    assert drafts(tmp_path, PLAIN, models(kind), kind=said) == [["+    code: str | None = None"]]


def test_a_validator_moves_to_the_model_of_input(tmp_path):
    draft, codebase = context_drafts(tmp_path, PLAIN, models(check=CHECK))
    text = (overlaid(codebase, draft[0]) or {})["app.py"] or ""
    assert text.count(CHECK.rstrip()) == 1
    assert text.index("class PartIn(") < text.index("def in_capitals") < text.index("class PartOut(")


def test_models_side_by_side_of_a_flask_application(tmp_path):
    text = """
from flask import Flask, request
from pydantic import BaseModel, EmailStr

app = Flask(__name__)


class GuestIn(BaseModel):
    mail: EmailStr


class GuestOut(BaseModel):
    mail: {kind}


@app.post("/guests")
def create():
    return shown(stored(GuestIn.model_validate(request.json)))


def shown(row):
    return GuestOut.model_validate(row).model_dump()
"""
    before = text.replace("EmailStr\n\n\nclass GuestOut", "str\n\n\nclass GuestOut").format(kind="str")
    after = text.format(kind="EmailStr")
    message = REFUSED.replace("PartOut", "GuestOut").replace("code", "mail")
    found, _ = context_drafts(tmp_path, before, after, message=message)
    assert changes(tmp_path, found) == [["-    mail: EmailStr", "+    mail: str"]]


@pytest.mark.parametrize(
    ("name", "before", "after", "kind"),
    [
        ("the rule was always there", models("Code | None = None"), models("Code | None = None") + "\n# more\n", ""),
        ("the field is new with its rule", PLAIN.replace("    code: str | None = None\n", ""), models("Code"), ""),
        ("it is of another type now", PLAIN, models("Annotated[int, Field(gt=2)] | None = None"), "greater_than"),
        ("a value of another type is no matter of rules", PLAIN, models("Code | None = None"), "string_type"),
        (
            "no model of input has the field",
            PLAIN,
            models("Code | None = None").replace("class PartIn(Part)", "class PartIn(BaseModel)"),
            "",
        ),
        (
            "the answer is taken as input as well",
            PLAIN,
            models("Code | None = None") + '\n@app.put("/parts")\ndef again(given: PartOut):\n    return given\n',
            "",
        ),
        (
            "another answer has the field too",
            PLAIN,
            models("Code | None = None", more="class Line(Part):\n    place: int\n\n"),
            "",
        ),
    ],
)
def test_nothing_is_offered_where(name, before, after, kind, tmp_path):
    assert drafts(tmp_path, before, after, kind=kind or "value_error") == [], name
