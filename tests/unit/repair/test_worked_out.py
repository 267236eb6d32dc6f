"""Fields that get an expression of the database are read back before the program reckons with them."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

ROWS = """
from django.db.models import F


class Letter:
    sent, copies = 0, 1

    def save(self, **how):
        pass

    async def asave(self):
        pass

    def refresh_from_db(self, fields):
        for name in fields:
            setattr(self, name, 3)

    async def arefresh_from_db(self, fields):
        self.refresh_from_db(fields)


ORDINALS = ["first", "second", "last"]


def heading(letter):
    return ORDINALS[min(letter.sent, len(ORDINALS)) - 1]

"""

CASES = [
    Case(
        "behind the save, only the field",
        ROWS
        + """
def remind(letter):
    letter.sent = F("sent") + 1
    letter.save(update_fields=["sent"])
    return heading(letter)
""",
        "remind(Letter())",
        ('+    letter.refresh_from_db(fields=["sent"])',),
        "last",
    ),
    Case(
        "several fields, by a function that has returned",
        ROWS
        + """
def count(letter):
    letter.sent = F("sent") + 1
    letter.copies = F("copies") + 2
    letter.save()


def remind(letter):
    count(letter)
    return f"{letter.copies:d} copies"
""",
        "remind(Letter())",
        ('+    letter.refresh_from_db(fields=["sent", "copies"])',),
        "3 copies",
    ),
    Case(
        "asynchronous",
        ROWS
        + """
import asyncio


async def remind(letter):
    letter.sent = F("sent") + 1
    await letter.asave()
    return heading(letter)
""",
        "asyncio.run(remind(Letter()))",
        ('+    await letter.arefresh_from_db(fields=["sent"])',),
        "last",
    ),
]


@named(CASES)
def test_the_field_is_read_back(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "it is never saved",
            ROWS + "\ndef remind(letter):\n    letter.sent = F('sent') + 1\n    return heading(letter)\n",
            "remind(Letter())",
            "worked-out",
        ),
        Silent(
            "the saving is of something else",
            ROWS
            + """
def remind(letter, other):
    letter.sent = F("sent") + 1
    other.save()
    return heading(letter)
""",
            "remind(Letter(), Letter())",
            "worked-out",
        ),
        Silent(
            "another field is read back already",
            ROWS
            + """
def remind(letter):
    letter.sent = F("sent") + 1
    letter.save()
    letter.refresh_from_db(fields=["copies"])
    return heading(letter)
""",
            "remind(Letter())",
            "worked-out",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
