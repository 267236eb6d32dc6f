"""Departure boards, and the stops of a train."""

from __future__ import annotations

import pandas as pd
from starlette.requests import Request
from starlette.routing import Route

from rail_tables import planning, timebase
from rail_tables.faults import Unknown
from rail_tables.questions import one_of, whole
from rail_tables.render import answer, plain, records
from rail_tables.tables import Tables

KINDS = {"departures": "departs", "arrivals": "arrives"}
COLUMNS = ["train", "line", "towards", "planned", "expected", "minutes", "cancelled"]


def day_of(request: Request):
    text = request.query_params.get("day")
    return timebase.parse_day(text, "day") if text else timebase.now().date()


def with_delays(calls: pd.DataFrame, tables: Tables, day) -> pd.DataFrame:
    """The calls of one service day with what was reported; a stop without report has no minutes."""
    seen = tables.observations
    seen = seen[seen["day"] == pd.Timestamp(day)][["train", "station", "minutes", "cancelled"]]
    rows = calls.assign(day=pd.Timestamp(day)).merge(seen, on=["train", "station"], how="left")
    return rows.assign(cancelled=rows["cancelled"].eq(True))


def board(request: Request):
    tables = request.app.state.warehouse.tables
    station = tables.station(request.path_params["code"])
    params = request.query_params
    kind = one_of(params.get("kind", "departures"), KINDS, "kind")
    limit = whole(params.get("limit", "20"), "limit", 1, 100)
    day, column = day_of(request), KINDS[kind]
    calls = planning.runs_on(tables.calls, day)
    calls = calls[(calls["station"] == station["code"]) & calls[column].notna()]
    if "from" in params:
        calls = calls[calls[column] >= timebase.parse_clock(params["from"], "from")]
    ends = tables.calls.groupby("train")["station"].agg("last" if kind == "departures" else "first")
    rows = with_delays(calls, tables, day)
    rows = rows.assign(planned=planning.planned(rows, column), towards=rows["train"].map(ends))
    late = pd.to_timedelta(rows["minutes"].fillna(0), unit="m")
    rows = rows.assign(expected=(rows["planned"] + late).where(~rows["cancelled"]))
    for name in ("planned", "expected"):
        rows[name] = planning.shown(rows[name], station["zone"])
    rows = rows.sort_values(["planned", "train"]).head(limit)
    place = {name: plain(station[name]) for name in ("code", "name", "zone")}
    return answer({"station": place, "day": day.isoformat(), "kind": kind, "items": records(rows, COLUMNS)})


def train(request: Request):
    """The stops of a train on a day, each in the time of its station."""
    tables = request.app.state.warehouse.tables
    number, day = request.path_params["train"], day_of(request)
    calls = tables.calls[tables.calls["train"] == number]
    if calls.empty:
        raise Unknown(f"there is no train {number}", "train")
    calls = planning.runs_on(calls, day)
    if calls.empty:
        raise Unknown(f"train {number} does not run on {day}", "day")
    rows = with_delays(calls, tables, day)
    rows = rows.assign(**{column: planning.planned(rows, column) for column in KINDS.values()})
    stops = []
    for row in rows.sort_values("seq").to_dict("records"):
        station = tables.station(row["station"])
        local = {column: plain(_at(row[column], station["zone"])) for column in KINDS.values()}
        stops.append({"station": row["station"], "name": station["name"], **local, "minutes": plain(row["minutes"]), "cancelled": row["cancelled"]})
    head = {"train": number, "line": calls["line"].iloc[0], "operator": calls["operator"].iloc[0], "day": day.isoformat()}
    return answer({**head, "stops": stops})


def _at(moment: pd.Timestamp, zone: str):
    return None if pd.isna(moment) else moment.tz_convert(zone)


routes = [Route("/stations/{code}/board", board), Route("/trains/{train}", train)]
