"""The search itself: filter, rank, sort, cut into pages."""
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from herbarium import cursor, facets, geo, ranking
from herbarium.index import Doc, Snapshot
from herbarium.schemas import Filters
from herbarium.text import fold, words


@dataclass(frozen=True)
class Hit:
    doc: Doc
    score: float | None


def accepts(doc: Doc, filters: Filters, box: geo.Box | None, taxa: set[int] | None) -> bool:
    """Whether a sheet passes all filters."""
    fields = doc.fields
    if taxa is not None and doc.taxon_id not in taxa:
        return False
    if filters.family and fields["family"] not in filters.family:
        return False
    if filters.country and fields["country"] not in filters.country:
        return False
    if filters.collector and fold(filters.collector) not in fold(fields["collector"] or ""):
        return False
    if filters.year_from is not None and (doc.last_day is None or doc.last_day.year < filters.year_from):
        return False
    if filters.year_to is not None and (doc.first_day is None or doc.first_day.year > filters.year_to):
        return False
    if filters.types_only and not fields["type_status"]:
        return False
    if filters.with_image and not fields["images"]:
        return False
    return box is None or box.contains(fields["longitude"], fields["latitude"])


def sort_key(hit: Hit, sort: str) -> tuple[bool, Any, str]:
    """The key of a hit: without value last, then the value, then the barcode."""
    doc = hit.doc
    if sort == "name":
        return False, fold(doc.fields["name"]), doc.barcode
    if sort in ("collected", "-collected"):
        if doc.first_day is None:
            return True, 0, doc.barcode
        day = doc.first_day.toordinal()
        return False, -day if sort == "-collected" else day, doc.barcode
    if sort == "added":
        return False, -datetime.fromisoformat(doc.added_at).timestamp(), doc.barcode
    if sort == "barcode":
        return False, doc.barcode, doc.barcode
    return False, -(hit.score or 0.0), doc.barcode


def find(snapshot: Snapshot, filters: Filters) -> list[Hit]:
    """All hits of a search, in its order."""
    terms = words(filters.q)
    candidates = snapshot.candidates(terms)
    if not candidates:
        return []
    box = filters.box
    taxa = snapshot.names.same(filters.taxon) if filters.taxon else None
    places = [place for place in candidates if accepts(snapshot.docs[place], filters, box, taxa)]
    if terms:
        scores = ranking.relevance(ranking.bm25(snapshot, terms, places)).tolist()
    else:
        scores = [None] * len(places)
    hits = [Hit(snapshot.docs[place], score) for place, score in zip(places, scores, strict=True)]
    return sorted(hits, key=lambda hit: sort_key(hit, filters.sort))


def summary(hit: Hit) -> dict[str, Any]:
    """A hit as lists show it."""
    fields = hit.doc.fields
    return {
        "barcode": fields["barcode"],
        "name": fields["name"],
        "family": fields["family"],
        "collector": fields["collector"],
        "collected": fields["collected"],
        "country": fields["country"],
        "coordinates": geo.point(fields),
        "type_status": fields["type_status"],
        "score": hit.score,
    }


def page(snapshot: Snapshot, filters: Filters, after: str | None, size: int, facet_limit: int) -> dict[str, Any]:
    """One page of a search, with the facets of all hits."""
    hits = find(snapshot, filters)
    start = 0
    if after:
        start = bisect_right(hits, cursor.decode(after, filters.sort), key=lambda hit: sort_key(hit, filters.sort))
    shown = hits[start : start + size]
    more = start + size < len(hits)
    return {
        "total": len(hits),
        "items": [summary(hit) for hit in shown],
        "next": cursor.encode(filters.sort, sort_key(shown[-1], filters.sort)) if more else None,
        "facets": facets.count([hit.doc for hit in hits], facet_limit, {"family": filters.family, "country": filters.country}),
    }


def suggest(snapshot: Snapshot, text: str, limit: int) -> list[str]:
    """Names on our sheets that begin with this text, then names that have a word that does."""
    start = fold(text)
    if not start:
        return []
    found = []
    for folded, name in snapshot.completions[bisect_left(snapshot.completions, (start,)) :]:
        if not folded.startswith(start):
            break
        found.append(name)
    found += [n for f, n in snapshot.completions if not f.startswith(start) and any(w.startswith(start) for w in f.split())]
    return found[:limit]
