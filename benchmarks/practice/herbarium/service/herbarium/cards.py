"""The card of a sheet: everything that we know about it, and what curators add."""
import threading
from collections import OrderedDict

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from herbarium import clock, geo
from herbarium.errors import NotFound, Taken
from herbarium.models import Determination, Image, Specimen, Taxon
from herbarium.schemas import Card, DeterminationIn, DeterminationOut, ImageIn
from herbarium.taxonomy import Names


class CardCache:
    """The cards that were asked for last. Portals ask for the same ones again and again."""

    def __init__(self, size: int):
        self.size = size
        self._cards: OrderedDict[tuple[str, bool], Card] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, session: Session, names: Names, barcode: str, history: bool) -> Card:
        """The card, with the history of its determinations if wanted."""
        key = (barcode.upper(), history)
        with self._lock:
            if key in self._cards:
                self._cards.move_to_end(key)
                return self._cards[key]
        card = make_card(session, names, by_barcode(session, barcode), history)
        with self._lock:
            self._cards[key] = card
            while len(self._cards) > self.size:
                self._cards.popitem(last=False)
        return card

    def forget(self, barcode: str) -> None:
        """Drop the cards of a sheet that has changed."""
        with self._lock:
            for history in (False, True):
                self._cards.pop((barcode.upper(), history), None)


def by_barcode(session: Session, barcode: str) -> Specimen:
    statement = select(Specimen).options(joinedload(Specimen.taxon)).where(Specimen.barcode == barcode.upper())
    specimen = session.scalar(statement)
    if specimen is None:
        raise NotFound(f"no sheet {barcode}")
    return specimen


def make_card(session: Session, names: Names, specimen: Specimen, history: bool) -> Card:
    name = names.by_id[specimen.taxon_id]
    return Card(
        barcode=specimen.barcode,
        name=name.full,
        accepted_name=names.accepted(name).name,
        family=name.family,
        collector=specimen.collector,
        number=specimen.number,
        collected=[specimen.collected_from, specimen.collected_to] if specimen.collected_from else None,
        country=specimen.country,
        locality=specimen.locality,
        habitat=specimen.habitat,
        coordinates=geo.point({"latitude": specimen.latitude, "longitude": specimen.longitude}),
        uncertainty_m=specimen.uncertainty_m,
        elevation_m=specimen.elevation_m,
        type_status=specimen.type_status,
        images=session.scalar(select(func.count(Image.id)).where(Image.specimen_id == specimen.id)) or 0,
        history=[entry(d) for d in reversed(specimen.determinations)] if history else None,
    )


def entry(determination: Determination) -> DeterminationOut:
    return DeterminationOut(
        name=determination.taxon.name,
        determined_by=determination.determined_by,
        determined_on=determination.determined_on,
    )


def determine(session: Session, barcode: str, given: DeterminationIn) -> None:
    """Give a sheet another name; the name must be known."""
    specimen = by_barcode(session, barcode)
    taxon = session.scalar(select(Taxon).where(Taxon.name == given.name))
    if taxon is None:
        raise NotFound(f"no such name: {given.name}")
    specimen.determinations.append(
        Determination(taxon_id=taxon.id, determined_by=given.determined_by, determined_on=given.determined_on)
    )
    specimen.taxon_id = taxon.id
    specimen.changed_at = clock.stamp()
    session.commit()


def add_image(session: Session, barcode: str, given: ImageIn) -> Image:
    specimen = by_barcode(session, barcode)
    image = Image(specimen_id=specimen.id, **given.model_dump())
    session.add(image)
    try:
        session.commit()
    except IntegrityError as error:
        session.rollback()
        raise Taken(f"{barcode} has an image {given.file_name}") from error
    return image
