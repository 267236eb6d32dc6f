"""Registered pipelines: a challenger for each registered run, and a champion that only a paired test changes."""

from __future__ import annotations

import importlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from arbase.classify import persist
from arbase.domain.errors import UserError
from arbase.domain.noun import Noun
from arbase.evaluation.alerts.judge import Judged
from arbase.evaluation.paired import Paired, compared
from arbase.evaluation.tracking import mlflow_at

MODEL = "arbase-pipeline"
CASES = "held_out.json"
CHAMPION, CHALLENGER = "champion", "challenger"
_CODE = Path(__file__).with_name("registered.py")
EXPERIMENT = "arbase models"


class Promotion(Noun):
    """What came of a promotion: the version that is champion now, and the comparison that decided."""

    version: str
    promoted: bool
    comparisons: tuple[Paired, ...]


def register(classifier: Path, cases: list[Judged], uri: str) -> str:
    """Register a classifier's folder with its held-out verdicts as the new challenger; returns the version.

    The first one becomes champion too. Raises UserError for a corrupt classifier, Untracked where the server is away.
    """
    persist.load(classifier)
    mlflow = mlflow_at(uri)
    client = mlflow.MlflowClient()
    with tempfile.TemporaryDirectory(prefix="arbase-model-") as scratch:
        state = Path(scratch) / "classifier"
        shutil.copytree(classifier, state)
        (state / CASES).write_text(json.dumps([case.model_dump(mode="json") for case in cases]))
        if uri.startswith("sqlite") and mlflow.get_experiment_by_name(EXPERIMENT) is None:
            # Left to itself, MLflow writes into whatever folder it is called from.
            beside = Path(uri.partition(":///")[2]).resolve().parent / "mlartifacts"
            mlflow.create_experiment(EXPERIMENT, artifact_location=beside.as_uri())
        mlflow.set_experiment(EXPERIMENT)
        with mlflow.start_run(run_name="register"):
            logged = mlflow.pyfunc.log_model(
                name=MODEL,
                python_model=str(_CODE),
                artifacts={"classifier": str(state)},
                registered_model_name=MODEL,
                pip_requirements=["arbase"],
            )
    version = str(logged.registered_model_version)
    client.set_registered_model_alias(MODEL, CHALLENGER, version)
    if alias(client, CHAMPION) is None:
        client.set_registered_model_alias(MODEL, CHAMPION, version)
    return version


def promote(uri: str) -> Promotion:
    """Make the challenger champion unless a paired test on the same held-out incidents says that it is worse.

    Raises UserError where there is nothing to promote or nothing to compare on.
    """
    client = mlflow_at(uri).MlflowClient()
    champion, challenger = alias(client, CHAMPION), alias(client, CHALLENGER)
    if challenger is None:
        raise UserError(f"{uri}: {MODEL} has no challenger; register one with `arbase tune register RUN`")
    if champion in (None, challenger):
        client.set_registered_model_alias(MODEL, CHAMPION, challenger)
        return Promotion(version=challenger, promoted=True, comparisons=())
    with tempfile.TemporaryDirectory(prefix="arbase-compare-") as scratch:
        before = _cases(downloaded(f"models:/{MODEL}/{champion}", uri, Path(scratch) / "before"))
        after = _cases(downloaded(f"models:/{MODEL}/{challenger}", uri, Path(scratch) / "after"))
    found = compared(before, after)
    if found[0].n == 0:
        raise UserError(
            f"{MODEL} {champion} and {challenger} were not measured on the same incidents; bench both again"
        )
    promoted = not any(one.worse for one in found)
    if promoted:
        client.set_registered_model_alias(MODEL, CHAMPION, challenger)
    return Promotion(version=challenger if promoted else str(champion), promoted=promoted, comparisons=found)


def downloaded(model: str, uri: str, target: Path) -> Path:
    """The classifier's folder of a registered model (`models:/NAME@ALIAS` or `models:/NAME/VERSION`).

    Raises UserError where there is no such model, Untracked where the server is away.
    """
    mlflow = mlflow_at(uri)
    try:
        target.mkdir(parents=True, exist_ok=True)
        artifacts: Any = importlib.import_module("mlflow.artifacts")
        place = Path(artifacts.download_artifacts(artifact_uri=model, dst_path=str(target)))
    except mlflow.exceptions.MlflowException as error:
        reason = " ".join(str(error).split())[:160]
        raise UserError(f"{model}: cannot be loaded from {uri} ({reason})") from error
    found = next(iter(sorted(place.rglob(persist.ABOUT))), None)
    if found is None:
        raise UserError(f"{model}: holds no classifier; register it with `arbase tune register RUN`")
    return found.parent


def alias(client: Any, name: str) -> str | None:
    """The version of an alias, None where there is none."""
    versions: Any = client.search_model_versions(f"name='{MODEL}'")
    for version in versions:
        if name in client.get_model_version(MODEL, version.version).aliases:
            return str(version.version)
    return None


def _cases(folder: Path) -> list[Judged]:
    return [Judged.model_validate(one) for one in json.loads((folder / CASES).read_text())]
