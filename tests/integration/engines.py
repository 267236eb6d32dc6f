"""A Docker engine for tests: the one that runs, or one that is started for them where root finds a dockerd."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from arbase.sandbox.docker import DockerSandbox

START_SECONDS = 30.0


@contextlib.contextmanager
def docker_problem() -> Iterator[str | None]:
    """None while an engine answers, or why there is none."""
    problem = DockerSandbox.problem()
    if problem is None or os.geteuid() != 0 or shutil.which("dockerd") is None:
        yield problem if problem is None or shutil.which("dockerd") else f"{problem} (and there is no dockerd to start)"
        return
    with tempfile.TemporaryDirectory(prefix="arbase-dockerd-") as scratch:
        address = f"unix://{scratch}/socket"
        words = ["dockerd", "--iptables=false", "--ip6tables=false", "--bridge=none", "--host", address]
        words += ["--data-root", f"{scratch}/data", "--exec-root", f"{scratch}/run", "--pidfile", f"{scratch}/pid"]
        before = os.environ.get("DOCKER_HOST")
        with (Path(scratch) / "log").open("wb") as log, subprocess.Popen(words, stdout=log, stderr=log) as engine:
            os.environ["DOCKER_HOST"] = address
            try:
                yield _waited(Path(scratch) / "log", engine)
            finally:
                os.environ.pop("DOCKER_HOST")
                if before is not None:
                    os.environ["DOCKER_HOST"] = before
                engine.terminate()
                engine.wait(60)


def _waited(log: Path, engine: subprocess.Popen[bytes]) -> str | None:
    deadline = time.monotonic() + START_SECONDS
    problem: str | None = "it did not start"
    while time.monotonic() < deadline and engine.poll() is None:
        problem = DockerSandbox.problem()
        if problem is None:
            return None
        time.sleep(0.3)
    last = log.read_text(errors="replace").strip().splitlines()[-1:]
    return f"{problem}; dockerd said: {' '.join(last)[:300]}"
