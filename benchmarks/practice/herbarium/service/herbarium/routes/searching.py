"""Searching, exports, the map and saved searches."""
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from herbarium import exports, geo, saved, search
from herbarium.routes.common import FiltersDep, SessionDep, SettingsDep, SnapshotDep
from herbarium.schemas import SavedIn, SavedOut

router = APIRouter()


@router.get("/search")
def search_page(
    snapshot: SnapshotDep,
    filters: FiltersDep,
    settings: SettingsDep,
    cursor: str | None = None,
    limit: Annotated[int | None, Query(ge=1)] = None,
) -> dict[str, Any]:
    size = min(limit or settings.page_size, settings.largest_page)
    return search.page(snapshot, filters, cursor, size, settings.facet_limit)


@router.get("/search/export.csv")
def export_csv(snapshot: SnapshotDep, filters: FiltersDep) -> Response:
    return exports.csv_file(search.find(snapshot, filters), filters.q or "herbarium")


@router.get("/search/export.geojson")
def export_geojson(snapshot: SnapshotDep, filters: FiltersDep) -> Response:
    return exports.geojson_file(search.find(snapshot, filters), filters.q or "herbarium")


@router.get("/heatmap")
def heatmap(snapshot: SnapshotDep, filters: FiltersDep, cell: Annotated[int, Query(ge=1, le=45)] = 10) -> dict[str, Any]:
    hits = search.find(snapshot, filters)
    points = [place for hit in hits if (place := geo.point(hit.doc.fields))]
    return {"cell": cell, "cells": geo.heatmap(points, cell), "without_place": len(hits) - len(points)}


@router.get("/suggest")
async def suggest(snapshot: SnapshotDep, q: str = "", limit: Annotated[int, Query(ge=1, le=50)] = 8) -> list[str]:
    return search.suggest(snapshot, q, limit)


@router.post("/saved", status_code=201)
def keep(session: SessionDep, given: SavedIn) -> SavedOut:
    return SavedOut.model_validate(saved.keep(session, given), from_attributes=True)


@router.get("/saved")
def saved_searches(session: SessionDep, owner: str) -> list[SavedOut]:
    return [SavedOut.model_validate(one, from_attributes=True) for one in saved.of_owner(session, owner)]


@router.get("/saved/{name}/run")
def run_saved(
    session: SessionDep, snapshot: SnapshotDep, settings: SettingsDep, name: str, cursor: str | None = None
) -> dict[str, Any]:
    filters = saved.filters_of(saved.get(session, name))
    return search.page(snapshot, filters, cursor, settings.page_size, settings.facet_limit)


@router.get("/saved/{name}/export.csv")
def export_saved(session: SessionDep, snapshot: SnapshotDep, name: str) -> Response:
    kept = saved.get(session, name)
    return exports.csv_file(search.find(snapshot, saved.filters_of(kept)), kept.name)
