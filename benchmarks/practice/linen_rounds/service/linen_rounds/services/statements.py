"""Weekly statements."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from linen_rounds import clock
from linen_rounds.domain.models import Bag, BagState, Customer, Site, Statement, StatementLine
from linen_rounds.domain.weeks import Week
from linen_rounds.problems import Missing
from linen_rounds.services import contracts


def find(db: Session, customer: Customer, week: Week) -> Statement | None:
    wanted = select(Statement).where(Statement.customer_id == customer.id, Statement.week == str(week))
    return db.scalar(wanted)


def get(db: Session, customer: Customer, week: Week) -> Statement:
    found = find(db, customer, week)
    if found is None:
        raise Missing("no_statement", f"There is no statement for {week}.")
    return found


def of_customer(db: Session, customer: Customer) -> list[Statement]:
    """A customer's statements, newest first."""
    wanted = select(Statement).where(Statement.customer_id == customer.id)
    return list(db.scalars(wanted.order_by(Statement.week.desc())))


def run_week(db: Session, week: Week) -> list[Statement]:
    """Write the statements of a week; those that were sent stay as they are."""
    written = []
    for customer in db.scalars(select(Customer).order_by(Customer.code)).all():
        bags = _bags(db, customer, week)
        known = find(db, customer, week)
        if not bags or (known is not None and known.sent_at is not None):
            continue
        written.append(_write(db, known or Statement(customer=customer, week=str(week)), bags, week))
        db.commit()
    return written


def _write(db: Session, statement: Statement, bags: list[Bag], week: Week) -> Statement:
    """Write the lines from what was counted, one a kind."""
    pieces: dict[int, int] = defaultdict(int)
    cents: dict[int, int] = defaultdict(int)
    for bag in bags:
        day = clock.day_of(bag.collected_at)
        for line in bag.lines:
            pieces[line.item_type_id] += line.counted
            cents[line.item_type_id] += line.counted * contracts.price(
                db, statement.customer, line.item_type, day
            )
    statement.lines = [
        StatementLine(item_type_id=kind, pieces=pieces[kind], cents=cents[kind]) for kind in sorted(pieces)
    ]
    contract = contracts.in_force(db, statement.customer, week.sunday)
    statement.total_cents = max(sum(cents.values()), contract.minimum_cents if contract else 0)
    statement.written_at = clock.now()
    db.add(statement)
    return statement


def _bags(db: Session, customer: Customer, week: Week) -> list[Bag]:
    first, end = clock.bounds(week.monday, week.sunday)
    counted = select(Bag).join(Site).where(
        Site.customer_id == customer.id,
        Bag.state != BagState.COLLECTED,
        Bag.collected_at >= first,
        Bag.collected_at < end,
    )
    return list(db.scalars(counted.order_by(Bag.id)))


def change(db: Session, statement: Statement, week: Week) -> float | None:
    """By how many percent the total differs from that of the week before; None where there is nothing to compare."""
    earlier = find(db, statement.customer, week.before)
    if earlier is None or earlier.total_cents == 0:
        return None
    return round(100 * (statement.total_cents - earlier.total_cents) / earlier.total_cents, 1)
