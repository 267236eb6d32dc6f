"""Changed functions in modules that are imported, and in those that are not yet."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from arbase.evaluation.seeded.inside import patching

CLEAN = "def answer():\n    return 1\n"
CHANGED = "def answer():\n    return 2\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = tmp_path / "toy_patched.py"
    file.write_text(CLEAN)
    yield file
    sys.modules.pop("toy_patched", None)


def test_function_of_an_imported_module_is_changed_in_place(place: Path) -> None:
    live = importlib.import_module("toy_patched").answer
    assert patching.apply(str(place), CHANGED)
    assert live() == 2


def test_module_that_comes_later_comes_changed_and_leaves_no_bytecode_behind(place: Path) -> None:
    importlib.import_module("toy_patched")  # writes bytecode of the clean text, of the same size and second
    del sys.modules["toy_patched"]
    assert patching.apply(str(place), CHANGED)
    assert importlib.import_module("toy_patched").answer() == 2
    del sys.modules["toy_patched"]
    place.write_text(CLEAN)
    assert importlib.import_module("toy_patched").answer() == 1


def test_change_that_reaches_no_function_says_so(place: Path) -> None:
    importlib.import_module("toy_patched")
    assert not patching.apply(str(place), "MORE = 1\n")
