"""Nothing stands in for a relation that the models say is always there."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.declared_whole import DeclaredWholeGate
from tests.unit.verify.doubles import on_paper

SOURCE = """
class Shift(Base):
    __tablename__ = "shifts"
    ward_id: Mapped[int] = mapped_column(ForeignKey("wards.id"))
    ward: Mapped[Ward] = relationship()


def shown(shift):
    return {"ward": shift.ward.code}
"""
DJANGO = """
class Shift(models.Model):
    ward = models.ForeignKey(Ward, on_delete=models.CASCADE)


def shown(shift):
    return {"ward": shift.ward.code}
"""
LOOSE = SOURCE.replace("ward: Mapped[Ward]", "ward: Mapped[Ward | None]")
NULL = DJANGO.replace("models.CASCADE)", "models.SET_NULL, null=True)")
TWO = SOURCE + '\n\nclass Absence(Base):\n    ward: Mapped["Ward | None"] = relationship()\n'
OWN = SOURCE.replace("class Shift(Base):", "class Plan:\n    ward: Ward | None = None\n\n\nclass Shift(Base):")
MASKS = [
    "shift.ward.code if shift.ward is not None else None",
    "shift.ward.code if shift.ward else ''",
    "shift.ward and shift.ward.code",
    "getattr(shift.ward, 'code', None)",
]


def result(root: Path, source: str, *edits: tuple[str, str]):
    line = next(n for n, text in enumerate(source.splitlines(), 1) if "shift.ward.code" in text)
    message = "'NoneType' object has no attribute 'code'"
    stage = on_paper(source, line, root, exception="AttributeError", message=message)
    return DeclaredWholeGate().check(stage.case(stage.candidate(*edits)))


@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize("source", [SOURCE, DJANGO], ids=["sqlalchemy", "django"])
def test_none_is_not_borne_where_every_row_has_one(tmp_path: Path, source: str, mask: str) -> None:
    found = result(tmp_path, source, ("shift.ward.code", mask))
    assert not found.passed
    assert "every Shift has one" in found.reason


@pytest.mark.parametrize("source", [LOOSE, NULL, TWO, OWN], ids=["optional", "null", "elsewhere", "no row"])
def test_none_may_be_borne_where_a_model_says_that_it_may_lack(tmp_path: Path, source: str) -> None:
    assert result(tmp_path, source, ("shift.ward.code", MASKS[0])).passed


def test_of_several_models_the_one_that_was_read_counts(tmp_path: Path) -> None:
    line = next(n for n, text in enumerate(TWO.splitlines(), 1) if "shift.ward.code" in text)
    message = "'NoneType' object has no attribute 'code'"
    stage = on_paper(TWO, line, tmp_path, exception="AttributeError", message=message)
    for known, refused in (("app.Shift", True), ("app.Absence", False)):
        seen = {"shift": {"type": known}}
        stage.diagnosis = stage.diagnosis.model_copy(
            update={"crash": stage.crash.model_copy(update={"variables": seen})}
        )
        found = DeclaredWholeGate().check(stage.case(stage.candidate(("shift.ward.code", MASKS[0]))))
        assert found.passed is not refused


def test_other_fixes_are_no_matter_of_this(tmp_path: Path) -> None:
    assert result(tmp_path, SOURCE, ("shift.ward.code", "ward_of(shift).code")).passed
