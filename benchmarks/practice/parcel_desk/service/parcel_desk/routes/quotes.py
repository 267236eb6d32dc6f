"""Prices."""

from flask import Blueprint, jsonify

from parcel_desk import tariffs
from parcel_desk.problems import unusable
from parcel_desk.reading import body, country, whole
from parcel_desk.store import db

blueprint = Blueprint("quotes", __name__)


@blueprint.post("/quotes")
def quote():
    sent = body()
    price = tariffs.quote(
        db(),
        country(sent),
        whole(sent, "weight_g", least=1),
        cod=bool(sent.get("cod")),
        insured_cents=whole(sent, "insured_cents", 0),
        remote=bool(sent.get("remote")),
    )
    return jsonify(price)


@blueprint.get("/tariffs/<code>")
def show_tariff(code: str):
    return jsonify(tariffs.show_zone(tariffs.find_zone(db(), code)))


@blueprint.put("/tariffs/<code>")
def change_tariff(code: str):
    zone = tariffs.find_zone(db(), code)
    sent = body().get("bands")
    if not isinstance(sent, list):
        raise unusable("bands", "must be a list")
    tariffs.replace_bands(zone, sent)
    db().commit()
    return jsonify(tariffs.show_zone(zone))
