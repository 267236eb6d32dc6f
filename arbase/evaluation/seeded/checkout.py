"""Fresh copies of a checkout, and its commands run in a sandbox."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from arbase.domain.service import Service
from arbase.sandbox.interface import Limits, Sandbox, SandboxRun
from arbase.settings import load_service

# Seeded services run with arbase's own interpreter. Its plugin for hypothesis is none of theirs, and takes time to
# import in every test run.
_NOT_THEIRS = {"PYTEST_ADDOPTS": "-p no:hypothesispytest"}
_NOT_COPIED = shutil.ignore_patterns(".git", "__pycache__", "*.pyc", ".pytest_cache", ".ruff_cache")


@contextmanager
def fresh_copy(checkout: Path) -> Iterator[Path]:
    """A copy of `checkout` without its git data and caches, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="arbase-case-") as scratch:
        target = Path(scratch) / "repository"
        shutil.copytree(checkout, target, symlinks=True, ignore=_NOT_COPIED)
        yield target


def service_of(checkout: Path) -> Service:
    """The service that `checkout` describes, as the harness runs it."""
    service = load_service(checkout)
    return service.model_copy(update={"env": {**_NOT_THEIRS, **service.env}})


def run_in(
    checkout: Path,
    words: tuple[str, ...],
    sandbox: Sandbox,
    *,
    stdin: bytes = b"",
    env: dict[str, str] | None = None,
    limits: Limits | None = None,
) -> SandboxRun:
    """Run a command of the service in `checkout`; a first word `python` stands for the service's interpreter."""
    service = service_of(checkout)
    if words and words[0] == "python":
        words = (service.python or sys.executable, *words[1:])
    known = {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", **service.env, **(env or {})}
    roots = [str(checkout / root) for root in service.source_roots if root != "."]
    if roots:
        known["PYTHONPATH"] = os.pathsep.join(roots)
    return sandbox.run(words, folder=checkout, stdin=stdin, env=known, limits=limits)


def set_up(checkout: Path, sandbox: Sandbox) -> SandboxRun | None:
    """Run the service's set-up command in `checkout`; None where it has none."""
    command = load_service(checkout).commands.setup
    return run_in(checkout, command, sandbox) if command else None
