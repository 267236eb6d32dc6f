"""A model per site: trained here, kept on disk."""
import json
from dataclasses import asdict, dataclass

import joblib
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from . import clock, features, readings, settings
from .problems import Conflict
from .sites import Site

FEWEST_HOURS = 14 * 24


@dataclass(frozen=True)
class Card:
    """What is told of a model; lies beside it."""

    site: str
    trained_at: str
    hours: int
    columns: list[str]
    below: float
    above: float


@dataclass(frozen=True)
class Model:
    card: Card
    estimator: Pipeline

    def predict(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Expected load with its band, by hour."""
        seen = rows.reindex(columns=self.card.columns, fill_value=0.0)
        expected = np.clip(self.estimator.predict(seen), 0, None)
        return pd.DataFrame(
            {
                "expected": expected,
                "low": np.clip(expected - self.card.below, 0, None),
                "high": expected + self.card.above,
            },
            index=rows.index,
        ).round(3)


def train(site: Site) -> Card:
    history = readings.series(site)
    if len(history) < FEWEST_HOURS:
        raise Conflict(f"{site.code} has {len(history)} readings, a model needs {FEWEST_HOURS}", code="too-few")
    rows = features.frame(site, history.index, history).dropna()
    loads = history[rows.index]
    estimator = make_pipeline(StandardScaler(), Ridge(alpha=1.0))
    estimator.fit(rows, loads)
    misses = loads - estimator.predict(rows)
    card = Card(
        site=site.code,
        trained_at=clock.now().isoformat(),
        hours=len(rows),
        columns=list(rows.columns),
        below=round(float(-misses.quantile(0.1)), 3),
        above=round(float(misses.quantile(0.9)), 3),
    )
    folder = settings.model_folder()
    folder.mkdir(parents=True, exist_ok=True)
    joblib.dump(estimator, folder / f"{site.code}.joblib")
    (folder / f"{site.code}.json").write_text(json.dumps(asdict(card)))
    return card


def card(site: Site) -> Card:
    path = settings.model_folder() / f"{site.code}.json"
    if not path.exists():
        raise Conflict(f"{site.code} has no model yet", code="no-model")
    return Card(**json.loads(path.read_text()))


def load(site: Site) -> Model:
    told = card(site)
    return Model(told, joblib.load(settings.model_folder() / f"{site.code}.joblib"))
