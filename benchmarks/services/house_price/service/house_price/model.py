"""The fitted model as the server uses it: plain numbers from model.json, no scikit-learn at serving time."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


class ModelNotTrained(RuntimeError):
    """There is no model file yet."""


@dataclass(frozen=True)
class Model:
    """A linear model of the logarithm of the price in euro, on standardised features."""

    version: str
    order: tuple[str, ...]
    intercept: float
    coefficients: tuple[float, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    low_quantile: float
    high_quantile: float
    metrics: dict[str, float]

    def contributions(self, features: Mapping[str, float]) -> dict[str, float]:
        """What each feature adds to the logarithm of the price."""
        return {
            name: weight * (features[name] - mean) / scale
            for name, weight, mean, scale in zip(self.order, self.coefficients, self.means, self.scales, strict=True)
        }

    def predict(self, features: Mapping[str, float]) -> float:
        """The price in euro."""
        return math.exp(self.intercept + sum(self.contributions(features).values()))

    def interval(self, price: float) -> tuple[float, float]:
        """The 80% interval around a predicted price."""
        return price * math.exp(self.low_quantile), price * math.exp(self.high_quantile)


def load_model(data: Path) -> Model:
    """The newest model under `data`; read again when the file changes."""
    path = data / "model.json"
    if not path.is_file():
        raise ModelNotTrained(f"{path} is missing: run python -m house_price.train")
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Model:
    raw = json.loads(path.read_text())
    return Model(
        version=raw["version"],
        order=tuple(raw["order"]),
        intercept=raw["intercept"],
        coefficients=tuple(raw["coefficients"]),
        means=tuple(raw["means"]),
        scales=tuple(raw["scales"]),
        low_quantile=raw["low_quantile"],
        high_quantile=raw["high_quantile"],
        metrics=raw["metrics"],
    )
