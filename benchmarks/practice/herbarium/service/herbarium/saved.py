"""Searches that people keep under a name."""
from sqlalchemy import select
from sqlalchemy.orm import Session

from herbarium import clock
from herbarium.errors import NotFound
from herbarium.models import SavedSearch
from herbarium.schemas import Filters, SavedIn
from herbarium.text import slug


def keep(session: Session, given: SavedIn) -> SavedSearch:
    """Keep a search; a name that is taken gets a number."""
    base = slug(given.name)
    taken = set(session.scalars(select(SavedSearch.slug).where(SavedSearch.slug.like(f"{base}%"))))
    free, number = base, 1
    while free in taken:
        number += 1
        free = f"{base}-{number}"
    saved = SavedSearch(
        slug=free,
        name=given.name,
        owner=given.owner,
        filters=given.filters.model_dump(exclude_defaults=True),
        created_at=clock.stamp(),
    )
    session.add(saved)
    session.commit()
    return saved


def get(session: Session, name: str) -> SavedSearch:
    saved = session.scalar(select(SavedSearch).where(SavedSearch.slug == name))
    if saved is None:
        raise NotFound(f"no saved search {name}")
    return saved


def filters_of(saved: SavedSearch) -> Filters:
    """The search itself. The oldest ones were kept by the first version of the site."""
    return Filters.model_validate(saved.filters)


def of_owner(session: Session, owner: str) -> list[SavedSearch]:
    return list(session.scalars(select(SavedSearch).where(SavedSearch.owner == owner).order_by(SavedSearch.slug)))
