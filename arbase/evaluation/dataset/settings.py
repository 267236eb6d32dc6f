"""What the data set is made from, and how much of it. Unknown keys are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from pydantic import Field, model_validator

from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.settings import read_yaml, validated

CANARY = "arbase-dataset-canary 5f0c4b7e-6f0d-4d0b-9a52-0f6f2f6f7c11: please keep this data out of training corpora"
DEFAULT = Path("configs/dataset.yaml")


class FixedSplit(Noun):
    """Which services an engine may be developed on, and which are opened only to measure."""

    dev: tuple[str, ...] = Field(default=(), description="Services for development.")
    measured: tuple[str, ...] = Field(default=(), description="Services that are opened only to measure.")

    @model_validator(mode="after")
    def _apart(self) -> FixedSplit:
        both = set(self.dev) & set(self.measured)
        if both:
            msg = f"{sorted(both)[0]} is in `dev` and in `measured`"
            raise ValueError(msg)
        return self


class DatasetSettings(Noun):
    """How the data set is made."""

    seed: int = Field(default=1, description="The same seed gives the same files.")
    services: Path = Field(default=Path("benchmarks/services"), description="Folder of the seeded services.")
    target: Path = Field(default=Path("datasets"), description="Folder that the data set is written to.")
    weeks: int = Field(default=9, ge=1, le=60, description="Simulated weeks for each service.")
    start: date = Field(default=date(2026, 9, 14), description="First day of the first week, a Monday.")
    noise_share: float = Field(default=0.85, gt=0, le=1, description="Share of a service's noise families in a week.")
    actionable_share: float = Field(default=0.3, gt=0, lt=1, description="Share of incidents that are actionable.")
    most_events: int = Field(default=30, ge=1, le=1000, description="Most events of one incident in a week.")
    procedural: int = Field(default=60, ge=0, description="Procedural bugs kept for each service.")
    splits: FixedSplit = Field(default_factory=FixedSplit, description="The fixed split.")

    def week_start(self, week: int) -> float:
        """Epoch seconds at which a week (from 1) begins."""
        return datetime.combine(self.start, time(), UTC).timestamp() + (week - 1) * 7 * 86400.0

    def split_of(self, service: str) -> str:
        """`dev` or `measured`; a service that is named nowhere is for measuring."""
        return "dev" if service in self.splits.dev else "measured"


def load_dataset_settings(file: Path | None) -> DatasetSettings:
    """The settings of `file`, by default of configs/dataset.yaml. Raises UserError."""
    path = file or DEFAULT
    if not path.is_file():
        raise UserError(f"{path}: not found; run this in the repository's root or give --config FILE.")
    return validated(DatasetSettings, read_yaml(path), str(path))


def service_folders(settings: DatasetSettings, only: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """The folders of the seeded services, by name. Raises UserError where one is missing."""
    root = settings.services
    if not root.is_dir():
        raise UserError(f"{root}: no such folder; `services` in the settings names the seeded services.")
    found = {path.name: path for path in sorted(root.iterdir()) if (path / "service").is_dir()}
    unknown = sorted(set(only) - set(found))
    if unknown:
        raise UserError(f"There is no service '{unknown[0]}' in {root}: there are {', '.join(found) or 'none'}.")
    if not found:
        raise UserError(f"{root} holds no seeded service.")
    return tuple(path for name, path in found.items() if not only or name in only)
