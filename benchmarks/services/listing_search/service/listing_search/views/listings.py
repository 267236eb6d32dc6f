"""Listings, one by one and in lists."""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from listing_search import catalogue, categories, events, pagination, prices, query, sellers
from listing_search.clock import to_db
from listing_search.errors import NotFound
from listing_search.serialise import card, detail
from listing_search.similar import similar
from listing_search.web import context

log = logging.getLogger(__name__)


def show(request: Request) -> JSONResponse:
    """A listing; those that were taken down are gone for everybody."""
    ctx = context(request)
    listing_id = request.path_params["listing_id"]
    with ctx.pool.connection() as conn:
        listing = catalogue.find(conn, listing_id)
        if listing is None or listing.status == "expired":
            if request.headers.get("x-synthetic"):
                log.error("synthetic check: there is no listing %s", listing_id)
            raise NotFound(f"There is no listing {listing_id}.")
        events.count_views(conn, listing_id, ctx.clock())
        seller = catalogue.sellers(conn, {listing.seller_id}).get(listing.seller_id)
        return JSONResponse(detail(listing, seller, categories.load(conn)))


def browse(request: Request) -> JSONResponse:
    """Active listings, newest first."""
    ctx = context(request)
    wanted = query.parse(request.query_params)
    page = pagination.parse_page(request.query_params, ("at", "id"))
    with ctx.pool.connection() as conn:
        tree = categories.load(conn)
        below = tree.below(wanted.category) if wanted.category else []
        found = catalogue.browse(conn, wanted, page, below)
        shown = found[: page.limit]
        names = catalogue.sellers(conn, {listing.seller_id for listing in shown})
    following = None
    if len(found) > page.limit:
        last = shown[-1]
        following = pagination.encode({"at": to_db(last.posted_at), "id": last.id})
    cards = [card(listing, names.get(listing.seller_id)) for listing in shown]
    return JSONResponse({"listings": cards, "next": following})


def alike(request: Request) -> JSONResponse:
    """Listings like this one."""
    ctx = context(request)
    most = query.whole(request.query_params, "limit", 1, 20) or 6
    with ctx.pool.connection() as conn:
        listing = catalogue.get(conn, request.path_params["listing_id"])
        rate = catalogue.rate(conn, listing.currency)
        price = float(listing.price) / rate if listing.price is not None else None
        found = similar(ctx.index.current(), listing, price, most)
        shown = catalogue.several(conn, found["id"].tolist())
        names = catalogue.sellers(conn, {other.seller_id for other in shown})
    cards = [card(other, names.get(other.seller_id)) for other in shown]
    return JSONResponse({"listings": cards})


def price_history(request: Request) -> JSONResponse:
    """How the price has changed."""
    ctx = context(request)
    with ctx.pool.connection() as conn:
        listing = catalogue.get(conn, request.path_params["listing_id"])
        changes = prices.history(conn, listing.id)
    return JSONResponse({"id": listing.id, "currency": listing.currency, "changes": changes})


def seller(request: Request) -> JSONResponse:
    """A seller and his figures."""
    ctx = context(request)
    with ctx.pool.connection() as conn:
        found = catalogue.seller(conn, request.path_params["seller_id"])
        return JSONResponse(sellers.figures(conn, found, ctx.settings.timezone))


def tree(request: Request) -> JSONResponse:
    """All categories."""
    with context(request).pool.connection() as conn:
        return JSONResponse({"categories": categories.load(conn).nested()})


routes = [
    Route("/categories", tree),
    Route("/listings", browse),
    Route("/listings/{listing_id}", show),
    Route("/listings/{listing_id}/similar", alike),
    Route("/listings/{listing_id}/prices", price_history),
    Route("/sellers/{seller_id}", seller),
]
