"""Points: lists, series, trends, comparisons, loggers."""
import asyncio
import datetime

import pandas as pd
from starlette.requests import Request

from .. import db, params, search, stats
from ..errors import Invalid, NotFound
from ..lab import lab_of
from ..responses import LabJSON

KINDS = {"drinking", "bathing", "surface"}
READINGS = "SELECT taken_at, value FROM readings WHERE point = ? AND parameter = ? AND taken_at >= ? AND taken_at < ? ORDER BY taken_at"


async def listing(request: Request) -> LabJSON:
    frames = await lab_of(request).frames()
    found = search.find_points(
        frames, params.choice(request, "kind", KINDS), params.text(request, "municipality"), params.text(request, "name"))
    return LabJSON({"points": found})


async def detail(request: Request) -> LabJSON:
    code = request.path_params["code"]
    return LabJSON(await lab_of(request).cached(("summary", code), lambda frames: stats.summary(frames, code)))


async def series(request: Request) -> LabJSON:
    lab, code = lab_of(request), request.path_params["code"]
    parameter = params.text(request, "parameter", required=True)
    step = params.choice(request, "step", {"sample", "month"}, "sample")
    since, until = (params.moment(request, name, lab.settings.zone) for name in ("from", "to"))
    spread = stats.by_month if step == "month" else stats.by_sample

    def compute(frames):
        return spread(stats.series(frames, code, parameter, since, until), lab.settings.zone)

    values = await lab.cached(("series", code, parameter, step, since, until), compute)
    return LabJSON({"point": code, "parameter": parameter, "step": step, "values": values})


async def trend(request: Request) -> LabJSON:
    code, parameter = request.path_params["code"], params.text(request, "parameter", required=True)
    found = await lab_of(request).cached(("trend", code, parameter), lambda frames: stats.trend(stats.series(frames, code, parameter)))
    return LabJSON({"point": code, "parameter": parameter, **found})


async def compare(request: Request) -> LabJSON:
    lab = lab_of(request)
    codes = list(dict.fromkeys(code.strip() for code in params.text(request, "points", required=True).split(",") if code.strip()))
    if not 2 <= len(codes) <= 6:
        raise Invalid("points", "two to six points can be compared")
    parameter = params.text(request, "parameter", required=True)
    key = ("compare", tuple(codes), parameter)
    return LabJSON(await lab.cached(key, lambda frames: stats.compare(frames, codes, parameter, lab.settings.zone)))


def readings_of(database, code: str, parameter: str, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """Readings are too many to be held in memory."""
    with db.connection(database) as conn:
        return pd.read_sql_query(READINGS, conn, params=(code, parameter, start.isoformat(), end.isoformat()))


async def logger(request: Request) -> LabJSON:
    """Hourly means of a day."""
    lab, code = lab_of(request), request.path_params["code"]
    stats.point_of(await lab.frames(), code)
    parameter = params.text(request, "parameter", required=True)
    try:
        day = datetime.date.fromisoformat(params.text(request, "day", required=True))
        start, end = (pd.Timestamp(one).tz_localize(lab.settings.zone).tz_convert("UTC") for one in (day, day + datetime.timedelta(days=1)))
    except (ValueError, OverflowError):
        raise Invalid("day", "day is written like 2026-02-03") from None
    readings = await asyncio.to_thread(readings_of, lab.settings.database, code, parameter, start, end)
    if readings.empty:
        raise NotFound("readings", f"no {parameter} at {code} that day")
    return LabJSON({"point": code, "parameter": parameter, "day": day, "hours": stats.hourly(readings, lab.settings.zone)})
