"""The last resort says here what the repository says elsewhere; only a run tells whether it helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.repair.static.redundancy.drafts import PRIOR, drafts
from arbase.repair.static.search import prepared
from arbase.repair.static.templates.interface import Context, Draft
from tests.unit.repair.snippets import Snippet


class Resort(Snippet):
    """A snippet whose drafts are those of the last resort alone."""

    def drafts(self) -> list[Draft]:
        """All of them, best first."""
        diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=())
        context = Context(self.codebase, self.crash(), diagnosis, Service(name="shop", repository=self.root))
        return [trial.draft for trial in prepared(self.codebase, drafts(context), set())]


CLOCK = """
from datetime import datetime, timezone

def local(moment):
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)

def moment(text):
    return local(datetime.fromisoformat(text))
"""
FUNCTION = """
import clock

def opened(visit):
    return clock.local(visit["at"]).hour

def is_late(visit, now):
    return visit["at"] > clock.local(now)
"""
WRAPPER = """
from datetime import datetime
import clock

def first(text):
    return clock.moment(text).year

def is_late(text, now):
    return datetime.fromisoformat(text) > clock.local(now)
"""
IMPORTED = """
import later

def is_late(visit, now):
    return visit["at"] > now
"""
OPTION = """
import json
from datetime import date

def line(row):
    return json.dumps(row, default=str)

def page(rows):
    return json.dumps({"rows": rows, "day": date(2026, 1, 2)})
"""
TYPE = """
from datetime import datetime
from typing import Annotated
from pydantic import AfterValidator, BaseModel
import clock

Instant = Annotated[datetime, AfterValidator(clock.local)]

class Moved(BaseModel):
    at: datetime

def move(sent, now):
    body = Moved(at=sent)
    return later(body, now)

def later(body: Moved, now):
    return body.at > clock.local(now)
"""
AT = "__import__('datetime').datetime(2026, 1, 2)"
PROGRAMS = {
    "own function around a value": ({"clock.py": CLOCK, "app.py": FUNCTION}, f"is_late({{'at': {AT}}}, {AT})"),
    "own function that calls the failing one": (
        {"clock.py": CLOCK, "app.py": WRAPPER},
        f"is_late('2026-01-02', {AT})",
    ),
    "option of other calls": ({"app.py": OPTION}, "page([])"),
    "type of the repository's own": ({"clock.py": CLOCK, "app.py": TYPE}, f"move('2026-01-02', {AT})"),
}
WANTED = {
    "own function around a value": '+    return clock.local(visit["at"]) > clock.local(now)',
    "own function that calls the failing one": "+    return clock.moment(text) > clock.local(now)",
    "option of other calls": '+    return json.dumps({"rows": rows, "day": date(2026, 1, 2)}, default=str)',
    "type of the repository's own": "+    at: Instant",
}


@pytest.mark.parametrize("name", list(PROGRAMS))
def test_what_is_said_elsewhere_is_tried(tmp_path: Path, name: str) -> None:
    files, trigger = PROGRAMS[name]
    fixes = Resort(tmp_path, files, trigger).fixes(12)
    assert any(WANTED[name] in fix.changes for fix in fixes), [fix.changes for fix in fixes]


def test_a_function_of_another_module_comes_with_its_import(tmp_path: Path) -> None:
    files = {"clock.py": CLOCK, "later.py": FUNCTION, "app.py": IMPORTED}
    now = f"{AT}.replace(tzinfo=__import__('datetime').timezone.utc)"
    fixes = Resort(tmp_path, files, f"is_late({{'at': {AT}}}, {now})").fixes(12)
    wanted = {"+import clock", '+    return clock.local(visit["at"]) > now'}
    assert any(wanted <= set(fix.changes) for fix in fixes), [fix.changes for fix in fixes]


def test_everything_is_less_likely_than_what_a_template_says(tmp_path: Path) -> None:
    files, trigger = PROGRAMS["own function around a value"]
    found = Resort(tmp_path, files, trigger).drafts()
    assert found
    assert all(0 < draft.prior <= PRIOR and draft.stream == "redundancy" for draft in found)


def test_whom_to_blame_is_not_tried_out(tmp_path: Path) -> None:
    clock = CLOCK.replace(
        "def local(moment):\n", "def local(moment):\n    if not moment:\n        raise KeyError(moment)\n"
    )
    found = Resort(tmp_path, {"clock.py": clock, "app.py": FUNCTION}, f"is_late({{'at': {AT}}}, {AT})").drafts()
    assert [draft for draft in found if draft.template == "own-function"] == []


def test_no_draft_is_made_of_names_that_are_not_there(tmp_path: Path) -> None:
    other = "def f(secret):\n    return local_name(secret)\n\n\ndef local_name(secret):\n    return 1\n"
    app = "def g(value):\n    return value + 1\n"
    found = Resort(tmp_path, {"app.py": app, "other.py": other}, "g('x')").drafts()
    assert all("secret" not in edit.text for draft in found for _, edit in draft.edits)
