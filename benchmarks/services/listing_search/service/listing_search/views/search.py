"""Search, and what helps to search."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route

from listing_search import catalogue, categories, pagination, profiles, query, search, web
from listing_search.errors import Unavailable
from listing_search.export import as_csv, disposition
from listing_search.pagination import Page
from listing_search.profiles import Profile
from listing_search.query import Query
from listing_search.search import Results
from listing_search.serialise import card
from listing_search.suggest import suggestions
from listing_search.text import tokens
from listing_search.web import Context, context

log = logging.getLogger(__name__)


async def profile_of(request: Request) -> Profile | None:
    """What is known of the searcher; None for strangers. Raises Unauthenticated, Forbidden."""
    ctx = context(request)

    def ask() -> str | None:
        with ctx.pool.connection() as conn:
            found = web.user(request, conn)
        return found.id if found is not None else None

    user_id = await run_in_threadpool(ask)
    return await profiles.fetch(ctx.settings, user_id) if user_id is not None else None


def found_by(ctx: Context, wanted: Query, page: Page, profile: Profile | None) -> Results:
    """The results of a query."""
    with ctx.pool.connection() as conn:
        tree = categories.load(conn)
    return search.run(ctx.index.current(), wanted, page, tree, profile, ctx.clock())


def answer_to(ctx: Context, wanted: Query, page: Page, profile: Profile | None) -> dict[str, Any]:
    """The JSON of a page of results. Listings that were sold meanwhile are left out."""
    results = found_by(ctx, wanted, page, profile)
    with ctx.pool.connection() as conn:
        listings = catalogue.several(conn, results.hits["id"].tolist())
        names = catalogue.sellers(conn, {listing.seller_id for listing in listings})
    distances: dict[str, float] = {}
    if "distance" in results.hits:
        distances = dict(zip(results.hits["id"], results.hits["distance"], strict=True))
    words = tokens(wanted.text)
    cards = [
        card(listing, names.get(listing.seller_id), words, distances.get(listing.id))
        for listing in listings
        if listing.status == "active"
    ]
    following = results.next_offset
    return {
        "total": results.total,
        "listings": cards,
        "next": pagination.encode({"offset": following}) if following is not None else None,
        "facets": results.facets,
        "personalised": profile is not None,
    }


async def within_budget(ctx: Context, call: Any, *arguments: Any) -> Any:
    """Runs a search in a thread. Raises Unavailable when it takes too long."""
    try:
        return await asyncio.wait_for(
            run_in_threadpool(call, *arguments), ctx.settings.search_budget
        )
    except TimeoutError as error:
        raise Unavailable("This search takes too long.", code="too_slow") from error


async def find(request: Request) -> JSONResponse:
    """Results of a search."""
    ctx = context(request)
    wanted = query.parse(request.query_params)
    page = pagination.parse_page(request.query_params, ("offset",))
    profile = await profile_of(request)
    key = (ctx.index.current().version, wanted, page.offset, page.limit, user_of(profile))
    answer = ctx.cache.get(key)
    if answer is None:
        answer = await within_budget(ctx, answer_to, ctx, wanted, page, profile)
        ctx.cache.put(key, answer)
    return JSONResponse(answer)


def user_of(profile: Profile | None) -> str | None:
    """Whose results these are in the cache; those of strangers are the same for all."""
    return profile.user_id if profile is not None else None


async def export(request: Request) -> StreamingResponse:
    """All results of a search as CSV, at most a thousand."""
    ctx = context(request)
    wanted = query.parse(request.query_params)
    profile = await profile_of(request)
    results = await within_budget(ctx, found_by, ctx, wanted, Page(1000), profile)
    name = wanted.text or "listings"
    return StreamingResponse(
        as_csv(results.hits, ctx.settings.currency),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": disposition(name)},
    )


def suggest(request: Request) -> JSONResponse:
    """What the user may want to type."""
    with context(request).pool.connection() as conn:
        tree = categories.load(conn)
        found = suggestions(conn, tree, request.query_params.get("q", "")[:100])
    return JSONResponse({"suggestions": found})


routes = [
    Route("/search", find),
    Route("/search.csv", export),
    Route("/suggest", suggest),
]
