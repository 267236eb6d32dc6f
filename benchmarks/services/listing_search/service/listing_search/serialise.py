"""How our objects look in JSON. Answers are checked against models before they leave."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from listing_search.catalogue import Listing, Seller
from listing_search.categories import Tree
from listing_search.clock import to_db
from listing_search.text import snippet


class Price(BaseModel):
    """An amount as text, so that no client calculates with binary fractions."""

    amount: str
    currency: str


class Card(BaseModel):
    """A listing as it stands in a list; `price` is null on request."""

    id: str
    title: str
    category: str
    price: Price | None
    condition: str
    city: str | None
    seller: str
    seller_rating: float | None
    posted_at: str
    photo: str | None
    snippet: str | None = None
    distance_km: float | None = None


class Detail(Card):
    """A listing on its own page."""

    description: str
    category_path: list[str]
    status: str
    views: int
    photos: list[str]
    attributes: dict[str, Any]


def price_of(price: Decimal | None, currency: str) -> dict[str, str] | None:
    return {"amount": f"{price:.2f}", "currency": currency} if price is not None else None


def fields_of(listing: Listing, seller: Seller | None) -> dict[str, Any]:
    """What card and page have in common; a seller who left has no name."""
    return {
        "id": listing.id,
        "title": listing.title,
        "category": listing.category,
        "price": price_of(listing.price, listing.currency),
        "condition": listing.condition,
        "city": listing.city,
        "seller": seller.name if seller is not None else "",
        "seller_rating": seller.rating if seller is not None else None,
        "posted_at": to_db(listing.posted_at),
        "photo": listing.photos[0] if listing.photos else None,
    }


def card(
    listing: Listing,
    seller: Seller | None,
    words: list[str] | None = None,
    distance: float | None = None,
) -> dict[str, Any]:
    """A listing in a list; with the words that were searched, the part of the text around them."""
    shown = fields_of(listing, seller)
    if words:
        shown["snippet"] = snippet(listing.description, words)
    if distance is not None:
        shown["distance_km"] = round(distance, 1)
    return Card.model_validate(shown).model_dump()


def detail(listing: Listing, seller: Seller | None, tree: Tree) -> dict[str, Any]:
    """A listing on its own page."""
    shown = {
        **fields_of(listing, seller),
        "description": listing.description,
        "category_path": [tree.name(slug) for slug in tree.path(listing.category)],
        "status": listing.status,
        "views": listing.views,
        "photos": list(listing.photos),
        "attributes": listing.attributes,
    }
    return Detail.model_validate(shown).model_dump(exclude={"snippet", "distance_km"})
