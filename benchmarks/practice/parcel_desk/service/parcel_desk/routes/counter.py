"""What happens at the counter."""

from flask import Blueprint, jsonify, request

from parcel_desk import cash, parcels, shelf
from parcel_desk.problems import unusable
from parcel_desk.reading import body, choice, text, whole
from parcel_desk.store import db

blueprint = Blueprint("counter", __name__)


@blueprint.post("/parcels/<reference>/shelve")
def shelve(reference: str):
    parcel = parcels.find(db(), reference)
    message = shelf.put(db(), parcel, text(body(), "shelf").upper())
    db().commit()
    return jsonify(reference=parcel.reference, shelf=parcel.shelf, code=parcel.pickup_code, message=message)


@blueprint.post("/pickups")
def pick_up():
    parcel = shelf.by_code(db(), text(body(), "code"))
    shelf.hand_out(parcel)
    db().commit()
    return jsonify(parcels.show(parcel))


@blueprint.get("/waiting")
def waiting():
    days = request.args.get("days", "0")
    if not days.isdecimal():
        raise unusable("days", "must be a number")
    return jsonify(waiting=[shelf.show_waiting(parcel) for parcel in shelf.waiting(db(), int(days))])


@blueprint.post("/parcels/<reference>/collection")
def collect(reference: str):
    parcel = parcels.find(db(), reference)
    sent = body()
    paid_with = choice(text(sent, "paid_with", "cash"), "paid_with", cash.WAYS)
    taken = cash.collect(db(), parcel, whole(sent, "amount_cents", least=1), paid_with)
    db().commit()
    return jsonify(cash.show(taken)), 201


@blueprint.get("/till")
def till():
    held = cash.open_collections(db())
    return jsonify(total_cents=sum(one.amount_cents for one in held), open=[cash.show(one) for one in held])
