"""What the routes share."""
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from sqlalchemy.orm import Session

from herbarium.index import Snapshot
from herbarium.schemas import Filters
from herbarium.settings import Settings


def get_settings(request: Request) -> Settings:
    return request.app.state.settings


def get_session(request: Request) -> Iterator[Session]:
    with request.app.state.sessions() as session:
        yield session


def get_snapshot(request: Request) -> Snapshot:
    return request.app.state.index.current()


def get_filters(
    q: str = "",
    taxon: str | None = None,
    family: Annotated[list[str], Query()] = [],  # noqa: B006
    country: Annotated[list[str], Query()] = [],  # noqa: B006
    collector: str | None = None,
    year_from: str | None = None,
    year_to: str | None = None,
    types_only: bool = False,
    with_image: bool = False,
    bbox: str | None = None,
    sort: str | None = None,
) -> Filters:
    """The search in the query. Empty fields of the form count as not given."""
    given = {
        "q": q,
        "taxon": taxon or None,
        "family": family,
        "country": country,
        "collector": collector or None,
        "year_from": year_from or None,
        "year_to": year_to or None,
        "types_only": types_only,
        "with_image": with_image,
        "bbox": bbox or None,
        "sort": sort or ("relevance" if q else "barcode"),
    }
    try:
        return Filters.model_validate(given)
    except ValidationError as error:
        raise RequestValidationError([{**e, "loc": ("query", *e["loc"])} for e in error.errors(include_context=False)]) from error


SettingsDep = Annotated[Settings, Depends(get_settings)]
SessionDep = Annotated[Session, Depends(get_session)]
SnapshotDep = Annotated[Snapshot, Depends(get_snapshot)]
FiltersDep = Annotated[Filters, Depends(get_filters)]
