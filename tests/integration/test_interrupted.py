"""Ctrl-C ends a command with one line and exit code 130, and what was finished stays."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from arbase.evaluation.benchmark import read_record
from arbase.evaluation.champion import write_examples
from tests.unit.classify.test_learnt import examples

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_an_interrupted_bench_says_so_and_keeps_what_is_finished(tmp_path):
    write_examples(tmp_path / "features.jsonl.gz", examples(900))
    (tmp_path / "c.yaml").write_text(
        f"jobs: 1\ntrack: false\nalerts: {{features: {tmp_path / 'features.jsonl.gz'}}}\n"
        f"grouping: {{data: {ROOT / 'benchmarks' / 'examples' / 'alerts.jsonl'}}}\n"
    )
    words = [sys.executable, "-m", "arbase", "--set", f"home={tmp_path / 'home'}", "bench", str(tmp_path / "c.yaml")]
    running = subprocess.Popen(
        words, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    )
    until = time.monotonic() + 90
    while time.monotonic() < until and not list(tmp_path.glob("home/bench/*/alerts.jsonl")):
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said.strip().splitlines()[-1] == "arbase: interrupted"
    assert "finished cases are kept; the same command goes on" in said
    assert "Traceback" not in said
    (folder,) = (tmp_path / "home" / "bench").iterdir()
    assert not read_record(folder).finished
