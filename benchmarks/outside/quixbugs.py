"""Makes cases for `arbase bench repair --cases` of a checkout of QuixBugs (Lin et al. 2017); nothing of it is here.

    git clone <QuixBugs> quixbugs
    python -m benchmarks.outside.quixbugs quixbugs cases/quixbugs
    arbase bench repair --cases cases/quixbugs --json quixbugs.json

A case shows one faulty program with its own tests. The oracle, which no engine sees, runs those tests again and
compares the fixed program with the correct one on generated inputs (`quixbugs_oracle/`): any answer that the program's
contract allows is right.
"""

from __future__ import annotations

import argparse
import difflib
import shutil
from pathlib import Path

import yaml

ORACLE = Path(__file__).with_name("quixbugs_oracle")
SHARED_TESTS = ("node.py", "load_testdata.py")


def programs(checkout: Path) -> list[str]:
    """The names of the programs that have tests and a correct version."""
    names = sorted(path.stem for path in (checkout / "python_programs").glob("*.py"))
    return [
        name
        for name in names
        if (checkout / "python_testcases" / f"test_{name}.py").is_file()
        and (checkout / "correct_python_programs" / f"{name}.py").is_file()
    ]


def make_case(checkout: Path, name: str, target: Path) -> None:
    """Write the case of one program to a folder of its own."""
    case = target / name.replace("_", "-")
    repository = case / "repository"
    for folder in ("python_programs", "python_testcases", "json_testcases"):
        (repository / folder).mkdir(parents=True)
    shutil.copy(checkout / "conftest.py", repository)
    wanted = [f"python_programs/{name}.py", "python_programs/node.py", f"python_testcases/test_{name}.py"]
    wanted += [f"python_testcases/{shared}" for shared in SHARED_TESTS] + [f"json_testcases/{name}.json"]
    for path in wanted:
        if (checkout / path).is_file():
            shutil.copy(checkout / path, repository / path)
    hidden = case / "hidden"
    shutil.copytree(ORACLE, hidden / "oracle", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(checkout / "correct_python_programs" / f"{name}.py", hidden / "oracle" / "reference.py")
    buggy = f"python_programs/{name}.py"
    before, after = (checkout / buggy).read_text(), (hidden / "oracle" / "reference.py").read_text()
    lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), f"a/{buggy}", f"b/{buggy}")
    test = f"python_testcases/test_{name}.py"
    record = {
        "id": f"quixbugs-{name}",
        "repository": "repository",
        "failing": ["python", "-m", "pytest", "-q", "-p", "no:cacheprovider", test],
        "oracle": ["python", "oracle/check.py", name],
        "oracle_files": "hidden",
        "root_cause": {"file": buggy, "function": name},
        "reference": "".join(lines),
    }
    (case / "case.yaml").write_text(yaml.safe_dump(record, sort_keys=False))


def main() -> None:
    """Write all cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    found = programs(given.checkout)
    if not found:
        parser.error(f"{given.checkout}: no python_programs with tests in it; give a checkout of QuixBugs")
    for name in found:
        make_case(given.checkout, name, given.target)
    print(f"{len(found)} cases in {given.target}")


if __name__ == "__main__":
    main()
