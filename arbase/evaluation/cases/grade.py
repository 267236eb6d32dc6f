"""Lets a case's own oracle judge a fix: a fresh copy, the patch, then the hidden files over it, then the command."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from arbase.domain.errors import ArbaseError, UserError, WorkspaceError
from arbase.domain.service import Service
from arbase.evaluation.cases.case import OutsideCase
from arbase.evaluation.cases.checkout import resolved_words
from arbase.evaluation.repair import CaseOutcome
from arbase.replay.prepared import set_up
from arbase.sandbox.interface import Limits, Sandbox
from arbase.workspace.checkout import export

ORACLE_SECONDS = 600.0


def judged(case: OutsideCase, service: Service, diff: str, sandbox: Sandbox) -> tuple[CaseOutcome, str]:
    """Right or wrong, and why; not graded where the case has no oracle."""
    if not case.oracle:
        return CaseOutcome.VERIFIED, "the case has no oracle, so nobody says whether the fix is right"
    try:
        with tempfile.TemporaryDirectory(prefix="arbase-oracle-", ignore_cleanup_errors=True) as place:
            folder = Path(place) / "tree"
            folder.mkdir()
            folder.chmod(0o755)
            Path(place).chmod(0o755)
            export(service.repository, None, folder)
            problem = patched(folder, diff)
            if problem:
                return CaseOutcome.WRONG, f"the patch does not apply: {problem}"
            problem = set_up(sandbox, service, folder)
            if problem:
                return CaseOutcome.WRONG, f"with the patch: {problem}"
            _lay(case, folder)
            return _run(case, service, folder, sandbox)
    except (ArbaseError, OSError) as error:
        return CaseOutcome.INFRASTRUCTURE, f"the oracle could not be run: {error}"


def patched(folder: Path, diff: str) -> str:
    """Apply a patch in a plain folder; empty if it applies, else git's words."""
    run = subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        cwd=folder,
        input=diff.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
        # Not a repository above the temporary folder, in which `git apply` would skip every path.
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "GIT_CEILING_DIRECTORIES": str(folder.parent), "LC_ALL": "C"},
    )
    return run.stderr.decode("utf-8", "replace").strip()[:300] if run.returncode != 0 else ""


def _lay(case: OutsideCase, folder: Path) -> None:
    for source in case.hidden:
        if source.is_dir():
            shutil.copytree(source, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", ".git"))
        elif source.is_file():
            shutil.copy(source, folder / source.name)
        else:
            raise UserError(f"case {case.id}: oracle_files: {source} is not there")
    if case.hidden_patch:
        problem = patched(folder, case.hidden_patch)
        if problem:
            raise WorkspaceError(f"case {case.id}: the patch of the hidden tests does not apply: {problem}")


def _run(case: OutsideCase, service: Service, folder: Path, sandbox: Sandbox) -> tuple[CaseOutcome, str]:
    run = sandbox.run(
        resolved_words(case.oracle, service),
        folder=folder,
        env={"PYTHONPATH": ":".join(str(folder / one) for one in service.source_roots), **service.env},
        limits=Limits(seconds=ORACLE_SECONDS),
    )
    lines = (run.stdout + b"\n" + run.stderr).decode("utf-8", "replace").strip().splitlines()
    said = f": {lines[-1][:200]}" if lines else ""
    if run.timed_out:
        return CaseOutcome.WRONG, f"the oracle did not end within {ORACLE_SECONDS:.0f} s"
    if run.exit_status == 0:
        return CaseOutcome.RIGHT, f"the oracle passes{said}"
    return CaseOutcome.WRONG, f"the oracle ends with exit status {run.exit_status}{said}"
