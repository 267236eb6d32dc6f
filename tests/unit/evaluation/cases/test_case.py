"""Case files: what is refused, and with which words."""

import difflib
import json
import subprocess
from pathlib import Path

import pytest

from arbase.domain.errors import UserError
from arbase.evaluation.cases.case import read_cases
from arbase.evaluation.cases.swebench import read_instances


def a_case(folder: Path, text: str) -> Path:
    (folder / "one" / "repo").mkdir(parents=True)
    (folder / "one" / "case.yaml").write_text(text)
    return folder


def test_a_command_is_a_list_of_words_or_one_quoted_string(tmp_path):
    text = "id: a\nrepository: repo\nfailing: python -m pytest 'tests/a b.py'\nsuite: [python, -m, pytest]\n"
    (case,) = read_cases(a_case(tmp_path, text))

    assert case.failing == ("python", "-m", "pytest", "tests/a b.py")
    assert case.suite == ("python", "-m", "pytest")
    assert case.folder == tmp_path / "one"


def test_assignments_in_front_of_the_failing_command_are_its_environment(tmp_path):
    (case,) = read_cases(a_case(tmp_path, "id: a\nrepository: repo\nfailing: MODE=fast python job.py\nenv: {A: '1'}\n"))

    assert case.failing == ("python", "job.py")
    assert case.env == {"A": "1", "MODE": "fast"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: a\nrepository: repo\nfailng: x\nevent: {}\n", "did you mean 'failing'"),
        ("id: a\nrepository: repo\n", "one of event and failing is needed"),
        ("repository: repo\nfailing: x\n", "id"),
        ("id: a\nfailing: x\n", "repository"),
        ("id: a\nrepository: repo\nfailing: cd sub && make\n", "shell syntax"),
        ("id: a\nrepository: repo\nfailing: 'x \"y'\n", "No closing quotation"),
        ("id: a\nrepository: repo\nfailing: x\nroot_cause: {file: a.py, functon: f}\n", "function"),
        ("id: a\nrepository: repo\nfailing: x\nhidden_patch: y\n", "hidden_patch"),
        ("[", "not valid YAML"),
    ],
)
def test_a_case_that_cannot_be_used_is_refused_in_one_sentence(tmp_path, text, said):
    with pytest.raises(UserError) as refused:
        read_cases(a_case(tmp_path, text))

    assert said.lower() in str(refused.value).lower()
    assert "case.yaml" in str(refused.value)


def test_two_cases_of_one_id_are_refused(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "case.yaml").write_text("id: same\nrepository: repo\nfailing: x\n")

    with pytest.raises(UserError, match="two cases have the id 'same'"):
        read_cases(tmp_path)


def instance(**changes: object) -> dict[str, object]:
    facts = {
        "repo": "acme/shop",
        "base_commit": "abc",
        "patch": "p",
        "test_patch": "t",
        "FAIL_TO_PASS": json.dumps(["tests/test_a.py::test_b"]),
        "PASS_TO_PASS": ["tests/test_a.py::test_c"],
        "problem_statement": "It breaks",
        "version": "1.0",
    }
    return {**facts, **changes}


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".parquet"])
def test_instances_are_read_from_each_format(tmp_path, suffix):
    (tmp_path / "acme__shop").mkdir()
    file = tmp_path / f"all{suffix}"
    if suffix == ".parquet":
        pyarrow = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        parquet.write_table(pyarrow.Table.from_pylist([instance()]), file)
    else:
        file.write_text(json.dumps([instance()] if suffix == ".json" else instance()))

    (case,) = read_instances(file)

    assert case.repository == str(tmp_path / "acme__shop")
    assert case.commit == "abc"
    assert case.failing[-1] == "tests/test_a.py::test_b"
    assert case.oracle[-2:] == ("tests/test_a.py::test_b", "tests/test_a.py::test_c")
    assert case.hidden_patch == "t"


def test_a_traceback_in_the_problem_statement_is_the_evidence(tmp_path):
    (tmp_path / "shop").mkdir()
    said = 'It breaks:\nTraceback (most recent call last):\n  File "shop/a.py", line 3, in f\n    x\nKeyError: 1\n'
    (tmp_path / "all.json").write_text(json.dumps([instance(problem_statement=said)]))

    (case,) = read_instances(tmp_path / "all.json")

    assert case.failing == ()
    assert case.event["exception"]["values"][0]["type"] == "KeyError"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[1]", "each an object"),
        ("{", "cannot be read"),
        (json.dumps([instance(repo="other/place")]), "not on this machine"),
        (json.dumps([instance(FAIL_TO_PASS="[")]), "fail_to_pass"),
        (json.dumps([instance(FAIL_TO_PASS="")]), "what goes wrong"),
        ("[]", "no instance"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(tmp_path, content, said):
    (tmp_path / "acme__shop").mkdir()
    (tmp_path / "all.json").write_text(content)

    with pytest.raises(UserError) as refused:
        read_instances(tmp_path / "all.json")

    assert said in str(refused.value).lower()


def repository(folder: Path, **files: str) -> str:
    """A repository with these files; its commit."""
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "Start")):
        subprocess.run([*git, *words], check=True, capture_output=True)
    return subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()


def test_only_failing_tests_that_the_base_commit_holds_are_run_and_all_judge(tmp_path):
    commit = repository(tmp_path / "shop", test_a="class TestX:\n    def test_b(self): ...\n\n\ndef test_c(): ...\n")
    names = ["test_a.py::TestX::test_b[1-2]", "test_a.py::test_new", "test_c.py::test_c", "test_a.py::test_c"]
    (tmp_path / "all.json").write_text(json.dumps(instance(base_commit=commit, FAIL_TO_PASS=names)))

    (case,) = read_instances(tmp_path / "all.json")

    assert [word for word in case.failing if "::" in word] == ["test_a.py::TestX::test_b[1-2]", "test_a.py::test_c"]
    assert set(names) < set(case.oracle)


@pytest.mark.parametrize(
    ("old", "new", "function"),
    [
        ("return 1\n", "return 2\n", "Shop.price"),
        ("a = 1\n", "a = 1\n        b = 2\n", "Shop.price"),
        ("y = 1\n", "y = 2\n", ""),
    ],
)
def test_place_of_the_fault_is_what_the_reference_changes_first(tmp_path, old, new, function):
    text = "class Shop:\n    def price(self):\n        a = 1\n        return 1\n\n\ny = 1\n"
    commit = repository(tmp_path / "shop", shop=text)
    lines = [one.splitlines(keepends=True) for one in (text, text.replace(old, new))]
    diff = "".join(difflib.unified_diff(*lines, "a/shop.py", "b/shop.py"))
    patch = f"diff --git a/shop.py b/shop.py\n{diff}"
    (tmp_path / "all.json").write_text(json.dumps(instance(base_commit=commit, patch=patch, python="py")))

    (case,) = read_instances(tmp_path / "all.json")

    assert case.root_cause is not None
    assert (case.root_cause.file, case.root_cause.function) == ("shop.py", function)
    assert case.python == "py"


def test_bare_name_is_a_test_of_the_file_that_the_test_patch_changes(tmp_path):
    (tmp_path / "shop").mkdir()
    patch = "diff --git a/t/test_x.py b/t/test_x.py\n--- a/t/test_x.py\n+++ b/t/test_x.py\n@@ -1 +1 @@\n-a\n+b\n"
    (tmp_path / "all.json").write_text(json.dumps(instance(test_patch=patch, FAIL_TO_PASS=["test_b"])))

    (case,) = read_instances(tmp_path / "all.json")

    assert case.failing[-1] == "t/test_x.py::test_b"


def test_test_that_pytest_does_not_know_by_its_name_is_refused(tmp_path):
    (tmp_path / "shop").mkdir()
    names = ["test_b (shop.tests.TestShop)"]
    (tmp_path / "all.json").write_text(json.dumps(instance(FAIL_TO_PASS=names)))

    with pytest.raises(UserError, match="is no pytest id"):
        read_instances(tmp_path / "all.json")
