"""Pydantic: validators that leave a value to its field, secrets, objects, dumps for JSON, optional fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

TAGS = """
from pydantic import BaseModel, ValidationError, field_validator


class Post(BaseModel):
    tags: list[str] = []

    @field_validator("tags", mode="before")
    @classmethod
    def split(cls, raw):
        return [part.strip() for part in raw.split(",")]


def tags(raw):
    return Post(tags=raw).tags
"""
SPAN = """
from pydantic import BaseModel, ValidationError, field_validator


class Range(BaseModel):
    low: int
    high: int

    @field_validator("high")
    @classmethod
    def above(cls, high, info):
        low = info.data["low"]
        if high < low:
            raise ValueError("high is below low")
        return high


def complaints(**fields):
    try:
        Range(**fields)
    except ValidationError as error:
        return [one["loc"][0] for one in error.errors()]
    return []
"""
MAILER = """
from pydantic import BaseModel, SecretStr


class Mail(BaseModel):
    user: str = "u"
    password: SecretStr = SecretStr("p")


def login(mail: Mail):
    secret = mail.password
    return ":".join([mail.user, secret])
"""
ORM = """
from pydantic import BaseModel


class Plant:
    def __init__(self, name, height):
        self.name = name
        self.height = height


class PlantOut(BaseModel):
    \"\"\"As the client sees it.\"\"\"

    name: str
    height: int
CONFIG


def shown():
    return PlantOut.model_validate(Plant("fern", 3)).height
"""
DUMP = """
import json
from datetime import date

from pydantic import BaseModel


class Lease(BaseModel):
    until: date
    note: str | None = None


def write(document):
    return json.dumps(document)


def stored(lease):
    document = lease.model_dump(exclude_none=True)
    document["kind"] = "lease"
    return write(document)


def example():
    return stored(Lease(until=date(2024, 1, 2)))
"""
OPTIONAL = """
from pydantic import BaseModel


class Pet(BaseModel):
    name: str
    chip: str | None = None
    breed: str | None


def pets(rows):
    return [Pet.model_validate(row).breed for row in rows]
"""
CASES = [
    Case(
        "a list where a text is split",
        TAGS,
        "tags(['a', 'b'])",
        ("+        if not isinstance(raw, str):", "+            return raw"),
        ["a", "b"],
    ),
    Case(
        "a field above that did not pass",
        SPAN,
        "complaints(low='x', high=3)",
        ('+        if "low" not in info.data:', "+            return high"),
        ["low"],
    ),
    Case(
        "a secret among texts",
        MAILER,
        "login(Mail())",
        ('-    return ":".join([mail.user, secret])', '+    return ":".join([mail.user, secret.get_secret_value()])'),
        "u:p",
    ),
    Case(
        "a model of objects",
        ORM.replace("CONFIG", ""),
        "shown()",
        (
            "-from pydantic import BaseModel",
            "+from pydantic import BaseModel, ConfigDict",
            "+    model_config = ConfigDict(from_attributes=True)",
            "+",
        ),
        3,
    ),
    Case(
        "a model of objects in the words of the first version",
        ORM.replace("CONFIG", "\n    class Config:\n        orm_mode = True"),
        "shown()",
        ("-        orm_mode = True", "+        from_attributes = True"),
        3,
    ),
    Case(
        "a dump that a caller made for JSON",
        DUMP,
        "example()",
        (
            "-    document = lease.model_dump(exclude_none=True)",
            '+    document = lease.model_dump(exclude_none=True, mode="json")',
        ),
        '{"until": "2024-01-02", "kind": "lease"}',
    ),
    Case(
        "a field that need not be given",
        OPTIONAL,
        "pets([{'name': 'Rex'}])",
        ("-    breed: str | None", "+    breed: str | None = None"),
        [None],
    ),
]


@pytest.mark.filterwarnings("ignore:.*config")
@named(CASES)
def test_pydantic_is_told(case, tmp_path: Path):
    check(case, tmp_path)


SHARED = DUMP.replace('    document["kind"] = "lease"\n', "    KEPT.append(document)\n") + "\n\nKEPT = []\n"
SILENT = [
    Silent("a field that takes anything", TAGS.replace("list[str]", "object"), "tags(3)", "validators"),
    Silent("a check of the type's own value", TAGS.replace(', mode="before"', ""), "tags(['a'])", "validators"),
    Silent(
        "a field that is declared below",
        SPAN.replace("    low: int\n    high: int\n", "    high: int\n    low: int\n"),
        "complaints(low=1, high=3)",
        "validators",
    ),
    Silent("a text where an object is wanted", ORM.replace("CONFIG", "").replace('Plant("fern", 3)', '"fern"').replace(
        "    return PlantOut", "    x = 1\n    return PlantOut"), "shown()", "from-attributes"),
    Silent(
        "a field that is named at the call",
        OPTIONAL.replace("Pet.model_validate(row)", "Pet(name=row['name'])"),
        "pets([{'name': 'Rex'}])",
        "model",
    ),
    Silent("a dump that goes elsewhere as well", SHARED, "example()", "json-mode"),
]  # fmt: skip


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_pydantic_is_left_alone(case, tmp_path: Path):
    check_silent(case, tmp_path)
