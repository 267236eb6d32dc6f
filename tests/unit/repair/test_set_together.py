"""Who forgets a field that others set together with another one sets it as they do."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

RIDES = """
from datetime import datetime


class Ride:
    def __init__(self):
        self.status, self.cancelled_at, self.cancelled_by = "open", None, ""

    def update(self, **fields):
        self.__dict__.update(fields)

    def save(self, update_fields):
        kept = {name: getattr(self, name) for name in update_fields}
        self.__init__()
        self.__dict__.update(kept)


def clock():
    return datetime(2026, 1, 2)


def cancel(ride, by):
    now = clock()
    ride.status = "cancelled"
    ride.cancelled_at = now
    ride.cancelled_by = by
    return ride


def call_off(ride):
    ride.update(status="cancelled", cancelled_by="driver")
    return ride


def stop(ride):
    ride.status = "cancelled"
    ride.save(update_fields=["status", "cancelled_by"])
    return ride


def iso(moment):
    return moment.isoformat()


def shown(ride):
    return iso(ride.cancelled_at) if ride.status == "cancelled" else None
"""
ONE = RIDES.replace('def stop(ride):\n    ride.status = "cancelled"', 'def stop(ride):\n    ride.status = "stopped"')
OTHER = RIDES.replace('ride.update(status="cancelled"', 'ride.update(status="off"')

CASES = [
    Case(
        "in the call for many rows",
        ONE,
        "shown(call_off(Ride()))",
        (
            '-    ride.update(status="cancelled", cancelled_by="driver")',
            '+    ride.update(status="cancelled", cancelled_by="driver", cancelled_at=clock())',
        ),
        "2026-01-02T00:00:00",
        among=3,
    ),
    Case(
        "as a statement, and among what is saved",
        OTHER,
        "shown(stop(Ride()))",
        (
            '-    ride.save(update_fields=["status", "cancelled_by"])',
            "+    ride.cancelled_at = clock()",
            '+    ride.save(update_fields=["status", "cancelled_by", "cancelled_at"])',
        ),
        "2026-01-02T00:00:00",
        among=3,
    ),
]


@named(CASES)
def test_who_forgets_a_field_sets_it_as_the_others_do(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "what the other writer was handed is not known here",
            ONE.replace("def cancel(ride, by):\n    now = clock()", "def cancel(ride, by, now):"),
            "shown(call_off(Ride()))",
            "set-together",
        ),
        Silent(
            "a literal is what the other writer chose for its own case",
            ONE.replace("now = clock()", 'now = "long ago"'),
            "shown(call_off(Ride()))",
            "set-together",
        ),
        Silent(
            "most leave it out",
            RIDES,
            "shown(call_off(Ride()))",
            "set-together",
        ),
        Silent(
            "nobody sets it for this state",
            ONE.replace(
                '    ride.status = "cancelled"\n    ride.cancelled_at',
                '    ride.status = "over"\n    ride.cancelled_at',
            ),
            "shown(call_off(Ride()))",
            "set-together",
        ),
    ]
)
def test_what_nobody_sets_so_is_not_set(case, tmp_path):
    check_silent(case, tmp_path)
