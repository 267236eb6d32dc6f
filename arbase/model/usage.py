"""What calls of a model used, and what that costs by a price file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml
from pydantic import Field, ValidationError

from arbase.domain.errors import ConfigError
from arbase.domain.noun import Noun

BUNDLED = Path(__file__).parent / "prices.yaml"
MILLION = 1_000_000


class Used(Noun):
    """Tokens by kind, disjoint: `input` was neither read from nor written to a cache. `cost` None: price unknown."""

    input: int = 0
    output: int = 0
    cache_read: int = 0
    cache_write: int = 0
    calls: int = 0
    seconds: float = 0.0
    cost: float | None = 0.0

    @property
    def tokens(self) -> int:
        """All of them."""
        return self.input + self.output + self.cache_read + self.cache_write

    def __add__(self, other: Used) -> Used:
        unknown = self.cost is None or other.cost is None
        return Used(
            input=self.input + other.input,
            output=self.output + other.output,
            cache_read=self.cache_read + other.cache_read,
            cache_write=self.cache_write + other.cache_write,
            calls=self.calls + other.calls,
            seconds=self.seconds + other.seconds,
            cost=None if unknown else (self.cost or 0.0) + (other.cost or 0.0),
        )


class Price(Noun):
    """For a million tokens."""

    input: float = Field(ge=0, description="Input that was not cached.")
    output: float = Field(ge=0, description="Output, thinking included.")
    cache_read: float = Field(default=0.0, ge=0, description="Input read from the cache.")
    cache_write: float = Field(default=0.0, ge=0, description="Input written to the cache.")


class Prices(Noun):
    """A price file."""

    date: date
    source: str = ""
    currency: str = "USD"
    models: dict[str, Price]

    def of(self, model: str) -> Price | None:
        """The price of `model`: the longest known beginning of its name counts."""
        known = [name for name in self.models if model == name or model.startswith(f"{name}-")]
        return self.models[max(known, key=len)] if known else None

    def cost(self, model: str, used: Used) -> float | None:
        """What `used` costs, or None where the model has no price."""
        price = self.of(model)
        if price is None:
            return None
        total = used.input * price.input + used.output * price.output
        return (total + used.cache_read * price.cache_read + used.cache_write * price.cache_write) / MILLION


def read_prices(file: Path | None) -> Prices:
    """The prices in `file`, or those that come with arbase. Raises ConfigError."""
    place = file or BUNDLED
    try:
        return Prices.model_validate(yaml.safe_load(place.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigError(f"{place}: cannot be read ({error.strerror}); correct model.prices") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "top level"
        raise ConfigError(f"{place}: {where}: {first['msg']}; see the price file that comes with arbase") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise ConfigError(f"{place}: not valid YAML ({' '.join(str(error).split())[:200]})") from error
