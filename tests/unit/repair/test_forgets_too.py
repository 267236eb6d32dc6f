"""What is kept of rows, and a writer of them who does not forget it as the others do."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

TABLES = """
class Field:
    def __init__(self, *leads, **options):
        pass


ForeignKey = CharField = BooleanField = Field


class DoesNotExist(Exception):
    pass


class Query:
    def __init__(self, rows):
        self.rows = rows

    def filter(self, **wanted):
        return Query([one for one in self.rows if all(getattr(one, key) == value for key, value in wanted.items())])

    def update(self, **values):
        for one in self.rows:
            one.__dict__.update(values)

    def get(self, **wanted):
        for one in self.filter(**wanted).rows:
            return one
        raise DoesNotExist("no row matches")


class Row:
    def __init__(self, **values):
        self.__dict__.update(values)

    def save(self):
        pass

    def delete(self):
        type(self).objects.rows.remove(self)


class House(Row):
    name = CharField()
    objects = Query([])


class Room(Row):
    house = ForeignKey(House, related_name="rooms")
    number = CharField()
    open = BooleanField()
    colour = CharField()
    objects = Query([])


class Cache(dict):
    def get_or_set(self, key, made):
        if key not in self:
            self[key] = made()
        return self[key]

    def delete(self, key):
        self.pop(key, None)


cache = Cache()
HOME = House(name="home")
Room.objects.rows += [Room(house=HOME, number=number, open=True, colour="red") for number in (1, 2)]
"""
KEPT = """

def numbers(house):
    return cache.get_or_set(key_of(house), lambda: [one.number for one in Room.objects.filter(open=True).rows])


def key_of(house):
    return f"open:{house.name}"


def forget(house: House):
    cache.delete(key_of(house))
"""
WRITERS = """

def take(house: House):
    room = Room.objects.get(number=numbers(house)[0], open=True)
    room.open = False
    room.save()
    forget(house)
    return room.number


def close(room: Room):
    room.open = False
    room.save()


def paint(room: Room, colour: str):
    room.colour = colour
    room.save()


def asked():
    numbers(HOME)
    close(Room.objects.rows[0])
    return take(HOME)
"""
DECORATED = """
from functools import lru_cache


@lru_cache
def numbers(house):
    return [one.number for one in Room.objects.filter(open=True).rows]


def forget():
    numbers.cache_clear()
"""
GONE = """

def take(house: House):
    room = Room.objects.get(number=numbers(house)[0])
    room.delete()
    forget()
    return room.number


def tear_down(room: Room):
    room.delete()


def asked():
    numbers(HOME)
    tear_down(Room.objects.rows[0])
    return take(HOME)
"""


@named(
    [
        Case(
            "a field by which the kept rows are chosen; not one that nobody asks for",
            TABLES + KEPT + WRITERS,
            "asked()",
            ("+    forget(room.house)",),
            2,
        ),
        Case(
            "rows that go, and a cache of the standard library",
            TABLES + DECORATED + GONE,
            "asked()",
            ("+    forget()",),
            2,
        ),
        Case(
            "the fields of rows that a query changes",
            TABLES
            + DECORATED
            + GONE.replace(
                "    room.delete()\n\n\ndef asked",
                "    Room.objects.filter(number=room.number).update(open=False)\n\n\ndef asked",
            ).replace("(house)[0])", "(house)[0], open=True)"),
            "asked()",
            ("+    forget()",),
            2,
        ),
    ]
)
def test_who_changes_what_is_kept_forgets_it_as_others_do(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "where it may be old, whoever looks up has to bear with that",
            TABLES
            + KEPT.replace("def numbers(house):\n", 'def numbers(house):\n    """They may be a minute old."""\n')
            + WRITERS,
            "asked()",
            "forgets-too",
        ),
        Silent(
            "where no writer forgets nobody said that it has to be so",
            TABLES + KEPT + WRITERS.replace("    forget(house)\n", ""),
            "asked()",
            "forgets-too",
        ),
        Silent(
            "keys of others",
            TABLES + KEPT.replace("cache.delete(key_of(house))", 'cache.delete(f"names:{house.name}")') + WRITERS,
            "asked()",
            "forgets-too",
        ),
        Silent(
            "a caller who forgets",
            TABLES
            + KEPT
            + WRITERS
            + "\n\ndef closed(room: Room):\n    close(room)\n    forget(room.house)\n",
            "asked()",
            "forgets-too",
        ),
        Silent(
            "where nobody can tell what to forget",
            TABLES
            + KEPT.replace("forget(house: House)", "forget(x)").replace("delete(key_of(house))", "delete(key_of(x))")
            + WRITERS,
            "asked()",
            "forgets-too",
        ),
    ]
)  # fmt: skip
def test_what_nobody_has_to_forget_is_left_alone(case, tmp_path):
    check_silent(case, tmp_path)
