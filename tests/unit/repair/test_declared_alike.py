"""Fields of requests that are declared more plainly than their likes."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named
from tests.unit.repair.snippets import Snippet

COURSES = """
from datetime import datetime, timezone
from typing import Annotated, Optional

from fastapi import FastAPI
from pydantic import AfterValidator, BaseModel, field_validator

app = FastAPI()


def as_aware(value):
    return value if value.tzinfo else value.replace(tzinfo=timezone.utc)


Instant = Annotated[datetime, AfterValidator(as_aware)]


class Course(BaseModel):
    title: str = ""
    starts_at: Instant
    ends_at: datetime | None = None


@app.post("/courses")
def create(course: Course):
    if course.ends_at is not None and course.ends_at <= course.starts_at:
        return {"error": "it ends before it starts"}
    return {"title": course.title}
"""
VALIDATED = COURSES.replace("starts_at: Instant", "starts_at: datetime").replace(
    "    ends_at: datetime | None = None\n",
    """    ends_at: datetime | None = None

    @field_validator("starts_at")
    @classmethod
    def aware(cls, value):
        if value is not None and value.tzinfo is None:
            value = value.replace(tzinfo=timezone.utc)
        return value
""",
)
TRIGGER = 'POST /courses {"starts_at": "2026-05-01T08:00:00", "ends_at": "2026-05-01T09:00:00"}'

CASES = [
    Case(
        "the field beside it has a type of its own, and this one may be left out",
        COURSES,
        TRIGGER,
        ("-    ends_at: datetime | None = None", "+    ends_at: Instant | None = None"),
        200,
        among=2,
    ),
    Case(
        "the older spelling",
        COURSES.replace("datetime | None", "Optional[datetime]"),
        TRIGGER,
        ("-    ends_at: Optional[datetime] = None", "+    ends_at: Optional[Instant] = None"),
        200,
        among=2,
    ),
    Case(
        "a validator is for the field beside it",
        VALIDATED,
        TRIGGER,
        ('-    @field_validator("starts_at")', '+    @field_validator("starts_at", "ends_at")'),
        200,
        among=2,
    ),
]
SILENT = [
    Silent(
        "the validator does not reckon with a field that is null",
        VALIDATED.replace("value is not None and ", ""),
        TRIGGER,
        "declared-alike",
    ),
    Silent(
        "the validator refuses something, which may be for its own field only",
        VALIDATED.replace(
            "        return value\n", "        if value.hour < 6:\n            raise ValueError\n        return value\n"
        ),
        TRIGGER,
        "declared-alike",
    ),
    Silent(
        "the field beside it has a type for something else",
        COURSES.replace("Annotated[datetime,", "Annotated[str,").replace("starts_at: Instant", "starts_at: datetime"),
        TRIGGER.replace("08:00:00", "08:00:00Z"),
        "declared-alike",
    ),
]


@named(CASES)
def test_the_field_is_read_with_the_care_of_its_likes(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_no_likes_no_draft(case, tmp_path):
    check_silent(case, tmp_path)


def test_a_type_that_only_refuses_says_little_of_the_field_beside_it(tmp_path):
    app = COURSES.replace("AfterValidator(as_aware)]", "Field(gt=datetime(2020, 1, 1))]")
    app = app.replace("AfterValidator, BaseModel", "AfterValidator, BaseModel, Field")
    trigger = TRIGGER.replace("08:00:00", "08:00:00Z")
    drafts = Snippet(tmp_path, {"app.py": app}, trigger).drafts()
    assert [draft.prior for draft in drafts if draft.template == "declared-alike"] == [0.6]
