"""Choices of an answer that lack what the program itself sets."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

PARCELS = '''
from dataclasses import dataclass
from typing import Literal

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
State = Literal["new", "sent"]
LEADS = {"handed-over": ("new", "sent"), "returned": ("sent", "back")}


@dataclass
class Parcel:
    number: int
    state: str = "new"


PARCELS = {1: Parcel(1), 2: Parcel(2)}


class ParcelOut(BaseModel):
    number: int
    state: State


def happened(number, event):
    """What the carrier tells."""
    parcel = PARCELS[number]
    needs, leads_to = LEADS[event]
    if parcel.state == needs:
        parcel.state = leads_to


@app.get("/parcels/{number}")
def shown(number: int) -> ParcelOut:
    parcel = PARCELS[number]
    return ParcelOut(number=parcel.number, state=parcel.state)


def story():
    happened(1, "handed-over")
    happened(1, "returned")
    return shown(1).state
'''
AT_ONCE = """
from typing import Literal

from pydantic import BaseModel


class Ticket:
    def __init__(self, state):
        self.state = state


class TicketOut(BaseModel):
    state: (
        Literal[
            'open',
            'closed',
        ]
        | None
    ) = None


def put_off(ticket):
    ticket.state = "waiting"
    return ticket


def shown(ticket):
    return TicketOut(state=ticket.state).model_dump()
"""

CASES = [
    Case(
        "the text is looked up in a table, the choices have a name",
        PARCELS,
        "story()",
        ('-State = Literal["new", "sent"]', '+State = Literal["new", "sent", "back"]'),
        "back",
    ),
    Case(
        "the text is set as it is, the choices stand one a line",
        AT_ONCE,
        "shown(put_off(Ticket('open')))",
        ("+            'waiting',",),
        {"state": "waiting"},
    ),
    Case(
        "clients look up by it",
        PARCELS + '\n\n@app.get("/parcels")\ndef listed(state: State | None = None):\n    return [shown(1)]\n',
        "story()",
        ('-State = Literal["new", "sent"]', '+State = Literal["new", "sent", "back"]'),
        "back",
    ),
]
SILENT = [
    Silent("nothing of the program sets it", AT_ONCE, "shown(Ticket('lost'))", "unlisted"),
    Silent(
        "it is set in a field of another name",
        AT_ONCE.replace("ticket.state =", "ticket.mood =").replace("state=ticket.state", "state=ticket.mood"),
        "shown(put_off(Ticket('open')))",
        "unlisted",
    ),
    Silent(
        "it is only what the program asks for",
        PARCELS.replace('("sent", "back")', '("back", "sent")'),
        "setattr(PARCELS[1], 'state', 'back') or shown(1)",
        "unlisted",
    ),
    Silent(
        "clients send the same choices",
        PARCELS
        + '\n\nclass ParcelIn(BaseModel):\n    state: State\n\n\n@app.put("/parcels/{number}")\n'
        + "def changed(number: int, sent: ParcelIn):\n    PARCELS[number].state = sent.state\n",
        "story()",
        "unlisted",
    ),
]


@named(CASES)
def test_what_the_program_sets_is_listed(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_other_texts_stay_wrong(case, tmp_path):
    check_silent(case, tmp_path)
