"""Candidates a second on a plain function, many in one forked child, beside a fork for each; in the same run.

    python -m benchmarks.perf.search [--workers 1]

Runs outside of a sandbox: what is measured is the search, and the code is the one below. A second is one of processor
time, so that a busy machine changes little.
"""

from __future__ import annotations

import argparse
import importlib
import resource
import sys
import tempfile
import textwrap
from pathlib import Path

from arbase.repair.static.mutation.interface import Scope
from arbase.repair.static.mutation.search import KINDS
from arbase.repair.static.source import SourceFile
from arbase.replay.inside import trial
from arbase.replay.inside.suite import Test
from arbase.replay.inside.target import Target

CODE = textwrap.dedent('''\
    def runs(values, limit):
        """Lengths of the runs of equal values, the longest `limit` of them first."""
        found = []
        start = 0
        for index in range(1, len(values) + 1):
            if index == len(values) or values[index] != values[start]:
                found.append(index - start)
                start = index + 1
        return sorted(found, reverse=True)[:limit]
    ''')
EXAMPLES = [([1, 1, 2], 2, [2, 1]), ([], 3, []), ([5], 1, [1]), ([1, 2, 2, 2, 3, 3], 2, [3, 2]), ([0] * 30, 1, [30])]
TARGET = 2000


def measured(renewed: int, workers: int, most: int, folder: Path) -> tuple[float, int, int]:
    """Candidates a second of processor time, how many were tried, how many pass."""
    module = importlib.import_module("arbase_perf_runs")
    file = SourceFile.parse("arbase_perf_runs.py", CODE)
    assert file is not None
    scope = Scope(file, file.functions[0])
    found = [one for kind in KINDS for one in kind(scope)][:most]
    spec = {"text": CODE, "name": "runs", "path": "arbase_perf_runs.py", "outer": [], "first": 1, "line": 1}
    candidates = [
        trial.Candidate([[0, edit.start, edit.end, edit.text] for edit in one.edits], one.signature) for one in found
    ]

    def check(given: list[int], limit: int, wanted: list[int]) -> None:
        assert module.runs(list(given), limit) == wanted

    tests = [Test(str(one), lambda one=one: check(*one)) for one in EXAMPLES]
    bench = trial.Bench([Target(spec, str(folder))], tests, None)

    def work(number: int) -> str:
        if problem := bench.install(candidates[number], unique=True):
            return f"{problem} 0 0"
        try:
            return " ".join(map(str, bench.run(trial.SLACK_SECONDS / 25, first=True)))
        finally:
            bench.remove()

    trial.RENEWED = renewed
    began = spent()
    numbers = list(range(len(candidates)))
    seen = list(trial.work_off(numbers, work, 0.04, workers, trial.Budget(300, workers)))
    passed = sum(words[0] == trial.PASSED for _, words in seen)
    return len(seen) / (spent() - began), len(seen), passed


def spent() -> float:
    """Processor seconds of this process and of the forks that have ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "arbase_perf_runs.py").write_text(CODE)
        sys.path.insert(0, name)
        many, tried, passed = measured(400, arguments.workers, 10_000, folder)
        alone, few, _ = measured(1, arguments.workers, 300, folder)
    print(
        f"many in one child   {many:8.0f} candidates a second and core ({tried} tried, {passed} pass), limit {TARGET}"
    )
    print(f"a fork for each     {alone:8.0f} candidates a second and core ({few} tried)")
    print(f"                    {many / alone:8.1f} times as many")


if __name__ == "__main__":
    main()
