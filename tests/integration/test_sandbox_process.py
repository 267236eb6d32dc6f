"""The process sandbox: less isolation, the same bounds on time and output."""

from __future__ import annotations

import os
import sys
import time

import pytest

from arbase.domain.errors import SandboxError
from arbase.sandbox.interface import Limits
from arbase.sandbox.process import ProcessSandbox

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs resource limits")


def python(folder, source, stdin=b"", **limits):
    bounds = Limits.model_validate({"seconds": 20, **limits})
    return ProcessSandbox().run((sys.executable, "-c", source), folder=folder, stdin=stdin, limits=bounds)


def test_it_says_plainly_that_it_isolates_less():
    assert "isolates less" in ProcessSandbox().isolation()
    assert "network" in ProcessSandbox().isolation()


def test_environment_of_the_caller_is_not_passed_on(tmp_path, monkeypatch):
    monkeypatch.setenv("ARBASE_SECRET", "s3cret")
    run = ProcessSandbox().run(("python", "-c", "import os; print(dict(os.environ))"), folder=tmp_path, env={"A": "b"})
    assert b"ARBASE_SECRET" not in run.stdout
    assert b"'A': 'b'" in run.stdout


def test_input_output_and_status_are_passed_on(tmp_path):
    run = python(tmp_path, "import sys; print(len(sys.stdin.read())); sys.exit(3)", stdin=b"x" * 200_000)
    assert (run.stdout, run.exit_status, run.sandbox) == (b"200000\n", 3, "process")
    assert python(tmp_path, "import os; os.kill(os.getpid(), 15)").exit_status == -15


def test_unknown_program_is_a_sandbox_error(tmp_path):
    with pytest.raises(SandboxError, match="no-such-program"):
        ProcessSandbox().run(("no-such-program",), folder=tmp_path)


def test_endless_loop_is_killed_with_its_children(tmp_path):
    source = """
import subprocess, sys
subprocess.Popen([sys.executable, '-c', '''
import time
for i in range(500):
    open("alive", "w").write(str(i))
    time.sleep(0.02)
'''])
while True: pass
"""
    run = python(tmp_path, source, seconds=1)
    assert (run.timed_out, run.exit_status) == (True, -9)
    before = (tmp_path / "alive").read_text()
    time.sleep(0.2)
    assert (tmp_path / "alive").read_text() == before


def test_child_that_keeps_the_output_open_does_not_hold_up_the_end(tmp_path):
    run = python(tmp_path, "import os, time\nif os.fork() == 0: time.sleep(30)")
    assert run.exit_status == 0
    assert run.seconds < 5


def test_memory_file_size_and_output_are_limited(tmp_path):
    assert b"MemoryError" in python(tmp_path, "b = bytearray(900_000_000)", memory_mb=400).stderr
    python(tmp_path, "open('big', 'wb').write(b'x' * 3_000_000)", file_mb=1)
    assert (tmp_path / "big").stat().st_size <= 1 << 20
    run = python(tmp_path, "print('x' * 5_000_000)", output_bytes=100)
    assert (len(run.stdout), run.truncated, run.exit_status) == (100, True, 0)
