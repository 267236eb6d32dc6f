"""An empty mapping that is only asked with a default is no made-up value; one that is asked without one is."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from tests.unit.verify.doubles import on_paper

NONE = "'NoneType' object has no attribute 'get'"


@pytest.mark.parametrize(
    ("before", "after", "passes"),
    [
        ('x.get("at").get("city", "")', '(x.get("at") or {}).get("city", "")', True),
        ('x.get("at").get("city")', '(x.get("at") or {}).get("city")', False),
        ('X.get(x).get("city", "")', '(X.get(x) or {}).get("city", "")', False),
        ('find(x).get("city", "")', '(find(x) or {}).get("city", "")', False),
        ('x.get("at").get("city", "")', '(x.get("at") or {"city": 1}).get("city", "")', False),
    ],
    ids=["a part", "without a default", "a record", "a look-up", "not empty"],
)
def test_only_a_default_that_was_there_is_given(tmp_path: Path, before: str, after: str, passes: bool) -> None:
    stage = on_paper(f"def city(x):\n    return {before}\n", 2, tmp_path, exception="AttributeError", message=NONE)
    assert MadeUpValueGate().check(stage.case(stage.candidate((before, after)))).passed is passes
