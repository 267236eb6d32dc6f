"""What must not depend on the moment: where a signal meets a command, and who owns the port that refuses."""

import signal
import socket
import subprocess
import sys
import textwrap

import pytest

from arbase.evaluation.seeded.inside.faults import Dependency

REFUSED = {"kind": "dependency", "does": "refused", "first": [], "status": 503, "headers": {}, "body": "", "seconds": 0}


def _run(tmp_path, source, after):
    """The command's exit status and words, run by a process of its own whose waits are simulated."""
    (tmp_path / "worker.py").write_text(textwrap.dedent(source), encoding="utf-8")
    program = f"""
        import sys
        sys.path.insert(0, {str(tmp_path)!r})
        from arbase.evaluation.seeded.inside import clients, clockwork
        with clockwork.at(1_800_000_000.0, 1, "web-1"), clockwork.importing():
            faults = [{{"kind": "shutdown", "after": {after}}}]
            answer, = clients.run_commands(["python", "-m", "worker"], faults, lambda: None)
        print(answer["status"], answer["body"].decode(), end="")
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, timeout=30, check=True
    )
    status, _, said = done.stdout.partition(" ")
    return int(status), said


def test_a_worker_is_stopped_in_a_simulated_wait(tmp_path):
    source = """
        import signal, sys, time

        def stop(number, frame):
            print(f"stopped in {frame.f_code.co_name} after {rounds} rounds", flush=True)
            sys.exit(143)

        signal.signal(signal.SIGTERM, stop)
        rounds = 0
        while True:
            rounds += 1
            time.sleep(2)
    """
    assert _run(tmp_path, source, 5.0) == (143, "stopped in _no_sleep after 3 rounds\n")


def test_a_command_that_never_waits_is_stopped_by_the_real_clock(tmp_path):
    status, _ = _run(tmp_path, "while True:\n    pass\n", 0.3)
    assert status == -signal.SIGTERM


def test_a_command_that_ends_before_is_not_stopped(tmp_path):
    assert _run(tmp_path, "print('done', flush=True)\n", 5.0) == (0, "done\n")


def test_the_port_that_refuses_stays_taken():
    dependency = Dependency(REFUSED)
    host, _, port = dependency.address.rpartition(":")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, int(port)), timeout=2).close()
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind((host, int(port)))
    dependency.stop()
