"""The runner's overhead on 2,000 trivial cases, beside inspect_ai with an echo solver where that is installed.

python benchmarks/perf/runner.py
"""

import importlib.util
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from arbase.evaluation.runner import Case, Journal, Suite, run_suite

CASES = 2000
LIMIT_MS = 2.0


class Echo(Suite):
    name = "echo"

    def cases(self):
        return [Case(str(number), number) for number in range(CASES)]

    def run(self, case):
        return {"answer": case.payload}

    def totals(self, records):
        return {}


def ours(batch):
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        records = run_suite(Echo, Echo().cases(), journal=Journal(Path(folder) / "j", "k"), jobs=2, batch=batch)
        seconds = time.perf_counter() - started
    assert [record.result["answer"] for record in records] == list(range(CASES))
    return 1000 * seconds / CASES


def inspect():
    import inspect_ai
    from inspect_ai import Task
    from inspect_ai.dataset import MemoryDataset, Sample
    from inspect_ai.scorer import match
    from inspect_ai.solver import solver

    @solver
    def echo():
        async def solve(state, generate):
            state.output.completion = state.input_text
            return state

        return solve

    samples = [Sample(input=str(number), target=str(number)) for number in range(CASES)]
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        inspect_ai.eval(
            Task(dataset=MemoryDataset(samples), solver=echo(), scorer=match()),
            model="mockllm/model",
            log_dir=folder,
            display="none",
        )
        return 1000 * (time.perf_counter() - started) / CASES


if __name__ == "__main__":
    for batch in (1, 16):
        print(f"runner, {batch} at a time: {ours(batch):.2f} ms a case (limit {LIMIT_MS})")
    if importlib.util.find_spec("inspect_ai"):
        print(f"inspect_ai: {inspect():.2f} ms a sample")
    else:
        print("inspect_ai is not installed: not compared")
