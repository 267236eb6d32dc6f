"""Which paths, sizes and tests a candidate may bring."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.domain.fix import CandidateFix, FileEdit, Patch
from arbase.verify.gates.protected import ProtectedPathsGate, is_test, matches
from arbase.verify.gates.tests_kept import TestsKeptGate
from tests.unit.verify.doubles import Stage, on_paper, write

SOURCE = "def f(x):\n    return x['a']\n"
TEST = "from app import f\n\n\ndef test_f():\n    assert f({'a': 1}) == 1\n"
FILES = {
    "tests/test_old.py": TEST,
    "conftest.py": "",
    ".github/workflows/ci.yml": "on: push\n",
    "poetry.lock": "x\n",
    "setup.cfg": "[x]\n",
    "data.json": "{}\n",
    ".env": "A=1\n",
    "pkg/mod.py": SOURCE,
}


@pytest.fixture
def paper(tmp_path: Path) -> Stage:
    write(tmp_path, FILES)
    (tmp_path / "link.py").symlink_to("app.py")
    (tmp_path / "away").symlink_to("/etc")
    return on_paper(SOURCE, 2, tmp_path)


def candidate(*edits: FileEdit, tests: tuple[FileEdit, ...] = ()) -> CandidateFix:
    return CandidateFix(patch=Patch(edits=edits), tests=Patch(edits=tests), engine="agent", stream="agent")


def edit(path: str, before: str | None = None, after: str | None = "x = 1\n") -> FileEdit:
    return FileEdit(path=path, before=FILES.get(path) if before is None else before, after=after)


GOOD = FileEdit(path="app.py", before=SOURCE, after=SOURCE.replace("'a'", "'b'"))


@pytest.mark.parametrize(
    "edits",
    [
        (),
        (edit("conftest.py"),),
        (edit(".github/workflows/ci.yml"),),
        (edit("poetry.lock"),),
        (edit("setup.cfg"),),
        (edit("data.json"),),
        (edit(".env"),),
        (edit("tests/test_old.py"),),
        (edit("link.py", SOURCE),),
        (edit("away/passwd", "x"),),
        (edit("../outside.py"),),
        (edit("/etc/passwd"),),
        (edit("pkg/../app.py", SOURCE),),
        (edit("sitecustomize.py"),),
        (edit("json.py"),),
        (FileEdit(path="new.py", before=None, after="x = 1\n"),),
        (FileEdit(path="app.py", before=SOURCE, after=None),),
        (FileEdit(path="app.py", before=SOURCE, after=SOURCE),),
        (FileEdit(path="app.py", before="another version\n", after=SOURCE),),
        (FileEdit(path="app.py", before=SOURCE, after=SOURCE + "\0"),),
        (FileEdit(path="app.py", before=SOURCE, after=SOURCE + "y = 1\n" * 200),),
        (GOOD, GOOD),
    ],
)
def test_path_or_size_out_of_bounds_is_refused(edits: tuple[FileEdit, ...], paper: Stage) -> None:
    assert not ProtectedPathsGate().check(paper.case(candidate(*edits))).passed


def test_small_change_of_the_service_is_let_through(paper: Stage) -> None:
    result = ProtectedPathsGate().check(paper.case(candidate(GOOD)))
    assert result.passed, result.reason


def test_paths_that_the_service_protects_are_refused(paper: Stage) -> None:
    paper.service = paper.service.model_copy(update={"protected_paths": ("pkg/**",)})
    change = FileEdit(path="pkg/mod.py", before=SOURCE, after=SOURCE.replace("'a'", "'b'"))
    assert not ProtectedPathsGate().check(paper.case(candidate(change))).passed


def test_globs_and_test_names() -> None:
    assert matches("a/b/c.py", "a/**")
    assert matches("a/b/c.py", "a")
    assert matches(".gitlab-ci.yml", ".gitlab-ci.yml")
    assert not matches("ab/c.py", "a/**")
    assert is_test("tests/helpers.py", "tests")
    assert is_test("pkg/tests/x.py", "tests")
    assert is_test("pkg/test_x.py", "checks")
    assert not is_test("pkg/testing_prices.py", "tests")


WEAK = {
    "no assertion": "def test_f():\n    f({})\n",
    "always true": "def test_f():\n    assert True\n",
    "no test": "x = 1\n",
    "skip": "import pytest\n\n\ndef test_f():\n    pytest.skip('later')\n    assert f(1)\n",
    "xfail": "import pytest\n\n\n@pytest.mark.xfail\ndef test_f():\n    assert f(1)\n",
    "monkeypatch": "def test_f(monkeypatch):\n    monkeypatch.setattr('app.f', print)\n    assert f(1)\n",
    "mock": "from unittest import mock\n\n\ndef test_f():\n    with mock.patch('app.f'):\n        assert f(1)\n",
    "bare patch": "def test_f():\n    with patch('app.f'):\n        assert f(1)\n",
    "modules": "import sys\n\n\ndef test_f():\n    sys.modules['app'] = None\n    assert f(1)\n",
    "hook": "def pytest_runtest_call(item):\n    pass\n\n\ndef test_f():\n    assert f(1)\n",
    "plugins": "pytest_plugins = ['x']\n\n\ndef test_f():\n    assert f(1)\n",
    "caught": "def test_f():\n    try:\n        assert f(1)\n    except Exception:\n        pass\n",
    "exit": "import os\n\n\ndef test_f():\n    assert f(1)\n    os._exit(0)\n",
    "not python": "def test_f(:\n",
}


@pytest.mark.parametrize("name", WEAK)
def test_weak_test_is_refused(name: str, paper: Stage) -> None:
    new = FileEdit(path="tests/test_new.py", before=None, after=WEAK[name])
    assert not TestsKeptGate().check(paper.case(candidate(GOOD, tests=(new,)))).passed


@pytest.mark.parametrize(
    "path",
    ["tests/test_old.py", "tests/helper.py", "tests/conftest.py", "test_new.py", "tests/../test_x.py", "/test_x.py",
     "away/test_x.py"],
)  # fmt: skip
def test_misplaced_test_is_refused(path: str, paper: Stage) -> None:
    new = FileEdit(path=path, before=None, after=TEST)
    assert not TestsKeptGate().check(paper.case(candidate(GOOD, tests=(new,)))).passed


@pytest.mark.parametrize(
    "source",
    [
        TEST,
        "def test_patch(client):\n    response = client.patch('/x', json={})\n    assert response.status_code == 200\n",
    ],
)
def test_new_test_with_an_assertion_is_let_through(source: str, paper: Stage) -> None:
    new = FileEdit(path="tests/unit/test_new.py", before=None, after=source)
    result = TestsKeptGate().check(paper.case(candidate(GOOD, tests=(new,))))
    assert result.passed, result.reason
