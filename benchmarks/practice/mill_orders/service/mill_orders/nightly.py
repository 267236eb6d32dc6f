"""Nightly jobs: python -m mill_orders.nightly ranking|unpaid|statements|all [--day D] [--month M]"""

import argparse
import logging
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mill_orders import config, db, orders, statements
from mill_orders.models import Order, OrderLine, Product

log = logging.getLogger("mill_orders.nightly")

FEWEST_FOR_TIERS = 4


def sold_since(session: Session, first: date, last: date) -> dict[int, int]:
    """Grams of each product in orders that were not cancelled or paid back."""
    rows = session.execute(
        select(OrderLine.product_id, func.sum(OrderLine.grams))
        .join(Order, Order.id == OrderLine.order_id)
        .where(Order.placed_on.between(first, last), Order.status.not_in(("cancelled", "refunded")))
        .group_by(OrderLine.product_id)
    )
    return {product_id: grams for product_id, grams in rows}


def tier_bounds(sold: Sequence[int]) -> tuple[float, float] | None:
    """Lower and upper quartile of what sold."""
    sold = [grams for grams in sold if grams > 0]
    if len(sold) < FEWEST_FOR_TIERS:
        return None
    lower, _, upper = statistics.quantiles(sold, n=4, method="inclusive")
    return lower, upper


def tier_of(grams: int, bounds: tuple[float, float] | None) -> str:
    if bounds is None:
        return "regular"
    lower, upper = bounds
    if grams >= upper:
        return "top"
    return "slow" if grams < lower else "regular"


def ranking(session: Session, day: date, month: str) -> str:
    settings = config.load_settings()
    sold = sold_since(session, day - timedelta(days=settings.ranking_days), day)
    by_category: dict[str, list[Product]] = defaultdict(list)
    for product in session.scalars(select(Product).where(Product.active.is_(True)).order_by(Product.id)):
        product.sold_grams = sold.get(product.id, 0)
        by_category[product.category].append(product)
    ranked = 0
    for products in by_category.values():
        bounds = tier_bounds([product.sold_grams for product in products])
        for product in products:
            product.tier = tier_of(product.sold_grams, bounds)
            ranked += 1
    return f"{ranked} products ranked"


def unpaid(session: Session, day: date, month: str) -> str:
    numbers = orders.cancel_unpaid(session, day - timedelta(days=config.load_settings().unpaid_days))
    return f"{len(numbers)} orders cancelled"


def write_statements(session: Session, day: date, month: str) -> str:
    return f"{statements.write(session, month)} statements written"


JOBS: dict[str, Callable[[Session, date, str], str]] = {
    "unpaid": unpaid,
    "ranking": ranking,
    "statements": write_statements,
}


def previous_month(day: date) -> str:
    return f"{day.replace(day=1) - timedelta(days=1):%Y-%m}"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="mill_orders.nightly")
    parser.add_argument("job", choices=[*JOBS, "all"])
    parser.add_argument("--day", type=date.fromisoformat, default=None)
    parser.add_argument("--month", default=None, help="like 2026-08; the month before the day otherwise")
    arguments = parser.parse_args(argv)
    config.init_sentry()
    day = arguments.day or config.today()
    month = arguments.month or previous_month(day)
    sessions = db.connect(config.load_settings().database)
    for name in JOBS if arguments.job == "all" else [arguments.job]:
        with db.session_scope(sessions) as session:
            print(f"{name}: {JOBS[name](session, day, month)}")
    return 0


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    sys.exit(main())
