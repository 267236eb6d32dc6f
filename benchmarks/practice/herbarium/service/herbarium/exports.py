"""Hits of a search as files."""
import csv
import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from fastapi.responses import JSONResponse, Response, StreamingResponse

from herbarium import geo
from herbarium.search import Hit
from herbarium.text import slug

COLUMNS = {
    "barcode": "catalogNumber",
    "name": "scientificName",
    "family": "family",
    "collector": "recordedBy",
    "number": "recordNumber",
    "collected": "eventDate",
    "country": "country",
    "locality": "locality",
    "latitude": "decimalLatitude",
    "longitude": "decimalLongitude",
    "elevation_m": "minimumElevationInMeters",
    "type_status": "typeStatus",
}


def csv_lines(hits: list[Hit]) -> Iterator[str]:
    """The file in pieces, with Darwin Core's terms as header and a mark that tells spreadsheets the encoding."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS.values())
    yield "\ufeff" + buffer.getvalue()
    for hit in hits:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(["" if hit.doc.fields[name] is None else hit.doc.fields[name] for name in COLUMNS])
        yield buffer.getvalue()


def feature(hit: Hit) -> dict[str, Any]:
    """A sheet as a feature of GeoJSON; the geometry is null when we do not know the place."""
    properties = {name: value for name, value in hit.doc.fields.items() if name not in ("latitude", "longitude")}
    place = geo.point(hit.doc.fields)
    return {
        "type": "Feature",
        "id": hit.doc.barcode,
        "geometry": {"type": "Point", "coordinates": place} if place else None,
        "properties": properties,
    }


def attachment(title: str, ending: str) -> dict[str, str]:
    """The header that names the file: as it is for browsers of today, in ASCII for the others."""
    return {"content-disposition": f"attachment; filename=\"{slug(title)}.{ending}\"; filename*=UTF-8''{quote(title, safe='')}.{ending}"}


def csv_file(hits: list[Hit], title: str) -> Response:
    return StreamingResponse(csv_lines(hits), media_type="text/csv; charset=utf-8", headers=attachment(title, "csv"))


def geojson_file(hits: list[Hit], title: str) -> Response:
    collection = {"type": "FeatureCollection", "features": [feature(hit) for hit in hits]}
    return JSONResponse(collection, media_type="application/geo+json", headers=attachment(title, "geojson"))
