"""What a benchmark measures: a YAML file with suites, bars that must be met, and where the run is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, field_validator

from arbase.domain.errors import ConfigError
from arbase.domain.noun import Noun
from arbase.evaluation.measure import Measure
from arbase.settings import read_yaml, validated

_BAR = re.compile(r"\s*([a-z0-9_]+)(\.low|\.high)?\s*(>=|<=|>|<)\s*(\d+(?:\.\d+)?)\s*")


class AlertsPart(Noun):
    """Classification on services that the head did not see."""

    features: str = Field(default="", description="File of labelled features; empty: the shipped development data.")
    limit: int | None = Field(default=None, ge=1, description="So many incidents of each held-out service.")


class GroupingPart(Noun):
    """The fingerprint on true groups."""

    data: str = Field(default="datasets/alerts", description="File or folder of labelled events or incidents.")


class RepairPart(Noun):
    """Seeded bugs through the whole pipeline, graded by hidden oracles."""

    services: tuple[str, ...] = Field(description="Folders of seeded services.")
    limit: int | None = Field(default=None, ge=1, description="So many bugs, with the shares of difficulty kept.")
    seconds: float = Field(default=240.0, gt=0, description="No further bug is begun after so long.")


class BenchConfig(Noun):
    """A benchmark. A suite that is left out is not measured; its totals have n = 0."""

    name: str = Field(default="bench", pattern=r"^[a-z0-9][a-z0-9_-]{0,60}$", description="Name of the MLflow run.")
    seed: int = Field(default=7, description="Seed of every sample.")
    jobs: int = Field(default=2, ge=1, le=64, description="Processes.")
    alerts: AlertsPart | None = Field(default=None, description="Suite `alerts`.")
    grouping: GroupingPart | None = Field(default=None, description="Suite `grouping`.")
    localize: RepairPart | None = Field(
        default=None, description="Suite `localize`: seeded bugs up to the diagnosis, without repair."
    )
    repair: RepairPart | None = Field(
        default=None, description="Suites `repair` and `end-to-end`; tells localisation too."
    )
    require: tuple[str, ...] = Field(
        default=(), description="Bars, for example `recall >= 0.98` or `recall.low >= 0.96`."
    )
    tracking: str = Field(default="", description="MLflow tracking URI; empty: SQLite in `home`.")
    track: bool = Field(default=True, description="Whether the run is recorded in MLflow.")

    @field_validator("require")
    @classmethod
    def _bars(cls, bars: tuple[str, ...]) -> tuple[str, ...]:
        for bar in bars:
            if not _BAR.fullmatch(bar):
                raise ValueError(f"{bar!r} is not a bar such as 'recall >= 0.98' or 'recall.low >= 0.96'")
        return bars


def read_config(file: Path) -> BenchConfig:
    """The configuration of `file`. Raises ConfigError for an unknown key (naming the nearest) or a bad value."""
    if not file.is_file():
        raise ConfigError(f"{file}: not found; configurations are in configs/bench/")
    config = validated(BenchConfig, read_yaml(file), str(file))
    if not (config.alerts or config.grouping or config.localize or config.repair):
        raise ConfigError(f"{file}: measures nothing; give one of alerts, grouping, localize, repair")
    return config


class Bar(Noun):
    """A bar and whether it was met; what was not measured does not meet it."""

    text: str
    met: bool
    value: float | None


def bars_of(require: tuple[str, ...], totals: Mapping[str, Measure]) -> tuple[Bar, ...]:
    """Each bar against the totals. Raises ConfigError for a total that does not exist."""
    found = []
    for text in require:
        match = _BAR.fullmatch(text)
        if match is None or match[1] not in totals:
            known = ", ".join(sorted(totals))
            raise ConfigError(f"require: {text!r} names no total; there are {known}")
        measure = totals[match[1]]
        value = {None: measure.value, ".low": measure.low, ".high": measure.high}[match[2]]
        found.append(Bar(text=text, met=measure.n > 0 and value is not None and _holds(value, match), value=value))
    return tuple(found)


def _holds(value: float, match: re.Match[str]) -> bool:
    bound = float(match[4])
    return {">=": value >= bound, "<=": value <= bound, ">": value > bound, "<": value < bound}[match[3]]
