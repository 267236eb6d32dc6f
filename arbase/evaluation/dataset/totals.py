"""What is in a data set, counted from its files; nothing is taken from what a build says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.evaluation.dataset.splits import Splits
from arbase.evaluation.dataset.tables import read_rows
from arbase.evaluation.dataset.validation import Validation
from arbase.evaluation.dataset.work import write_whole

_BOOKKEEPING = ("id", "service", "label", "cause", "origin", "family", "twin_of", "looks_like_noise", "count")


class Totals(Noun):
    """The counts. `validated`, `rejected` and `unchecked` are all bugs and noise families of the services.

    `unchecked` are those whose validation was never run, or whose files have changed since.
    """

    services: int
    curated: int
    procedural: int
    noise_families: int
    hard_twins: int
    looks_like_noise: int
    events: int
    incidents: int
    actionable: int
    actionable_share: float
    validated: int = 0
    rejected: int = 0
    unchecked: int = 0
    validated_bugs: int = 0
    validated_noise: int = 0
    fixes: int = 0
    by_service: dict[str, int] = Field(default_factory=dict, description="Incidents of each service.")


def totals_of(folder: Path, digests: Mapping[str, str]) -> Totals:
    """Count what is in the folder; `digests` are those of what its services hold now (`validation.digests_of`).

    Raises UserError where a file is missing or broken.
    """
    rows = read_rows(folder / "alerts", _BOOKKEEPING)
    fixes = read_rows(folder / "fixes", ("id", "origin")) if (folder / "fixes" / "data").is_dir() else []
    causes: dict[str, dict[str, Any]] = {row["cause"]: row for row in rows}
    checked = read_validation(folder).current(digests)
    valid = {name for name, one in checked.items() if not one.fault}
    families = {name for name in valid if checked[name].kind == "noise"}
    actionable = sum(row["label"] == "actionable" for row in rows)
    return Totals(
        services=len({row["service"] for row in rows}),
        curated=sum(row["origin"] == "curated" for row in causes.values()),
        procedural=sum(row["origin"] == "procedural" for row in causes.values()),
        noise_families=sum(row["origin"] == "noise" for row in causes.values()),
        hard_twins=sum(bool(row["twin_of"]) for row in causes.values()),
        looks_like_noise=sum(row["looks_like_noise"] for row in causes.values()),
        events=sum(row["count"] for row in rows),
        incidents=len(rows),
        actionable=actionable,
        actionable_share=round(actionable / len(rows), 4) if rows else 0.0,
        validated=len(valid),
        rejected=len(checked) - len(valid),
        unchecked=len(digests) - len(checked),
        validated_bugs=len(valid - families),
        validated_noise=len(families),
        fixes=len(fixes),
        by_service={name: sum(row["service"] == name for row in rows) for name in sorted({r["service"] for r in rows})},
    )


def read_splits(folder: Path) -> Splits:
    """The folds of a table's folder. Raises UserError."""
    path = folder / "splits.json"
    try:
        return Splits.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}); make it with `arbase dataset build`.") from error
    except ValidationError as error:
        raise UserError(f"{path}: is not what this version of arbase writes; build the data set again.") from error


def read_validation(folder: Path) -> Validation:
    """What was validated so far; nothing where there is no such file. Raises UserError."""
    path = folder / "validation.json"
    if not path.is_file():
        return Validation()
    try:
        return Validation.model_validate_json(path.read_bytes())
    except (ValidationError, OSError) as error:
        raise UserError(f"{path}: cannot be read; delete it and run `arbase dataset validate`.") from error


def write_validation(folder: Path, validation: Validation) -> None:
    """Keep what was validated, whole, one line for each bug and family in their order. Raises UserError."""
    ordered = Validation(checked=dict(sorted(validation.checked.items())))
    write_whole(folder / "validation.json", (ordered.model_dump_json(indent=1, exclude_defaults=True) + "\n").encode())
