"""Swaps among colleagues."""

from fastapi import APIRouter
from fastapi import BackgroundTasks

from ward_rota import swaps
from ward_rota import messages
from ward_rota import plans
from ward_rota.auth import Me
from ward_rota.db import Db
from ward_rota.schemas import SwapIn

router = APIRouter(prefix="/swaps", tags=["swaps"])


@router.post("", status_code=201)
def offer(given: SwapIn, me: Me, session: Db) -> dict:
    swap = swaps.offer(session, me, given)
    session.commit()
    return swaps.show(swap)


@router.get("")
def open_ones(me: Me, session: Db) -> list[dict]:
    return [swaps.show(one) for one in swaps.open_for(session, me)]


@router.post("/{number}/accept")
def accept(number: int, me: Me, session: Db, later: BackgroundTasks) -> dict:
    swap = swaps.accept(session, me, swaps.by_id(session, number))
    session.commit()
    plans.forget()
    later.add_task(messages.tell, [swap.offered_by_id], "swap", messages.about_shift(f"{me.name} takes over:", swap.shift))
    return swaps.show(swap)


@router.post("/{number}/withdraw")
def withdraw(number: int, me: Me, session: Db) -> dict:
    swap = swaps.withdraw(session, me, swaps.by_id(session, number))
    session.commit()
    return swaps.show(swap)
