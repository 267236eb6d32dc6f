"""Makes cases for `arbase bench repair --cases` of HumanEvalFix in Python (Muennighoff et al. 2023, OctoPack).

    python -m benchmarks.outside.humanevalfix humanevalpack.jsonl cases/humanevalfix
    arbase bench repair --cases cases/humanevalfix --json humanevalfix.json

`humanevalpack.jsonl` is the Python part of the data set; nothing of it is here. A case shows the faulty function under
its own docstring and the examples of that docstring as the failing test; the oracle is the hidden test of the data set.
With `--visible all` the engine sees that test too, as in the benchmark's own setting, and the oracle is the same test.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import yaml

MODULE = "solution"


def make_case(record: dict[str, Any], target: Path, *, everything: bool) -> None:
    """Write the case of one record to a folder of its own."""
    number = record["task_id"].rpartition("/")[2]
    case = target / f"{int(number):03}"
    (case / "repository").mkdir(parents=True)
    (case / "hidden").mkdir()
    (case / "repository" / f"{MODULE}.py").write_text(record["prompt"] + record["buggy_solution"])
    shown = record["test"] if everything else record["example_test"]
    imported = f"from {MODULE} import *\n"
    (case / "repository" / "test_examples.py").write_text(imported + shown.rstrip() + "\n")
    hidden = f"import {MODULE}\n{imported}{record['test'].rstrip()}\n"
    (case / "hidden" / "hidden_test.py").write_text(hidden)
    made = {
        "id": f"humanevalfix-{number}",
        "repository": "repository",
        "failing": ["python", "test_examples.py"],
        "oracle": ["python", "hidden_test.py"],
        "oracle_files": "hidden",
        "root_cause": {"file": f"{MODULE}.py", "function": record["entry_point"]},
    }
    (case / "case.yaml").write_text(yaml.safe_dump(made, sort_keys=False))


def main() -> None:
    """Write all cases."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--visible", choices=("examples", "all"), default="examples")
    given = parser.parse_args()
    records = [json.loads(line) for line in given.data.read_text().splitlines() if line.strip()]
    for record in records:
        make_case(record, given.target, everything=given.visible == "all")
    print(f"{len(records)} cases in {given.target}")


if __name__ == "__main__":
    main()
