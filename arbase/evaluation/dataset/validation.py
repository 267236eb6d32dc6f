"""The machine validation of everything that the data set was made from, and of its files.

Results are kept with the digest of what was checked, so that an interrupted validation goes on, and a changed case is
checked anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pydantic import Field

from arbase.domain.errors import ArbaseError
from arbase.domain.noun import Noun
from arbase.evaluation.dataset.splits import Splits, alert_keys, alert_text, fix_keys, fix_text, leaks
from arbase.evaluation.dataset.tables import checksum_faults, read_rows
from arbase.evaluation.dataset.work import Work, digest_of
from arbase.evaluation.seeded.catalogue import BugCase, SeededService, read_service
from arbase.evaluation.seeded.checks import CaseReport, check_case
from arbase.evaluation.seeded.noise import NoiseFamily, read_noise
from arbase.evaluation.seeded.validate_noise import NoiseReport, check_noise
from arbase.sandbox.process import ProcessSandbox

_BATCH = 12
Told = Callable[[str], None]


class Validation(Noun):
    """Case or family -> why it is not valid; empty for the valid ones."""

    faults: dict[str, str] = Field(default_factory=dict)


class _Reports(Noun):
    reports: tuple[NoiseReport, ...]


def file_faults(target: Path, splits_of: Callable[[Path], Splits]) -> list[str]:
    """What is wrong with the files: checksums, and anything that crosses a split. Raises UserError."""
    faults: list[str] = []
    for name, text, keys in (("alerts", alert_text, alert_keys), ("fixes", fix_text, fix_keys)):
        folder = target / name
        if name == "fixes" and not folder.is_dir():
            continue
        faults += checksum_faults(folder)
        rows = read_rows(folder)
        for fold in splits_of(folder).all():
            faults += leaks(rows, fold, text, keys)
    return faults


def validate_sources(folders: Sequence[Path], work: Work, limit: int, told: Told) -> Iterator[tuple[str, str]]:
    """Check noise families and bugs of the services, in this order; yields name and fault (empty: valid)."""
    services = [read_service(folder) for folder in folders]
    for service in services:
        families = read_noise(service)[: limit or None]
        for first in range(0, len(families), _BATCH):
            batch = families[first : first + _BATCH]
            told(f"{service.folder.name}: noise {first + 1} to {first + len(batch)} of {len(families)}")
            for report in _noise(service, batch, work):
                yield report.noise, report.fault
    for service in services:
        for case in service.cases[: limit or None]:
            told(f"{service.folder.name}: {case.folder.name}")
            yield case.bug.id, _fault(_bug(service, case, work))


def _noise(service: SeededService, batch: tuple[NoiseFamily, ...], work: Work) -> tuple[NoiseReport, ...]:
    key = digest_of("noise-1", service.sources, *(family.noise.model_dump_json() for family in batch))

    def make() -> _Reports:
        try:
            return _Reports(reports=check_noise(service, batch, ProcessSandbox(), 2))
        except ArbaseError as error:
            known = [(one.noise.id, one.noise.kind, one.noise.twin_of) for one in batch]
            fault = str(error)[:300]
            return _Reports(reports=tuple(NoiseReport(noise=i, kind=k, twin_of=t, fault=fault) for i, k, t in known))

    return work.model(_Reports, f"valid-noise-{service.folder.name}", key, make).reports


def _bug(service: SeededService, case: BugCase, work: Work) -> CaseReport:
    support = [service.oracle_support] if service.oracle_support.is_dir() else []
    key = digest_of("bug-1", service.sources, list(service.patches), case.folder, support)
    return work.model(CaseReport, f"valid-{case.bug.id}", key, lambda: check_case(service, case, ProcessSandbox()))


def _fault(report: CaseReport) -> str:
    if report.valid:
        return ""
    return "; ".join(f"{check.name}: {check.detail[:200]}" for check in report.checks if not check.passed)
