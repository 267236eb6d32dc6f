"""Figures of a station, over time and in all."""

from __future__ import annotations

import pandas as pd
from starlette.requests import Request
from starlette.routing import Route

from rail_tables import questions, select
from rail_tables.render import answer, number, plain, share

STEPS = {"day": "D", "week": "W-SUN", "month": "ME"}
LABELS = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m"}


def over_time(frame: pd.DataFrame, period: str) -> list[dict]:
    """One row for each period from the first to the last one in which a train was seen, the empty ones among them."""
    steps = pd.Grouper(key="day", freq=STEPS[period])
    rows = []
    for end, group in frame.groupby(steps):
        ran = group[~group["cancelled"]]
        rows.append(
            {
                "period": end.strftime(LABELS[period]),
                "runs": len(group),
                "cancelled": len(group) - len(ran),
                "mean": number(ran["minutes"].mean()),
                "punctuality": share(int(ran["punctual"].sum()), len(ran)),
            }
        )
    return rows


def totals(frame: pd.DataFrame) -> dict:
    """The figures of all rows; ``spread`` is the standard deviation."""
    ran = frame.loc[~frame["cancelled"], "minutes"]
    return {
        "runs": len(frame),
        "cancelled": len(frame) - len(ran),
        "mean": number(ran.mean()),
        "spread": number(ran.std()),
        "worst": plain(ran.max()),
    }


def station(request: Request):
    tables = request.app.state.warehouse.tables
    code = tables.station(request.path_params["code"])["code"]
    period = questions.one_of(request.query_params.get("period", "day"), STEPS, "period")
    question = questions.from_params(request.query_params)
    rows = select.matching(tables.observations, question)
    rows = rows[rows["station"] == code]
    return answer({"station": code, "period": period, "items": over_time(rows, period), "totals": totals(rows)})


routes = [Route("/aggregates/{code}", station)]
