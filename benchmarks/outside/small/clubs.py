"""Two programs with seven bugs each: a tennis club (Flask, sqlite3) and a bus operator's timetables and fares (a job)."""

from __future__ import annotations

from typing import Any


def swap(text: str, old: str, new: str) -> str:
    """`text` with `old`, which is there exactly once, replaced."""
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


def case(name: str, base: str, good: str, bad: str, trigger: str, wanted: Any, *others: tuple[str, Any]) -> dict:
    """A case whose fixed program is `base`, the buggy one `base` with `bad` for `good`."""
    return {
        "name": name, "buggy": swap(base, good, bad), "fixed": base,
        "trigger": trigger, "wanted": wanted, "others": list(others),
    }  # fmt: skip


CLUB = '''"""The tennis club's office: courts and bookings, members and dues, fixtures and standings."""

import sqlite3
from contextlib import contextmanager
from datetime import date, timedelta

from flask import Flask, jsonify, request

app = Flask(__name__)

DUES = {"adult": 24000, "youth": 9000, "passive": 4800}
GUEST_CENTS = 500

SCHEMA = """
CREATE TABLE courts (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, opens INTEGER NOT NULL, closes INTEGER NOT NULL, hour_cents INTEGER NOT NULL,
    guest_cents INTEGER  -- NULL: the club's GUEST_CENTS
);
CREATE TABLE members (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, grade TEXT NOT NULL, joined TEXT NOT NULL, phone TEXT
);
CREATE UNIQUE INDEX members_email ON members (lower(email));
CREATE TABLE payments (
    id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members, year INTEGER NOT NULL, cents INTEGER NOT NULL
);
CREATE TABLE bookings (
    id INTEGER PRIMARY KEY, court_id INTEGER NOT NULL REFERENCES courts, member_id INTEGER NOT NULL REFERENCES members,
    day TEXT NOT NULL, hour INTEGER NOT NULL, cents INTEGER NOT NULL, UNIQUE (court_id, day, hour)
);
CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL, withdrawn INTEGER NOT NULL);
CREATE TABLE fixtures (
    id INTEGER PRIMARY KEY, home_id INTEGER REFERENCES teams, away_id INTEGER REFERENCES teams, home INTEGER, away INTEGER
);
INSERT INTO courts VALUES (1, 'Centre', 8, 21, 1200, 800), (2, 'Grove', 8, 21, 1000, NULL), (3, 'Hall', 7, 23, 2200, 0);
INSERT INTO members VALUES (1, 'Ines Falk', 'ines@falk.example', 'adult', '2015-04-01', '0151 11'),
    (2, 'Jon Arp', 'Jon.Arp@post.example', 'adult', '2020-02-29', NULL), (3, 'Lale Demir', 'lale@demir.example', 'youth', '2024-09-15', NULL),
    (4, 'Otto Kern', 'otto@kern.example', 'passive', '2001-12-31', '0431 77');
INSERT INTO payments VALUES (1, 1, 2024, 20000), (2, 1, 2024, 4000), (3, 2, 2024, 10000), (4, 4, 2023, 4800);
INSERT INTO bookings VALUES (1, 1, 1, '2024-06-03', 18, 1200), (2, 1, 2, '2024-06-10', 18, 1200);
INSERT INTO teams VALUES (1, 'Herren I', 0), (2, 'TC Nord', 0), (3, 'SV Hafen', 0), (4, 'Blau-Gelb', 0);
INSERT INTO fixtures VALUES (1, 1, 2, 6, 3), (2, 3, 4, 4, 5), (3, 2, 3, 7, 2), (4, 4, 1, 1, 8), (5, 1, 3, NULL, NULL);
"""

db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
db.row_factory = sqlite3.Row
db.execute("PRAGMA foreign_keys = ON")
db.executescript(SCHEMA)


class Refused(Exception):
    """What the office does not do; answered with its status."""

    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status


class Taken(Refused):
    """The court is booked for that hour."""


@app.errorhandler(Refused)
def refused(error):
    return jsonify(error=str(error)), error.status


@contextmanager
def transaction():
    """All of the block's changes or, if it raises, none."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def rows(sql, *values):
    return db.execute(sql, values).fetchall()


def scalar(sql, *values):
    """The first column of the first row, None if there is none."""
    row = db.execute(sql, values).fetchone()
    return row[0] if row else None


def one(table, number):
    """The row with that id; 404 if there is none."""
    for row in rows(f"SELECT * FROM {table} WHERE id = ?", number):
        return row
    raise Refused(404, f"{table}: no {number}")


def day_of(text):
    try:
        return date.fromisoformat(text or "")
    except (TypeError, ValueError):
        raise Refused(400, "a day is YYYY-MM-DD") from None


def body():
    content = request.get_json(silent=True)
    if not isinstance(content, dict):
        raise Refused(400, "a JSON object is needed")
    return content


def number_in(content, key, least=0):
    value = content.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise Refused(400, f"{key} must be a number from {least}")
    return value


def update(table, number, changes):
    """Set the columns `changes` of a row."""
    columns = ", ".join(f"{column} = ?" for column in changes)
    db.execute(f"UPDATE {table} SET {columns} WHERE id = ?", (*changes.values(), number))


@app.patch("/courts/<int:number>")
def change_court(number):
    one("courts", number)
    content = body()
    changes = {key: number_in(content, key) for key in ("hour_cents", "guest_cents") if key in content}
    if not changes:
        raise Refused(400, "nothing to change")
    update("courts", number, changes)
    return jsonify(dict(one("courts", number)))


def price(court, guest):
    """What an hour costs; who brings a guest pays the court's guest fee as well."""
    cents = court["hour_cents"]
    if guest:
        cents += GUEST_CENTS if court["guest_cents"] is None else court["guest_cents"]
    return cents


def book(court, member, day, hour, guest):
    if not court["opens"] <= hour < court["closes"]:
        raise Refused(400, f"{court['name']} is closed then")
    with transaction():
        sql = "SELECT 1 FROM bookings WHERE court_id = ? AND day = ? AND hour = ?"
        if scalar(sql, court["id"], day.isoformat(), hour):
            raise Taken(409, f"{court['name']} is taken then")
        cents = price(court, guest)
        values = (court["id"], member["id"], day.isoformat(), hour, cents)
        db.execute("INSERT INTO bookings (court_id, member_id, day, hour, cents) VALUES (?, ?, ?, ?, ?)", values)
    return cents


@app.post("/members/<int:number>/bookings")
def add_booking(number):
    member, content = one("members", number), body()
    court, day = one("courts", number_in(content, "court")), day_of(content.get("day"))
    cents = book(court, member, day, number_in(content, "hour"), bool(content.get("guest")))
    return jsonify(court=court["name"], day=day.isoformat(), cents=cents), 201


@app.post("/members/<int:number>/series")
def add_series(number):
    """The same hour for several weeks; weeks in which the court is taken are left out."""
    member, content = one("members", number), body()
    court, first = one("courts", number_in(content, "court")), day_of(content.get("day"))
    booked, taken = [], []
    for week in range(number_in(content, "weeks", 1)):
        day = first + timedelta(weeks=week)
        try:
            book(court, member, day, number_in(content, "hour"), False)
            booked.append(day.isoformat())
        except Taken:
            taken.append(day.isoformat())
    return jsonify(booked=booked, taken=taken), 201


def check_email(email, but=0):
    """A mailbox belongs to one member, however it is spelt."""
    if not isinstance(email, str) or "@" not in email:
        raise Refused(400, "no e-mail address")
    if scalar("SELECT 1 FROM members WHERE lower(email) = lower(?) AND id <> ?", email, but):
        raise Refused(409, "a member has this e-mail address")


def anniversary(joined, year):
    """The day in `year` on which a membership renews; for a leap day that is, in other years, the last of February."""
    try:
        return joined.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


@app.post("/members")
def add_member():
    content = body()
    if not content.get("name") or content.get("grade") not in DUES:
        raise Refused(400, "a member has a name and a grade")
    joined = day_of(content.get("joined"))
    check_email(content.get("email"))
    values = (content["name"], content["email"], content["grade"], joined.isoformat())
    cursor = db.execute("INSERT INTO members (name, email, grade, joined) VALUES (?, ?, ?, ?)", values)
    return jsonify(id=cursor.lastrowid), 201


@app.patch("/members/<int:number>")
def change_member(number):
    one("members", number)
    content = body()
    changes = {key: content[key] for key in ("email", "phone") if key in content}
    if not changes:
        raise Refused(400, "nothing to change")
    if "email" in changes:
        check_email(changes["email"], but=number)
    update("members", number, changes)
    return jsonify(dict(one("members", number)))


@app.get("/members/<int:number>/renewal")
def renewal(number):
    """The next renewal, that day included."""
    joined, on = day_of(one("members", number)["joined"]), day_of(request.args.get("on"))
    day = anniversary(joined, max(on.year, joined.year + 1))
    return jsonify(renews=(day if day >= on else anniversary(joined, on.year + 1)).isoformat())


@app.get("/members/<int:number>/dues")
def dues(number):
    """Due, paid and open of a year; the year of joining is charged by the month."""
    member, year = one("members", number), request.args.get("year", 2024, type=int)
    joined = date.fromisoformat(member["joined"])
    months = 12 if year > joined.year else 13 - joined.month if year == joined.year else 0
    due = DUES[member["grade"]] * months // 12
    paid = scalar("SELECT COALESCE(SUM(cents), 0) FROM payments WHERE member_id = ? AND year = ?", number, year)
    return jsonify(due=due, paid=paid, open=due - paid)


@app.post("/teams/<int:number>/withdrawal")
def withdraw(number):
    one("teams", number)
    update("teams", number, {"withdrawn": 1})
    return jsonify(standings())


@app.get("/standings")
def show_standings():
    return jsonify(standings())


def standings():
    """Points, then matches won. A withdrawn team leaves the table, and what was played against it no longer counts."""
    table = {row["id"]: {"team": row["name"], "points": 0, "won": 0} for row in rows("SELECT * FROM teams WHERE NOT withdrawn")}
    for row in rows("SELECT * FROM fixtures WHERE home IS NOT NULL"):
        if row["home_id"] not in table or row["away_id"] not in table:
            continue
        table[row["home_id"]]["won"] += row["home"]
        table[row["away_id"]]["won"] += row["away"]
        table[row["home_id" if row["home"] > row["away"] else "away_id"]]["points"] += 2
    return sorted(table.values(), key=lambda line: (-line["points"], -line["won"], line["team"]))
'''

BUSES = '''"""Timetables, delays, fares and the monthly punctuality of the city buses, from the files the depots send."""

import csv
import io
import json
import re
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal

LOCAL = timezone(timedelta(hours=5))
LATE = 5  # minutes from which a bus is late
CENT = Decimal("0.01")

STOPS = """stop,name,zone
ST,Station,1
MK,Market,1
HB,Harbour,2
UN,University,2
ZO,Zoo,3
AP,Airport,4
"""

TRIPS = """trip,line,days
1001,1,daily
1003,1,weekdays
2001,2,daily
2003,2,weekends
R01,Ring,daily
"""

TIMES = """trip,stop,time
1001,ST,06:10
1001,MK,06:16
1001,HB,06:25
1001,AP,06:48
1003,ST,07:10
1003,MK,07:16
1003,HB,07:25
1003,AP,07:48
2001,ZO,06:55
2001,UN,07:05
2001,ST,07:20
2003,ZO,22:40
2003,UN,22:50
2003,ST,23:05
R01,ST,07:00
R01,UN,07:12
R01,HB,07:20
R01,MK,07:30
R01,ST,07:36
"""

FARES = """{
  "zones": {"1": "2.40", "2": "3.10", "3": "4.30", "4": "5.90"},
  "passengers": {"adult": 1, "child": 0.5, "senior": 0.85, "staff": 0},
  "surcharge": {"AP": "1.50"}
}"""


class Refused(Exception):
    """A question or a file that makes no sense; its text goes to the dispatcher."""


@dataclass(frozen=True)
class Stop:
    code: str
    name: str
    zone: int


@dataclass(frozen=True)
class Call:
    stop: Stop
    minute: int  # of the service day


@dataclass(frozen=True)
class Trip:
    number: str
    line: str
    days: str
    calls: tuple[Call, ...]
    delay: int = 0
    cancelled: bool = False
    reported: datetime | None = None

    def runs(self, day: date) -> bool:
        weekend = day.weekday() >= 5
        return self.days == "daily" or self.days == ("weekends" if weekend else "weekdays")


def rows(text: str) -> csv.DictReader:
    """The lines of a CSV file; some depots save theirs with Excel, which puts a byte order mark first."""
    return csv.DictReader(io.StringIO(text.removeprefix("\\ufeff").strip()))


def minutes(text: str) -> int:
    """Minutes since the start of the service day, whose night buses run on past 24:00."""
    match = re.fullmatch(r"(\\d\\d?):([0-5]\\d)", text.strip())
    if not match:
        raise Refused(f"no time: {text}")
    return int(match[1]) * 60 + int(match[2])


def clock(minute: int) -> str:
    """As passengers read it: 24:10 is 00:10."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def moment(text: str) -> datetime:
    """When a message was sent; the old on-board computers send local time without an offset."""
    try:
        sent = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"no moment: {text}") from None
    return sent if sent.tzinfo else sent.replace(tzinfo=LOCAL)


def day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"no day: {text}") from None


def load_stops(text: str) -> dict[str, Stop]:
    return {row["stop"]: Stop(row["stop"], row["name"], int(row["zone"])) for row in rows(text)}


def load_trips(text: str, times: str, stops: dict[str, Stop]) -> dict[str, Trip]:
    """Trips with their calls in order of time; trips without calls are left out."""
    calls: dict[str, list[Call]] = defaultdict(list)
    for row in rows(times):
        if row["stop"] not in stops:
            raise Refused(f"no stop {row['stop']}")
        calls[row["trip"]].append(Call(stops[row["stop"]], minutes(row["time"])))
    trips = {}
    for row in rows(text):
        if row["trip"] in calls:
            ordered = tuple(sorted(calls[row["trip"]], key=lambda call: call.minute))
            trips[row["trip"]] = Trip(row["trip"], row["line"], row["days"], ordered)
    return trips


class Network:
    """Stops, trips and fares as of now."""

    def __init__(self, stops: str = STOPS, trips: str = TRIPS, times: str = TIMES, fares: str = FARES) -> None:
        self.stops = load_stops(stops)
        self.trips = load_trips(trips, times, self.stops)
        self.fares = json.loads(fares, parse_float=Decimal)

    def trip(self, number: str) -> Trip:
        if number not in self.trips:
            raise Refused(f"no trip {number}")
        return self.trips[number]

    def departures(self, stop: str, day: str, after: str = "00:00") -> list[dict]:
        """The board of a stop: what still leaves after a time of the service day. Nothing leaves from a trip's last call."""
        if stop not in self.stops:
            raise Refused(f"no stop {stop}")
        when, earliest = day_of(day), minutes(after)
        board = []
        for trip in self.trips.values():
            if not trip.runs(when):
                continue
            for call in trip.calls[:-1]:
                if call.stop.code == stop and call.minute + trip.delay >= earliest:
                    board.append((call.minute, trip))
        board.sort(key=lambda entry: (entry[0], entry[1].number))
        return [
            {
                "time": clock(minute), "line": trip.line, "to": trip.calls[-1].stop.name,
                "note": "cancelled" if trip.cancelled else f"+{trip.delay}" if trip.delay else "",
            }
            for minute, trip in board
        ]

    def hear(self, feed: str) -> Counter:
        """Take in the messages of the buses, one a line: `MOMENT TRIP +MINUTES` or `MOMENT TRIP cancelled`.

        A message older than what is known of the trip is stale.
        """
        counts: Counter = Counter()
        for line in feed.splitlines():
            match = re.fullmatch(r"(\\S+) (\\w+) (\\+\\d+|cancelled)", line.strip())
            if not match:
                counts["unreadable"] += 1
                continue
            sent, trip = moment(match[1]), self.trip(match[2])
            if trip.reported and sent < trip.reported:
                counts["stale"] += 1
            elif match[3] == "cancelled":
                self.trips[trip.number] = replace(trip, cancelled=True, reported=sent)
                counts["cancelled"] += 1
            else:
                self.trips[trip.number] = replace(trip, delay=int(match[3]), reported=sent)
                counts["delayed"] += 1
        return counts

    def ride(self, number: str, start: str, end: str) -> list[Call]:
        """The calls of a trip from one stop to a later one; on the ring the last stop is the first again."""
        calls = self.trip(number).calls
        codes = [call.stop.code for call in calls]
        if start not in codes or end not in codes:
            raise Refused(f"trip {number} does not serve {start} and {end}")
        first = codes.index(start)
        if end not in codes[first + 1 :]:
            raise Refused(f"trip {number} does not go from {start} to {end}")
        return list(calls[first : codes.index(end, first + 1) + 1])

    def fare(self, number: str, start: str, end: str, passenger: str = "adult") -> str:
        """The price of a ride by the zones it spans, with the passenger's share, rounded half up; surcharges are due in full."""
        if passenger not in self.fares["passengers"]:
            raise Refused(f"no passenger {passenger}")
        zones = [call.stop.zone for call in self.ride(number, start, end)]
        price = Decimal(self.fares["zones"][str(max(zones) - min(zones) + 1)])
        price = (price * self.fares["passengers"][passenger]).quantize(CENT, ROUND_HALF_UP)
        extra = sum((Decimal(self.fares["surcharge"].get(stop, 0)) for stop in (start, end)), Decimal(0))
        return str(price + extra)

    def punctuality(self, log: str) -> dict[str, dict]:
        """By line: measured arrivals, the share that was late, and the delay that nine of ten stay within.

        A single measurement stands for itself.
        """
        delays = defaultdict(list)
        for row in rows(log):
            delays[self.trip(row["trip"]).line].append(int(row["delay"]))
        report = {}
        for line, measured in sorted(delays.items()):
            late = sum(delay >= LATE for delay in measured)
            nine = statistics.quantiles(measured, n=10, method="inclusive")[-1] if len(measured) > 1 else measured[0]
            report[line] = {"measured": len(measured), "late": round(100 * late / len(measured)), "nine_of_ten": round(nine, 1)}
        return report


def dispatch(command: str, *values: str, feed: str = "", **files: str) -> object:
    """What the dispatcher's console calls: a command of the network, after the messages of `feed`."""
    try:
        network = Network(**files)
        heard = network.hear(feed)
        if command == "hear":
            return dict(heard)
        return getattr(network, command)(*values)
    except Refused as error:
        return {"failed": str(error)}
'''

NORMAL_TABLE = [
    {"team": "Herren I", "points": 4, "won": 14}, {"team": "TC Nord", "points": 2, "won": 10},
    {"team": "Blau-Gelb", "points": 2, "won": 6}, {"team": "SV Hafen", "points": 0, "won": 6},
]  # fmt: skip

CASES = [
    case(
        "series-over-taken", CLUB,
        '    try:\n        yield\n    except BaseException:\n        db.execute("ROLLBACK")\n        raise\n    db.execute("COMMIT")\n',
        '    yield\n    db.execute("COMMIT")\n',
        'POST /members/3/series {"court": 1, "day": "2024-05-27", "hour": 18, "weeks": 4}',
        [201, {"booked": ["2024-05-27", "2024-06-17"], "taken": ["2024-06-03", "2024-06-10"]}],
        ('POST /members/3/series {"court": 2, "day": "2024-05-27", "hour": 18, "weeks": 2}', [201, {"booked": ["2024-05-27", "2024-06-03"], "taken": []}]),
        ('POST /members/3/series {"court": 1, "day": "2024-06-03", "hour": 18, "weeks": 2}', [201, {"booked": [], "taken": ["2024-06-03", "2024-06-10"]}]),
        ('POST /members/3/series {"court": 1, "day": "2024-06-03", "hour": 21, "weeks": 2}', 400),
        ('POST /members/3/bookings {"court": 1, "day": "2024-06-03", "hour": 18}', [409, {"error": "Centre is taken then"}]),
        ("(lambda c: [c.post('/members/3/bookings', json={'court': 1, 'day': '2024-06-03', 'hour': 18}).status_code, "
         "c.post('/members/3/bookings', json={'court': 1, 'day': '2024-06-03', 'hour': 19}).status_code, "
         "[row['hour'] for row in rows('SELECT hour FROM bookings WHERE court_id = 1 ORDER BY id')], db.in_transaction])(app.test_client())",
         [409, 201, [18, 18, 19], False]),
        ("(lambda c: [c.post('/members/3/series', json={'court': 1, 'day': '2024-06-03', 'hour': 18, 'weeks': 3}).status_code, db.in_transaction, "
         "scalar('SELECT COUNT(*) FROM bookings')])(app.test_client())", [201, False, 3]),
    ),
    case(
        "mailbox-other-case", CLUB,
        "WHERE lower(email) = lower(?) AND id <> ?", "WHERE email = ? AND id <> ?",
        'POST /members {"name": "Jon A.", "grade": "youth", "joined": "2024-05-01", "email": "jon.arp@post.example"}', [409, {"error": "a member has this e-mail address"}],
        ('POST /members {"name": "Jon A.", "grade": "youth", "joined": "2024-05-01", "email": "jon.a@post.example"}', [201, {"id": 5}]),
        ('POST /members {"name": "Jon A.", "grade": "youth", "joined": "2024-05-01", "email": "Jon.Arp@post.example"}', 409),
        ('PATCH /members/1 {"email": "OTTO@KERN.example"}', [409, {"error": "a member has this e-mail address"}]),
        ('PATCH /members/1 {"email": "Ines@Falk.example"}', [200, {"id": 1, "name": "Ines Falk", "email": "Ines@Falk.example", "grade": "adult", "joined": "2015-04-01", "phone": "0151 11"}]),
        ('POST /members {"name": "Ida", "grade": "adult", "joined": "2024-05-01", "email": "ida"}', 400),
        ("(lambda c: [c.post('/members', json={'name': 'Ida', 'grade': 'adult', 'joined': '2024-05-01', 'email': 'Ida@Ex.example'}).status_code, "
         "scalar('SELECT email FROM members WHERE id = 5')])(app.test_client())", [201, "Ida@Ex.example"]),
        ('POST /members {"name": "Ida", "grade": "honorary", "joined": "2024-05-01", "email": "ida@ex.example"}', 400),
    ),
    case(
        "withdrawn-team-played", CLUB,
        '        if row["home_id"] not in table or row["away_id"] not in table:\n            continue\n', "",
        "POST /teams/4/withdrawal",
        [200, [{"team": "TC Nord", "points": 2, "won": 10}, {"team": "Herren I", "points": 2, "won": 6}, {"team": "SV Hafen", "points": 0, "won": 2}]],
        ("GET /standings", [200, NORMAL_TABLE]),
        ("POST /teams/1/withdrawal", [200, [{"team": "TC Nord", "points": 2, "won": 7}, {"team": "Blau-Gelb", "points": 2, "won": 5}, {"team": "SV Hafen", "points": 0, "won": 6}]]),
        ("POST /teams/3/withdrawal", [200, [{"team": "Herren I", "points": 4, "won": 14}, {"team": "TC Nord", "points": 0, "won": 3}, {"team": "Blau-Gelb", "points": 0, "won": 1}]]),
        ("(lambda c: [c.post('/teams/4/withdrawal').status_code, c.get('/standings').json])(app.test_client())",
         [200, [{"team": "TC Nord", "points": 2, "won": 10}, {"team": "Herren I", "points": 2, "won": 6}, {"team": "SV Hafen", "points": 0, "won": 2}]]),
        ("(lambda c: [c.post('/teams/2/withdrawal').status_code, c.post('/teams/4/withdrawal').json])(app.test_client())",
         [200, [{"team": "Herren I", "points": 0, "won": 0}, {"team": "SV Hafen", "points": 0, "won": 0}]]),
        ("POST /teams/9/withdrawal", 404),
    ),
    case(
        "change-of-nothing", CLUB,
        '    if not changes:\n        raise Refused(400, "nothing to change")\n    if "email" in changes:\n', '    if "email" in changes:\n',
        'PATCH /members/3 {"mobile": "0170 55"}', [400, {"error": "nothing to change"}],
        ('PATCH /members/3 {"phone": "0170 55"}', [200, {"id": 3, "name": "Lale Demir", "email": "lale@demir.example", "grade": "youth", "joined": "2024-09-15", "phone": "0170 55"}]),
        ('PATCH /members/4 {"phone": null}', [200, {"id": 4, "name": "Otto Kern", "email": "otto@kern.example", "grade": "passive", "joined": "2001-12-31", "phone": None}]),
        ('PATCH /members/3 {"grade": "passive", "name": "L."}', [400, {"error": "nothing to change"}]),
        ('PATCH /members/3 {"mobile": "1", "email": "lale@ex.example"}', [200, {"id": 3, "name": "Lale Demir", "email": "lale@ex.example", "grade": "youth", "joined": "2024-09-15", "phone": None}]),
        ('PATCH /members/3 {"email": ""}', [400, {"error": "no e-mail address"}]),
        ('PATCH /members/9 {"mobile": "0170 55"}', 404),
        ('PATCH /courts/2 {"name": "Wood"}', [400, {"error": "nothing to change"}]),
        ("PATCH /members/3", [400, {"error": "a JSON object is needed"}]),
    ),
    case(
        "leap-day-renewal", CLUB,
        "    try:\n        return joined.replace(year=year)\n    except ValueError:\n        return date(year, 2, 28)\n", "    return joined.replace(year=year)\n",
        "GET /members/2/renewal?on=2025-01-10", [200, {"renews": "2025-02-28"}],
        ("GET /members/1/renewal?on=2025-01-10", [200, {"renews": "2025-04-01"}]),
        ("GET /members/2/renewal?on=2024-01-10", [200, {"renews": "2024-02-29"}]),
        ("GET /members/2/renewal?on=2025-02-28", [200, {"renews": "2025-02-28"}]),
        ("GET /members/2/renewal?on=2023-03-01", [200, {"renews": "2024-02-29"}]),
        ("GET /members/2/renewal?on=2024-03-01", [200, {"renews": "2025-02-28"}]),
        ("GET /members/3/renewal?on=2024-10-01", [200, {"renews": "2025-09-15"}]),
        ("GET /members/4/renewal?on=2024-12-31", [200, {"renews": "2024-12-31"}]),
        ("GET /members/2/renewal?on=2025-02-29", 400),
    ),
    case(
        "nothing-paid-yet", CLUB,
        "SELECT COALESCE(SUM(cents), 0) FROM payments", "SELECT SUM(cents) FROM payments",
        "GET /members/3/dues?year=2024", [200, {"due": 3000, "paid": 0, "open": 3000}],
        ("GET /members/1/dues?year=2024", [200, {"due": 24000, "paid": 24000, "open": 0}]),
        ("GET /members/2/dues", [200, {"due": 24000, "paid": 10000, "open": 14000}]),
        ("GET /members/4/dues?year=2024", [200, {"due": 4800, "paid": 0, "open": 4800}]),
        ("GET /members/4/dues?year=2023", [200, {"due": 4800, "paid": 4800, "open": 0}]),
        ("GET /members/3/dues?year=2023", [200, {"due": 0, "paid": 0, "open": 0}]),
        ("GET /members/2/dues?year=2020", [200, {"due": 22000, "paid": 0, "open": 22000}]),
        ("GET /members/9/dues?year=2024", 404),
    ),
    case(
        "guest-fee-of-row", CLUB,
        'cents += GUEST_CENTS if court["guest_cents"] is None else court["guest_cents"]', 'cents += court.get("guest_cents", GUEST_CENTS)',
        'POST /members/1/bookings {"court": 2, "day": "2024-06-03", "hour": 18, "guest": true}', [201, {"court": "Grove", "day": "2024-06-03", "cents": 1500}],
        ('POST /members/1/bookings {"court": 2, "day": "2024-06-03", "hour": 18}', [201, {"court": "Grove", "day": "2024-06-03", "cents": 1000}]),
        ('POST /members/1/bookings {"court": 1, "day": "2024-06-03", "hour": 17, "guest": true}', [201, {"court": "Centre", "day": "2024-06-03", "cents": 2000}]),
        ('POST /members/1/bookings {"court": 3, "day": "2024-06-03", "hour": 22, "guest": true}', [201, {"court": "Hall", "day": "2024-06-03", "cents": 2200}]),
        ('POST /members/1/bookings {"court": 1, "day": "2024-06-03", "hour": 18, "guest": true}', 409),
        ('POST /members/1/bookings {"court": 3, "day": "2024-06-03", "hour": 23, "guest": true}', 400),
        ("(lambda c: [c.patch('/courts/2', json={'guest_cents': 50}).status_code, c.post('/members/1/bookings', json={'court': 2, 'day': '2024-06-03', 'hour': 18, 'guest': True}).json['cents']])(app.test_client())",
         [200, 1050]),
        ('POST /members/1/bookings {"court": 9, "day": "2024-06-03", "hour": 18, "guest": true}', 404),
    ),
    case(
        "night-bus-hours", BUSES,
        "    return int(match[1]) * 60 + int(match[2])\n",
        '    moment = datetime.strptime(match[0], "%H:%M")\n    return moment.hour * 60 + moment.minute\n',
        "dispatch('departures', 'UN', '2024-05-11', '23:00', trips=TRIPS + 'N1,Night,weekends\\n', times=TIMES + 'N1,ST,23:50\\nN1,UN,24:02\\nN1,ZO,24:15\\n')",
        [{"time": "00:02", "line": "Night", "to": "Zoo", "note": ""}],
        ("dispatch('departures', 'UN', '2024-05-11', '22:00')", [{"time": "22:50", "line": "2", "to": "Station", "note": ""}]),
        ("dispatch('departures', 'ST', '2024-05-11', '24:00')", []),
        ("dispatch('departures', 'ST', '2024-05-11', '23:00', trips=TRIPS + 'N1,Night,weekends\\nN2,Night,weekends\\n', times=TIMES + 'N2,ST,25:30\\nN2,ZO,25:55\\nN1,ST,23:50\\nN1,UN,24:02\\nN1,ZO,24:15\\n')",
         [{"time": "23:50", "line": "Night", "to": "Zoo", "note": ""}, {"time": "01:30", "line": "Night", "to": "Zoo", "note": ""}]),
        ("dispatch('departures', 'ST', '2024-05-11', '24:10', trips=TRIPS + 'N1,Night,weekends\\n', times=TIMES + 'N1,ZO,24:00\\nN1,ST,24:09\\nN1,UN,24:20\\n')", []),
        ("dispatch('departures', 'UN', '2024-05-11', '22:70')", {"failed": "no time: 22:70"}),
        ("dispatch('departures', 'UN', '2024-05-11', 'noon')", {"failed": "no time: noon"}),
        ("[minutes('6:05'), minutes('00:00'), minutes(' 23:59 ')]", [365, 0, 1439]),
    ),
    case(
        "file-saved-by-excel", BUSES,
        'io.StringIO(text.removeprefix("\\ufeff").strip())', "io.StringIO(text.strip())",
        "dispatch('punctuality', '\\ufefftrip,delay\\n1001,2\\n1003,7\\n')", {"1": {"measured": 2, "late": 50, "nine_of_ten": 6.5}},
        ("dispatch('punctuality', 'trip,delay\\n1001,2\\n1003,7\\n')", {"1": {"measured": 2, "late": 50, "nine_of_ten": 6.5}}),
        ("dispatch('fare', '1001', 'ST', 'HB', stops='\\ufeff' + STOPS)", "3.10"),
        ("dispatch('departures', 'ZO', '2024-05-13', trips='\\ufeff' + TRIPS, times='\\ufeff' + TIMES)", [{"time": "06:55", "line": "2", "to": "Station", "note": ""}]),
        ("dispatch('punctuality', '\\ufefftrip,delay\\r\\n2001,4\\r\\n2001,4\\r\\n')", {"2": {"measured": 2, "late": 0, "nine_of_ten": 4.0}}),
        ("dispatch('punctuality', '\\ufefftrip,delay\\n4711,2\\n')", {"failed": "no trip 4711"}),
        ("dispatch('departures', 'ZO', '2024-05-13', times='\\ufefftrip,stop,time\\n2001,XX,06:55\\n')", {"failed": "no stop XX"}),
    ),
    case(
        "cancelled-but-frozen", BUSES,
        "                self.trips[trip.number] = replace(trip, cancelled=True, reported=sent)\n",
        "                trip.cancelled, trip.reported = True, sent\n",
        "dispatch('departures', 'ST', '2024-05-13', '07:00', feed='2024-05-13T06:40:00+05:00 1003 cancelled\\n')",
        [{"time": "07:00", "line": "Ring", "to": "Station", "note": ""}, {"time": "07:10", "line": "1", "to": "Airport", "note": "cancelled"}],
        ("dispatch('departures', 'ST', '2024-05-13', '07:00', feed='2024-05-13T06:40:00+05:00 1003 +6\\n')",
         [{"time": "07:00", "line": "Ring", "to": "Station", "note": ""}, {"time": "07:10", "line": "1", "to": "Airport", "note": "+6"}]),
        ("dispatch('hear', feed='2024-05-13T06:40:00+05:00 1003 cancelled\\n2024-05-13T06:30:00+05:00 1003 +4\\n2024-05-13T06:41:00+05:00 R01 +4\\nhello\\n')",
         {"cancelled": 1, "stale": 1, "delayed": 1, "unreadable": 1}),
        ("dispatch('departures', 'HB', '2024-05-13', '07:25', feed='2024-05-13T06:30:00+05:00 R01 +9\\n2024-05-13T06:40:00+05:00 R01 cancelled\\n2024-05-13T06:35:00+05:00 R01 +2\\n')",
         [{"time": "07:20", "line": "Ring", "to": "Station", "note": "cancelled"}, {"time": "07:25", "line": "1", "to": "Airport", "note": ""}]),
        ("(lambda n, trip: [n.hear('2024-05-13T06:40:00+05:00 2001 cancelled')['cancelled'], n.trip('2001').cancelled, n.trip('2001').reported.isoformat(), len({trip, n.trip('2001')}), trip == Network().trip('2001')])"
         "(*(lambda n: (n, n.trip('2001')))(Network()))", [1, True, "2024-05-13T06:40:00+05:00", 2, True]),
        ("dispatch('hear', feed='2024-05-13T06:40:00+05:00 4711 cancelled')", {"failed": "no trip 4711"}),
        ("dispatch('hear', feed='yesterday 1003 cancelled')", {"failed": "no moment: yesterday"}),
        ("hash(Network().trip('1001')) == hash(Network().trip('1001'))", True),
    ),
    case(
        "share-of-decimal", BUSES,
        "json.loads(fares, parse_float=Decimal)", "json.loads(fares)",
        "dispatch('fare', '1001', 'ST', 'HB', 'child')", "1.55",
        ("dispatch('fare', '1001', 'ST', 'HB')", "3.10"),
        ("dispatch('fare', '1001', 'MK', 'HB', 'senior')", "2.64"),
        ("dispatch('fare', '1001', 'HB', 'AP', 'senior')", "5.16"),
        ("dispatch('fare', '2001', 'ZO', 'ST', 'child')", "2.15"),
        ("dispatch('fare', '1001', 'ST', 'AP', 'staff')", "1.50"),
        ("dispatch('fare', '1001', 'ST', 'MK', 'child', fares=FARES.replace('0.5,', '0.333,'))", "0.80"),
        ("dispatch('fare', '1001', 'ST', 'HB', 'dog')", {"failed": "no passenger dog"}),
        ("dispatch('fare', '1001', 'HB', 'ST', 'child')", {"failed": "trip 1001 does not go from HB to ST"}),
    ),
    case(
        "message-without-offset", BUSES,
        "    return sent if sent.tzinfo else sent.replace(tzinfo=LOCAL)\n", "    return sent\n",
        "dispatch('departures', 'ZO', '2024-05-13', feed='2024-05-13T01:50:00Z 2001 +3\\n2024-05-13T06:52:00 2001 +8\\n')",
        [{"time": "06:55", "line": "2", "to": "Station", "note": "+8"}],
        ("dispatch('departures', 'ZO', '2024-05-13', feed='2024-05-13T01:50:00Z 2001 +3\\n2024-05-13T06:52:00+05:00 2001 +8\\n')", [{"time": "06:55", "line": "2", "to": "Station", "note": "+8"}]),
        ("dispatch('hear', feed='2024-05-13T06:50:00+05:00 2001 +3\\n2024-05-13T06:49:00 2001 +8\\n')", {"delayed": 1, "stale": 1}),
        ("dispatch('hear', feed='2024-05-13T06:50:00 2001 +3\\n2024-05-13T01:51:00Z 2001 +8\\n')", {"delayed": 2}),
        ("dispatch('hear', feed='2024-05-13T06:50:00 2001 +3\\n2024-05-13T01:49:00Z 2001 cancelled\\n')", {"delayed": 1, "stale": 1}),
        ("dispatch('hear', feed='2024-05-13T06:50:00 2001 +3\\n2024-05-13T06:55:00 2001 +8\\n2024-05-13T06:51:00 2001 +4\\n')", {"delayed": 2, "stale": 1}),
        ("dispatch('hear', feed='13.05.2024 2001 +3')", {"failed": "no moment: 13.05.2024"}),
        ("dispatch('hear', feed='2024-05-13T06:50:00+02:00 2001 +3\\n2024-05-13T08:00:00 2001 +8\\n')", {"delayed": 1, "stale": 1}),
    ),
    case(
        "measured-only-once", BUSES,
        'statistics.quantiles(measured, n=10, method="inclusive")[-1] if len(measured) > 1 else measured[0]',
        'statistics.quantiles(measured, n=10, method="inclusive")[-1]',
        "dispatch('punctuality', 'trip,delay\\n1001,2\\n1003,7\\nR01,6\\n')",
        {"1": {"measured": 2, "late": 50, "nine_of_ten": 6.5}, "Ring": {"measured": 1, "late": 100, "nine_of_ten": 6}},
        ("dispatch('punctuality', 'trip,delay\\n1001,0\\n1003,1\\n1003,9\\n')", {"1": {"measured": 3, "late": 33, "nine_of_ten": 7.4}}),
        ("dispatch('punctuality', 'trip,delay\\n2001,0\\n')", {"2": {"measured": 1, "late": 0, "nine_of_ten": 0}}),
        ("dispatch('punctuality', 'trip,delay\\nR01,-2\\n2003,12\\n')", {"2": {"measured": 1, "late": 100, "nine_of_ten": 12}, "Ring": {"measured": 1, "late": 0, "nine_of_ten": -2}}),
        ("dispatch('punctuality', 'trip,delay\\nR01,3\\nR01,3\\n')", {"Ring": {"measured": 2, "late": 0, "nine_of_ten": 3.0}}),
        ("dispatch('punctuality', 'trip,delay\\n')", {}),
        ("dispatch('punctuality', 'trip,delay\\n4711,3\\n')", {"failed": "no trip 4711"}),
    ),
    case(
        "once-round-the-ring", BUSES,
        "        if end not in codes[first + 1 :]:\n            raise Refused(f\"trip {number} does not go from {start} to {end}\")\n"
        "        return list(calls[first : codes.index(end, first + 1) + 1])\n",
        "        return list(calls[first : codes.index(end) + 1])\n",
        "dispatch('fare', 'R01', 'HB', 'ST')", "3.10",
        ("dispatch('fare', 'R01', 'ST', 'HB')", "3.10"),
        ("dispatch('fare', 'R01', 'MK', 'ST', 'child')", "1.20"),
        ("[clock(call.minute) for call in Network().ride('R01', 'UN', 'ST')]", ["07:12", "07:20", "07:30", "07:36"]),
        ("[call.stop.code for call in Network().ride('R01', 'ST', 'ST')]", ["ST", "UN", "HB", "MK", "ST"]),
        ("dispatch('fare', 'R01', 'MK', 'UN')", {"failed": "trip R01 does not go from MK to UN"}),
        ("dispatch('fare', '1001', 'AP', 'ST')", {"failed": "trip 1001 does not go from AP to ST"}),
        ("dispatch('fare', '1001', 'ST', 'ZO')", {"failed": "trip 1001 does not serve ST and ZO"}),
        ("dispatch('fare', '1001', 'HB', 'AP')", "5.80"),
    ),
]
