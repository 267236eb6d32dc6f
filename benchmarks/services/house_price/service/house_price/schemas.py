"""Bodies of requests and answers."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field, field_validator


class HouseIn(BaseModel):
    """A house as a client describes it."""

    district: str
    area_m2: float = Field(gt=5, le=2000)
    rooms: int = Field(ge=1, le=40)
    bathrooms: int | None = Field(default=None, ge=0, le=12)
    built_year: int | None = Field(default=None, ge=1600, le=2030)
    floor: int | None = Field(default=None, ge=-2, le=120)
    energy_class: str | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    extras: list[Literal["balcony", "garage", "garden"]] = Field(default_factory=list)

    @field_validator("energy_class")
    @classmethod
    def known_class(cls, value: str | None) -> str | None:
        if value is None or not value.strip():
            return None
        if value.strip().upper()[:1] not in set("ABCDEFG"):
            raise ValueError("energy class must be A to G")
        return value.strip().upper()


class Estimate(BaseModel):
    """An estimated price with its 80% interval."""

    district: str
    price: float
    low: float
    high: float
    price_per_m2: float
    currency: str
    model_version: str


class ModelCard(BaseModel):
    """What serves the estimates, and how good it is."""

    version: str
    r2: float
    mape: float
    features: list[str]


class Contribution(BaseModel):
    """What one feature does to the price, in per cent."""

    feature: str
    percent: float


class Explanation(BaseModel):
    """An estimate and the features that moved it most."""

    estimate: Estimate
    contributions: list[Contribution]


class BatchIn(BaseModel):
    """Up to 50 houses of one client."""

    currency: str | None = None
    houses: list[HouseIn] = Field(min_length=1, max_length=50)


class BatchItem(BaseModel):
    """The estimate of one house, or why there is none."""

    position: int
    estimate: Estimate | None = None
    error: str | None = None


class BatchOut(BaseModel):
    """All items in the order of the request, and their total in the asked currency."""

    items: list[BatchItem]
    failed: int
    total: float
    currency: str


class House(BaseModel):
    """A listed house."""

    id: int
    district: str
    address: str
    area_m2: float
    rooms: int
    built_year: int | None
    energy_class: str | None
    extras: list[str]
    asking_price: float
    currency: str
    status: Literal["listed", "sold", "withdrawn"]
    listed_at: str
    listed_on: str
    agent: str | None


class HousePage(BaseModel):
    """One page of a search."""

    items: list[House]
    page: int
    pages: int
    total: int


class HouseCreate(HouseIn):
    """A new listing of a partner."""

    address: str = Field(min_length=3, max_length=200)
    asking_price: float = Field(gt=0, le=1e12)
    currency: str
    listed_at: str | None = None
    agent_id: int | None = Field(default=None, ge=1, lt=2**31)


class HouseChange(BaseModel):
    """What a partner may change on a listing."""

    asking_price: float | None = Field(default=None, gt=0, le=1e12)
    status: Literal["listed", "sold", "withdrawn"] | None = None
    agent_id: int | None = Field(default=None, ge=1, lt=2**31)


class Comparable(BaseModel):
    """A sold house that is like the asked one."""

    house_id: int
    address: str
    distance_km: float
    area_m2: float
    sold_on: str
    price: float
    price_per_m2: float
    similarity: float


class Comparables(BaseModel):
    """Sold houses nearby, most similar first; the figures are null where there are none."""

    house_id: int
    currency: str
    comparables: list[Comparable]
    median_price_per_m2: float | None
    weighted_price: float | None
