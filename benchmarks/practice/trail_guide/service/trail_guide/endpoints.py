"""The HTTP interface."""
import sqlite3
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import timedelta

from starlette.concurrency import run_in_threadpool
from starlette.endpoints import HTTPEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from trail_guide import forms, profiles, statistics, tracks, weather
from trail_guide.db import opened, transaction
from trail_guide.errors import Invalid, NotFound
from trail_guide.reports import midnight
from trail_guide.repositories import Closures, Counts, Huts, Regions, Tracks, Trails
from trail_guide.safety import Safety


def database(request: Request) -> AbstractContextManager[sqlite3.Connection]:
    return opened(request.app.state.settings.database)


def trail_of(request: Request, db: sqlite3.Connection) -> sqlite3.Row:
    slug = request.path_params["slug"]
    trail = Trails(db).by_slug(slug)
    if trail is None:
        raise NotFound(f"no trail {slug}")
    return trail


def track_of(trail: sqlite3.Row, db: sqlite3.Connection) -> sqlite3.Row:
    track = Tracks(db).of_trail(trail["id"])
    if track is None:
        raise NotFound(f"no track of {trail['slug']}")
    return track


async def health(request: Request) -> JSONResponse:
    with database(request) as db:
        db.execute("SELECT 1 FROM trails LIMIT 1")
    return JSONResponse({"status": "ok"})


def compact(region: dict) -> dict:
    """A region as lists show it: the outline is large, the map asks for it one by one."""
    region.pop("outline")
    return region


class RegionList(HTTPEndpoint):
    async def get(self, request: Request) -> JSONResponse:
        with database(request) as db:
            regions = Regions(db).all()
        return JSONResponse({"regions": [compact(region) for region in regions]})


class RegionDetail(HTTPEndpoint):
    async def get(self, request: Request) -> JSONResponse:
        slug = request.path_params["slug"]
        with database(request) as db:
            region = Regions(db).by_slug(slug)
        if region is None:
            raise NotFound(f"no region {slug}")
        return JSONResponse(region)


class TrailList(HTTPEndpoint):
    async def get(self, request: Request) -> JSONResponse:
        wanted = forms.TrailFilter.of(request.query_params)
        with database(request) as db:
            rows = Trails(db).find(wanted.region, wanted.difficulty, wanted.limit, wanted.offset)
        return JSONResponse({"trails": [dict(row) for row in rows]})


class TrailDetail(HTTPEndpoint):
    async def get(self, request: Request) -> JSONResponse:
        with database(request) as db:
            trail = trail_of(request, db)
            track = Tracks(db).of_trail(trail["id"])
        figures = ("length_m", "highest_m", "lowest_m", "ascent_m")
        return JSONResponse(
            {
                **{name: trail[name] for name in ("slug", "name", "region", "difficulty")},
                "track": {name: track[name] for name in figures} if track else None,
            }
        )


class HutList(HTTPEndpoint):
    async def get(self, request: Request) -> JSONResponse:
        with database(request) as db:
            rows = Huts(db).all()
        return JSONResponse({"huts": [hut_view(row) for row in rows]})


class HutDetail(HTTPEndpoint):
    async def get(self, request: Request) -> JSONResponse:
        hut_id = request.path_params["hut_id"]
        with database(request) as db:
            hut = Huts(db).get(hut_id)
        if hut is None:
            raise NotFound(f"no hut {hut_id}")
        return JSONResponse(hut_view(hut))


def hut_view(row: sqlite3.Row) -> dict:
    return {name: row[name] for name in ("id", "name", "region", "elevation_m", "beds")}


class Profile(HTTPEndpoint):
    async def get(self, request: Request) -> JSONResponse:
        step = forms.whole(request.query_params, "step_m", None, 1, forms.MAX_STEP_M)
        with database(request) as db:
            trail = trail_of(request, db)
            track = track_of(trail, db)
            points = Tracks(db).points(track["id"])
            if track["point_count"] > request.app.state.settings.offload_from:
                profile = await run_in_threadpool(profiles.build, points, step)
            else:
                profile = profiles.build(points, step)
        return JSONResponse({"trail": trail["slug"], "points": profile})


class TrackUpload(HTTPEndpoint):
    async def post(self, request: Request) -> JSONResponse:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        content = await request.body()
        with database(request) as db:
            summary = tracks.TrackImport(db).import_one(request.path_params["slug"], content, kind)
        return JSONResponse(asdict(summary), status_code=201)


class TrackDownload(HTTPEndpoint):
    async def get(self, request: Request) -> Response:
        with database(request) as db:
            trail = trail_of(request, db)
            content = tracks.to_gpx(trail["name"], Tracks(db).points(track_of(trail, db)["id"]))
        headers = {"Content-Disposition": f'attachment; filename="{trail["slug"]}.gpx"'}
        return Response(content, media_type=tracks.GPX, headers=headers)


class Status(HTTPEndpoint):
    async def get(self, request: Request) -> JSONResponse:
        on = forms.day_of_query(request.query_params, "on")
        with database(request) as db:
            return JSONResponse(Safety(db).status(trail_of(request, db), on))


class ClosureList(HTTPEndpoint):
    async def get(self, request: Request) -> JSONResponse:
        on = forms.day_of_query(request.query_params, "on")
        with database(request) as db:
            rows = Closures(db).on(on)
        names = ("id", "trail", "reason", "starts_on", "ends_on")
        return JSONResponse({"closures": [{name: row[name] for name in names} for row in rows]})

    async def post(self, request: Request) -> JSONResponse:
        form = await forms.ClosureForm.of(request)
        with database(request) as db, transaction(db):
            closure = Safety(db).close(form.trail, form.reason, form.starts_on, form.ends_on, form.detour)
        return JSONResponse({"id": closure}, status_code=201)


class Weather(HTTPEndpoint):
    async def get(self, request: Request) -> JSONResponse:
        with database(request) as db:
            trail = trail_of(request, db)
            track = Tracks(db).of_trail(trail["id"])
        forecast = await request.app.state.weather.forecast(trail["region"])
        return JSONResponse(
            {
                "trail": trail["slug"],
                "forecast": asdict(forecast) if forecast else None,
                "advice": weather.advice(forecast, track["highest_m"] if track else None),
            }
        )


class Statistics(HTTPEndpoint):
    async def get(self, request: Request) -> JSONResponse:
        first, last = (forms.day_of_query(request.query_params, name) for name in ("from", "to"))
        if last < first or last.year == 9999:
            raise Invalid("to has to be a day from from on")
        zone = request.app.state.settings.zone
        with database(request) as db:
            trail = trail_of(request, db)
            counts = Counts(db).between(trail["id"], midnight(first, zone), midnight(last + timedelta(days=1), zone))
        return JSONResponse({"trail": trail["slug"], **statistics.visitors(counts, zone)})
