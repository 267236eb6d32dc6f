"""What was looked up is stored; what a form, or Python itself, made of the request is not."""

from __future__ import annotations

import pytest

from arbase.verify.looked_up import crash_of_stored_data
from tests.unit.verify.doubles import on_paper

SOURCE = """\
class Form(Base):
    def clean(self):
        cleaned = {made}
        if cleaned["until"] < cleaned["since"]:
            self.add_error("until", "too early")
        return cleaned
"""


@pytest.mark.parametrize(
    ("made", "stored"),
    [
        ("super().clean()", False),
        ("dict(self.cleaned_data)", False),
        ("ROWS[self.key]", True),
        ("super().rows().first()", True),
    ],
)
def test_what_a_form_has_cleaned_was_sent(tmp_path, made, stored):
    source = SOURCE.format(made=made)
    stage = on_paper(source, 4, tmp_path, exception="KeyError", message="'since'")
    assert bool(crash_of_stored_data(stage.case(stage.candidate(("too early", "early"))))) is stored
