"""Where carriers report scans to."""

import hmac

from flask import Blueprint, jsonify, request

from parcel_desk import carriers, parcels, tracking
from parcel_desk.problems import Problem, unusable
from parcel_desk.store import db

blueprint = Blueprint("webhooks", __name__)


@blueprint.post("/webhooks/<carrier_code>")
def receive(carrier_code: str):
    carrier = parcels.find_carrier(db(), carrier_code)
    given = request.headers.get("X-Carrier-Key", "")
    if not hmac.compare_digest(given.encode(), carrier.secret.encode()):
        raise Problem(401, "wrong_key", "The key of the carrier is needed.")
    try:
        batch = carriers.reader(carrier.code)(request.get_data())
    except carriers.Unreadable as error:
        raise unusable("body", str(error)) from None
    counts = tracking.take_in(db(), carrier, batch)
    db().commit()
    return jsonify(counts)
