"""Runs the machine validation: every noise family and every bug for real, and trivial fixes of the bugs."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence

from arbase.domain.errors import ArbaseError
from arbase.evaluation.dataset.trivial_fixes import REVERTS, reverted
from arbase.evaluation.dataset.validation import Checked, Source, Validation
from arbase.evaluation.seeded.catalogue import BugCase
from arbase.evaluation.seeded.checks import CaseReport, check_case
from arbase.evaluation.seeded.noise import NoiseFamily
from arbase.evaluation.seeded.validate_noise import check_noise
from arbase.sandbox.interface import Sandbox
from arbase.sandbox.process import ProcessSandbox

BATCH = 32
MASK = "mask"
_TEMPORARY = re.compile(re.escape(tempfile.gettempdir()) + r"/[^\s\"']*")
Told = Callable[[str], None]


def check_sources(
    found: Sequence[Source], known: Validation, told: Told, *, trivial: bool
) -> Iterator[dict[str, Checked]]:
    """Check what has no result that counts, noise first, in small steps; yields what each step found.

    With `trivial`, trivial fixes of the valid bugs are graded too.
    """
    sandbox = ProcessSandbox()  # the benchmark's own code, nothing that an engine wrote
    old = known.current({one.name: one.digest for one in found})
    waiting = [one for one in found if isinstance(one.what, NoiseFamily) and one.name not in old]
    while waiting:
        batch = [one for one in waiting[:BATCH] if one.service.folder == waiting[0].service.folder]
        waiting = waiting[len(batch) :]
        told(f"{batch[0].service.folder.name}: noise, {len(waiting) + len(batch)} left")
        yield _noise(batch, sandbox)
    for one in found:
        if not isinstance(one.what, BugCase):
            continue
        told(one.name)
        checked = old.get(one.name)
        if checked is None:
            report = check_case(one.service, one.what, sandbox, whole=False)
            checked = checked_of(one.digest, report)
            yield {one.name: checked}
        if trivial and not checked.fault and not set(REVERTS) <= set(checked.taken):
            taken = {**checked.taken, **reverted(one.service, one.what, sandbox)}
            yield {one.name: checked.model_copy(update={"taken": taken})}


def checked_of(digest: str, report: CaseReport) -> Checked:
    """What is kept of a bug's report."""
    failed = [check for check in report.checks if not check.passed]
    fault = "" if report.valid else "; ".join(f"{check.name}: {_placeless(check.detail)}" for check in failed)
    tried = any(check.name == "unmasked" for check in report.checks)
    taken = {MASK: any(check.name == "unmasked" for check in failed)} if tried else {}
    return Checked(kind="bug", digest=digest, fault=fault, taken=taken)


def _noise(batch: Sequence[Source], sandbox: Sandbox) -> dict[str, Checked]:
    families = tuple(one.what for one in batch if isinstance(one.what, NoiseFamily))
    try:
        faults = {report.noise: report.fault for report in check_noise(batch[0].service, families, sandbox, 2)}
    except ArbaseError as error:
        faults = dict.fromkeys((one.name for one in batch), str(error)[:300])
    return {one.name: Checked(kind="noise", digest=one.digest, fault=_placeless(faults[one.name])) for one in batch}


def _placeless(fault: str) -> str:
    """The start of a fault, without the folders of this machine: results are kept with the data."""
    return _TEMPORARY.sub("...", fault)[:300]
