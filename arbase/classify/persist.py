"""A champion on disk: `champion.json` (what it is) and `models-*.skops` (estimators and known rows; no pickle).

A model file is code-like input: skops names every type in it before anything is built, and types that this module does
not expect are refused.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import sklearn
import skops.io
from pydantic import Field, ValidationError

from arbase.classify.features import VERSION
from arbase.classify.guarantee import OperatingPoint
from arbase.classify.head import Head
from arbase.classify.learnt import Champion, Known
from arbase.classify.priority import WEIGHTS
from arbase.classify.settings import HeadSettings
from arbase.domain.errors import UserError
from arbase.domain.noun import Noun

ABOUT = "champion.json"
TRUSTED = ["sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor"]


class About(Noun):
    """What stands in `champion.json`. `data` is the checksum of what was learnt from."""

    name: str
    features: str
    sklearn: str
    data: str
    head: HeadSettings
    names: tuple[str, ...]
    slope: float
    offset: float
    point: OperatingPoint
    discard: OperatingPoint
    usual: float
    outside: int
    models: str
    facts: dict[str, Any]
    weights: dict[str, float] = Field(default_factory=lambda: dict(WEIGHTS))
    services: dict[str, OperatingPoint] = Field(default_factory=dict)


def save(folder: Path, champion: Champion, data: str, facts: dict[str, Any]) -> None:
    """Write the champion; a reader sees the old one or the new one, never half. Raises UserError on a full disk."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        content = skops.io.dumps({"models": champion.head.models, "rows": champion.known.rows})
        about = About(
            name=champion.name,
            features=VERSION,
            sklearn=sklearn.__version__,
            data=data,
            head=champion.head.settings,
            names=champion.head.names,
            slope=champion.head.slope,
            offset=champion.head.offset,
            point=champion.point,
            discard=champion.discard,
            usual=champion.known.usual,
            outside=champion.known.outside,
            models=hashlib.sha256(content).hexdigest(),
            facts=facts,
            weights=dict(champion.weights),
            services=dict(champion.services),
        )
        # The models first, under a name of their own: whenever this is killed, champion.json names a whole file.
        _replace(folder / _models(about), content)
        _replace(folder / ABOUT, about.model_dump_json(indent=2).encode())
        for old in folder.glob("models-*.skops"):
            if old.name != _models(about):
                old.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            f"{folder}: the classifier cannot be written ({error.strerror}); free space or set another"
        ) from error


def about(folder: Path) -> About | None:
    """What is said of the champion in `folder`; None if there is none. Raises UserError if it cannot be read."""
    file = folder / ABOUT
    if not file.exists():
        return None
    try:
        return About.model_validate_json(file.read_bytes())
    except (OSError, ValidationError, ValueError) as error:
        reason = " ".join(str(error).split())[:160]
        raise UserError(f"{file}: not a classifier ({reason}); remove {folder}, it is built again") from None


def load(folder: Path) -> Champion:
    """The champion in `folder`. Raises UserError if it is missing, corrupt, or made by another version."""
    known = about(folder)
    if known is None:
        raise UserError(f"{folder}: holds no classifier; build one with `arbase tune classifier --quick`")
    again = f"remove {folder}, it is built again"
    if known.features != VERSION:
        raise UserError(f"{folder}: made for {known.features}, this is {VERSION}; {again}")
    file = folder / _models(known)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UserError(f"{file}: cannot be read ({error.strerror}); {again}") from error
    if hashlib.sha256(content).hexdigest() != known.models:
        raise UserError(f"{file}: the checksum differs from the one in {ABOUT}; {again}")
    if known.sklearn != sklearn.__version__:
        raise UserError(f"{folder}: made with scikit-learn {known.sklearn}, here is {sklearn.__version__}; {again}")
    strangers = set(skops.io.get_untrusted_types(data=content)) - set(TRUSTED)
    if strangers:
        raise UserError(f"{file}: holds types that no classifier needs ({', '.join(sorted(strangers))[:200]})")
    parts = skops.io.loads(content, trusted=TRUSTED)
    head = Head(settings=known.head, names=known.names, models=parts["models"], slope=known.slope, offset=known.offset)
    rows = Known(rows=np.asarray(parts["rows"], dtype=np.float32), usual=known.usual, outside=known.outside)
    return Champion(
        head=head,
        point=known.point,
        discard=known.discard,
        known=rows,
        name=known.name,
        weights=known.weights,
        services=known.services,
    )


def _models(known: About) -> str:
    return f"models-{known.models[:12]}.skops"


def _replace(file: Path, content: bytes) -> None:
    """Write beside and rename, so that a full disk or a kill leaves the old file whole."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
