"""The index in memory.

A snapshot is made of all sheets and never changed afterwards; when the database has changed the next request makes another one. Requests
that are under way keep the snapshot with which they began.
"""
import threading
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, sessionmaker

from herbarium import clock
from herbarium.models import Image, Specimen, Taxon
from herbarium.taxonomy import Names
from herbarium.text import fold, words

SEARCHED = ("name", "family", "collector", "country", "locality", "habitat", "barcode", "type_status")


@dataclass(frozen=True)
class Doc:
    """A sheet as searches see it."""

    barcode: str
    taxon_id: int
    fields: dict[str, Any]
    words: Counter[str]
    first_day: date | None
    last_day: date | None
    added_at: str


class Snapshot:
    """All sheets and which words they contain."""

    def __init__(self, docs: list[Doc], names: Names, stamp: tuple):
        self.docs = docs
        self.names = names
        self.stamp = stamp
        self.made_at = clock.now()
        self.lengths = np.array([sum(doc.words.values()) for doc in docs], dtype=float)
        self.postings: dict[str, dict[int, int]] = defaultdict(dict)
        for place, doc in enumerate(docs):
            for word, times in doc.words.items():
                self.postings[word][place] = times
        self.postings = dict(self.postings)
        self.completions = sorted({(fold(names.by_id[doc.taxon_id].name), names.by_id[doc.taxon_id].name) for doc in docs})

    def candidates(self, terms: list[str]) -> list[int]:
        """Places of the sheets that contain all terms."""
        if not terms:
            return list(range(len(self.docs)))
        found = [set(self.postings.get(term, ())) for term in terms]
        return sorted(set.intersection(*found))


def stamp_of(session: Session) -> tuple:
    """What changes whenever the index has to be made anew."""
    sheets = session.execute(select(func.count(Specimen.id), func.max(Specimen.changed_at))).one()
    return (*sheets, session.scalar(select(func.count(Taxon.id))), session.scalar(select(func.count(Image.id))))


def doc_of(specimen: Specimen, images: int) -> Doc:
    fields = {
        "barcode": specimen.barcode,
        "name": specimen.taxon.name,
        "family": specimen.taxon.family,
        "collector": specimen.collector,
        "number": specimen.number,
        "collected": specimen.collected_from.isoformat() if specimen.collected_from else None,
        "country": specimen.country,
        "locality": specimen.locality,
        "habitat": specimen.habitat,
        "latitude": specimen.latitude,
        "longitude": specimen.longitude,
        "elevation_m": specimen.elevation_m,
        "type_status": specimen.type_status,
        "images": images,
    }
    counted = Counter(word for name in SEARCHED for word in words(fields[name]))
    return Doc(
        specimen.barcode, specimen.taxon_id, fields, counted, specimen.collected_from, specimen.collected_to, specimen.added_at
    )


class Index:
    """Keeps the snapshot up to date."""

    def __init__(self, sessions: sessionmaker[Session]):
        self.sessions = sessions
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    def current(self) -> Snapshot:
        """A snapshot that is not older than the database."""
        with self._lock, self.sessions() as session:
            stamp = stamp_of(session)
            if self._snapshot is None or self._snapshot.stamp != stamp:
                self._snapshot = self._read(session, stamp)
            return self._snapshot

    def refresh(self) -> Snapshot:
        """Make the snapshot anew in any case."""
        with self._lock, self.sessions() as session:
            self._snapshot = self._read(session, stamp_of(session))
            return self._snapshot

    def _read(self, session: Session, stamp: tuple) -> Snapshot:
        images = dict(session.execute(select(Image.specimen_id, func.count()).group_by(Image.specimen_id)).all())
        rows = session.scalars(select(Specimen).options(joinedload(Specimen.taxon)).order_by(Specimen.barcode))
        return Snapshot([doc_of(row, images.get(row.id, 0)) for row in rows], Names.read(session), stamp)
