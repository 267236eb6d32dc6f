"""Which zone a moment without one may get."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from arbase.verify.precedent import Repository


@pytest.mark.parametrize(
    ("text", "zone", "allowed"),
    [
        ("from datetime import UTC\nx = now.replace(tzinfo=UTC)\n", "UTC", True),
        ("from datetime import UTC\nx = now.astimezone(UTC)\n", "UTC", True),
        ("from zoneinfo import ZoneInfo\nhome = ZoneInfo('Europe/Oslo')\n", "UTC", False),
        ("from zoneinfo import ZoneInfo\nx = now.replace(tzinfo=zone)\n", "zone", True),
        ("x = 1\n", "zone", False),
    ],
)
def test_zone_needs_a_habit_where_several_are_known(text: str, zone: str, allowed: bool, tmp_path: Path) -> None:
    (tmp_path / "clock.py").write_text(text)
    assert bool(Repository(tmp_path).gives_zone(ast.parse(zone, mode="eval").body)) is allowed
