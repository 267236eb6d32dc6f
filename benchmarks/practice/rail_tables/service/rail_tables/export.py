"""Answers as CSV, for spreadsheets."""

from __future__ import annotations

from urllib.parse import quote

import pandas as pd
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from rail_tables import cursors, questions, select
from rail_tables.render import plain

COLUMNS = ["day", "train", "line", "operator", "station", "station_name", "planned", "minutes", "cancelled", "cause"]


def columns_of(request: Request) -> list[str]:
    """The columns that were asked for, in that order."""
    names = [name.strip() for name in request.query_params.get("columns", "").split(",") if name.strip()]
    return [questions.one_of(name, COLUMNS, "columns") for name in names] or COLUMNS


def sheet(rows: pd.DataFrame, columns: list[str], name: str) -> Response:
    """A CSV file; what we do not know is an empty cell."""
    table = pd.DataFrame({column: [plain(cell) for cell in rows[column]] for column in columns}, dtype="object")
    where = f"attachment; filename*=UTF-8''{quote(name, safe='')}.csv"
    text = table.to_csv(index=False, lineterminator="\r\n")
    return Response(text, media_type="text/csv", headers={"content-disposition": where})


def export(request: Request) -> Response:
    order = questions.one_of(request.query_params.get("sort", "newest"), cursors.ORDERS, "sort")
    question = questions.from_params(request.query_params)
    rows = select.matching(request.app.state.warehouse.tables.observations, question)
    return sheet(cursors.ordered(rows, order), columns_of(request), "delays")


routes = [Route("/export.csv", export)]
