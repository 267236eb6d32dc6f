"""Records of Django that are counted for the next number, where some of them do not count any more."""

from __future__ import annotations

from pathlib import Path

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

BERTHS = """
from django.db.models import Max


class IntegrityError(Exception):
    pass


class Model:
    pass


def field(*kinds, **options):
    return None


PositiveIntegerField = CharField = ForeignKey = UniqueConstraint = field
ROWS = [{"pier": 1, "number": 1, "state": "left"}, {"pier": 1, "number": 2, "state": "here"}]


class Query:
    def __init__(self, rows):
        self.rows = rows

    def filter(self, **wanted):
        plain = {name: value for name, value in wanted.items() if "__" not in name}
        among = {name.removesuffix("__in"): value for name, value in wanted.items() if "__" in name}
        return Query([row for row in self.rows if plain.items() <= row.items()
                      and all(row[name] in values for name, values in among.items())])

    def count(self):
        return len(self.rows)

    def aggregate(self, highest):
        name = highest.source_expressions[0].name
        return {"highest": max((row[name] for row in self.rows), default=None)}

    def create(self, **values):
        if any((row["pier"], row["number"]) == (values["pier"], values["number"]) for row in ROWS):
            raise IntegrityError("UNIQUE constraint failed: app_berth.pier_id, app_berth.number")
        ROWS.append({"state": "here", **values})
        return values["number"]


class Pier:
    berths = Query(ROWS)


class Berth(Model):
    pier = ForeignKey(Pier, related_name="berths")
    number = PositiveIntegerField()
    state = CharField(max_length=10)

    class Meta:
        constraints = [UniqueConstraint(fields=["pier", "number"], name="one")]


Berth.objects = Query(ROWS)
"""
JOIN = """

def next_number(pier):
    return {count} + 1


def moor(pier):
    return Berth.objects.create(pier=1, number=next_number(pier))
"""
BEHIND = "pier.berths.filter(state__in=['here']).count()"
OWN = "Berth.objects.filter(pier=1, state='here').count()"
PLAIN = BERTHS + JOIN.replace("{count}", BEHIND)
TWICE = PLAIN.replace(
    "    number = Pos", "    boat = ForeignKey(Model, related_name='berths')\n    number = Pos"
).replace("def next_number(pier)", "def next_number(pier: Pier)")

CASES = [
    Case(
        "two relations are called alike from their other ends",
        TWICE,
        "moor(Pier())",
        (
            "-    return pier.berths.filter(state__in=['here']).count() + 1",
            '+    return (pier.berths.aggregate(highest=Max("number"))["highest"] or 0) + 1',
        ),
        3,
    ),
    Case(
        "the highest of all rows of the relation",
        PLAIN,
        "moor(Pier())",
        (
            "-    return pier.berths.filter(state__in=['here']).count() + 1",
            '+    return (pier.berths.aggregate(highest=Max("number"))["highest"] or 0) + 1',
        ),
        3,
    ),
    Case(
        "what the constraint has stays a condition",
        BERTHS + JOIN.replace("{count}", OWN),
        "moor(Pier())",
        (
            "-    return Berth.objects.filter(pier=1, state='here').count() + 1",
            '+    return (Berth.objects.filter(pier=1).aggregate(highest=Max("number"))["highest"] or 0) + 1',
        ),
        3,
    ),
]
SILENT = [
    Silent(
        "nobody says of which model it is asked",
        TWICE.replace("pier: Pier", "place").replace("pier.berths", "place.berths"),
        "moor(Pier())",
        "counted-records",
    ),
    Silent(
        "numbers move up when a row goes",
        PLAIN + "\n\ndef leave(pier):\n    for row in pier.berths.filter():\n        row.number -= 1\n",
        "moor(Pier())",
        "counted-records",
    ),
    Silent(
        "the constraint holds for some rows only",
        PLAIN.replace('name="one"', 'name="one", condition=True'),
        "moor(Pier())",
        "counted-records",
    ),
    Silent(
        "a manager may leave rows out",
        PLAIN.replace("    number = Pos", "    kept = KeptManager()\n    number = Pos").replace(
            "PositiveIntegerField = ", "KeptManager = PositiveIntegerField = "
        ),
        "moor(Pier())",
        "counted-records",
    ),
    Silent(
        "there may be only so many",
        BERTHS
        + JOIN.replace("    return {count} + 1", f"    number = {BEHIND} + 1\n    if number > 9:\n"
                       "        raise LookupError(number)\n    return number"),
        "moor(Pier())",
        "counted-records",
    ),
    Silent(
        "the lowest free one is meant",
        PLAIN.replace("def next_number(pier):", 'def next_number(pier):\n    """The lowest free number."""'),
        "moor(Pier())",
        "counted-records",
    ),
    Silent(
        "what is counted is not what must differ",
        PLAIN.replace("app_berth.pier_id, app_berth.number", "app_berth.number"),
        "moor(Pier())",
        "counted-records",
    ),
]  # fmt: skip


@named(CASES)
def test_next_number_is_beyond_the_highest(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@named(SILENT)
def test_numbers_that_are_meant_otherwise_stay(case: Silent, tmp_path: Path) -> None:
    check_silent(case, tmp_path)
