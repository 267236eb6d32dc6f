"""The run in MLflow: an experiment a suite, a run a configuration. A server that cannot be reached loses nothing.

MLflow is imported here only, after the environment that keeps it quiet and quick is set.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from arbase.domain.errors import ArbaseError, UserError
from arbase.evaluation.benchmark import RECORD, BenchRecord
from arbase.evaluation.suites.folds import judged_in

QUIET = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "true",
    "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
    "LITELLM_LOCAL_MODEL_COST_MAP": "true",
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "20",
    "GIT_PYTHON_REFRESH": "quiet",
}
PROBE_SECONDS = 3.0


class Untracked(ArbaseError):
    """The tracking server took nothing; the record on disk is whole."""


def default_uri(home: Path) -> str:
    """SQLite in `home`."""
    return f"sqlite:///{home.resolve() / 'mlflow.db'}"


def mlflow_at(uri: str) -> Any:
    """MLflow, pointed at `uri`. Raises UserError where it is not installed, Untracked where the server is away."""
    if importlib.util.find_spec("mlflow") is None:
        raise UserError("MLflow is not installed; pip install 'arbase[eval]', or set `track: false`")
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    parts = urlsplit(uri)
    if parts.scheme in ("http", "https"):
        _reach(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80), uri)
    for name in ("mlflow", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    mlflow: Any = importlib.import_module("mlflow")
    logging.getLogger("mlflow").setLevel(logging.WARNING)
    mlflow.set_tracking_uri(uri)
    return mlflow


def log_run(record: BenchRecord, folder: Path, uri: str) -> str:
    """Record a run and give back where it can be seen. Raises Untracked with the reason."""
    mlflow = mlflow_at(uri)
    try:
        return _logged(mlflow, record, folder, uri)
    except (mlflow.exceptions.MlflowException, OSError, ValueError) as error:
        raise Untracked(f"{uri}: {' '.join(str(error).split())[:200]}") from error


def _logged(mlflow: Any, record: BenchRecord, folder: Path, uri: str) -> str:
    suites = "+".join(sorted(record.suites)) or "none"
    artifacts = folder.parent.parent / "mlartifacts"
    name = f"arbase {suites}"
    if uri.startswith("sqlite") and mlflow.get_experiment_by_name(name) is None:
        mlflow.create_experiment(name, artifact_location=artifacts.resolve().as_uri())
    mlflow.set_experiment(name)
    with mlflow.start_run(run_name=record.name) as run:
        mlflow.log_params(_flat({"config": record.config, "settings": record.settings}))
        mlflow.set_tags(
            {"commit": record.commit, "key": record.key, "finished": str(record.finished), **record.versions}
        )
        for place, digest in record.data.items():
            mlflow.set_tag(f"data.{Path(place).name}", digest)
        for total, found in record.totals.items():
            if found.n:
                bounds = {"": found.value, ".low": found.low, ".high": found.high, ".n": float(found.n)}
                mlflow.log_metrics({f"{total}{end}": value for end, value in bounds.items() if value is not None})
        cases = judged_in(record.suites.get("alerts", []))
        if cases:
            columns = ("id", "service", "family", "title", "actionable", "queue", "probability")
            rows = [one.model_dump(mode="json", include=set(columns)) for one in cases]
            mlflow.log_table({column: [row[column] for row in rows] for column in columns}, "cases.json")
        for file in (folder / RECORD, folder / "report.html"):
            if file.is_file():
                mlflow.log_artifact(str(file))
        run_id = str(run.info.run_id)
    if uri.startswith("http"):
        return f"{uri.rstrip('/')}/#/experiments/{run.info.experiment_id}/runs/{run_id}"
    return f"run {run_id} (mlflow ui --backend-store-uri {uri})"


def _reach(host: str, port: int, uri: str) -> None:
    """Whether anybody listens: MLflow itself would try for minutes."""
    try:
        socket.create_connection((host, port), timeout=PROBE_SECONDS).close()
    except OSError as error:
        raise Untracked(f"{uri}: cannot be reached ({error.strerror or error})") from error


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested settings as dotted names, values cut at what MLflow keeps."""
    found: dict[str, str] = {}
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            found |= _flat(value, f"{key}.")
        else:
            found[key] = str(value)[:500]
    return found
