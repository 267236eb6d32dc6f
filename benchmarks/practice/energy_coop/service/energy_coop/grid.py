"""The grid operator's side: announced outages and batches of events."""
from __future__ import annotations

import asyncio
from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from . import clock
from .config import settings
from .database import in_session
from .errors import DomainError, NotFound, Unprocessable
from .grid_schemas import BatchResult, EventMessage, OutageAnnouncement
from .models import GridEvent, Outage


def outage_by_reference(session: Session, reference: str | None) -> Outage:
    outage = session.scalar(select(Outage).where(Outage.reference == reference))
    if outage is None:
        raise NotFound(f"no outage {reference}")
    return outage


def open_outages(session: Session, area: str | None = None) -> list[Outage]:
    wanted = select(Outage).where(Outage.ended_at.is_(None)).order_by(Outage.starts_at, Outage.reference)
    if area is not None:
        wanted = wanted.where(Outage.area == area)
    return list(session.scalars(wanted))


def announce(session: Session, message: OutageAnnouncement) -> Outage:
    """Plan an outage, or move one that is planned already."""
    _check_window(message)
    outage = session.scalar(select(Outage).where(Outage.reference == message.reference))
    if outage is None:
        outage = Outage(reference=message.reference, planned=True)
        session.add(outage)
    outage.area = message.area
    outage.description = message.description
    outage.starts_at = message.starts_at
    outage.expected_end = message.expected_end
    session.flush()
    session.refresh(outage)
    return outage


def _check_window(message: OutageAnnouncement) -> None:
    if message.expected_end is not None and message.expected_end <= message.starts_at:
        raise Unprocessable("the outage ends before it starts")


def notice(outage: Outage) -> str:
    """What members read about an outage."""
    kind = "Planned interruption" if outage.planned else "Outage"
    text = f"{kind} in {outage.area} since {clock.local_text(outage.starts_at)}"
    if outage.expected_end is not None:
        text += f", expected until {clock.local_text(outage.expected_end)}"
    return f"{text}. {outage.description}".strip()


def apply_event(session: Session, message: EventMessage) -> str:
    """Carry out one event; answers `applied` or `duplicate`."""
    if session.scalar(select(GridEvent.id).where(GridEvent.event_id == message.event_id)) is not None:
        return "duplicate"
    if message.kind == "outage_started":
        if not message.reference:
            raise Unprocessable("an outage needs a reference")
        session.add(Outage(reference=message.reference, area=message.area, description=message.description,
                           starts_at=message.occurred_at))
    elif message.kind == "outage_ended":
        outage_by_reference(session, message.reference).ended_at = message.occurred_at
    session.add(GridEvent(event_id=message.event_id, kind=message.kind, area=message.area,
                          occurred_at=message.occurred_at))
    return "applied"


class Lanes:
    """Applies a batch: one lane for each area, so that areas do not wait for each other but keep their order."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.outcomes: Counter[str] = Counter()
        self.rejected: dict[str, str] = {}
        self._queues: dict[str, asyncio.Queue[EventMessage | None]] = {}
        self._workers: list[asyncio.Task[None]] = []

    async def _work(self, queue: asyncio.Queue[EventMessage | None]) -> None:
        while (message := await queue.get()) is not None:
            try:
                self.outcomes[await in_session(apply_event, message)] += 1
            except DomainError as error:
                self.rejected[message.event_id] = error.detail

    def _lane(self, area: str) -> asyncio.Queue[EventMessage | None]:
        if area not in self._queues:
            self._queues[area] = asyncio.Queue(maxsize=self.size)
            self._workers.append(asyncio.create_task(self._work(self._queues[area])))
        return self._queues[area]

    async def add(self, message: EventMessage) -> None:
        await self._lane(message.area).put(message)

    async def finish(self) -> None:
        for queue in self._queues.values():
            await queue.put(None)
        await asyncio.gather(*self._workers)


async def process_batch(messages: list[EventMessage]) -> BatchResult:
    if len(messages) > settings.max_batch:
        raise Unprocessable(f"more than {settings.max_batch} events")
    lanes = Lanes(settings.lane_size)
    for message in messages:
        await lanes.add(message)
    await lanes.finish()
    return BatchResult(applied=lanes.outcomes["applied"], duplicates=lanes.outcomes["duplicate"],
                       rejected=lanes.rejected)
