"""The range: search, filters, successors of products that are no longer made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from mill_orders.errors import Discontinued, MillError, NotFound
from mill_orders.models import Product
from mill_orders.paging import Sort, fetch_page

SORTS = {
    "name": Sort(Product.name, str, "name"),
    "price": Sort(Product.cents_per_kg, int, "cents_per_kg"),
    "popular": Sort(Product.sold_grams, int, "sold_grams", descending=True),
}


@dataclass(frozen=True)
class Filters:
    q: str = ""
    category: str | None = None
    tier: str | None = None
    min_cents: int | None = None
    max_cents: int | None = None


def match_expression(typed: str) -> str:
    """FTS5 expression: all words, each as the beginning of one."""
    words = [word.replace('"', '""') for word in typed.split()]
    return " ".join(f'"{word}"*' for word in words)


def _matching_ids(session: Session, typed: str) -> list[int]:
    found = session.execute(
        text("SELECT rowid FROM product_index WHERE product_index MATCH :expression"),
        {"expression": match_expression(typed)},
    )
    return [row.rowid for row in found]


def _filtered(session: Session, filters: Filters) -> Select[tuple[Product]]:
    query = select(Product).where(Product.active.is_(True))
    if filters.q.strip():
        query = query.where(Product.id.in_(_matching_ids(session, filters.q)))
    if filters.category:
        query = query.where(Product.category == filters.category)
    if filters.tier:
        query = query.where(Product.tier == filters.tier)
    if filters.min_cents is not None:
        query = query.where(Product.cents_per_kg >= filters.min_cents)
    if filters.max_cents is not None:
        query = query.where(Product.cents_per_kg <= filters.max_cents)
    return query


def search(
    session: Session, filters: Filters, sort: str, limit: int, after: str | None
) -> tuple[Sequence[Product], str | None]:
    if sort not in SORTS:
        raise MillError(f"cannot sort by {sort}", choices=sorted(SORTS))
    return fetch_page(session, _filtered(session, filters), SORTS[sort], Product.id, limit, after)


def categories(session: Session) -> dict[str, int]:
    rows = session.execute(
        select(Product.category, func.count()).where(Product.active.is_(True)).group_by(Product.category)
    )
    return {category: count for category, count in rows}


def by_skus(session: Session, skus: Iterable[str]) -> dict[str, Product]:
    """The products of these SKUs, in or out of the range; all have to be known."""
    wanted = {sku.strip().upper() for sku in skus}
    found = {product.sku: product for product in session.scalars(select(Product).where(Product.sku.in_(wanted)))}
    missing = sorted(wanted - set(found))
    if missing:
        raise NotFound("no such product", skus=missing)
    return found


def by_sku(session: Session, sku: str) -> Product:
    return by_skus(session, [sku])[sku.strip().upper()]


def successor(session: Session, product: Product) -> Product:
    """What is delivered instead; a successor may have been replaced as well."""
    seen = {product.sku}
    while not product.active:
        following = session.scalar(select(Product).where(Product.sku == product.replaced_by))
        if following is None or following.sku in seen:
            raise Discontinued(f"{product.sku} is no longer made", sku=product.sku)
        seen.add(following.sku)
        product = following
    return product


def reindex(session: Session) -> int:
    session.execute(text("DELETE FROM product_index"))
    count = 0
    for product in session.scalars(select(Product).order_by(Product.id)):
        session.execute(
            text("INSERT INTO product_index (rowid, sku, name, category, description) VALUES (:id, :sku, :name, :category, :description)"),
            {
                "id": product.id,
                "sku": product.sku,
                "name": product.name,
                "category": product.category,
                "description": product.description,
            },
        )
        count += 1
    return count
