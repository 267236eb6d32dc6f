"""What is read from source and frames without running anything: operands, imports, tracebacks."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from arbase.replay.inside.operands import operands
from arbase.replay.inside.preload import module_of, third_party
from arbase.replay.inside.report import _qualified_names

TABLE = {"a": [1, 2]}


class Node:
    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = {"k": 5}


class Watched:
    def __init__(self) -> None:
        self.plain = 1
        self.node = Node()

    @property
    def costly(self) -> int:
        raise AssertionError("a property must not run")

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"{name} must not be asked for")


def frame_of(**local: Any) -> FrameType:
    def inner(watched: Any, key: Any) -> FrameType:
        return sys._getframe()

    return inner(local.get("watched"), local.get("key"))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("watched.plain + key", {"watched", "watched.plain", "key"}),
        ("watched.node.left['k']", {"watched.node.left['k']", "watched.node.left", "watched.node", "watched"}),
        ("TABLE[key][1]", {"TABLE[key][1]", "TABLE[key]", "TABLE", "key"}),
        ("watched.costly", {"watched"}),
        ("watched.absent", {"watched"}),
        ("TABLE['zz']", {"TABLE"}),
        ("unknown(key)", {"key"}),
        ("len(TABLE['a'])", {"len(TABLE['a'])", "TABLE['a']", "TABLE"}),
        ("TABLE.get('zz', 1.5)", {"TABLE.get('zz', 1.5)", "TABLE"}),
        ("watched.get(key)", {"watched", "key"}),
        ("len(watched)", {"watched"}),
        ("TABLE[1:]", {"TABLE"}),
        ("x = (", set()),
    ],
)
def test_operands_are_read_without_running_code(statement: str, expected: set[str]) -> None:
    frame = frame_of(watched=Watched(), key="a")
    assert {text for text, _ in operands(frame, statement, 1)} == expected


def test_operands_of_a_compound_statement_are_those_of_its_head() -> None:
    frame = frame_of(key="a")
    assert {text for text, _ in operands(frame, "for x in TABLE:\n    key\n", 1)} == {"TABLE"}


def test_statement_over_several_lines_is_read_whole() -> None:
    frame = frame_of(key="a")
    assert {text for text, _ in operands(frame, "f(\n    TABLE,\n    key,\n)\n", 3)} == {"TABLE", "key"}


def test_third_party_modules_are_found_through_the_repository(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "import yaml",
        "app/main.py": "import os.path\nfrom . import inner\nfrom app.other import x\nimport missing_thing",
        "app/inner.py": "try:\n    import numpy.linalg\nexcept ImportError:\n    pass\ndef f():\n    import torch",
        "app/other.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import never\nx = 1",
        "app/unused.py": "import unused",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    found = third_party([str(tmp_path)], "app.main")
    assert found[0] == "yaml"
    assert {"os.path", "numpy.linalg", "missing_thing"} <= set(found)
    assert not {"torch", "never", "unused", "app.other"} & set(found)


def test_source_that_does_not_parse_has_no_imports(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("import (")
    assert third_party([str(tmp_path)], "main") == []


def test_file_has_the_module_name_of_its_root(tmp_path: Path) -> None:
    assert module_of([str(tmp_path)], str(tmp_path / "jobs" / "run.py")) == "jobs.run"
    assert module_of([str(tmp_path)], "/elsewhere/run.py") == ""


def test_qualified_names_are_known_without_the_interpreter() -> None:
    source = "class A:\n    @staticmethod\n    def f():\n        def g(): pass\nasync def h(): pass\n"
    assert _qualified_names(source) == {("f", 3): "A.f", ("f", 2): "A.f", ("g", 4): "A.f.<locals>.g", ("h", 5): "h"}
