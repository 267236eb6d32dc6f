"""Conventions as checks: written rules that can be told for certain, neighbours, and the lint command."""

from __future__ import annotations

import pytest

from arbase.agents.conventions import Conventions, added, broken, foreign, misnamed, rules_of
from arbase.agents.reading import Code
from arbase.agents.runs import Runs
from arbase.agents.workbench import Workbench
from arbase.domain.fix import FileEdit
from tests.hostile import job_scene
from tests.unit.verify.doubles import Scene, stage

PAGE = """# Conventions

- Never import `requests`; use `httpx`.
- Do not call `datetime.now()`, use
  `clock.now()` instead.
- Lines have at most 88 characters.
- Every public function has a docstring.
- Amounts are `Decimal`, never a `float` of any sort in the sense of money.
- Names are from everywhere: do not expect ASCII.

Prose about `print` that is no rule.
"""


def new(source, path="shop.py", before=""):
    made = added(FileEdit(path=path, before=before, after=source))
    assert made is not None
    return made


def test_rules_that_can_be_told_are_found_and_nothing_is_made_of_the_others():
    found = [(rule.kind, rule.what) for rule in rules_of(PAGE)]
    assert found == [("import", "requests"), ("call", "datetime.now"), ("length", "88"), ("docstring", "")]


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("import requests\n", {"import"}),
        ("from requests.auth import Basic\n", {"import"}),
        ("import httpx\n", set()),
        ("t = datetime.datetime.now()\n", {"call"}),
        ("t = clock.now()\n", set()),
        ("x = '" + "a" * 90 + "'\n", {"length"}),
        ("def total(rows):\n    return 0\n", {"docstring"}),
        ('def total(rows):\n    """The sum."""\n    return 0\n', set()),
        ("def _total(rows):\n    return 0\n", set()),
    ],
)
def test_a_new_line_breaks_the_rules_that_it_breaks(source, kinds):
    assert {rule.kind for rule in rules_of(PAGE) if broken(rule, new(source))} == kinds


def test_what_stood_there_before_is_not_blamed():
    old = "import requests\n"
    assert not any(broken(rule, new(old + "x = 1\n", before=old)) for rule in rules_of(PAGE))


def test_an_import_that_nobody_has_is_foreign():
    known = frozenset({"shop", "httpx"})
    assert foreign(new("import os\nimport httpx\nfrom shop import prices\nfrom . import x\n"), known) == []
    (said,) = foreign(new("import leftpad\n"), known)
    assert "nothing in this repository imports leftpad" in said


def test_a_function_is_named_as_those_beside_it():
    camel = "def totalOf(rows):\n    return 0\n"
    assert len(misnamed(new(camel))) == 1
    assert misnamed(new(camel + "\n\ndef meanOf(rows):\n    return 0\n", before=camel)) == []


LINTER = """import sys
bad = [p for p in sys.argv[1:] if "TODO" in open(p).read()]
print("\\n".join(f"{p}:1: unfinished" for p in bad))
sys.exit(bool(bad))
"""


@pytest.mark.slow
def test_the_checks_feed_the_agent_once_and_lint_tells_only_what_is_new(tmp_path):
    tmp_path.chmod(0o755)
    scene = job_scene()
    files = {**scene.files, ".arbase/conventions.md": PAGE, "lint.py": LINTER}
    built = stage(Scene(**{**scene.__dict__, "files": files}), tmp_path / "repository")
    commands = built.service.commands.model_copy(update={"lint": ("python", "lint.py")})
    service = built.service.model_copy(update={"commands": commands})
    overlay: dict[str, str | None] = {}
    code = Code(built.tree, overlay)
    bench = Workbench(code, overlay, service)
    conventions = Conventions(code, bench, Runs(built.replayer, built.tree, service, overlay), service)
    tool = conventions.tool()
    overlay["job.py"] = files["job.py"].replace('row["count"]', 'row["amount"]')
    assert tool({})[0].startswith("no fault found")
    overlay["job.py"] = "import requests  # TODO\n" + files["job.py"]
    overlay["tests/deep/test_new.py"] = "def test_a():\n    pass\n"
    said = tool({})[0]
    assert "job.py:1: Never import `requests`" in said
    assert "lint: job.py:1: unfinished" in said
    assert "tests/deep/test_new.py: no other test lies in tests/deep" in said
    assert conventions.once() == ""
    again = Conventions(code, bench, Runs(built.replayer, built.tree, service, overlay), service)
    assert "conventions of the repository are not kept" in again.once()
    assert again.once() == ""
    built.replayer.close()
