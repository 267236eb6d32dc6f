"""Fixes that need no thought, graded by the hidden oracles as an engine's would be: what every engine has to beat.

The mask is graded by the validation itself: a bug whose oracle takes one is not in the benchmark.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from arbase.domain.errors import ReplayError, WorkspaceError
from arbase.evaluation.dataset.validation import Checked
from arbase.evaluation.seeded.catalogue import BugCase, SeededService
from arbase.evaluation.seeded.grade import GradeResult, grade
from arbase.evaluation.seeded.history import build_history, run_git
from arbase.evaluation.statistics import Rate, rate
from arbase.sandbox.interface import Sandbox

REVERT_LAST = "revert the last commit"
REVERT_LAST_OF_FILE = "revert the last commit of the crashing file"
REVERTS = (REVERT_LAST, REVERT_LAST_OF_FILE)
_WHO = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in
        (("NAME", "baseline"), ("EMAIL", "baseline@example.com"))}  # fmt: skip


def reverted(service: SeededService, case: BugCase, sandbox: Sandbox) -> dict[str, bool]:
    """Whether the oracle takes each of the reverts. Raises UserError, WorkspaceError, ReplayError."""
    taken = {}
    for name, paths in ((REVERT_LAST, ()), (REVERT_LAST_OF_FILE, (case.bug.crash.file,))):
        with tempfile.TemporaryDirectory(prefix="arbase-revert-") as scratch:
            checkout = Path(scratch) / "checkout"
            build_history(service, checkout, case)
            commit = run_git(checkout, "rev-list", "--max-count=1", "HEAD", "--", *paths).strip()
            taken[name] = _reverts(checkout, commit) and _right(checkout, service, case, sandbox)
    return taken


def trivial_rates(current: Mapping[str, Checked]) -> dict[str, Rate]:
    """Trivial fix -> how many of the valid bugs that it was tried on it mends."""
    tried: dict[str, list[bool]] = {}
    for checked in current.values():
        if not checked.fault:
            for name, taken in checked.taken.items():
                tried.setdefault(name, []).append(taken)
    return {name: rate(sum(taken), len(taken)) for name, taken in sorted(tried.items())}


def _reverts(checkout: Path, commit: str) -> bool:
    """Revert in the checkout; false where later commits are in the way, or there is nothing before it."""
    try:
        run_git(checkout, "revert", "--no-edit", commit, env=_WHO)
    except WorkspaceError:
        return False
    return True


def _right(checkout: Path, service: SeededService, case: BugCase, sandbox: Sandbox) -> bool:
    result = grade(checkout, service, case, sandbox, seconds=600.0)
    if result.result is GradeResult.INFRASTRUCTURE_ERROR:
        raise ReplayError(f"{case.bug.id}: {result.reason}")
    return result.result is GradeResult.PASSED
