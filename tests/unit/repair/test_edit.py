"""Span edits: what they change, and what they leave as it is."""

from __future__ import annotations

import ast

import pytest

from arbase.repair.static.edit import (
    Edit,
    add_import,
    apply,
    delete,
    insert_after,
    insert_before,
    replace,
    unwrap,
    wrap,
)
from arbase.repair.static.source import SourceFile


def parsed(text: str) -> SourceFile:
    file = SourceFile.parse("a.py", text)
    assert file is not None
    return file


def node_of(file: SourceFile, kind: type[ast.AST], number: int = 0) -> ast.AST:
    return [node for node in file.nodes if isinstance(node, kind)][number]


def test_columns_are_bytes_and_offsets_are_characters():
    file = parsed('x = "Łódź", a["b"]\n')
    subscript = node_of(file, ast.Subscript)

    assert file.segment(subscript) == 'a["b"]'
    assert apply(file.text, [replace(file, subscript, "c")]) == 'x = "Łódź", c\n'


def test_comments_and_formatting_stay():
    text = "def f(x):  # why\n    y = ( x )   # odd\n    return y/ 2 # half\n"
    file = parsed(text)
    division = node_of(file, ast.BinOp)

    assert apply(text, [replace(file, division, "y / 3")]) == text.replace("y/ 2", "y / 3")


def test_guard_takes_the_indentation_of_its_statement():
    file = parsed("def f(x):\n  if x:\n    return x[0]\n")
    edit = insert_before(file, node_of(file, ast.Return), ("if not x:", "\treturn None"))

    assert edit is not None
    assert apply(file.text, [edit]) == "def f(x):\n  if x:\n    if not x:\n      return None\n    return x[0]\n"


def test_line_endings_stay_those_of_the_file():
    file = parsed("def f(x):\r\n    return x[0]\r\n")
    edit = insert_before(file, node_of(file, ast.Return), ("if not x:", "\treturn None"))

    assert edit is not None
    result = apply(file.text, [edit])
    assert result == "def f(x):\r\n    if not x:\r\n        return None\r\n    return x[0]\r\n"


def test_byte_order_mark_stays_in_front():
    file = parsed("\ufeffx = a\ny = b\n")

    assert apply(file.text, [replace(file, node_of(file, ast.Name, 1), "c")]) == "\ufeffx = c\ny = b\n"


def test_last_line_without_an_end_is_ended_before_more_comes():
    file = parsed("def f():\n    x = 1")
    edit = insert_after(file, node_of(file, ast.Assign), ("return x",))

    assert edit is not None
    assert apply(file.text, [edit]) == "def f():\n    x = 1\n    return x"


def test_guard_of_an_elif_stands_in_front_of_the_whole_chain():
    file = parsed("def f(x):\n    if x:\n        pass\n    elif x[0]:\n        pass\n")
    edit = insert_before(file, node_of(file, ast.If, 1), ("if not x:", "\treturn None"))

    assert edit is not None
    result = apply(file.text, [edit])
    assert result is not None
    assert result.startswith("def f(x):\n    if not x:\n        return None\n    if x:\n")


def test_statement_that_shares_its_line_gets_no_guard():
    file = parsed("def f(x): return x[0]\n")

    assert insert_before(file, node_of(file, ast.Return), ("if not x:", "\treturn None")) is None


def test_statements_are_put_under_try():
    file = parsed("def f(x):\n    # read\n    y = int(\n        x\n    )\n    return y\n")
    edit = wrap(file, [node_of(file, ast.Assign)], "try:", ("except ValueError:", "\traise KeyError"))

    assert edit is not None
    assert apply(file.text, [edit]) == (
        "def f(x):\n    # read\n    try:\n        y = int(\n            x\n        )\n"
        "    except ValueError:\n        raise KeyError\n    return y\n"
    )


def test_text_over_several_lines_is_not_put_under_try():
    file = parsed('def f(x):\n    y = """a\n  b"""\n    return y\n')

    assert wrap(file, [node_of(file, ast.Assign)], "try:", ("finally:", "\tpass")) is None


def test_overlapping_edits_and_broken_results_are_refused():
    assert apply("x = 1\n", [Edit(0, 3, "a"), Edit(2, 5, "b")]) is None
    assert apply("x = 1\n", [Edit(4, 5, "(")]) is None


def test_only_statement_of_a_block_is_not_taken_out():
    file = parsed("def f():\n    return 1\n\n\ndef g():\n    x = 1\n    return 2\n")

    assert delete(file, node_of(file, ast.Return)) is None
    edit = delete(file, node_of(file, ast.Assign))
    assert edit is not None
    assert apply(file.text, [edit]) == "def f():\n    return 1\n\n\ndef g():\n    return 2\n"


@pytest.mark.parametrize(
    ("before", "statement", "after"),
    [
        ("x = 1\n", "import math", "import math\n\nx = 1\n"),
        ('"""Doc."""\n\nx = 1\n', "import math", '"""Doc."""\n\nimport math\n\nx = 1\n'),
        ("from __future__ import annotations\n\nx = 1\n", "import math", None),
        ("import json\nimport os\n", "import math", "import json\nimport math\nimport os\n"),
        ("from a import x, z\n", "from a import y", "from a import x, y, z\n"),
        ("from datetime import date\n", "from datetime import UTC", "from datetime import UTC, date\n"),
        ("from a import (\n    x,\n    z,\n)\n", "from a import y", "from a import (\n    x,\n    y,\n    z,\n)\n"),
        ("import math\n", "import math", "import math\n"),
        (
            "import json\n\nfrom flask import g\n\nfrom shop import a\n",
            "from urllib.parse import quote",
            "import json\nfrom urllib.parse import quote\n\nfrom flask import g\n\nfrom shop import a\n",
        ),
        ("from flask import g\n\nx = 1\n", "import math", "import math\n\nfrom flask import g\n\nx = 1\n"),
        ("import json\n\nx = 1\n", "from flask import g", "import json\n\nfrom flask import g\n\nx = 1\n"),
    ],
)
def test_import_goes_where_it_belongs(before, statement, after):
    file = parsed(before)
    edit = add_import(file, statement)
    result = before if edit is None else apply(before, [edit])

    wanted = "from __future__ import annotations\n\nimport math\n\nx = 1\n" if after is None else after
    assert result == wanted


def test_file_that_is_not_python_is_not_parsed():
    assert SourceFile.parse("a.py", "def f(:\n") is None
    assert SourceFile.parse("a.py", "x = '\x00'") is None


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        ("        a()\n\n        # b\n        b()\n", "    a()\n\n    # b\n    b()\n"),
        ('        a("""x\n        y""")\n', None),
    ],
)
def test_a_body_takes_the_place_of_its_statement(inner, wanted):
    file = parsed(f"def f():\n    try:\n{inner}    finally:\n        c()\n    return 1\n")
    attempt = node_of(file, ast.Try)
    edit = unwrap(file, attempt, attempt.body)

    assert (edit and apply(file.text, [edit])) == (wanted and f"def f():\n{wanted}    return 1\n")
