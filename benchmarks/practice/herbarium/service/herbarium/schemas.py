"""What comes in and what goes out."""
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from herbarium import geo

Sort = Literal["relevance", "name", "collected", "-collected", "added", "barcode"]
OLD_SORTS = {"date": "collected", "-date": "-collected", "newest": "added", "catalogue": "barcode"}


class Filters(BaseModel):
    """A search: as it comes in a query and as it is kept in a saved search."""

    model_config = ConfigDict(extra="ignore")

    q: str = ""
    taxon: str | None = None
    family: list[str] = []
    country: list[str] = []
    collector: str | None = None
    year_from: int | None = Field(None, ge=1500, le=2200)
    year_to: int | None = Field(None, ge=1500, le=2200)
    types_only: bool = False
    with_image: bool = False
    bbox: str | None = None
    sort: Sort = "relevance"

    @field_validator("family", "country", mode="before")
    @classmethod
    def _as_list(cls, value: Any) -> Any:
        """The first version of the site knew one value only."""
        return [value] if isinstance(value, str) else value

    @field_validator("sort", mode="before")
    @classmethod
    def _old_sort(cls, value: Any) -> Any:
        return OLD_SORTS.get(value, value) if isinstance(value, str) else value

    @field_validator("bbox")
    @classmethod
    def _readable(cls, value: str | None) -> str | None:
        if value is not None:
            geo.Box.parse(value)
        return value

    @model_validator(mode="after")
    def _years(self) -> "Filters":
        if self.year_from is not None and self.year_to is not None and self.year_to < self.year_from:
            raise ValueError("year_to is before year_from")
        return self

    @property
    def box(self) -> geo.Box | None:
        return geo.Box.parse(self.bbox) if self.bbox is not None else None


class SavedIn(BaseModel):
    name: str = Field(min_length=1, max_length=120)
    owner: str = Field(min_length=1, max_length=80)
    filters: Filters


class SavedOut(BaseModel):
    slug: str
    name: str
    owner: str
    created_at: str


class MatchIn(BaseModel):
    names: list[str] = Field(max_length=500)


class ImageIn(BaseModel):
    file_name: str = Field(min_length=1, max_length=200)
    width: int = Field(gt=0)
    height: int = Field(gt=0)
    licence: str | None = None
    exif: dict[str, Any] = {}


class DeterminationIn(BaseModel):
    name: str
    determined_by: str | None = None
    determined_on: date | None = None


class DeterminationOut(BaseModel):
    name: str
    determined_by: str | None
    determined_on: date | None


class Card(BaseModel):
    """Everything about a sheet."""

    barcode: str
    name: str
    accepted_name: str
    family: str | None
    collector: str | None
    number: str | None
    collected: list[date] | None
    country: str | None
    locality: str | None
    habitat: str | None
    coordinates: list[float] | None
    uncertainty_m: float | None
    elevation_m: float | None
    type_status: str | None
    images: int
    history: list[DeterminationOut] | None = None
