"""`python -m house_price.train`: fits the model and writes model.json (server) and model.joblib (batch jobs)."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_percentage_error, r2_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from house_price import features, synthetic
from house_price.settings import Settings

VERSION = "2026.3"


def training_frame(count: int, seed: int) -> tuple[pd.DataFrame, np.ndarray]:
    """Feature table and prices in euro."""
    houses = synthetic.houses(count, seed)
    rows = []
    for house in houses:
        place = synthetic.district(house["district"])
        rows.append(features.build(house, place))
    frame = pd.DataFrame(rows, columns=list(features.ORDER))
    return frame, np.array([house["price_eur"] for house in houses])


def train(data: Path, count: int = 1500, seed: int = 11) -> dict[str, float]:
    """Fit on generated houses, write both files, and return the metrics on held-out houses."""
    frame, prices = training_frame(count, seed)
    cut = int(len(frame) * 0.8)
    pipeline = make_pipeline(StandardScaler(), Ridge(alpha=1.0))
    pipeline.fit(frame[:cut], np.log(prices[:cut]))
    predicted = pipeline.predict(frame[cut:])
    residuals = np.log(prices[cut:]) - predicted
    metrics = {
        "r2": round(float(r2_score(np.log(prices[cut:]), predicted)), 4),
        "mape": round(float(mean_absolute_percentage_error(prices[cut:], np.exp(predicted))), 4),
        "houses": float(count),
    }
    scaler, ridge = pipeline.named_steps["standardscaler"], pipeline.named_steps["ridge"]
    document = {
        "version": VERSION,
        "order": list(features.ORDER),
        "intercept": float(ridge.intercept_),
        "coefficients": [float(value) for value in ridge.coef_],
        "means": [float(value) for value in scaler.mean_],
        "scales": [float(value) for value in scaler.scale_],
        "low_quantile": float(np.quantile(residuals, 0.1)),
        "high_quantile": float(np.quantile(residuals, 0.9)),
        "metrics": metrics,
    }
    data.mkdir(parents=True, exist_ok=True)
    (data / "model.json").write_text(json.dumps(document, indent=1))
    joblib.dump(pipeline, data / "model.joblib")
    return metrics


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the price model on generated data.")
    parser.add_argument("--houses", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=11)
    arguments = parser.parse_args()
    metrics = train(Settings.from_env().data, arguments.houses, arguments.seed)
    print(json.dumps(metrics))


if __name__ == "__main__":
    main()
