"""Values in a form of their own: without padding, with a time, in milliseconds, as texts of numbers, as members."""

from __future__ import annotations

from datetime import date

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CASES = [
    Case(
        "a secret in base32",
        """
        import base64


        class Authenticator:
            def __init__(self, secret: str):
                self.key = base64.b32decode(secret)
        """,
        "len(Authenticator('JBSWY3DP').key), len(Authenticator('JBSWY3DPEB').key)",
        (
            "-        self.key = base64.b32decode(secret)",
            '+        self.key = base64.b32decode(secret + "=" * (-len(secret) % 8))',
        ),
        (5, 6),
    ),
    Case(
        "a cursor whose padding is stripped here",
        """
        from base64 import b64decode, b64encode


        def cursor(row):
            return b64encode(str(row).encode()).rstrip(b"=")


        def row_of(cursor):
            return int(b64decode(cursor))


        def there_and_back(row):
            return row_of(cursor(row))
        """,
        "there_and_back(12345)",
        (
            "-    return int(b64decode(cursor))",
            '+    return int(b64decode(cursor + b"=" * (-len(cursor) % 4)))',
        ),
        12345,
    ),
    Case(
        "the middle part of a token",
        """
        import base64
        import json


        def subject(token):
            return json.loads(base64.urlsafe_b64decode(token.split(".")[1]))["sub"]


        def made(name):
            body = json.dumps({"sub": name}).encode()
            return "x." + base64.urlsafe_b64encode(body).decode().strip("=") + ".y"
        """,
        "subject(made('ann')), subject(made('anna'))",
        (
            '-    return json.loads(base64.urlsafe_b64decode(token.split(".")[1]))["sub"]',
            '+    return json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))["sub"]',
        ),
        ("ann", "anna"),
    ),
    Case(
        "a day that was stored with a time",
        """
        import datetime

        STORED = {"seen": "2023-11-05 08:15:00"}


        def seen():
            return datetime.date.fromisoformat(STORED["seen"])
        """,
        "seen()",
        (
            '-    return datetime.date.fromisoformat(STORED["seen"])',
            '+    return datetime.datetime.fromisoformat(STORED["seen"]).date()',
        ),
        date(2023, 11, 5),
    ),
    Case(
        "a day by its layout",
        """
        from datetime import datetime


        def harvest(rows):
            return max(datetime.strptime(row["day"], "%Y-%m-%d").date() for row in rows)
        """,
        "harvest([{'day': '2024-08-01'}, {'day': '2024-08-02T06:00:00+02:00'}])",
        (
            '-    return max(datetime.strptime(row["day"], "%Y-%m-%d").date() for row in rows)',
            '+    return max(datetime.fromisoformat(row["day"]).date() for row in rows)',
        ),
        date(2024, 8, 2),
    ),
    Case(
        "milliseconds by name",
        """
        from datetime import date


        class Ping:
            def __init__(self, sent_ms):
                self.sent_ms = sent_ms

            def day(self):
                return date.fromtimestamp(self.sent_ms)
        """,
        "Ping(1717243200000).day()",
        (
            "-        return date.fromtimestamp(self.sent_ms)",
            "+        return date.fromtimestamp(self.sent_ms / 1000)",
        ),
        date(2024, 6, 1),
    ),
    Case(
        "numbers of seats that went through JSON",
        """
        import json

        TEXT = '{"4": "Ann", "11": "Bo"}'
        SEATS: dict[int, str] = {}


        def restore():
            global SEATS
            SEATS = json.loads(TEXT)


        def who(seat):
            restore()
            return SEATS[seat]
        """,
        "who(11)",
        (
            "-    SEATS = json.loads(TEXT)",
            "+    SEATS = {int(key): value for key, value in json.loads(TEXT).items()}",
        ),
        "Bo",
    ),
    Case(
        "ranks of members",
        """
        import enum


        class Rank(enum.Enum):
            RECRUIT = 10
            CAPTAIN = 20


        def may_order(one: Rank, other: Rank):
            return one >= other
        """,
        "may_order(Rank.CAPTAIN, Rank.RECRUIT)",
        ("-    return one >= other", "+    return one.value >= other.value"),
        True,
    ),
    Case(
        "the highest of some members, and by name among equals",
        """
        from dataclasses import dataclass
        from enum import Enum


        class Heat(Enum):
            MILD = 1
            HOT = 2


        @dataclass
        class Sauce:
            name: str
            heat: Heat


        def listed(sauces):
            return [one.name for one in sorted(sauces, key=lambda one: (one.heat, one.name))]
        """,
        "listed([Sauce('b', Heat.HOT), Sauce('c', Heat.MILD), Sauce('a', Heat.HOT)])",
        (
            "-    return [one.name for one in sorted(sauces, key=lambda one: (one.heat, one.name))]",
            "+    return [one.name for one in sorted(sauces, key=lambda one: (one.heat.value, one.name))]",
        ),
        ["c", "a", "b"],
    ),
    Case(
        "a level from the environment",
        """
        import logging
        import os


        def start():
            level = os.environ.get("NO_SUCH_LEVEL", "warning")
            log = logging.getLogger("forms")
            log.setLevel(level)
            return log.level
        """,
        "start()",
        ("-    log.setLevel(level)", "+    log.setLevel(level.upper())"),
        30,
    ),
]

WEB = """
from datetime import date, datetime
import base64
from fastapi import FastAPI

app = FastAPI()


@app.get("/days")
def days(day: str):
    return {"day": date.fromisoformat(day).isoformat()}


@app.get("/page")
def page(after: str):
    return {"size": len(base64.urlsafe_b64decode(after))}
"""

SILENT = [
    Silent(
        "the day where people live",
        """
        from datetime import date
        from zoneinfo import ZoneInfo

        HERE = ZoneInfo("Europe/Vienna")
        STORED = {"seen": "2024-07-01T23:30:00+00:00"}


        def seen():
            return date.fromisoformat(STORED["seen"])
        """,
        "seen()",
        "day-of-moment",
    ),
    Silent("a client that was to send a day", WEB, "GET /days?day=2024-05-01T10:00:00", "day-of-moment"),
    Silent("half a cursor of a client", WEB, "GET /page?after=_-A", "padding"),
    Silent(
        "what is no number of seconds, and nothing says of what else",
        """
        from datetime import datetime


        def at(stamp):
            return datetime.fromtimestamp(stamp).isoformat()
        """,
        "at(1717243200000)",
        "epoch-milliseconds",
    ),
    Silent(
        "a table that goes by texts of numbers",
        """
        import json

        CODES: dict[str, str] = json.loads('{"1": "a"}')


        def meaning(code):
            return CODES[code]
        """,
        "meaning(1)",
        "whole-keys",
    ),
    Silent(
        "members that stand for texts",
        """
        from enum import Enum


        class Size(Enum):
            SMALL = "s"
            LARGE = "l"


        def larger(one, other):
            return one > other
        """,
        "larger(Size.LARGE, Size.SMALL)",
        "member-order",
    ),
    Silent(
        "a level that there is not",
        """
        import logging


        def start(level):
            logging.getLogger("forms").setLevel(level)
        """,
        "start('loud')",
        "level-names",
    ),
]


@named(CASES)
def test_a_value_is_taken_in_the_form_it_has(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_drafted_where_the_form_is_wrong(case, tmp_path):
    check_silent(case, tmp_path)
