CASES = []


def bug(base, name, good, bad, trigger, wanted, others, may_crash=False):
    assert base.count(good) == 1, (name, base.count(good))
    case = dict(name=name, buggy=base.replace(good, bad), fixed=base, trigger=trigger, wanted=wanted, others=others)
    if may_crash:
        case["others_may_crash"] = True
    CASES.append(case)


# ---------------------------------------------------------------- bakery orders (FastAPI)
BAKERY = '''
"""Order desk of a small bakery: products, pickup times and orders."""
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Optional

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

app = FastAPI(title="Bakery")

CENT = Decimal("0.01")
DAY_NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
HOURS = {
    "tue": (time(7), time(10)),
    "wed": (time(7), time(10)),
    "thu": (time(7), time(10)),
    "fri": (time(7), time(12)),
    "sat": (time(8), time(11)),
}
HOLIDAYS = {date(2024, 5, 1), date(2024, 12, 25)}

PRODUCTS = {
    "sour": {"name": "Sourdough loaf", "price": Decimal("5.20"), "recipe": "sourdough"},
    "brio": {"name": "Brioche", "price": Decimal("3.40"), "recipe": "brioche"},
    "meri": {"name": "Meringue", "price": Decimal("1.10"), "recipe": "meringue"},
}
RECIPES = {
    "sourdough": ["rye flour", "salt", "levain"],
    "levain": ["rye flour", "levain"],
    "brioche": ["wheat flour", "butter", "egg", "glaze"],
    "glaze": ["egg", "milk"],
    "meringue": ["egg", "sugar"],
}
ALLERGENS = {"rye flour": "gluten", "wheat flour": "gluten", "butter": "milk", "milk": "milk", "egg": "egg"}


class BakeryError(Exception):
    """Anything the customer can be told about; answered as JSON by the handler below."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status = status
        self.text = text


class Line(BaseModel):
    code: str
    quantity: int = Field(ge=1, le=200)


class NewOrder(BaseModel):
    customer: str
    lines: list[Line]
    day: Optional[date] = None
    at: Optional[time] = None


class NewPrice(BaseModel):
    price: str


ORDERS = {
    1: {"number": 1, "customer": "marsh", "pickup": "2024-05-17T09:30", "total": "10.40"},
    2: {"number": 2, "customer": "okafor", "pickup": "2024-05-18T10:00", "total": "3.40"},
    3: {"number": 3, "customer": "marsh", "pickup": "2024-05-16T08:00", "total": "5.20"},
    4: {"number": 4, "customer": "okafor", "pickup": None, "total": "1.10"},
    5: {"number": 5, "customer": "okafor", "pickup": "2024-05-15T07:30", "total": "6.80"},
}


@app.exception_handler(BakeryError)
def tell(request, error):
    return JSONResponse({"error": error.text}, status_code=error.status)


def find_product(code):
    product = PRODUCTS.get(code)
    if product is None:
        raise BakeryError(404, f"no product {code}")
    return product


def parse_amount(text):
    """A positive amount of money in whole cents."""
    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        raise BakeryError(422, f"not an amount: {text}")
    if not amount.is_finite() or amount <= 0:
        raise BakeryError(422, "an amount must be positive")
    return amount.quantize(CENT, ROUND_HALF_UP)


def pickup_slots(day):
    """Half-hour slots of one day."""
    if day in HOLIDAYS:
        raise BakeryError(409, "closed that day")
    hours = HOURS.get(DAY_NAMES[day.weekday()])
    if hours is None:
        raise BakeryError(409, "closed that day")
    opens, closes = hours
    slot, slots = datetime.combine(day, opens), []
    while slot < datetime.combine(day, closes):
        slots.append(slot.strftime("%H:%M"))
        slot += timedelta(minutes=30)
    return slots


def recipe_allergens(name, seen=frozenset()):
    """Allergens of a recipe and of every preparation that goes into it."""
    found = set()
    for part in RECIPES[name]:
        if part in RECIPES:
            if part not in seen:
                found |= recipe_allergens(part, seen | {name, part})
        elif part in ALLERGENS:
            found.add(ALLERGENS[part])
    return found


@app.get("/products/{code}")
def show_product(code: str):
    product = find_product(code)
    return {"code": code, "name": product["name"], "price": str(product["price"])}


@app.put("/products/{code}/price")
def change_price(code: str, new: NewPrice):
    product = find_product(code)
    product["price"] = parse_amount(new.price)
    return {"code": code, "price": str(product["price"])}


@app.get("/products/{code}/allergens")
def show_allergens(code: str):
    return {"code": code, "allergens": sorted(recipe_allergens(find_product(code)["recipe"]))}


@app.get("/pickup/{day}")
def show_slots(day: date):
    return {"day": day.isoformat(), "slots": pickup_slots(day)}


@app.post("/orders", status_code=201)
def place_order(new: NewOrder):
    if not new.lines:
        raise BakeryError(422, "an order needs at least one line")
    total = sum(find_product(line.code)["price"] * line.quantity for line in new.lines)
    pickup = None
    if new.day is not None:
        slot = (new.at or time(9)).strftime("%H:%M")
        if slot not in pickup_slots(new.day):
            raise BakeryError(409, f"no pickup at {slot}")
        pickup = f"{new.day.isoformat()}T{slot}"
    number = max(ORDERS) + 1
    ORDERS[number] = {"number": number, "customer": new.customer.lower(), "pickup": pickup, "total": str(total)}
    return ORDERS[number]


@app.get("/orders/{number}")
def show_order(number: int):
    if number not in ORDERS:
        raise BakeryError(404, f"no order {number}")
    return ORDERS[number]


@app.get("/customers/{customer}/orders")
def customer_orders(customer: str):
    """A customer's orders by pickup time; those without one (sold at the counter) come last."""
    mine = [order for order in ORDERS.values() if order["customer"] == customer.lower()]
    if not mine:
        raise BakeryError(404, f"no orders of {customer}")
    mine.sort(key=lambda order: (order["pickup"] is None, order["pickup"] or ""))
    return {"customer": customer, "orders": [order["number"] for order in mine]}
'''

bug(BAKERY, "pickup-on-weekday-without-hours",
    '''    hours = HOURS.get(DAY_NAMES[day.weekday()])
    if hours is None:
        raise BakeryError(409, "closed that day")
    opens, closes = hours
''',
    '''    opens, closes = HOURS[DAY_NAMES[day.weekday()]]
''',
    "GET /pickup/2024-05-19", [409, {"error": "closed that day"}],
    [("GET /pickup/2024-05-18", [200, {"day": "2024-05-18", "slots": ["08:00", "08:30", "09:00", "09:30", "10:00", "10:30"]}]),
     ("GET /pickup/2024-05-01", [409, {"error": "closed that day"}]),
     ("GET /pickup/2024-05-20", [409, {"error": "closed that day"}]),
     ('POST /orders {"customer": "Ito", "lines": [{"code": "brio", "quantity": 1}], "day": "2024-05-19"}', 409)], True)

bug(BAKERY, "price-with-decimal-comma",
    '''    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        raise BakeryError(422, f"not an amount: {text}")
''',
    '''    amount = Decimal(text.strip())
''',
    'PUT /products/brio/price {"price": "3,60"}', [422, None],
    [('PUT /products/brio/price {"price": " 3.605"}', [200, {"code": "brio", "price": "3.61"}]),
     ('PUT /products/brio/price {"price": "-1"}', [422, {"error": "an amount must be positive"}]),
     ('PUT /products/zzz/price {"price": "3.60"}', 404),
     ('PUT /products/brio/price {"price": ""}', 422)], True)

bug(BAKERY, "allergens-of-recipe-made-with-itself",
    '''def recipe_allergens(name, seen=frozenset()):
    """Allergens of a recipe and of every preparation that goes into it."""
    found = set()
    for part in RECIPES[name]:
        if part in RECIPES:
            if part not in seen:
                found |= recipe_allergens(part, seen | {name, part})
''',
    '''def recipe_allergens(name):
    """Allergens of a recipe and of every preparation that goes into it."""
    found = set()
    for part in RECIPES[name]:
        if part in RECIPES:
            found |= recipe_allergens(part)
''',
    "GET /products/sour/allergens", [200, {"code": "sour", "allergens": ["gluten"]}],
    [("GET /products/brio/allergens", [200, {"code": "brio", "allergens": ["egg", "gluten", "milk"]}]),
     ("GET /products/meri/allergens", [200, {"code": "meri", "allergens": ["egg"]}]),
     ("GET /products/zzz/allergens", 404)])

bug(BAKERY, "sort-orders-with-and-without-pickup",
    '''    mine.sort(key=lambda order: (order["pickup"] is None, order["pickup"] or ""))
''',
    '''    mine.sort(key=lambda order: order["pickup"])
''',
    "GET /customers/okafor/orders", [200, {"customer": "okafor", "orders": [5, 2, 4]}],
    [("GET /customers/marsh/orders", [200, {"customer": "marsh", "orders": [3, 1]}]),
     ("GET /customers/nobody/orders", 404),
     ("GET /orders/4", [200, {"number": 4, "customer": "okafor", "pickup": None, "total": "1.10"}])])


# ---------------------------------------------------------------- weather stations (Flask, pandas)
WEATHER = '''
"""Readings of the valley's weather stations, summed up for the web page."""
import io

import pandas as pd
from flask import Flask, jsonify, request

app = Flask(__name__)

STATIONS = {
    "mill": {"name": "Old Mill", "height": 212},
    "ridge": {"name": "East Ridge", "height": 1340},
    "quay": {"name": "Town Quay", "height": 4},
}

RAW = """station,time,temp,gust,rain
mill,2024-02-27 06:00,3.5,21,0.0
mill,2024-02-27 18:00,6.5,34,3.0
mill,2024-03-02 06:00,4.0,18,1.0
mill,2024-03-02 18:00,9.0,26,5.0
ridge,2024-02-27 06:00,-6.0,55,
ridge,2024-02-27 18:00,-2.0,71,
ridge,2024-03-02 06:00,-5.0,48,
ridge,2024-03-02 18:00,-1.0,62,2.0
"""
MEASURES = ("temp", "gust", "rain")
UNITS = {
    "c": lambda value: value,
    "f": lambda value: value * 9 / 5 + 32,
    "k": lambda value: value + 273.15,
}


class StationError(Exception):
    status = 400


class NotThere(StationError):
    status = 404


@app.errorhandler(StationError)
def on_station_error(error):
    return jsonify(message=str(error)), error.status


def load(text):
    frame = pd.read_csv(io.StringIO(text), parse_dates=["time"])
    return frame.sort_values(["station", "time"]).reset_index(drop=True)


READINGS = load(RAW)


def readings_of(code):
    """All readings of a station in order of time; may be empty for a new station."""
    if code not in STATIONS:
        raise NotThere(f"no station {code}")
    return READINGS[READINGS["station"] == code]


def whole(value):
    """The value as a whole number, or None where nothing was measured."""
    return None if pd.isna(value) else int(round(value))


def parse_day(text):
    try:
        return pd.Timestamp(text)
    except ValueError:
        raise StationError(f"not a day: {text}")


def describe(row):
    rain = None if pd.isna(row["rain"]) else float(row["rain"])
    return {
        "time": row["time"].strftime("%Y-%m-%d %H:%M"),
        "temp": float(row["temp"]),
        "gust": int(row["gust"]),
        "rain": rain,
    }


@app.get("/stations")
def list_stations():
    return jsonify([{"code": code, **data} for code, data in sorted(STATIONS.items())])


@app.get("/stations/<code>/latest")
def latest(code):
    """The newest reading, optionally only if taken since some day."""
    rows = readings_of(code)
    since = request.args.get("since")
    if since:
        rows = rows[rows["time"] >= parse_day(since)]
    if rows.empty:
        raise NotThere("no readings")
    return jsonify(describe(rows.iloc[-1]))


@app.get("/stations/<code>/months/<month>")
def month_summary(code, month):
    rows = readings_of(code)
    rows = rows[rows["time"].dt.strftime("%Y-%m") == month]
    if rows.empty:
        raise NotThere("no readings")
    return jsonify(
        station=code,
        month=month,
        count=len(rows),
        temp=whole(rows["temp"].mean()),
        gust=whole(rows["gust"].max()),
        rain=whole(rows["rain"].mean()),
    )


@app.get("/stations/<code>/records/<measure>")
def record(code, measure):
    """Highest value ever measured, and when."""
    rows = readings_of(code)
    if measure not in MEASURES:
        raise StationError(f"unknown measure {measure}")
    values = rows[measure].dropna()
    if values.empty:
        raise NotThere("no readings")
    when = rows.loc[values.idxmax(), "time"]
    return jsonify(station=code, measure=measure, value=values.max().item(), day=when.strftime("%Y-%m-%d"))


@app.get("/stations/<code>/temperatures")
def temperatures(code):
    """Temperatures as a list, in Celsius unless ?unit= says otherwise (f, k, in either case)."""
    rows = readings_of(code)
    unit = request.args.get("unit", "c").lower()
    if unit not in UNITS:
        raise StationError(f"unknown unit {unit}")
    convert = UNITS[unit]
    return jsonify(unit=unit, values=[round(convert(value), 1) for value in rows["temp"].tolist()])
'''

bug(WEATHER, "latest-when-nothing-since",
    '''    if rows.empty:
        raise NotThere("no readings")
    return jsonify(describe(rows.iloc[-1]))
''',
    '''    return jsonify(describe(rows.iloc[-1]))
''',
    "GET /stations/mill/latest?since=2024-03-10", [404, {"message": "no readings"}],
    [("GET /stations/mill/latest?since=2024-03-01", [200, {"time": "2024-03-02 18:00", "temp": 9.0, "gust": 26, "rain": 5.0}]),
     ("GET /stations/mill/latest?since=soonish", 400),
     ("GET /stations/nowhere/latest", 404),
     ("GET /stations/quay/latest", [404, {"message": "no readings"}])], True)

bug(WEATHER, "month-without-rain-gauge",
    '''    return None if pd.isna(value) else int(round(value))
''',
    '''    return int(round(value))
''',
    "GET /stations/ridge/months/2024-02",
    [200, {"station": "ridge", "month": "2024-02", "count": 2, "temp": -4, "gust": 71, "rain": None}],
    [("GET /stations/mill/months/2024-03", [200, {"station": "mill", "month": "2024-03", "count": 2, "temp": 6, "gust": 26, "rain": 3}]),
     ("GET /stations/ridge/months/2024-03", [200, {"station": "ridge", "month": "2024-03", "count": 2, "temp": -3, "gust": 62, "rain": 2}]),
     ("GET /stations/mill/months/2023-01", [404, {"message": "no readings"}])])

bug(WEATHER, "temperatures-without-unit",
    '''request.args.get("unit", "c").lower()''',
    '''request.args.get("unit").lower()''',
    "GET /stations/mill/temperatures", [200, {"unit": "c", "values": [3.5, 6.5, 4.0, 9.0]}],
    [("GET /stations/ridge/temperatures?unit=F", [200, {"unit": "f", "values": [21.2, 28.4, 23.0, 30.2]}]),
     ("GET /stations/mill/temperatures?unit=furlong", 400),
     ("GET /stations/quay/temperatures?unit=c", [200, {"unit": "c", "values": []}])])

bug(WEATHER, "record-of-integer-column-as-json",
    '''value=values.max().item(),''',
    '''value=values.max(),''',
    "GET /stations/ridge/records/gust", [200, {"station": "ridge", "measure": "gust", "value": 71, "day": "2024-02-27"}],
    [("GET /stations/mill/records/temp", [200, {"station": "mill", "measure": "temp", "value": 9.0, "day": "2024-03-02"}]),
     ("GET /stations/mill/records/pressure", 400),
     ("GET /stations/quay/records/gust", [404, {"message": "no readings"}]),
     ("GET /stations/mill/records/gust", [200, {"station": "mill", "measure": "gust", "value": 34, "day": "2024-02-27"}])], True)


# ---------------------------------------------------------------- ferry timetable (Starlette)
FERRY = '''
"""Ferry timetable: ports, sailings and passenger counts."""
import math
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

EARTH_KM = 6371.0

PORTS = {
    "HEL": {"name": "Helsinki", "lat": 60.1699, "lon": 24.9384, "zone": "Europe/Helsinki"},
    "TLL": {"name": "Tallinn", "lat": 59.4370, "lon": 24.7536, "zone": "Europe/Tallinn"},
    "STO": {"name": "Stockholm", "lat": 59.3299, "lon": 18.0686, "zone": "Europe/Stockholm"},
    "MHQ": {"name": "Mariehamn", "lat": 60.0973, "lon": 19.9348, "zone": "Europe/Mariehamn"},
}
SAILINGS = {
    "101": {"origin": "HEL", "to": "TLL", "departs": time(7, 30), "minutes": 120},
    "102": {"origin": "HEL", "to": "STO", "departs": time(17, 0), "minutes": 990},
    "103": {"origin": "HEL", "to": "TLL", "departs": time(21, 15), "minutes": 135},
    "201": {"origin": "STO", "to": "MHQ", "departs": time(16, 30), "minutes": 345},
}
PASSENGERS = {
    date(2023, 2, 28): 410,
    date(2023, 6, 1): 1180,
    date(2024, 2, 28): 455,
    date(2024, 2, 29): 502,
    date(2024, 6, 1): 1320,
}


class TimetableError(Exception):
    def __init__(self, problem, status=400):
        self.problem, self.status = problem, status


async def show_problem(request, exc):
    return JSONResponse({"problem": exc.problem}, status_code=exc.status)


def lookup(table, key, what):
    if key not in table:
        raise TimetableError(f"unknown {what}: {key}", 404)
    return table[key]


def parse(kind, text):
    """Reads an ISO date, or date and time."""
    try:
        return kind.fromisoformat(text)
    except ValueError:
        raise TimetableError(f"not understood: {text}")


def zone_named(name):
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise TimetableError(f"unknown time zone: {name}")


def great_circle(a, b):
    """Kilometres between two ports along the surface."""
    lat1, lat2 = math.radians(a["lat"]), math.radians(b["lat"])
    turn = math.radians(b["lon"] - a["lon"])
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(turn)
    return EARTH_KM * math.acos(max(-1.0, min(1.0, cosine)))


def departure(sailing, day):
    zone = ZoneInfo(PORTS[sailing["origin"]]["zone"])
    return datetime.combine(day, sailing["departs"], tzinfo=zone)


def year_before(day):
    """The same day a year earlier; 29 February is compared with 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


async def distance(request):
    first = lookup(PORTS, request.path_params["a"], "port")
    second = lookup(PORTS, request.path_params["b"], "port")
    return JSONResponse({"from": first["name"], "to": second["name"], "km": round(great_circle(first, second))})


async def next_sailing(request):
    """First sailing from a port at or after ?after=, a local time of the port if it has no offset."""
    code = request.path_params["port"]
    port = lookup(PORTS, code, "port")
    after = parse(datetime, request.query_params.get("after", "2024-06-01T00:00:00+00:00"))
    if after.tzinfo is None:
        after = after.replace(tzinfo=ZoneInfo(port["zone"]))
    best = None
    for ahead in (0, 1, 2):
        for number, sailing in SAILINGS.items():
            if sailing["origin"] != code:
                continue
            leaves = departure(sailing, after.date() + timedelta(days=ahead))
            if leaves >= after and (best is None or leaves < best[1]):
                best = number, leaves
    if best is None:
        raise TimetableError(f"no sailings from {code}", 404)
    return JSONResponse({"sailing": best[0], "leaves": best[1].isoformat()})


async def arrival(request):
    """When a sailing arrives, in the time of the port of arrival or of ?tz=."""
    sailing = lookup(SAILINGS, request.path_params["number"], "sailing")
    day = parse(date, request.query_params.get("on", "2024-06-01"))
    zone = zone_named(request.query_params.get("tz") or PORTS[sailing["to"]]["zone"])
    leaves = departure(sailing, day).astimezone(ZoneInfo("UTC"))
    arrives = (leaves + timedelta(minutes=sailing["minutes"])).astimezone(zone)
    return JSONResponse({"to": sailing["to"], "arrives": arrives.isoformat()})


async def passengers(request):
    day = parse(date, request.path_params["day"])
    count = lookup(PASSENGERS, day, "day")
    earlier = PASSENGERS.get(year_before(day))
    return JSONResponse({"day": day.isoformat(), "count": count, "year_before": earlier})


app = Starlette(
    routes=[
        Route("/distance/{a}/{b}", distance),
        Route("/ports/{port}/next", next_sailing),
        Route("/sailings/{number}/arrival", arrival),
        Route("/passengers/{day}", passengers),
    ],
    exception_handlers={TimetableError: show_problem},
)
'''

bug(FERRY, "distance-of-a-port-to-itself",
    '''math.acos(max(-1.0, min(1.0, cosine)))''',
    '''math.acos(cosine)''',
    "GET /distance/STO/STO", [200, {"from": "Stockholm", "to": "Stockholm", "km": 0}],
    [("GET /distance/HEL/TLL", [200, {"from": "Helsinki", "to": "Tallinn", "km": 82}]),
     ("GET /distance/HEL/STO", [200, {"from": "Helsinki", "to": "Stockholm", "km": 396}]),
     ("GET /distance/HEL/XXX", 404)])

bug(FERRY, "after-without-offset",
    '''    if after.tzinfo is None:
        after = after.replace(tzinfo=ZoneInfo(port["zone"]))
''', "",
    "GET /ports/HEL/next?after=2024-06-01T08:00:00", [200, {"sailing": "102", "leaves": "2024-06-01T17:00:00+03:00"}],
    [("GET /ports/HEL/next?after=2024-06-01T15:00:00%2B00:00", [200, {"sailing": "103", "leaves": "2024-06-01T21:15:00+03:00"}]),
     ("GET /ports/HEL/next?after=tomorrow", 400),
     ("GET /ports/MHQ/next", 404),
     ("GET /ports/STO/next?after=2024-06-01T16:00", [200, {"sailing": "201", "leaves": "2024-06-01T16:30:00+02:00"}])], True)

bug(FERRY, "arrival-in-unknown-zone",
    '''    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise TimetableError(f"unknown time zone: {name}")
''',
    '''    return ZoneInfo(name)
''',
    "GET /sailings/101/arrival?tz=Europe/Atlantis", [400, None],
    [("GET /sailings/101/arrival?tz=Europe/London", [200, {"to": "TLL", "arrives": "2024-06-01T07:30:00+01:00"}]),
     ("GET /sailings/102/arrival?on=2024-01-10", [200, {"to": "STO", "arrives": "2024-01-11T08:30:00+01:00"}]),
     ("GET /sailings/999/arrival", 404),
     ("GET /sailings/101/arrival?tz=CESTT", 400)], True)

bug(FERRY, "leap-day-a-year-before",
    '''    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
''',
    '''    return day.replace(year=day.year - 1)
''',
    "GET /passengers/2024-02-29", [200, {"day": "2024-02-29", "count": 502, "year_before": 410}],
    [("GET /passengers/2024-06-01", [200, {"day": "2024-06-01", "count": 1320, "year_before": 1180}]),
     ("GET /passengers/2024-02-28", [200, {"day": "2024-02-28", "count": 455, "year_before": 410}]),
     ("GET /passengers/2023-06-01", [200, {"day": "2023-06-01", "count": 1180, "year_before": None}]),
     ("GET /passengers/2024-02-30", 400)])


# ---------------------------------------------------------------- translation memory (FastAPI and import job)
MEMORY = '''
"""Translation memories: searching, exporting, and the nightly import of TMX files."""
import csv
import io
import re
import xml.etree.ElementTree as ET
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

app = FastAPI()

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

MEMORIES = {
    "pump": {
        "title": "Pump manual",
        "languages": ("en", "de"),
        "units": [
            ("Close the valve.", "Schliessen Sie das Ventil."),
            ("Open the valve (left).", "Oeffnen Sie das Ventil (links)."),
            ("Check the pressure.", "Pruefen Sie den Druck."),
        ],
    },
    "cafe": {"title": "Café menu", "languages": ("en", "fr"), "units": [("Bread", "Pain"), ("Milk", "Lait")]},
    "driver": {"title": "Příručka řidiče", "languages": ("en", "cs"), "units": [("Brake", "Brzda")]},
}


class TMError(Exception):
    status_code = 400


class UnknownMemory(TMError):
    status_code = 404


@app.exception_handler(TMError)
async def handle_tm_error(request: Request, exc: TMError):
    return JSONResponse({"error": type(exc).__name__, "message": str(exc)}, status_code=exc.status_code)


def get_memory(key: str) -> dict:
    try:
        return MEMORIES[key]
    except KeyError:
        raise UnknownMemory(key) from None


def build_matcher(query: str, regex: bool) -> re.Pattern:
    if not query.strip():
        raise TMError("nothing to search for")
    try:
        return re.compile(query if regex else re.escape(query), re.IGNORECASE)
    except re.error as exc:
        raise TMError(f"bad search pattern: {exc}") from exc


@app.get("/memories")
def list_memories():
    return [{"key": key, "units": len(memory["units"])} for key, memory in MEMORIES.items()]


@app.get("/memories/{key}/search")
def search(key: str, q: str = "", regex: bool = False, limit: int = 10):
    memory = get_memory(key)
    matcher = build_matcher(q, regex)
    hits = [list(unit) for unit in memory["units"] if matcher.search(unit[0])]
    return {"total": len(hits), "hits": hits[: max(limit, 0)]}


@app.get("/memories/{key}/export")
def export(key: str):
    """The memory as a spreadsheet, to be saved under its title."""
    memory = get_memory(key)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(memory["languages"])
    writer.writerows(memory["units"])
    name = quote(memory["title"] + ".csv")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8\'\'{name}"}
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


# --- import -----------------------------------------------------------------


def parse_tmx(text: str) -> ET.Element:
    try:
        root = ET.fromstring(text)
    except ET.ParseError as exc:
        raise TMError(f"not well-formed: {exc}") from exc
    if root.tag != "tmx":
        raise TMError(f"not a TMX file: <{root.tag}>")
    return root


def segments(unit: ET.Element) -> dict:
    """The text of a unit by language, empty where the translator left none."""
    found = {}
    for variant in unit.iter("tuv"):
        language = variant.get(XML_LANG, "").lower()[:2]
        found[language] = (variant.findtext("seg") or "").strip()
    return found


def import_units(memory: dict, text: str) -> dict:
    """Adds the units of a TMX text; incomplete ones and ones already there are skipped."""
    source, target = memory["languages"]
    added = skipped = 0
    for unit in parse_tmx(text).iter("tu"):
        texts = segments(unit)
        pair = (texts.get(source), texts.get(target))
        if not all(pair) or pair in memory["units"]:
            skipped += 1
            continue
        memory["units"].append(pair)
        added += 1
    return {"added": added, "skipped": skipped}


def run_import(files: list) -> list:
    """The nightly job: (memory, text) pairs in, one report line for each out."""
    report = []
    for key, text in files:
        try:
            counts = import_units(get_memory(key), text)
        except TMError as exc:
            report.append({"memory": key, "status": "rejected", "why": str(exc)})
        else:
            report.append({"memory": key, "status": "done", **counts})
    return report
'''

TU = "<tu><tuv xml:lang='en'><seg>{}</seg></tuv><tuv xml:lang='fr'>{}</tuv></tu>"
TMX_OK = "<tmx>" + TU.format("Tea", "<seg>Thé</seg>") + TU.format("Milk", "<seg>Lait</seg>") + "</tmx>"
TMX_NOSEG = "<tmx>" + TU.format("Tea", "<seg>Thé</seg>") + TU.format("Salt", "<prop>x</prop>") + "</tmx>"
TMX_EMPTYSEG = "<tmx>" + TU.format("Tea", "<seg/>") + TU.format("Salt", "<seg>Sel</seg>") + "</tmx>"
TMX_BROKEN = "<tmx><tu><tuv xml:lang='en'><seg>Fish & chips</seg></tuv></tu></tmx>"

bug(MEMORY, "search-with-broken-pattern",
    '''    try:
        return re.compile(query if regex else re.escape(query), re.IGNORECASE)
    except re.error as exc:
        raise TMError(f"bad search pattern: {exc}") from exc
''',
    '''    return re.compile(query if regex else re.escape(query), re.IGNORECASE)
''',
    "GET /memories/pump/search?q=valve%20(&regex=true", [400, None],
    [("GET /memories/pump/search?q=valve%20(", [200, {"total": 1, "hits": [["Open the valve (left).", "Oeffnen Sie das Ventil (links)."]]}]),
     ("GET /memories/pump/search?q=^close&regex=true", [200, {"total": 1, "hits": [["Close the valve.", "Schliessen Sie das Ventil."]]}]),
     ("GET /memories/pump/search?q=%20", 400),
     ("GET /memories/pump/search?q=*valve&regex=true", 400)], True)

bug(MEMORY, "export-named-outside-latin-1",
    '''    name = quote(memory["title"] + ".csv")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8\'\'{name}"}
''',
    '''    name = memory["title"] + ".csv"
    headers = {"Content-Disposition": f\'attachment; filename="{name}"\'}
''',
    "GET /memories/driver/export", [200, None],
    [("GET /memories/pump/export", [200, None]),
     ("GET /memories", [200, [{"key": "pump", "units": 3}, {"key": "cafe", "units": 2}, {"key": "driver", "units": 1}]]),
     ("GET /memories/none/export", [404, {"error": "UnknownMemory", "message": "none"}])])

bug(MEMORY, "import-of-malformed-tmx",
    '''    try:
        root = ET.fromstring(text)
    except ET.ParseError as exc:
        raise TMError(f"not well-formed: {exc}") from exc
''',
    '''    root = ET.fromstring(text)
''',
    f"[(line['status'], line.get('added')) for line in run_import([('cafe', {TMX_BROKEN!r}), ('cafe', {TMX_OK!r})])]",
    [("rejected", None), ("done", 1)],
    [(f"run_import([('cafe', {TMX_OK!r})])", [{"memory": "cafe", "status": "done", "added": 1, "skipped": 1}]),
     ("run_import([('cafe', '<html/>')])[0]['status']", "rejected"),
     ("run_import([('none', '<tmx/>')])", [{"memory": "none", "status": "rejected", "why": "none"}]),
     ("run_import([('cafe', '')])[0]['status']", "rejected")], True)

bug(MEMORY, "import-of-variant-without-segment",
    '''(variant.findtext("seg") or "").strip()''',
    '''variant.find("seg").text.strip()''',
    f"run_import([('cafe', {TMX_NOSEG!r})])", [{"memory": "cafe", "status": "done", "added": 1, "skipped": 1}],
    [(f"run_import([('cafe', {TMX_OK!r})])", [{"memory": "cafe", "status": "done", "added": 1, "skipped": 1}]),
     (f"run_import([('cafe', {TMX_BROKEN!r})])[0]['status']", "rejected"),
     (f"run_import([('cafe', {TMX_EMPTYSEG!r})])", [{"memory": "cafe", "status": "done", "added": 1, "skipped": 1}])], True)


# ---------------------------------------------------------------- tax forms (command line)
TAX = '''
"""taxform: checks and reckons plain-text tax forms.

    taxform tax FORM [--rates RATES.json]
    taxform check FORM

Exit code 0: fine; 1: the form has problems (check); 2: it cannot be worked with.
"""
import argparse
import json
import sys
from decimal import ROUND_DOWN, Decimal, InvalidOperation
from pathlib import Path

BRACKETS = [
    (Decimal(0), Decimal("0.10")),
    (Decimal(12000), Decimal("0.20")),
    (Decimal(45000), Decimal("0.40")),
]
NUMBER_BOXES = ("wages", "business", "interest", "gifts")
MAX_ATTACHMENT = 1000


class FormError(Exception):
    """The form, or something that belongs to it, cannot be used."""


def read_text(path):
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FormError(f"{path}: cannot be read ({error})")


def read_form(path):
    """Boxes of a form by name, from lines like `wages = 31000`; # starts a remark."""
    boxes = {"attach": []}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        box, sign, value = (part.strip() for part in line.partition("="))
        if not sign:
            raise FormError(f"{path}, line {number}: expected box = value")
        if box == "attach":
            boxes["attach"].append(value)
        elif box in boxes:
            raise FormError(f"{path}, line {number}: {box} is given twice")
        else:
            boxes[box] = value
    return boxes


def amount(boxes, box):
    text = boxes.get(box, "0").replace(" ", "")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise FormError(f"{box}: not a number: {text}")


def load_rates(path):
    """Brackets from a file with a list of [from, rate] pairs of strings."""
    try:
        pairs = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise FormError(f"{path}: not JSON ({error})")
    if not isinstance(pairs, list) or not pairs:
        raise FormError(f"{path}: no rates in it")
    return [(Decimal(start), Decimal(rate)) for start, rate in pairs]


def taxable(boxes):
    """Income less gifts; a loss of the business may make it negative."""
    income = sum(amount(boxes, box) for box in ("wages", "business", "interest"))
    return income - amount(boxes, "gifts")


def reckon(income, brackets=BRACKETS):
    """(tax, marginal rate); on a loss there is neither."""
    tax, marginal = Decimal(0), Decimal(0)
    tops = [start for start, _ in brackets[1:]] + [None]
    for (start, rate), top in zip(brackets, tops):
        if income < start:
            break
        marginal = rate
        part = income - start if top is None else min(income, top) - start
        tax += part * rate
    return tax.quantize(Decimal("1"), ROUND_DOWN), marginal


def problems(boxes):
    """What is wrong with a form, as a list of texts."""
    found = []
    for box in ("name", "year"):
        if not boxes.get(box):
            found.append(f"{box} is missing")
    for box in NUMBER_BOXES:
        if box != "business" and amount(boxes, box) < 0:
            found.append(f"{box} is negative")
    for name in boxes["attach"]:
        attachment = Path(name)
        if not attachment.exists():
            found.append(f"{name} is missing")
        elif attachment.stat().st_size > MAX_ATTACHMENT:
            found.append(f"{name} is too large")
    return found


def run(args):
    boxes = read_form(args.form)
    if args.command == "check":
        found = problems(boxes)
        for text in found:
            print(text)
        return 1 if found else 0
    brackets = load_rates(args.rates) if args.rates else BRACKETS
    tax, marginal = reckon(taxable(boxes), brackets)
    print(f"{boxes.get('name', 'unnamed')}: {tax} (at most {marginal:%})", file=sys.stderr)
    return 0


def main(argv=None):
    parser = argparse.ArgumentParser(prog="taxform")
    commands = parser.add_subparsers(dest="command", required=True)
    tax = commands.add_parser("tax")
    tax.add_argument("form")
    tax.add_argument("--rates")
    commands.add_parser("check").add_argument("form")
    try:
        return run(parser.parse_args(argv))
    except FormError as error:
        print(f"taxform: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
'''


def form(text, call, **more):
    """An expression that writes files, then makes the call."""
    writes = [f"Path('a.form').write_text({text!r})"] + [f"Path({name.replace('_', '.')!r}).write_text({body!r})" for name, body in more.items()]
    return f"({', '.join(writes)}, {call})[-1]"


GOOD_FORM = "# 2023\nname = Ada Holm\nyear = 2023\nwages = 31 000\ngifts = 200\n"
TAX_CALL, CHECK_CALL, RATES_CALL = "main(['tax', 'a.form'])", "main(['check', 'a.form'])", "main(['tax', 'a.form', '--rates', 'r.json'])"

bug(TAX, "form-line-without-equals-sign",
    '''        box, sign, value = (part.strip() for part in line.partition("="))
        if not sign:
            raise FormError(f"{path}, line {number}: expected box = value")
''',
    '''        box, value = (part.strip() for part in line.split("=", 1))
''',
    form("name = Ada Holm\nyear = 2023\nwages 31000\n", TAX_CALL), 2,
    [(form(GOOD_FORM, TAX_CALL), 0),
     (form("name = Ada = Holm\nyear = 2023\n", "read_form('a.form')"), {"attach": [], "name": "Ada = Holm", "year": "2023"}),
     (form("name = A\nname = B\n", TAX_CALL), 2),
     (form("name = Ada\nyear: 2023\n", CHECK_CALL), 2)], True)

bug(TAX, "rates-file-that-is-not-json",
    '''    try:
        pairs = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise FormError(f"{path}: not JSON ({error})")
''',
    '''    pairs = json.loads(read_text(path))
''',
    form(GOOD_FORM, RATES_CALL, r_json='[["0", "0.1"], ["20000", "0.3"],]'), 2,
    [(form(GOOD_FORM, RATES_CALL, r_json='[["0", "0.1"], ["20000", "0.3"]]'), 0),
     (form(GOOD_FORM, RATES_CALL, r_json="[]"), 2),
     (form(GOOD_FORM, RATES_CALL), 2),
     (form(GOOD_FORM, RATES_CALL, r_json=""), 2)], True)

bug(TAX, "attachment-that-is-not-there",
    '''        if not attachment.exists():
            found.append(f"{name} is missing")
        elif attachment.stat().st_size > MAX_ATTACHMENT:
''',
    '''        if attachment.stat().st_size > MAX_ATTACHMENT:
''',
    form(GOOD_FORM + "attach = slip.txt\n", CHECK_CALL), 1,
    [(form(GOOD_FORM + "attach = slip.txt\n", CHECK_CALL, slip_txt="paid 20"), 0),
     (form(GOOD_FORM + "attach = slip.txt\n", CHECK_CALL, slip_txt="x" * 1001), 1),
     (form("name = Ada Holm\n", "problems(read_form('a.form'))"), ["year is missing"]),
     (form("name = Ada\nattach = slip.txt\nattach = letter.txt\n", "len(problems(read_form('a.form')))", slip_txt="ok"), 2)], True)

bug(TAX, "marginal-rate-of-a-loss",
    '''    tax, marginal = Decimal(0), Decimal(0)
''',
    '''    tax = Decimal(0)
''',
    "[str(x) for x in reckon(Decimal('-2500'))]", ["0", "0"],
    [("[str(x) for x in reckon(Decimal('31000'))]", ["5000", "0.20"]),
     ("[str(x) for x in reckon(Decimal('50000'))]", ["9800", "0.40"]),
     ("[str(x) for x in reckon(Decimal('0'))]", ["0", "0.10"]),
     (form("name = Bo\nyear = 2023\nbusiness = -4000\nwages = 1500\n", TAX_CALL), 0)], True)


# ---------------------------------------------------------------- greenhouse sensors (background job)
GREENHOUSE = '''
"""Collects the lines that greenhouse sensors send and keeps a summary of each sensor.

A line is bytes such as b"h1/temp@120 21.5": house, kind, minute of the day, value.
"""
import asyncio
import statistics
from collections import defaultdict
from dataclasses import dataclass, field

SILENT_AFTER = 30
LIMITS = {"temp": (-20.0, 60.0), "hum": (0.0, 100.0), "soil": (0.0, 100.0)}


class SensorError(Exception):
    """A line that cannot be used; the collector counts these and goes on."""


@dataclass(frozen=True)
class Reading:
    sensor: str
    minute: int
    value: float


def parse_line(raw):
    try:
        text = raw.decode("ascii").strip()
    except UnicodeDecodeError:
        raise SensorError("not ASCII")
    head, _, number = text.partition(" ")
    sensor, _, minute = head.partition("@")
    house, _, kind = sensor.partition("/")
    if not house or kind not in LIMITS:
        raise SensorError(f"unknown sensor {sensor}")
    try:
        reading = Reading(sensor, int(minute), float(number))
    except ValueError:
        raise SensorError(f"not a reading: {text}")
    low, high = LIMITS[kind]
    if not low <= reading.value <= high:
        raise SensorError(f"out of range: {reading.value}")
    return reading


@dataclass
class Collector:
    """Lines go into a queue of limited size; `drain` works through it."""

    size: int = 6
    latest: dict = field(default_factory=dict)
    history: dict = field(default_factory=lambda: defaultdict(list))
    rejected: int = 0
    dropped: int = 0

    def __post_init__(self):
        self.queue = asyncio.Queue(maxsize=self.size)

    def offer(self, raw):
        """Takes a line without waiting; what finds no room is counted as dropped."""
        try:
            self.queue.put_nowait(raw)
        except asyncio.QueueFull:
            self.dropped += 1

    async def drain(self):
        while not self.queue.empty():
            raw = await self.queue.get()
            try:
                reading = parse_line(raw)
            except SensorError:
                self.rejected += 1
                continue
            self.latest[reading.sensor] = reading
            self.history[reading.sensor].append(reading.value)

    def forget_silent(self, now):
        """Drops the sensors not heard of for a while from the latest readings; returns their names."""
        gone = []
        for sensor, reading in list(self.latest.items()):
            if now - reading.minute > SILENT_AFTER:
                del self.latest[sensor]
                gone.append(sensor)
        return gone

    def figures(self, sensor):
        """Mean and spread (sample deviation) of a sensor, None where there are too few values to tell."""
        values = self.history.get(sensor, [])
        mean = round(statistics.fmean(values), 2) if values else None
        spread = round(statistics.stdev(values), 2) if len(values) > 1 else None
        return {"mean": mean, "spread": spread}


async def collect(batches, now=None, size=6):
    """Runs the collector over batches of lines, as they came in between two rounds."""
    collector = Collector(size)
    for batch in batches:
        for raw in batch:
            collector.offer(raw)
        await collector.drain()
    silent = collector.forget_silent(now) if now is not None else []
    return {
        "live": sorted(collector.latest),
        "silent": sorted(silent),
        "rejected": collector.rejected,
        "dropped": collector.dropped,
    }


async def summarise(batches, sensors):
    """Figures of some sensors over all batches."""
    collector = Collector(size=100)
    for batch in batches:
        for raw in batch:
            collector.offer(raw)
        await collector.drain()
    return {sensor: collector.figures(sensor) for sensor in sensors}
'''


def seen(live=(), silent=(), rejected=0, dropped=0):
    return {"live": list(live), "silent": list(silent), "rejected": rejected, "dropped": dropped}


bug(GREENHOUSE, "line-with-degree-sign",
    '''    try:
        text = raw.decode("ascii").strip()
    except UnicodeDecodeError:
        raise SensorError("not ASCII")
''',
    '''    text = raw.decode("ascii").strip()
''',
    r"collect([[b'h1/temp@120 21.5\xb0C', b'h1/hum@120 60']])", seen(["h1/hum"], rejected=1),
    [(r"collect([[b'h1/temp@120 21.5\r\n', b'h1/hum@120 60']])", seen(["h1/hum", "h1/temp"])),
     ("collect([[b'h1/temp@120 warm', b'h1/wind@1 3', b'h2/temp@5 99']])", seen(rejected=3)),
     (r"collect([[b'h\xfc/temp@120 21.5'], [b'h2/soil@121 33']])", seen(["h2/soil"], rejected=1))], True)

bug(GREENHOUSE, "forgetting-while-iterating",
    '''in list(self.latest.items()):''',
    '''in self.latest.items():''',
    "collect([[b'h1/temp@100 20', b'h2/temp@130 22'], [b'h3/temp@150 19']], now=155)", seen(["h2/temp", "h3/temp"], ["h1/temp"]),
    [("collect([[b'h1/temp@140 20', b'h2/temp@150 22']], now=155)", seen(["h1/temp", "h2/temp"])),
     ("collect([[b'h1/temp@100 20', b'h2/temp@150 22']])", seen(["h1/temp", "h2/temp"])),
     ("collect([], now=155)", seen()),
     ("collect([[b'h1/temp@100 20', b'h2/temp@101 22']], now=500)", seen([], ["h1/temp", "h2/temp"]))], True)

bug(GREENHOUSE, "burst-larger-than-queue",
    '''        try:
            self.queue.put_nowait(raw)
        except asyncio.QueueFull:
            self.dropped += 1
''',
    '''        self.queue.put_nowait(raw)
''',
    "collect([[b'h1/temp@1 20', b'h2/temp@1 20', b'h3/temp@1 20', b'h4/temp@1 20'], [b'h5/temp@2 21']], size=3)",
    seen(["h1/temp", "h2/temp", "h3/temp", "h5/temp"], dropped=1),
    [("collect([[b'h1/temp@1 20', b'h2/temp@1 20'], [b'h3/temp@1 20', b'h4/temp@1 20']], size=3)",
      seen(["h1/temp", "h2/temp", "h3/temp", "h4/temp"])),
     ("collect([[b'h1/temp@1 20', b'junk']], size=2)", seen(["h1/temp"], rejected=1)),
     ("collect([[b'h1/hum@%d 50' % n for n in range(9)]])", seen(["h1/hum"], dropped=3))], True)

bug(GREENHOUSE, "spread-of-a-single-value",
    '''round(statistics.stdev(values), 2) if len(values) > 1 else None''',
    '''round(statistics.stdev(values), 2) if values else None''',
    "summarise([[b'h1/temp@1 20.5']], ['h1/temp'])", {"h1/temp": {"mean": 20.5, "spread": None}},
    [("summarise([[b'h1/temp@1 20', b'h1/temp@2 22']], ['h1/temp'])", {"h1/temp": {"mean": 21.0, "spread": 1.41}}),
     ("summarise([[b'h1/temp@1 20', b'h1/temp@2 22']], ['h2/hum'])", {"h2/hum": {"mean": None, "spread": None}}),
     ("summarise([], [])", {})])
