"""Search in the listed adverts: criteria, order, and pages with cursors."""
import base64
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, or_, select

from . import db, money, settings, specs, wire
from .errors import NotAllowed, Unreadable
from .models import Advert


@dataclass(frozen=True)
class Criteria:
    """What somebody looks for; prices are in euros."""

    boat_class: str | None = None
    maker: str | None = None
    words: str | None = None
    price_from: Decimal | None = None
    price_to: Decimal | None = None
    length_from: Decimal | None = None
    length_to: Decimal | None = None
    year_from: int | None = None
    year_to: int | None = None
    berths: int | None = None

    @classmethod
    def read(cls, given: wire.Fields, currency: str | None = None) -> "Criteria":
        """Of a query string or a JSON body; its prices are in `currency`."""
        boat_class = given.given("class", wire.line)
        price_from = given.given("price_from", wire.decimal)
        price_to = given.given("price_to", wire.decimal)
        return cls(
            boat_class=specs.class_named(boat_class) if boat_class else None,
            maker=given.given("maker", wire.line),
            words=given.given("words", wire.line),
            price_from=_euros(price_from, currency),
            price_to=_euros(price_to, currency),
            length_from=given.given("length_from", wire.decimal),
            length_to=given.given("length_to", wire.decimal),
            year_from=given.given("year_from", wire.whole_number),
            year_to=given.given("year_to", wire.whole_number),
            berths=given.given("berths", wire.whole_number),
        )

    def stored(self) -> dict[str, Any]:
        """As JSON can keep it, without what is not asked for."""
        kept = {}
        for name, value in asdict(self).items():
            if value is not None:
                kept[name] = str(value) if isinstance(value, Decimal) else value
        return kept

    @classmethod
    def restored(cls, stored: dict[str, Any]) -> "Criteria":
        """What `stored` gave."""
        values = dict(stored)
        for field in fields(cls):
            if "Decimal" in str(field.type) and field.name in values:
                values[field.name] = Decimal(values[field.name])
        return cls(**values)

    def query(self) -> Select:
        """Selects the listed adverts that fit."""
        chosen = select(Advert).where(Advert.status == "listed")
        bounds = (
            (Advert.price_eur, self.price_from, self.price_to),
            (Advert.length, self.length_from, self.length_to),
            (Advert.year, self.year_from, self.year_to),
            (Advert.berths, self.berths, None),
        )
        for column, least, most in bounds:
            if least is not None:
                chosen = chosen.where(column >= least)
            if most is not None:
                chosen = chosen.where(column <= most)
        if self.boat_class:
            chosen = chosen.where(Advert.boat_class == self.boat_class)
        if self.maker:
            chosen = chosen.where(Advert.maker.ilike(self.maker))
        for word in (self.words or "").split():
            chosen = chosen.where(Advert.title.icontains(word, autoescape=True))
        return chosen


def _euros(amount: Decimal | None, currency: str | None) -> Decimal | None:
    return money.convert(amount, currency, "EUR") if amount is not None and currency else amount


@dataclass(frozen=True)
class Sort:
    """A column to sort by, and how a value of it is read from a cursor."""

    column: Any
    attribute: str
    read: Callable[[Any], Any] = lambda raw: raw


SORTS = {
    "listed": Sort(Advert.listed_at, "listed_at", datetime.fromisoformat),
    "price": Sort(Advert.price_eur, "price_eur", Decimal),
    "length": Sort(Advert.length, "length", Decimal),
    "year": Sort(Advert.year, "year"),
}


def page(criteria: Criteria, sort: str, cursor: str | None, size: int) -> tuple[list[Advert], str | None]:
    """A page of adverts, and the cursor of the next one; `sort` with a minus is from high to low."""
    descending, name = sort.startswith("-"), sort.removeprefix("-")
    if name not in SORTS:
        raise NotAllowed(f"there is no order by {name}")
    if not 1 <= size <= settings.LARGEST_PAGE:
        raise NotAllowed(f"pages have 1 to {settings.LARGEST_PAGE} adverts")
    order = SORTS[name]
    chosen = criteria.query()
    if cursor:
        value, number = _read_cursor(order, cursor)
        chosen = chosen.where(_after(order.column, descending, value, number))
    direction = order.column.desc() if descending else order.column.asc()
    rows = list(db.session().scalars(chosen.order_by(direction, Advert.id).limit(size + 1)))
    following = _cursor(order, rows[size - 1]) if len(rows) > size else None
    return rows[:size], following


def every(criteria: Criteria) -> list[Advert]:
    return list(db.session().scalars(criteria.query().order_by(Advert.id)))


def _after(column, descending: bool, value: Any, number: int):
    """What comes after the advert `number`, which has `value` in the column."""
    beyond = column < value if descending else column > value
    return or_(beyond, and_(column == value, Advert.id > number))


def _cursor(order: Sort, advert: Advert) -> str:
    value = getattr(advert, order.attribute)
    text = json.dumps([value, advert.id], default=str)
    return base64.urlsafe_b64encode(text.encode()).decode()


def _read_cursor(order: Sort, cursor: str) -> tuple[Any, int]:
    try:
        raw, number = json.loads(base64.urlsafe_b64decode(cursor))
        return order.read(raw), wire.whole_number("cursor", number)
    except (ValueError, TypeError, ArithmeticError):
        raise Unreadable("this is no cursor of ours") from None
