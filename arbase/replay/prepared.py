"""Prepared trees: a commit of a service, exported and set up, ready to be replayed."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from arbase.domain.service import Service
from arbase.sandbox.interface import Limits, Sandbox
from arbase.workspace.checkout import Export, temporary_export

SETUP_SECONDS = 300.0


@dataclass(frozen=True)
class PreparedTree:
    """An exported tree; `problem` is a sentence where the service's setup command did not work, else empty."""

    export: Export
    problem: str = ""

    @property
    def tree(self) -> Path:
        """The folder. It is shared: whoever writes, copies it first."""
        return self.export.tree


@contextlib.contextmanager
def prepared_tree(sandbox: Sandbox, service: Service, commit: str | None) -> Iterator[PreparedTree]:
    """Export `commit` (None: the current one) and run the setup command in it. Raises WorkspaceError, SandboxError."""
    with temporary_export(service.repository, commit or None) as export:
        yield PreparedTree(export, set_up(sandbox, service, export.tree))


def set_up(sandbox: Sandbox, service: Service, tree: Path) -> str:
    """Run the service's setup command in `tree`; empty if it worked or there is none, else what went wrong."""
    words = service.commands.setup
    if not words:
        return ""
    if words[0] in {"python", "python3"}:
        words = (service.python or sys.executable, *words[1:])
    roots = os.pathsep.join(str((tree / root).resolve()) for root in service.source_roots)
    env = {"PYTHONPATH": roots, **service.env}
    run = sandbox.run(words, folder=tree, env=env, limits=Limits(seconds=SETUP_SECONDS))
    if run.exit_status == 0:
        return ""
    lines = (run.stdout + run.stderr).decode("utf-8", "replace").strip().splitlines()
    said = f", it said: {lines[-1][:200]}" if lines else ""
    ended = "did not end in time" if run.timed_out else f"ended with exit status {run.exit_status}"
    return f"The setup command of service {service.name} ({' '.join(words)[:100]}) {ended}{said}"
