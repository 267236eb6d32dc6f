"""What a visitor has entered in the wizard, kept in the session; docs/drafts.md has the format."""
from collections import Counter

from .errors import Conflict, OfficeError

VERSION = 2
MOST_PASSENGERS = 60


def start(session, sailing):
    session["draft"] = {"version": VERSION, "sailing": sailing.number, "passengers": [], "vehicle": None}
    return session["draft"]


def load(session):
    draft = session.get("draft")
    if draft is None:
        raise Conflict("no booking was started")
    if draft.get("version", 1) < 2:
        people = [{"name": name, "kind": "adult"} for name in draft["passengers"]]
        draft = session["draft"] = {**draft, "version": 2, "passengers": people}
    return draft


def add_passenger(session, name, kind):
    draft = load(session)
    if len(draft["passengers"]) >= MOST_PASSENGERS:
        raise OfficeError(f"at most {MOST_PASSENGERS} passengers")
    draft["passengers"].append({"name": name, "kind": kind})
    session.modified = True
    return draft


def set_vehicle(session, vehicle):
    draft = load(session)
    draft["vehicle"] = {**vehicle, "length_m": str(vehicle["length_m"]), "height_m": str(vehicle["height_m"])}
    session.modified = True
    return draft


def party(draft):
    """Number of passengers by kind."""
    count = Counter()
    for person in draft["passengers"]:
        count[person["kind"]] += 1
    return dict(count)


def drop(session):
    session.pop("draft", None)
