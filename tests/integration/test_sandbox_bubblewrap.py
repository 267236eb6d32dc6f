"""Bubblewrap for an ordinary user; the attacks on it are in test_sandboxes.py."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import arbase
from arbase.sandbox.bubblewrap import BubblewrapSandbox

PROBLEM = BubblewrapSandbox.problem()
pytestmark = pytest.mark.skipif(PROBLEM is not None, reason=f"bubblewrap does not work here: {PROBLEM}")


ORDINARY_USER = """
import os, sys, tempfile
from pathlib import Path
from arbase.sandbox.bubblewrap import BubblewrapSandbox
from arbase.sandbox.interface import Limits
problem = BubblewrapSandbox.problem()
if problem:
    print('cannot', problem)
    raise SystemExit
FORKS = '; '.join([
    'import os, time',
    'sleep = lambda: (time.sleep(9), os._exit(0))',
    'exec("for n in range(100):\\\\n try: os.fork() or sleep()\\\\n except OSError: break")',
    'print(n < 20)',
])
with tempfile.TemporaryDirectory() as name:
    inner = Path(name)
    def run(source, **limits):
        bounds = Limits.model_validate({'seconds': 15, **limits})
        return BubblewrapSandbox().run((sys.executable, '-c', source), folder=inner, limits=bounds)
    print('uid', run('import os; print(os.getuid()); open("a", "w").write("x")').stdout)
    print('mine', (inner / 'a').stat().st_uid == os.getuid())
    print('forks', run(FORKS, processes=20).stdout)
    print('network', run('import socket; socket.create_connection(("1.1.1.1", 53), 2)').exit_status)
    print('endless', run('while True: pass', seconds=0.5).timed_out)
    run('import os; os.mkdir("closed"); os.chmod("closed", 0)')
print('removed', not inner.exists())
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="as an ordinary user every test here shows it")
def test_it_works_for_an_ordinary_user():
    """Root becomes nobody in a view of the machine in which the interpreter is readable, and there arbase runs."""
    package = Path(arbase.__file__).parent
    words = ["bwrap", "--dev-bind", "/", "/"]
    for path in (Path(sys.base_prefix), Path(sys.prefix), package):
        if path.parts[1] not in {"usr", "opt"}:
            words += ["--perms", "0755", "--tmpfs", f"/{path.parts[1]}"] if f"/{path.parts[1]}" not in words else []
            for parent in list(path.parents)[-3::-1]:
                words += ["--perms", "0755", "--dir", str(parent)]
            words += ["--ro-bind", str(path), str(path)]
    words += ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"]
    words += ["env", "-i", "PATH=/usr/bin:/bin", f"PYTHONPATH={package.parent}", sys.executable, "-c", ORDINARY_USER]
    run = subprocess.run(words, check=False, capture_output=True, timeout=60, cwd="/")
    said = run.stdout.decode()
    if said.startswith("cannot"):
        pytest.skip(f"no user namespaces for ordinary users here: {said}")
    assert run.stderr == b""
    assert said.splitlines() == [
        "uid b'1000\\n'",
        "mine True",
        "forks b'True\\n'",
        "network 1",
        "endless True",
        "removed True",
    ]
