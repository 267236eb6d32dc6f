"""Makes cases for `arbase bench repair --cases` of real fixes in checkouts of public projects; nothing of them is here.

    git clone <URL of boltons> checkouts/boltons        # and so on, for those of public_fixes.yaml that are wanted
    python -m venv environments/boltons && environments/boltons/bin/pip install pytest
    python -m benchmarks.outside.public_fixes checkouts environments cases/public
    arbase bench repair --cases cases/public --json public.json

A case is the commit before the fix, its last 30 commits, and one commit more that brings one failing test of the fix:
the report. The oracle, which no engine sees, are all tests of the files that the fix touched, as the fix left them.
Fixes whose checkout or environment is not there are left out, with a word.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
from pathlib import Path
from typing import Any

import yaml

from arbase.workspace.paths import is_test

FIXES = Path(__file__).with_name("public_fixes.yaml")
HISTORY = 30


def git(folder: Path, *words: str) -> str:
    """What git says. Raises CalledProcessError."""
    who = ("-c", "user.name=Reporter", "-c", "user.email=reporter@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(("git", *who, *words), cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def tests_in(source: str) -> dict[str, tuple[int, int]]:
    """First and last line (from 1) of each test function, by `Class::name`."""
    found: dict[str, tuple[int, int]] = {}
    pending: list[tuple[list[ast.stmt], str]] = [(ast.parse(source).body, "")]
    while pending:
        body, prefix = pending.pop()
        for node in body:
            if isinstance(node, ast.ClassDef):
                pending.append((node.body, f"{prefix}{node.name}::"))
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test"):
                first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
                found[prefix + node.name] = (first, node.end_lineno or node.lineno)
    return found


def with_one_test(new: str, old: str, wanted: str) -> str:
    """The new test file in which every test but `wanted` is as the old file has it, or not there."""
    lines, before = new.splitlines(True), tests_in(old)
    known = old.splitlines(True)
    for name, (first, last) in sorted(tests_in(new).items(), key=lambda item: -item[1][0]):
        if name == wanted:
            continue
        start, end = before.get(name, (1, 0))
        indent = lines[first - 1][: len(lines[first - 1]) - len(lines[first - 1].lstrip())]
        kept = known[start - 1 : end]
        lines[first - 1 : last] = kept or ([] if not indent else [f"{indent}pass\n"])
    return "".join(lines)


def make_case(checkout: Path, python: Path, fix: dict[str, Any], target: Path) -> None:
    """Write the case of one fix to a folder of its own."""
    sha, (path, _, wanted) = fix["fix"], fix["failing"].partition("::")
    case = target / f"{fix['repository'].replace('/', '__')}-{sha[:8]}"
    repository = case / "repo"
    case.mkdir(parents=True)
    git(checkout, "branch", "--force", f"before-{sha[:8]}", f"{sha}^")
    source = ("--depth", str(HISTORY), "--branch", f"before-{sha[:8]}", checkout.resolve().as_uri())
    git(case, "clone", "--quiet", "--no-tags", *source, "repo")
    git(repository, "remote", "remove", "origin")
    changed = git(checkout, "diff", "--name-only", "--no-renames", f"{sha}^", sha).split()
    code, tests = [one for one in changed if not is_test(one) and one.endswith(".py")], filter(is_test, changed)
    for one in tests:
        after = git(checkout, "show", f"{sha}:{one}")
        place = case / "hidden" / one
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(after)
        laid = repository / one
        if one == path and laid.exists():
            laid.write_text(with_one_test(after, laid.read_text(), wanted.partition("[")[0]))
        elif one == path or not one.rpartition("/")[2].startswith("test"):
            laid.parent.mkdir(parents=True, exist_ok=True)
            laid.write_text(after)
    git(repository, "add", "--all", "--force")
    git(repository, "commit", "--quiet", "--no-verify", "-m", "Tests of the report")
    left = [f"--deselect={one}" for one in fix.get("deselect", ())]
    run = ["python", "-m", "pytest", "-q"]
    record = {
        "id": case.name,
        "repository": "repo",
        "python": str(python.absolute()),
        "env": fix.get("env", {}),
        "failing": [*run, "-x", "-p", "no:cacheprovider", fix["failing"]],
        "suite": [*run, path, *left],
        "oracle": [*run, path, *left],
        "oracle_files": "hidden",
        "root_cause": fix["cause"],
        "reference": git(checkout, "diff", "--no-renames", f"{sha}^", sha, "--", *code),
    }
    (case / "case.yaml").write_text(yaml.safe_dump(record, sort_keys=False))


def main() -> None:
    """Write the cases of all fixes whose checkout and environment are there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkouts", type=Path, help="Folder with one checkout for each project.")
    parser.add_argument("environments", type=Path, help="Folder with one virtual environment for each project.")
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    made = 0
    for fix in yaml.safe_load(FIXES.read_text()):
        checkout = given.checkouts / fix["repository"].rpartition("/")[2]
        python = given.environments / fix["environment"] / "bin" / "python"
        lacking = next((str(one) for one in (checkout, python) if not one.exists()), "")
        if lacking:
            print(f"{fix['repository']} {fix['fix'][:8]}: left out, {lacking} is not there")
            continue
        make_case(checkout, python, fix, given.target)
        made += 1
    print(f"{made} cases in {given.target}")


if __name__ == "__main__":
    main()
