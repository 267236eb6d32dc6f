"""What the handhelds in the vans and at the belt ask for."""

import hashlib
from typing import Any

from flask import Blueprint, request
from sqlalchemy import select

from linen_rounds.database import session
from linen_rounds.domain.models import Bag, Scanner
from linen_rounds.problems import Unknown
from linen_rounds.services import bags, catalogue, customers, rounds, workwear
from linen_rounds.web import fields

scanner = Blueprint("scanner", __name__, url_prefix="/scan")


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@scanner.before_request
def check_key() -> None:
    key = request.headers.get("X-Scanner-Key", "")
    if session().scalar(select(Scanner).where(Scanner.key_digest == digest(key))) is None:
        raise Unknown("unknown_key", "The scanner's key is not known.")


def shown(bag: Bag) -> dict[str, Any]:
    """A bag as JSON."""
    return {
        "tag": bag.tag,
        "site": bag.site.code,
        "customer": bag.site.customer.code,
        "state": bag.state,
        "weight_g": bag.weight_g,
        "collected_at": bag.collected_at.isoformat(),
        "returned_at": bag.returned_at.isoformat() if bag.returned_at else None,
        "lines": [
            {
                "item": line.item_type.code,
                "counted": line.counted,
                "declared": line.declared,
                "difference": bags.difference(line),
            }
            for line in bag.lines
        ],
    }


@scanner.get("/items")
def kinds():
    return {"items": [{"code": kind.code, "name": kind.name} for kind in catalogue.item_types(session())]}


@scanner.post("/bags")
def collect():
    data = fields.body()
    tag, weight = fields.text(data, "tag", most=16), fields.number(data, "weight_g", most=60_000, required=False)
    site = customers.site(session(), fields.text(data, "site", most=12))
    return shown(bags.collect(session(), tag, site, fields.moment(data, "at"), weight)), 201


@scanner.get("/bags/<tag>")
def bag(tag: str):
    return shown(bags.get(session(), tag))


@scanner.post("/bags/<tag>/count")
def count(tag: str):
    lines = fields.lines(fields.body())
    return shown(bags.count(session(), bags.get(session(), tag), lines))


@scanner.post("/bags/<tag>/return")
def give_back(tag: str):
    return shown(bags.give_back(session(), bags.get(session(), tag)))


@scanner.get("/rounds/<code>/sheet")
def sheet(code: str):
    day = fields.day(request.args, "day")
    found = rounds.get(session(), code)
    return {
        "round": found.code,
        "day": day.isoformat(),
        "stops": [
            {
                "position": line.stop.position,
                "site": line.stop.site.code,
                "name": line.stop.site.name,
                "note": line.stop.note,
                "to_return": line.to_return,
            }
            for line in rounds.sheet(session(), found, day)
        ],
    }


@scanner.post("/pieces/<chip>/washed")
def washed(chip: str):
    item = workwear.washed(session(), workwear.get(session(), chip), fields.moment(fields.body(), "at"))
    return {
        "chip": item.chip,
        "item": item.item_type.code,
        "customer": item.customer.code,
        "washes": item.washes,
        "seen_at": item.seen_at.isoformat(),
    }
