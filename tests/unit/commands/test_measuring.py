"""Cases in processes of their own: one that breaks or dies is one fault, and the others are measured."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from arbase.commands.measuring import measured
from arbase.evaluation.repair import CaseOutcome, CaseResult


def right(name: str) -> CaseResult:
    return CaseResult(case=name, family="", difficulty="", outcome=CaseOutcome.RIGHT)


def dies(name: str) -> CaseResult:
    os._exit(9)


def breaks(name: str) -> CaseResult:
    raise RuntimeError(f"no way to measure {name}")


def sleeps(name: str, told: str) -> CaseResult:
    Path(told).write_text(str(os.getpid()))
    time.sleep(60)
    return right(name)


def test_a_case_whose_process_dies_takes_no_other_with_it() -> None:
    work = [("a", right, ("a",)), ("b", dies, ("b",)), ("c", right, ("c",)), ("d", breaks, ("d",))]

    found = {result.case: result for result in measured(work, 1)}

    assert {name: result.outcome for name, result in found.items()} == {
        "a": CaseOutcome.RIGHT,
        "b": CaseOutcome.INFRASTRUCTURE,
        "c": CaseOutcome.RIGHT,
        "d": CaseOutcome.INFRASTRUCTURE,
    }
    assert "died" in found["b"].reason
    assert "no way to measure d" in found["d"].reason


def test_a_measurement_that_is_killed_leaves_no_case_running(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    program = (
        "from arbase.commands.measuring import measured\n"
        "from tests.unit.commands.test_measuring import sleeps\n"
        f"if __name__ == '__main__':\n    list(measured([('a', sleeps, ('a', {str(told)!r}))], 1))\n"
    )
    (tmp_path / "measure.py").write_text(program)
    root = str(Path(__file__).parents[3])
    process = subprocess.Popen(
        [sys.executable, str(tmp_path / "measure.py")],
        env={**os.environ, "PYTHONPATH": root},
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while not (told.exists() and told.read_text()) and time.monotonic() < until:
        time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    worker = int(told.read_text())
    until = time.monotonic() + 20
    while Path(f"/proc/{worker}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Path(f"/proc/{worker}").exists()
