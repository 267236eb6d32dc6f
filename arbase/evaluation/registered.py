"""The model `arbase-pipeline` as MLflow stores it: this file is its code, a classifier's folder its state.

`predict` takes rows in the form of `arbase bench alerts` without labels and gives a verdict for each incident.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import mlflow

from arbase.classify import persist
from arbase.classify.learnt import LearntClassifier
from arbase.domain.service import Service
from arbase.evaluation.alerts.gather import gathered
from arbase.evaluation.alerts.judge import Trees, judge
from arbase.evaluation.alerts.rows import row_of
from arbase.triage.static import StaticTriage


class ArbasePipeline(mlflow.pyfunc.PythonModel):  # type: ignore[name-defined, misc]  # exported at run time only
    """Triage without a repository, then the registered classifier."""

    def load_context(self, context: Any) -> None:
        """Read the classifier. Raises UserError if it is corrupt."""
        self._classifier = LearntClassifier(persist.load(Path(context.artifacts["classifier"])))

    def predict(self, context: Any, model_input: list[dict[str, Any]], params: Any = None) -> list[dict[str, Any]]:
        """Verdicts of the incidents that the rows make up, by first occurrence."""
        rows = [row_of(row, f"row {number}", labelled=False) for number, row in enumerate(model_input, 1)]
        with tempfile.TemporaryDirectory() as empty, Trees() as trees:
            service = Service(name="unknown", repository=Path(empty))
            triage = StaticTriage(trees.code_of, history=False)
            return [
                judge(one, service, triage, self._classifier).model_dump(mode="json", exclude={"actionable", "seconds"})
                for one in gathered(rows)
            ]


if __name__ != "arbase.evaluation.registered":
    # MLflow runs this file by its path when it stores and loads the model; an import must not have this effect.
    mlflow.models.set_model(ArbasePipeline())
