"""What runs inside a repository's environment is read by Python 3.7 and needs the standard library only."""

import ast
import sys
from pathlib import Path

import pytest

INSIDE = sorted((Path(__file__).parents[3] / "arbase" / "replay" / "inside").glob("*.py"))
# Not imported but asked for by name, where the repository brings them.
KNOWN = sys.stdlib_module_names


@pytest.mark.parametrize("path", INSIDE, ids=lambda path: path.stem)
def test_it_is_read_by_the_oldest_interpreter_and_imports_nothing_foreign(path):
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 7))

    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and getattr(node, "level", 0) == 0
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
    }
    assert imported <= KNOWN
    newer = [node for node in ast.walk(tree) if isinstance(node, ast.NamedExpr | ast.Match)]
    assert newer == []
    lazy = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    assert lazy or len(tree.body) <= 1  # annotations of today are not evaluated by an interpreter of yesterday
