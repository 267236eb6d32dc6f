"""What the machine validation found, with the digest of what it looked at: a stale result does not count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field

from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.evaluation.dataset.splits import Splits, alert_keys, alert_text, fix_keys, fix_text, leaks
from arbase.evaluation.dataset.tables import checksum_faults, read_rows
from arbase.evaluation.dataset.work import digest_of
from arbase.evaluation.seeded.catalogue import BugCase, SeededService, read_service
from arbase.evaluation.seeded.noise import NoiseFamily, read_noise


class Checked(Noun):
    """What came of one bug or noise family."""

    kind: Literal["bug", "noise"]
    digest: str = Field(description="Of what was checked; the result counts as long as it would be the same today.")
    fault: str = Field(default="", description="Why it is not valid; empty: it is.")
    taken: dict[str, bool] = Field(
        default_factory=dict, description="Trivial fix of a bug -> the hidden oracle took it for right."
    )


class Validation(Noun):
    """Bug or family -> what came of it."""

    checked: dict[str, Checked] = Field(default_factory=dict)

    def current(self, digests: Mapping[str, str]) -> dict[str, Checked]:
        """What still counts: results of exactly what is there now (`digests` of `sources`)."""
        return {name: one for name, one in self.checked.items() if digests.get(name) == one.digest}


class Source(NamedTuple):
    """A bug or a noise family to be checked, and the digest of all that its result depends on."""

    service: SeededService
    name: str
    digest: str
    what: BugCase | NoiseFamily

    @property
    def kind(self) -> str:
        """Which of the two."""
        return "bug" if isinstance(self.what, BugCase) else "noise"


def sources(folders: Sequence[Path], limit: int = 0) -> Iterator[Source]:
    """All noise families and bugs of the services, at most `limit` of each a service. Raises UserError."""
    for folder in folders:
        service = read_service(folder)
        clean = digest_of(service.sources)
        workload = [path for path in (folder / "workload.yaml",) if path.is_file()]
        support = [service.oracle_support] if service.oracle_support.is_dir() else []
        for family in read_noise(service)[: limit or None]:
            twin = [service.case(family.noise.twin_of).folder / "bug.yaml"] if family.noise.twin_of else []
            digest = digest_of("noise-2", clean, family.noise.model_dump_json(), workload, twin)
            yield Source(service, family.noise.id, digest, family)
        history = digest_of(list(service.patches))
        for case in service.cases[: limit or None]:
            digest = digest_of("bug-2", clean, history, case.folder, support)
            yield Source(service, case.bug.id, digest, case)


def named(found: Sequence[Source], names: Sequence[str]) -> list[Source]:
    """The sources of these names, all where none is given. Raises UserError where one is missing."""
    known = [one.name for one in found]
    unknown = next((name for name in names if name not in known), None)
    if unknown is not None:
        near = get_close_matches(unknown, known, n=1)
        meant = f" Did you mean '{near[0]}'?" if near else ""
        raise UserError(f"There is no bug or noise family '{unknown}' in the services.{meant}")
    return [one for one in found if not names or one.name in names]


def digests_of(folders: Sequence[Path]) -> dict[str, str]:
    """Bug or family -> digest of what it is now. Raises UserError."""
    return {one.name: one.digest for one in sources(folders)}


def file_faults(target: Path, splits_of: Callable[[Path], Splits]) -> list[str]:
    """What is wrong with the files: checksums, and anything that crosses a split. Raises UserError."""
    faults: list[str] = []
    for name, text, keys in (("alerts", alert_text, alert_keys), ("fixes", fix_text, fix_keys)):
        folder = target / name
        if name == "fixes" and not folder.is_dir():
            continue
        faults += checksum_faults(folder)
        rows = read_rows(folder)
        faults += leaks(rows, splits_of(folder).all(), text, keys)
    return faults
