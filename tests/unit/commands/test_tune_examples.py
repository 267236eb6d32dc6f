"""Features that were read are gone on with only where data and code are the same."""

from __future__ import annotations

import json

import pytest

from arbase.commands.tune import reading_key
from arbase.domain.errors import UserError


def test_other_data_in_the_same_place_is_read_anew(tmp_path):
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({"event": {"message": "x"}, "label": 1}) + "\n")
    before = reading_key(tmp_path)
    assert reading_key(tmp_path) == before
    file.write_text(json.dumps({"event": {"message": "y"}, "label": 1}) + "\n")
    assert reading_key(tmp_path) != before


def test_a_place_without_data_is_one_sentence(tmp_path):
    with pytest.raises(UserError, match="holds no data"):
        reading_key(tmp_path)
