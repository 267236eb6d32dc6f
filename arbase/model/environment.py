"""Readies the process for DSPy: nothing fetched at import, no telemetry, caches where arbase keeps its things."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

from arbase.domain.errors import UserError

NEEDED = ("dspy", "anthropic")


def missing_libraries() -> list[str]:
    """The libraries of the extra `agent` that are not installed."""
    return [name for name in NEEDED if importlib.util.find_spec(name) is None]


def ready(home: Path) -> None:
    """Set what DSPy reads at import. Raises UserError if the extra `agent` is not installed."""
    missing = missing_libraries()
    if missing:
        raise UserError(
            f"engine: agent and cascade need {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} not "
            "installed; pip install 'arbase[agent]', or set engine: static"
        )
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "true")
    os.environ.setdefault("DSPY_CACHEDIR", str(home.resolve() / "dspy"))
    os.environ.setdefault("DO_NOT_TRACK", "true")
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
