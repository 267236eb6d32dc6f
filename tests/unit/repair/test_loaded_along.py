"""Related records are loaded along where Django could not load them later."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

MODELS = """
from tests.unit.repair.lazy_records import ForeignKey, Model


class Driver(Model):
    pass


class Shift(Model):
    driver = ForeignKey(Driver)
    region = "Berlin"


class Ride(Model):
    shift = ForeignKey(Shift, related_name="rides")

    @property
    def who(self):
        return self.shift.driver.name


def get_object_or_404(model, **given):
    return getattr(model, "objects", model).filter(**given).first()

"""
JOINED = """
def waiting():
    return Ride.objects.filter(stop="alex").select_related("shift").first()


def shown(ride):
    return ride.shift.driver.name if ride.shift else None


def board():
    return shown(waiting())
"""
CASES = [
    Case(
        "the query goes on to what the record's relation has",
        MODELS + JOINED,
        "board()",
        (
            '-    return Ride.objects.filter(stop="alex").select_related("shift").first()',
            '+    return Ride.objects.filter(stop="alex").select_related("shift__driver").first()',
        ),
        "Jonas",
    ),
    Case(
        "a query without relations gets them, as far as they are read on",
        MODELS + JOINED.replace('.select_related("shift")', ""),
        "board()",
        (
            '-    return Ride.objects.filter(stop="alex").first()',
            '+    return Ride.objects.select_related("shift__driver").filter(stop="alex").first()',
        ),
        "Jonas",
    ),
    Case(
        "through a property and a shortcut",
        MODELS + "\n\ndef board():\n    ride = get_object_or_404(Ride, stop=1)\n    return ride.who\n",
        "board()",
        (
            "-    ride = get_object_or_404(Ride, stop=1)",
            '+    ride = get_object_or_404(Ride.objects.select_related("shift__driver"), stop=1)',
        ),
        "Jonas",
    ),
    Case(
        "a part of the record that was handed over",
        MODELS
        + JOINED.replace("shown(ride)", "shown(shift)")
        .replace("ride.shift.driver.name if ride.shift else None", "shift.driver.name")
        .replace("shown(waiting())", "shown(held.shift)")
        .replace("def board():\n", "def board():\n    held = waiting()\n"),
        "board()",
        (
            '-    return Ride.objects.filter(stop="alex").select_related("shift").first()',
            '+    return Ride.objects.filter(stop="alex").select_related("shift__driver").first()',
        ),
        "Jonas",
    ),
    Case(
        "many records are fetched apart",
        MODELS + "\n\ndef board():\n    shift = Shift.objects.first()\n    return [1 for ride in shift.rides.all()]\n",
        "board()",
        (
            "-    shift = Shift.objects.first()",
            '+    shift = Shift.objects.prefetch_related("rides").first()',
        ),
        [1],
    ),
]


@named(CASES)
def test_what_is_read_in_a_coroutine_is_loaded_along(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "another model has no such relation",
            MODELS + "\n\ndef board():\n    Driver.objects.filter(name=1)\n    return Ride(set()).shift\n",
            "board()",
            "loaded-along",
        ),
        Silent(
            "what is loaded along already failed for another reason",
            MODELS
            + JOINED.replace('"shift"', '"shift__driver"')
            + "\n\ndef other():\n    waiting()\n    return shown(Ride(set()))\n",
            "other()",
            "loaded-along",
        ),
        Silent(
            "a query that gives no records",
            MODELS
            + JOINED.replace(".select_related", ".only('name').select_related").replace(
                "board():\n", "board():\n    return shown(Ride(set()))\n"
            ),
            "board()",
            "loaded-along",
        ),
    ]
)
def test_what_cannot_be_loaded_along_is_left_alone(case, tmp_path):
    check_silent(case, tmp_path)
