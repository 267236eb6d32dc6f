"""Which code is the repository's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.replay.inside.watch import Watch


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("{root}/shop/cart.py", True),
        ("shop/cart.py", True),
        ("lib/sqlalchemy/engine/_result_cy.py", False),
        ("{root}/.venv/lib/x.py", False),
        ("<string>", False),
    ],
)
def test_the_source_of_a_compiled_module_is_named_by_where_it_was_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, own: bool
) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "cart.py").write_text("")
    monkeypatch.chdir(tmp_path)
    assert Watch(str(tmp_path), []).ours(name.format(root=tmp_path)) is own
