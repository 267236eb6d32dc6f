"""Figures."""

from flask import Blueprint, jsonify, request

from parcel_desk import clock, figures
from parcel_desk.problems import unusable
from parcel_desk.reading import day
from parcel_desk.store import db

blueprint = Blueprint("figures", __name__)


@blueprint.get("/figures")
def show():
    last = day(request.args.get("to"), "to", clock.today())
    first = day(request.args.get("from"), "from", last)
    if first > last:
        raise unusable("from", "must not be after `to`")
    return jsonify(stages=figures.stages(db()), carriers=figures.by_carrier(db(), first, last))
