"""Parcels and the people who send or get them."""

from flask import Blueprint, Response, jsonify, request

from parcel_desk import labels, parcels, tracking
from parcel_desk.models import Customer
from parcel_desk.problems import unusable
from parcel_desk.reading import body, text
from parcel_desk.store import db

blueprint = Blueprint("parcels", __name__)


@blueprint.post("/parcels")
def register():
    parcel = parcels.register(db(), body())
    db().commit()
    return jsonify(parcels.show(parcel)), 201


@blueprint.get("/parcels")
def search():
    page = request.args.get("page", "1")
    if not page.isdecimal() or int(page) < 1:
        raise unusable("page", "must be a number from 1 on")
    found = parcels.search(db(), request.args, int(page))
    return jsonify(page=int(page), parcels=[parcels.show(parcel) for parcel in found])


@blueprint.get("/parcels/<reference>")
def show(reference: str):
    return jsonify(parcels.show(parcels.find(db(), reference)))


@blueprint.get("/parcels/<reference>/label")
def label(reference: str):
    return Response(labels.sheet(parcels.find(db(), reference)), mimetype="text/plain")


@blueprint.get("/parcels/<reference>/timeline")
def timeline(reference: str):
    parcel = parcels.find(db(), reference)
    entries = tracking.timeline(parcel, request.args.get("lang", "en"))
    return jsonify(reference=parcel.reference, status=parcel.status, entries=entries)


@blueprint.post("/customers")
def add_customer():
    sent = body()
    customer = Customer(
        name=text(sent, "name"),
        phone=text(sent, "phone", None),
        email=text(sent, "email", None),
        language=text(sent, "language", "en"),
    )
    db().add(customer)
    db().commit()
    return jsonify(parcels.show_customer(customer)), 201


@blueprint.get("/customers/<int:number>")
def show_customer(number: int):
    return jsonify(parcels.show_customer(parcels.find_customer(db(), number)))
