"""Files for other programs."""

from flask import Blueprint, Response

from quarry_scale.db import get_db
from quarry_scale.logic import accounts
from quarry_scale.web.answers import query
from quarry_scale.web.sessions import signed_in

exports = Blueprint("exports", __name__)


@exports.get("/exports/accounts")
@signed_in("office")
def accounts_file():
    fields = query()
    month = fields.month("month")
    fields.done()
    content, _ = accounts.export(get_db(), f"{month:%Y-%m}")
    name = f"accounts-{month:%Y-%m}.csv"
    return Response(content, mimetype="text/csv", headers={"Content-Disposition": f"attachment; filename={name}"})
