"""Reports for the yard."""

from flask import Blueprint

from quarry_scale import clock
from quarry_scale.db import get_db
from quarry_scale.logic import yard
from quarry_scale.web.answers import query
from quarry_scale.web.sessions import signed_in

reports = Blueprint("reports", __name__, url_prefix="/reports")


@reports.get("/day")
@signed_in()
def day():
    fields = query()
    when = fields.day("day", required=False) or clock.today()
    fields.done()
    return yard.day(get_db(), when)


@reports.get("/month")
@signed_in()
def month():
    fields = query()
    first = fields.month("month")
    fields.done()
    return yard.month(get_db(), first)


@reports.get("/hauliers")
@signed_in("office")
def hauliers():
    fields = query()
    first = fields.month("month")
    fields.done()
    return yard.hauliers(get_db(), first)
