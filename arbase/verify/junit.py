"""Which tests ran and how they ended, from the report of pytest or the words of unittest; neither is trusted alone."""

from __future__ import annotations

import ast
import re
from pathlib import Path, PurePosixPath
from typing import Literal
from xml.etree import ElementTree

from arbase.domain.noun import Noun
from arbase.verify.syntax import Code

MAX_BYTES = 50_000_000
Ending = Literal["passed", "failed", "error", "skipped"]
# `test_a (tests.test_b.Case.test_a)`, in older Pythons without the test behind the class; a line of the docstring.
_SAID = re.compile(r"^(test\w*) \(([\w.]+)\)(?:\n.*)? \.\.\. (ok|FAIL|ERROR|skipped|expected failure)", re.MULTILINE)
_ENDINGS: dict[str, Ending] = {"ok": "passed", "FAIL": "failed", "ERROR": "failed"}


class TestResult(Noun):
    """One test: `module::name` with the module's dotted path, how it ended, and the failure's text."""

    __test__ = False  # pytest would collect a class of this name

    id: str
    ending: Ending
    text: str = ""


def read_report(file: Path) -> dict[str, TestResult] | None:
    """The results by id; None if there is no readable report: then nothing shows that a test ran."""
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > MAX_BYTES:
            return None
        content = file.read_bytes()
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            return None
        root = ElementTree.fromstring(content)  # noqa: S314 - without a document type there are no entities to expand
    except (OSError, ElementTree.ParseError, ValueError):
        return None
    found: dict[str, TestResult] = {}
    for case in root.iter("testcase"):
        result = _result(case)
        worse = found.get(result.id)
        if worse is None or worse.ending == "passed":
            found[result.id] = result
    return found


def read_verbose(said: str) -> dict[str, TestResult]:
    """The results by id, of what `python -m unittest -v` says; the text of what failed is all of it."""
    found = {}
    for name, place, ending in _SAID.findall(said):
        result = TestResult(
            id=f"{place.removesuffix(f'.{name}')}::{name}", ending=_ENDINGS.get(ending, "skipped"), text=said
        )
        found[result.id] = result
    return found


def expected_tests(path: str, source: str) -> tuple[str, ...]:
    """The ids that a test file must report, without parameters."""
    code = Code.parse(source)
    module = ".".join(PurePosixPath(path).with_suffix("").parts)
    if code is None:
        return ()
    names = []
    for function in code.functions:
        outer = code.parent(function)
        if not function.name.startswith("test"):
            continue
        if isinstance(outer, ast.Module):
            names.append(f"{module}::{function.name}")
        elif isinstance(outer, ast.ClassDef):
            names.append(f"{module}.{outer.name}::{function.name}")
    return tuple(names)


def results_of(test: str, report: dict[str, TestResult]) -> list[TestResult]:
    """The results of one expected test, one for each parameter set; the report may name modules from a subfolder."""
    module, _, name = test.partition("::")
    return [
        result
        for key, result in report.items()
        for known, _, called in [key.partition("::")]
        if called.partition("[")[0] == name
        and (known == module or module.endswith(f".{known}") or known.endswith(f".{module}"))
    ]


def _result(case: ElementTree.Element) -> TestResult:
    key = f"{case.get('classname', '')}::{case.get('name', '')}"
    for tag, ending in (("failure", "failed"), ("error", "error"), ("skipped", "skipped")):
        node = case.find(tag)
        if node is not None:
            text = f"{node.get('message', '')}\n{node.text or ''}"
            return TestResult(id=key, ending=ending, text=text[:20_000])
    return TestResult(id=key, ending="passed")
