"""Customs declarations."""

from flask import Blueprint, Response, jsonify

from parcel_desk import customs, parcels
from parcel_desk.problems import missing
from parcel_desk.reading import body
from parcel_desk.store import db

blueprint = Blueprint("customs", __name__)


@blueprint.put("/parcels/<reference>/declaration")
def declare(reference: str):
    declaration = customs.declare(db(), parcels.find(db(), reference), body())
    db().commit()
    return jsonify(customs.show(declaration))


@blueprint.get("/parcels/<reference>/declaration")
def show(reference: str):
    parcel = parcels.find(db(), reference)
    if parcel.declaration is None:
        raise missing("declaration of", parcel.reference)
    return jsonify(customs.show(parcel.declaration))


@blueprint.get("/carriers/<code>/manifest")
def manifest(code: str):
    carrier = parcels.find_carrier(db(), code)
    return Response(customs.manifest(db(), carrier.code), mimetype="text/csv")
