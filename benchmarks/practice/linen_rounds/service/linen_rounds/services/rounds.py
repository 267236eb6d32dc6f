"""Rounds and the sheet that a driver takes along."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from linen_rounds.domain.models import Bag, BagState, Round, Stop
from linen_rounds.problems import Conflict, Missing


@dataclass(frozen=True)
class SheetLine:
    """A stop, and how many bags wait to be brought there."""

    stop: Stop
    to_return: int


def get(db: Session, code: str) -> Round:
    found = db.scalar(select(Round).where(Round.code == code.strip().upper()))
    if found is None:
        raise Missing("no_round", f"There is no round {code}.")
    return found


def sheet(db: Session, round_: Round, day: date) -> list[SheetLine]:
    """The stops of a round in order."""
    if str(day.isoweekday()) not in round_.weekdays:
        raise Conflict("no_run", f"Round {round_.code} does not run on {day:%A}.")
    ready = select(Bag.site_id, func.count()).where(Bag.state == BagState.COUNTED).group_by(Bag.site_id)
    waiting = dict(db.execute(ready).all())
    return [SheetLine(stop, waiting.get(stop.site_id, 0)) for stop in round_.stops]
