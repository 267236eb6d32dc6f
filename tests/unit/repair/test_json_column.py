"""Columns of JSON in Django models that are given what JSON has not."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.repair.static.crash import crash_of
from arbase.repair.static.search import overlaid
from arbase.repair.static.source import Codebase
from arbase.repair.static.templates.interface import Context
from arbase.repair.static.templates.json_column import JsonColumn
from arbase.replay.interface import Raised
from tests.unit.repair.cases import Case, Silent, check, check_silent

MODELS = """
from django.db import models


class Change(models.Model):
    actor = models.CharField(max_length=60)
    values = models.JSONField({given})


class Plan(models.Model):
    steps = models.JSONField(default=list)
"""
IMPORT = "from django.core.serializers.json import DjangoJSONEncoder\n"


class Written(NamedTuple):
    """A statement that saves a row, and the model's field as it should be; empty where nothing is to be drafted."""

    name: str
    statement: str
    field: str = ""
    models: str = MODELS.format(given="")
    kind: str = "Decimal"
    variables: dict[str, dict[str, str]] = {}  # noqa: RUF012 -- a NamedTuple's default; nobody changes it
    own: bool = False


ENCODED = "models.JSONField(encoder=DjangoJSONEncoder)"
CASES = [
    Written("a row is created", "return Change.objects.create(actor='x', values=values)", ENCODED),
    Written(
        "other options stay",
        "Plan.objects.using('eu').create(steps=values)",
        "models.JSONField(default=list, encoder=DjangoJSONEncoder)",
        kind="date",
    ),
    Written("a row that is held is saved", "row.save()", ENCODED, variables={"row": {"type": "shop.models.Change"}}),
    Written(
        "the column stands in the defaults",
        "owner.changes.update_or_create(pk=1, defaults={'values': values})",
        ENCODED,
        kind="UUID",
    ),
    Written("many rows at once", "Change.objects.bulk_create(rows)", ENCODED, kind="datetime"),
    Written(
        "the field has a name of its own in the file",
        "Change.objects.create(values=values)",
        "JSONField(null=True, encoder=DjangoJSONEncoder)",
        models="from django.db import models\nfrom django.db.models import JSONField\n\n\n"
        "class Change(models.Model):\n    values = JSONField(null=True)\n",
    ),
    Written("it is the other column's row", "Unknown.objects.create(rest=values)"),
    Written("an object of the repository's", "Change.objects.create(values=values)", kind="Donor"),
    Written("the repository raises it itself", "Change.objects.create(values=values)", own=True),
    Written("nothing is saved", "return dumps(values)"),
    Written(
        "there is an encoder",
        "Change.objects.create(values=values)",
        models=MODELS.format(given="encoder=Plain"),
    ),
    Written(
        "a field of a form",
        "Change.objects.create(values=values)",
        models="from django import forms\n\n\nclass Change(forms.Form):\n    values = forms.JSONField()\n",
    ),
]


def drafted(tmp_path: Path, case: Written, protected: tuple[str, ...] = (), **more: str) -> list[dict[str, str | None]]:
    code = f"from models import Change, Plan\n\n\ndef note(values, rows, row, owner):\n    {case.statement}\n"
    for path, text in {"models.py": case.models, "audit.py": code, **more}.items():
        (tmp_path / path).write_text(text.lstrip("\n"))
    codebase = Codebase(tmp_path)
    raised = Raised(
        exception="TypeError",
        message=f"Object of type {case.kind} is not JSON serializable",
        trace=(CodeLocation(path="audit.py", line=5, function="note"),),
        variables=case.variables,
        innermost_in_repository=case.own,
    )
    crash = crash_of(codebase, None, raised)
    assert crash is not None
    service = Service(name="shop", repository=tmp_path, protected_paths=protected)
    context = Context(codebase, crash, Diagnosis(incident_id="i", crash=None, hypotheses=()), service)
    found = [overlaid(codebase, draft) for draft in JsonColumn().drafts(context)]
    return [one for one in found if one is not None]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_encoder_of_django_is_named_at_the_column(case: Written, tmp_path: Path):
    found = drafted(tmp_path, case)
    if not case.field:
        assert found == []
        return
    assert [list(one) for one in found] == [["models.py"]]
    text = found[0]["models.py"] or ""
    assert case.field in text
    assert text.startswith(IMPORT)
    assert text.count("encoder=") == 1


def test_the_encoder_of_another_column_is_the_repositorys_own(tmp_path: Path):
    models = MODELS.format(given="").replace("default=list", "default=list, encoder=Plain")
    case = Written("", "Change.objects.create(values=values)", models="from plain import Plain\n" + models.lstrip("\n"))
    (found,) = drafted(tmp_path, case, **{"plain.py": "class Plain:\n    pass\n"})
    assert "values = models.JSONField(encoder=Plain)" in (found["models.py"] or "")


def test_where_the_model_may_not_be_touched_the_value_is_made_plain(tmp_path: Path):
    case = Written("", "Change.objects.create(values=values)")
    (found,) = drafted(tmp_path, case, protected=("models.py",))
    assert list(found) == ["audit.py"]
    text = found["audit.py"] or ""
    assert "values=json.loads(json.dumps(values, cls=DjangoJSONEncoder))" in text
    assert "import json\n" in text
    assert IMPORT in text


SHOP = """
import json
from datetime import date

from sqlalchemy import JSON, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool


class Base(DeclarativeBase):
    pass


class Change(Base):
    __tablename__ = "changes"
    id: Mapped[int] = mapped_column(primary_key=True)
    values: Mapped[dict] = mapped_column(JSON)


def plain(value):
    return value.isoformat()


engine = create_engine("sqlite://", poolclass=StaticPool)
Base.metadata.create_all(engine)


def note(values):
    with Session(engine) as session:
        session.add(Change(values=values))
        session.commit()
        return session.get(Change, 1).values
"""
EXPORT = """

def export(rows):
    return json.dumps(rows, default=plain)
"""


def test_the_engine_of_sqlalchemy_writes_json_as_the_repository_does(tmp_path: Path):
    changes = (
        '-engine = create_engine("sqlite://", poolclass=StaticPool)',
        '+engine = create_engine("sqlite://", poolclass=StaticPool, '
        "json_serializer=lambda value: json.dumps(value, default=plain))",
    )
    case = Case("", SHOP + EXPORT, 'note({"on": date(2024, 5, 1)})', changes, {"on": "2024-05-01"})
    check(case, tmp_path)


def test_nobody_says_how_an_engine_should_write_what_json_has_not(tmp_path: Path):
    check_silent(Silent("", SHOP, 'note({"on": date(2024, 5, 1)})', "json-column"), tmp_path)
