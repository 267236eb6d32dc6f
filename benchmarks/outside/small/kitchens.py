"""Two programs with seven bugs each: a catering kitchen (async FastAPI) and a tool-lending workshop (FastAPI, SQLAlchemy)."""

from __future__ import annotations

from typing import Any


def swap(text: str, old: str, new: str) -> str:
    """`text` with `old`, which is there exactly once, replaced."""
    assert text.count(old) == 1, (text.count(old), old)
    return text.replace(old, new)


def case(name: str, base: str, good: str, bad: str, trigger: str, wanted: Any, *others: tuple[str, Any]) -> dict:
    """A case whose fixed program is `base`, the buggy one `base` with `bad` for `good`."""
    return {
        "name": name, "buggy": swap(base, good, bad), "fixed": base,
        "trigger": trigger, "wanted": wanted, "others": list(others),
    }  # fmt: skip


KITCHEN = r'''"""Catering kitchen: recipes and their allergens, stock, suppliers' offers, menus and orders for delivery dates."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Query
from pydantic import AfterValidator, BaseModel, Field

LEAD = timedelta(hours=24)  # shopping and preparation


class SupplierError(Exception):
    """A supplier cannot deliver what was asked for."""


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC; the web shop sends an offset, the office's form does not and means UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(in_utc)]
Allergen = StrEnum("Allergen", ["GLUTEN", "MILK", "EGG", "NUTS", "MUSTARD"])


class Ingredient(BaseModel):
    id: str
    price: int  # cents per kg
    allergens: set[Allergen] = set()


class Part(BaseModel):
    of: str  # an ingredient or a recipe
    grams: int = Field(gt=0)


class RecipeIn(BaseModel):
    name: str
    station: str | None = None
    parts: list[Part] = Field(min_length=1)


class Recipe(RecipeIn):
    id: str

    @property
    def grams(self) -> int:
        return sum(part.grams for part in self.parts)


class RecipeCard(BaseModel):
    id: str
    name: str
    station: str | None
    grams: int
    contains: list[str]
    allergens: list[Allergen]


class Lot(BaseModel):
    id: int
    ingredient: str
    grams: int
    best_before: date | None = None


class Menu(BaseModel):
    id: str
    dishes: list[str]
    markup: int  # per cent


class Line(BaseModel):
    menu: str
    portions: int = Field(gt=0)


class OrderIn(BaseModel):
    customer: str
    ordered_at: Moment
    delivery: Moment
    lines: list[Line] = Field(min_length=1)


class Order(OrderIn):
    id: int
    status: str = "open"


class OrderPatch(BaseModel):
    """What a customer may change; what is left out or null stays as it is."""

    customer: str | None = None
    delivery: Moment | None = None
    lines: list[Line] | None = Field(None, min_length=1)


class Repository:
    """Things of one kind by their id, in memory."""

    def __init__(self, kind: str, things: list[Any]) -> None:
        self.kind, self.things = kind, {thing.id: thing for thing in things}

    async def get(self, key: str | int) -> Any:
        if key not in self.things:
            raise HTTPException(404, f"no {self.kind} {key}")
        return self.things[key]

    async def save(self, thing: Any) -> Any:
        self.things[thing.id] = thing
        return thing


def recipe(key: str, station: str | None, **grams: int) -> Recipe:
    return Recipe(id=key, name=key.title(), station=station, parts=[Part(of=of, grams=count) for of, count in grams.items()])


def order(key: int, customer: str, day: str, status: str = "open", **portions: int) -> Order:
    lines = [Line(menu=menu, portions=count) for menu, count in portions.items()]
    return Order(id=key, customer=customer, ordered_at="2024-05-20T08:00Z", delivery=f"{day}T10:00Z", lines=lines, status=status)


PANTRY = [("flour", 90, "gluten"), ("butter", 900, "milk"), ("eggs", 440, "egg"), ("walnuts", 1400, "nuts"), ("mustard", 500, "mustard"), ("sugar", 120), ("oil", 600), ("lettuce", 400), ("potatoes", 150)]
LOTS = [("flour", 20000, "2024-09-30"), ("butter", 3000, "2024-06-20"), ("butter", 2000, "2024-06-10"), ("sugar", 1000, None), ("sugar", 5000, "2025-01-31"), ("oil", 5000, None)]
OFFERS = {"Metzler": {"flour": 95, "butter": 920, "eggs": 460}, "Gross & Co": {"flour": 70, "butter": 810, "potatoes": 100}}
LEAST = {"Metzler": 0, "Gross & Co": 5000}  # grams a supplier comes for
ingredients = Repository("ingredient", [Ingredient(id=key, price=price, allergens=of) for key, price, *of in PANTRY])
recipes = Repository("recipe", [recipe("dough", "bakery", flour=300, butter=150, sugar=50), recipe("dressing", None, oil=120, mustard=40, sugar=40),
                                recipe("salad", "cold", lettuce=100, walnuts=20, dressing=50), recipe("tart", "bakery", dough=100, eggs=50, sugar=10), recipe("mash", "hot", potatoes=250, butter=25)])  # fmt: skip
lots = Repository("lot", [Lot(id=key, ingredient=of, grams=grams, best_before=until) for key, (of, grams, until) in enumerate(LOTS, 1)])
menus = Repository("menu", [Menu(id="garden", dishes=["salad", "tart"], markup=150), Menu(id="kids", dishes=["mash"], markup=100)])
orders = Repository("order", [order(1, "Kita Sonne", "2024-06-07", kids=40), order(2, "Notar Weiss", "2024-06-07", garden=12), order(3, "Kita Sonne", "2024-06-14", "cancelled", kids=40), order(4, "Kita Sonne", "2024-06-28", kids=20, garden=2)])
app = FastAPI(title="Catering kitchen")


async def needs(made: Recipe, grams: Decimal) -> Counter[str]:
    """The grams of each ingredient in so many grams of a recipe."""
    found: Counter[str] = Counter()
    for part in made.parts:
        share = grams * part.grams / made.grams
        found.update(await needs(recipes.things[part.of], share) if part.of in recipes.things else {part.of: share})
    return found


async def family(key: str) -> set[str]:
    """All recipes in a recipe, on every level; none in an ingredient."""
    if key not in recipes.things:
        await ingredients.get(key)
        return set()
    below = {part.of for part in recipes.things[key].parts}
    return (below & set(recipes.things)).union(*[await family(one) for one in below])


async def portion_cents(menu: Menu) -> int:
    cost = Decimal()
    for made in [await recipes.get(key) for key in menu.dishes]:
        for key, grams in (await needs(made, Decimal(made.grams))).items():
            cost += (await ingredients.get(key)).price * grams / 1000
    return round(cost * (100 + menu.markup) / 100)


async def total_cents(placed: OrderIn) -> int:
    total = 0
    for line in placed.lines:
        total += await portion_cents(await menus.get(line.menu)) * line.portions
    return total


async def ask(supplier: str, ingredient: str, grams: int) -> dict[str, Any]:
    """A supplier's offer, as its shop gives it."""
    if ingredient not in OFFERS[supplier] or grams < LEAST[supplier]:
        raise SupplierError(f"{supplier} does not deliver {grams} g of {ingredient}")
    return {"supplier": supplier, "cents": OFFERS[supplier][ingredient] * grams // 1000}


async def view(placed: Order) -> dict[str, Any]:
    return placed.model_dump(exclude={"ordered_at"}) | {"cents": await total_cents(placed)}


async def accept(placed: Order) -> dict[str, Any]:
    """Keeps an order, new or changed, if it is in time and can be priced."""
    if placed.delivery - placed.ordered_at < LEAD:
        raise HTTPException(409, "orders are placed a day ahead")
    answer = await view(placed)
    await orders.save(placed)
    return answer


async def card(made: Recipe) -> dict[str, Any]:
    inside = [await ingredients.get(key) for key in await needs(made, Decimal(made.grams))]
    allergens = set().union(*[one.allergens for one in inside])
    return made.model_dump() | {"grams": made.grams, "contains": sorted(await family(made.id)), "allergens": sorted(allergens)}


@app.get("/recipes/{recipe_id}", response_model=RecipeCard)
async def show_recipe(recipe_id: str) -> Any:
    return await card(await recipes.get(recipe_id))


@app.put("/recipes/{recipe_id}", response_model=RecipeCard)
async def write_recipe(recipe_id: str, body: RecipeIn) -> Any:
    """Writes a recipe, new or anew; no recipe may contain itself."""
    for part in body.parts:
        if part.of == recipe_id or recipe_id in await family(part.of):
            raise HTTPException(409, f"{recipe_id} would contain itself")
    return await card(await recipes.save(Recipe(id=recipe_id, **body.model_dump())))


@app.get("/ingredients/{ingredient_id}/offers")
async def offers_of(ingredient_id: str, grams: Annotated[int, Query(gt=0)]) -> list[dict[str, Any]]:
    """What the suppliers that deliver it ask, the cheapest first."""
    await ingredients.get(ingredient_id)
    answers = await asyncio.gather(*[ask(one, ingredient_id, grams) for one in OFFERS], return_exceptions=True)
    offers = [answer for answer in answers if not isinstance(answer, SupplierError)]
    return sorted(offers, key=lambda offer: offer["cents"])


@app.get("/ingredients/{ingredient_id}/pick")
async def pick(ingredient_id: str, grams: Annotated[int, Query(gt=0)], day: date) -> list[dict[str, Any]]:
    """What to take from which lots: first what expires first, last what keeps for ever."""
    await ingredients.get(ingredient_id)
    good = [lot for lot in lots.things.values() if lot.ingredient == ingredient_id and (lot.best_before is None or lot.best_before >= day)]
    taken = []
    for lot in sorted(good, key=lambda lot: (lot.best_before or date.max, lot.id)):
        taken.append({"lot": lot.id, "grams": min(lot.grams, grams)})
        grams -= min(lot.grams, grams)
        if not grams:
            return taken
    raise HTTPException(409, f"{grams} g of {ingredient_id} are missing")


@app.post("/orders", status_code=201)
async def place(body: OrderIn) -> dict[str, Any]:
    return await accept(Order(id=max(orders.things) + 1, **body.model_dump()))


@app.get("/orders/{order_id}")
async def show_order(order_id: int) -> dict[str, Any]:
    return await view(await orders.get(order_id))


@app.patch("/orders/{order_id}")
async def change(order_id: int, patch: OrderPatch) -> dict[str, Any]:
    placed = await orders.get(order_id)
    if placed.status != "open":
        raise HTTPException(409, f"order {order_id} is {placed.status}")
    return await accept(Order.model_validate(placed.model_dump() | patch.model_dump(exclude_none=True)))


@app.get("/customers/{customer}/statement")
async def statement(customer: str, month: Annotated[str, Query(pattern=r"^\d{4}-\d\d$")]) -> dict[str, Any]:
    """A customer's orders delivered in a month and what they come to; cancelled ones are free."""
    mine = [one for one in orders.things.values() if one.customer == customer]
    if not mine:
        raise HTTPException(404, f"no customer {customer}")
    due = [one for one in mine if f"{one.delivery:%Y-%m}" == month and one.status != "cancelled"]
    return {"customer": customer, "orders": [one.id for one in due], "cents": sum([await total_cents(one) for one in due])}
'''

WORKSHOP = r'''"""Tool-lending workshop: the inventory, members, loans, reservations and fines.

Membership runs for a year; who joined on 29 February renews on the 28th where there is no 29th (by-laws, section 4).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import Depends, FastAPI, Header, HTTPException, Query
from pydantic import BaseModel, Field
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, joinedload, mapped_column, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

LOAN_DAYS = 14
MOST_OWED = 1000  # cents; who owes more borrows nothing
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

engine = sa.create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
Sessions = sessionmaker(engine)
app = FastAPI(title="Tool-lending workshop")


class Condition(Enum):
    good = "good"
    worn = "worn"
    in_repair = "in repair"


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    barcode: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    category: Mapped[str]
    daily_fine: Mapped[int] = mapped_column(default=50)
    condition: Mapped[Condition] = mapped_column(
        sa.Enum(Condition, native_enum=False, length=20, values_callable=lambda conditions: [one.value for one in conditions]), default=Condition.good
    )
    loans: Mapped[list["Loan"]] = relationship(back_populates="item")


class Member(Base):
    __tablename__ = "members"
    id: Mapped[int] = mapped_column(primary_key=True)
    card: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    joined: Mapped[date]
    loans: Mapped[list["Loan"]] = relationship(back_populates="member", order_by="Loan.id")


class Loan(Base):
    __tablename__ = "loans"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("items.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("members.id"))
    taken_at: Mapped[datetime]
    due: Mapped[date]
    returned: Mapped[date | None]
    item: Mapped[Item] = relationship(back_populates="loans")
    member: Mapped[Member] = relationship(back_populates="loans")


class Reservation(Base):
    __tablename__ = "reservations"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("items.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("members.id"))
    day: Mapped[date]


class Fine(Base):
    __tablename__ = "fines"
    id: Mapped[int] = mapped_column(primary_key=True)
    loan_id: Mapped[int] = mapped_column(sa.ForeignKey("loans.id"))
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("members.id"))
    cents: Mapped[int]
    paid: Mapped[bool] = mapped_column(default=False)


class ItemIn(BaseModel):
    barcode: str = Field(min_length=4)
    name: str
    category: str
    daily_fine: int = Field(50, ge=0)


class LoanIn(BaseModel):
    card: str
    item: int
    at: datetime


def database() -> Iterator[Session]:
    with Sessions() as session:
        yield session


Database = Annotated[Session, Depends(database)]


def current_member(session: Database, x_card: Annotated[str, Header()]) -> Member:
    """The member whose card was scanned at the desk."""
    member = session.scalar(sa.select(Member).where(Member.card == x_card))
    if member is None:
        raise HTTPException(401, "unknown card")
    return member


def found(session: Session, kind: type[Base], key: int) -> Any:
    thing = session.get(kind, key)
    if thing is None:
        raise HTTPException(404, f"no {kind.__name__.lower()} {key}")
    return thing


def owed(session: Session, member: Member) -> int:
    """What a member has still to pay, in cents."""
    return session.scalar(sa.select(sa.func.sum(Fine.cents)).where(Fine.member_id == member.id, Fine.paid.is_(False))) or 0


def renewal(joined: date, year: int) -> date:
    """The day of a year on which a membership is renewed."""
    try:
        return joined.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def item_view(item: Item) -> dict[str, Any]:
    return {"id": item.id, "barcode": item.barcode, "name": item.name, "category": item.category, "condition": item.condition.value}


def loan_view(loan: Loan) -> dict[str, Any]:
    return {"id": loan.id, "item": loan.item.name, "due": loan.due, "returned": loan.returned}


@app.get("/items")
def search(
    session: Database, q: str = "", category: str | None = None, condition: Condition | None = None,
    page: Annotated[int, Query(ge=1)] = 1, per_page: Annotated[int, Query(ge=1, le=100)] = 3,
) -> dict[str, Any]:
    """Items by words of their name, category and condition, page by page."""
    query = sa.select(Item).where(Item.name.icontains(q, autoescape=True))
    for column, value in ((Item.category, category), (Item.condition, condition)):
        query = query if value is None else query.where(column == value)
    total = session.scalar(sa.select(sa.func.count()).select_from(query.subquery()))
    items = session.scalars(query.order_by(Item.name, Item.id).offset((page - 1) * per_page).limit(per_page))
    return {"total": total, "pages": -(-total // per_page), "items": [item_view(item) for item in items]}


@app.post("/items/import")
def import_items(rows: list[ItemIn], session: Database) -> dict[str, Any]:
    """Takes over a delivery list; items whose barcode is already there are skipped."""
    added, skipped = [], []
    for row in rows:
        try:
            with session.begin_nested():
                session.add(Item(**row.model_dump()))
        except IntegrityError:
            skipped.append(row.barcode)
        else:
            added.append(row.barcode)
    session.commit()
    return {"added": added, "skipped": skipped, "items": session.scalar(sa.select(sa.func.count(Item.id)))}


@app.get("/members")
def list_members(session: Database) -> list[dict[str, Any]]:
    members = session.scalars(sa.select(Member).options(joinedload(Member.loans)).order_by(Member.name)).unique().all()
    return [{"name": one.name, "loans": len(one.loans), "out": sum(loan.returned is None for loan in one.loans)} for one in members]


@app.get("/members/{member_id}/membership")
def membership(member_id: int, on: date, session: Database) -> dict[str, Any]:
    """Since when a member has been one, and when the membership is next renewed after a day."""
    member = found(session, Member, member_id)
    if on < member.joined:
        raise HTTPException(409, f"{member.name} joined on {member.joined}")
    this_year = renewal(member.joined, on.year)
    return {"name": member.name, "since": member.joined, "renewal": this_year if this_year > on else renewal(member.joined, on.year + 1)}


@app.get("/me")
def my_loans(member: Annotated[Member, Depends(current_member)], session: Database) -> dict[str, Any]:
    out = [loan_view(loan) for loan in member.loans if loan.returned is None]
    return {"name": member.name, "out": out, "owed": owed(session, member)}


@app.post("/loans", status_code=201)
def lend(body: LoanIn, session: Database) -> dict[str, Any]:
    member = session.scalar(sa.select(Member).where(Member.card == body.card))
    if member is None:
        raise HTTPException(404, f"no card {body.card}")
    item, day = found(session, Item, body.item), body.at.date()
    if owed(session, member) > MOST_OWED:
        raise HTTPException(403, "pay your fines first")
    if item.condition is Condition.in_repair or any(loan.returned is None for loan in item.loans):
        raise HTTPException(409, f"{item.name} is not here")
    soon = Reservation.day.between(day, day + timedelta(days=LOAN_DAYS))
    if session.scalar(sa.select(sa.exists().where(Reservation.item_id == item.id, Reservation.member_id != member.id, soon))):
        raise HTTPException(409, f"{item.name} is reserved")
    loan = Loan(item=item, member=member, taken_at=body.at, due=day + timedelta(days=LOAN_DAYS))
    session.add(loan)
    session.commit()
    return loan_view(loan)


@app.post("/loans/{loan_id}/return")
def give_back(loan_id: int, day: date, session: Database) -> dict[str, Any]:
    """Takes an item back; each day late is fined."""
    loan = found(session, Loan, loan_id)
    if loan.returned is not None:
        raise HTTPException(409, "already returned")
    loan.returned = day
    late = max((day - loan.due).days, 0)
    if late:
        session.add(Fine(loan_id=loan.id, member_id=loan.member_id, cents=late * loan.item.daily_fine))
    session.commit()
    return loan_view(loan) | {"fine": late * loan.item.daily_fine}


@app.get("/stats/weekdays")
def weekdays(since: date, until: date, session: Database) -> dict[str, int]:
    """How many loans began on which weekday, for the desk's roster."""
    day = sa.func.date(Loan.taken_at, type_=sa.Date).label("day")
    query = sa.select(day, sa.func.count().label("loans")).where(day.between(since, until)).group_by(day)
    counts = dict.fromkeys(WEEKDAYS, 0)
    for row in session.execute(query):
        counts[WEEKDAYS[row.day.weekday()]] += row.loans
    return counts


def seed() -> None:
    Base.metadata.create_all(engine)
    with Sessions.begin() as session:
        # the inventory as the old card index wrote it
        for row in (
            ("T-001", "Cordless drill", "power", 100, "good"), ("T-002", "Belt sander", "power", 80, "worn"), ("T-003", "Circular saw", "power", 120, "in repair"), ("T-004", "Hand saw", "hand", 20, "good"), ("T-005", "Spirit level", "hand", 20, "good"),
        ):  # fmt: skip
            session.execute(sa.text("INSERT INTO items (barcode, name, category, daily_fine, condition) VALUES (:a, :b, :c, :d, :e)"), dict(zip("abcde", row)))
        session.add_all(
            Member(card=card, name=name, joined=date.fromisoformat(joined))
            for card, name, joined in (("C-11", "Ada Brandt", "2021-03-15"), ("C-12", "Ben Kurz", "2020-02-29"), ("C-13", "Cem Oral", "2023-11-02"), ("C-14", "Dana Wolf", "2024-02-10"))
        )
        for item, member, taken, returned in ((1, 1, "2024-04-02", "2024-04-20"), (4, 1, "2024-05-06", None), (2, 3, "2024-03-04", "2024-04-09"), (5, 2, "2024-05-08", "2024-05-10")):
            at = datetime.fromisoformat(f"{taken}T17:30")
            session.add(Loan(item_id=item, member_id=member, taken_at=at, due=at.date() + timedelta(days=LOAN_DAYS), returned=returned and date.fromisoformat(returned)))
        session.add_all([Fine(loan_id=1, member_id=1, cents=400), Fine(loan_id=3, member_id=3, cents=1760), Fine(loan_id=4, member_id=2, cents=20, paid=True)])
        session.add(Reservation(item_id=5, member_id=1, day=date(2024, 6, 1)))


seed()
'''

CLIENT = "__import__('fastapi.testclient').testclient.TestClient(app)"
ORDER_1 = {"id": 1, "customer": "Kita Sonne", "delivery": "2024-06-07T10:00:00Z", "lines": [{"menu": "kids", "portions": 40}], "status": "open", "cents": 4800}
BAKERY = {"id": "tart", "name": "Tart", "station": "bakery", "grams": 160, "contains": ["dough"], "allergens": ["egg", "gluten", "milk"]}
DRILL, SANDER = ({"id": 1, "barcode": "T-001", "name": "Cordless drill", "category": "power", "condition": "good"},
                 {"id": 2, "barcode": "T-002", "name": "Belt sander", "category": "power", "condition": "worn"})  # fmt: skip
SAW, HAND_SAW, LEVEL = ({"id": 3, "barcode": "T-003", "name": "Circular saw", "category": "power", "condition": "in repair"},
                        {"id": 4, "barcode": "T-004", "name": "Hand saw", "category": "hand", "condition": "good"},
                        {"id": 5, "barcode": "T-005", "name": "Spirit level", "category": "hand", "condition": "good"})  # fmt: skip
NO_DAYS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 0)

CASES = [
    case(
        "statement-awaited-sum", KITCHEN,
        "sum([await total_cents(one) for one in due])", "sum(await total_cents(one) for one in due)",
        "GET /customers/Kita%20Sonne/statement?month=2024-06", [200, {"customer": "Kita Sonne", "orders": [1, 4], "cents": 7944}],
        ("GET /orders/4", [200, {"id": 4, "customer": "Kita Sonne", "delivery": "2024-06-28T10:00:00Z", "lines": [{"menu": "kids", "portions": 20}, {"menu": "garden", "portions": 2}], "status": "open", "cents": 3144}]),
        ("GET /customers/Notar%20Weiss/statement?month=2024-06", [200, {"customer": "Notar Weiss", "orders": [2], "cents": 4464}]),
        ("GET /customers/Notar%20Weiss/statement?month=2024-07", [200, {"customer": "Notar Weiss", "orders": [], "cents": 0}]),
        ("GET /customers/Kita%20Mond/statement?month=2024-06", 404),
        ("GET /customers/Kita%20Sonne/statement?month=June", 422),
        ("(lambda c: [c.patch('/orders/1', json={'lines': [{'menu': 'kids', 'portions': 10}]}).status_code, c.get('/customers/Kita Sonne/statement?month=2024-06').json()['cents']])(" + CLIENT + ")", [200, 4344]),
    ),
    case(
        "patched-lines-are-dicts", KITCHEN,
        "Order.model_validate(placed.model_dump() | patch.model_dump(exclude_none=True))", "placed.model_copy(update=patch.model_dump(exclude_none=True))",
        'PATCH /orders/1 {"lines": [{"menu": "garden", "portions": 10}, {"menu": "kids", "portions": 5}]}',
        [200, ORDER_1 | {"lines": [{"menu": "garden", "portions": 10}, {"menu": "kids", "portions": 5}], "cents": 4320}],
        ('PATCH /orders/1 {"customer": "Kita Mond"}', [200, ORDER_1 | {"customer": "Kita Mond"}]),
        ('PATCH /orders/1 {"delivery": "2024-06-08T14:00:00+02:00", "lines": null}', [200, ORDER_1 | {"delivery": "2024-06-08T12:00:00Z"}]),
        ('PATCH /orders/1 {"customer": "Kita Mond", "delivery": "2024-06-08T12:00", "lines": [{"menu": "kids", "portions": 1}]}',
         [200, {"id": 1, "customer": "Kita Mond", "delivery": "2024-06-08T12:00:00Z", "lines": [{"menu": "kids", "portions": 1}], "status": "open", "cents": 120}]),
        ('PATCH /orders/1 {"lines": [{"menu": "brunch", "portions": 10}]}', 404),
        ('PATCH /orders/1 {"lines": [{"menu": "kids", "portions": 0}]}', 422),
        ('PATCH /orders/3 {"lines": [{"menu": "kids", "portions": 10}]}', 409),
        ("(lambda c: [c.patch('/orders/1', json={'lines': [{'menu': 'kids', 'portions': 1}], 'delivery': '2024-05-20T12:00Z'}).status_code, c.get('/orders/1').json()])(" + CLIENT + ")", [409, ORDER_1]),
        ("(lambda c: [c.patch('/orders/1', json={'lines': [{'menu': 'kids', 'portions': 2}]}).status_code, c.get('/orders/1').json()])(" + CLIENT + ")", [200, ORDER_1 | {"lines": [{"menu": "kids", "portions": 2}], "cents": 240}]),
    ),
    case(
        "lot-that-keeps-for-ever", KITCHEN,
        "(lot.best_before or date.max, lot.id)", "(lot.best_before, lot.id)",
        "GET /ingredients/sugar/pick?grams=5500&day=2024-06-07", [200, [{"lot": 5, "grams": 5000}, {"lot": 4, "grams": 500}]],
        ("GET /ingredients/butter/pick?grams=2500&day=2024-06-07", [200, [{"lot": 3, "grams": 2000}, {"lot": 2, "grams": 500}]]),
        ("GET /ingredients/sugar/pick?grams=300&day=2024-06-07", [200, [{"lot": 5, "grams": 300}]]),
        ("GET /ingredients/sugar/pick?grams=300&day=2025-02-01", [200, [{"lot": 4, "grams": 300}]]),
        ("GET /ingredients/oil/pick?grams=5000&day=2031-06-07", [200, [{"lot": 6, "grams": 5000}]]),
        ("GET /ingredients/sugar/pick?grams=6001&day=2024-06-07", 409),
        ("GET /ingredients/butter/pick?grams=3500&day=2024-06-11", 409),
        ("GET /ingredients/lettuce/pick?grams=10&day=2024-06-11", 409),
        ("GET /ingredients/saffron/pick?grams=10&day=2024-06-11", 404),
    ),
    case(
        "recipe-in-itself-below", KITCHEN,
        "if part.of == recipe_id or recipe_id in await family(part.of):", "if part.of == recipe_id:",
        'PUT /recipes/dough {"name": "Dough", "station": "bakery", "parts": [{"of": "flour", "grams": 300}, {"of": "tart", "grams": 50}]}', 409,
        ('PUT /recipes/dough {"name": "Dough", "station": "bakery", "parts": [{"of": "flour", "grams": 300}, {"of": "butter", "grams": 100}]}',
         [200, {"id": "dough", "name": "Dough", "station": "bakery", "grams": 400, "contains": [], "allergens": ["gluten", "milk"]}]),
        ('PUT /recipes/dough {"name": "Dough", "parts": [{"of": "dough", "grams": 300}]}', 409),
        ('PUT /recipes/platter {"name": "Platter", "station": "cold", "parts": [{"of": "salad", "grams": 170}, {"of": "dressing", "grams": 20}, {"of": "tart", "grams": 160}]}',
         [200, {"id": "platter", "name": "Platter", "station": "cold", "grams": 350, "contains": ["dough", "dressing", "salad", "tart"], "allergens": ["egg", "gluten", "milk", "mustard", "nuts"]}]),
        ('PUT /recipes/tart {"name": "Tart", "station": "bakery", "parts": [{"of": "dough", "grams": 120}, {"of": "eggs", "grams": 60}]}', [200, BAKERY | {"grams": 180}]),
        ('PUT /recipes/tart {"name": "Tart", "parts": [{"of": "saffron", "grams": 1}]}', 404),
        ("(lambda c: [c.put('/recipes/' + key, json={'name': key, 'parts': [{'of': of, 'grams': 10}]}).status_code for key, of in (('platter', 'tart'), ('dough', 'platter'), ('dressing', 'platter'))]"
         " + [c.get('/recipes/dough').json()['grams'], c.get('/recipes/tart').status_code])(" + CLIENT + ")", [200, 409, 200, 500, 200]),
    ),
    case(
        "office-sends-no-offset", KITCHEN,
        "    ordered_at: Moment\n    delivery: Moment\n", "    ordered_at: Moment\n    delivery: datetime\n",
        'POST /orders {"customer": "Praxis Ott", "ordered_at": "2024-06-01T10:00", "delivery": "2024-06-03T11:00", "lines": [{"menu": "kids", "portions": 3}]}',
        [201, {"id": 5, "customer": "Praxis Ott", "delivery": "2024-06-03T11:00:00Z", "lines": [{"menu": "kids", "portions": 3}], "status": "open", "cents": 360}],
        ('POST /orders {"customer": "Praxis Ott", "ordered_at": "2024-06-01T10:00Z", "delivery": "2024-06-03T11:00Z", "lines": [{"menu": "kids", "portions": 3}]}',
         [201, {"id": 5, "customer": "Praxis Ott", "delivery": "2024-06-03T11:00:00Z", "lines": [{"menu": "kids", "portions": 3}], "status": "open", "cents": 360}]),
        ('POST /orders {"customer": "Praxis Ott", "ordered_at": "2024-06-01T12:00+02:00", "delivery": "2024-06-02T10:00", "lines": [{"menu": "kids", "portions": 3}]}', 201),
        ('POST /orders {"customer": "Praxis Ott", "ordered_at": "2024-06-01T12:00+02:00", "delivery": "2024-06-02T09:59", "lines": [{"menu": "kids", "portions": 3}]}', 409),
        ('POST /orders {"customer": "Praxis Ott", "ordered_at": "2024-06-01T10:00", "delivery": "2024-06-02T11:00:00+02:00", "lines": [{"menu": "kids", "portions": 3}]}', 409),
        ('POST /orders {"customer": "Praxis Ott", "ordered_at": "2024-06-01T10:00", "delivery": "2024-06-02T11:00:00-02:00", "lines": [{"menu": "kids", "portions": 3}]}', 201),
        ('POST /orders {"customer": "Praxis Ott", "ordered_at": "2024-06-01T10:00", "delivery": "Monday", "lines": [{"menu": "kids", "portions": 3}]}', 422),
        ('POST /orders {"customer": "Praxis Ott", "ordered_at": "2024-06-01T10:00", "delivery": "2024-06-03T11:00", "lines": []}', 422),
        ('PATCH /orders/1 {"delivery": "2024-06-08T12:00"}', [200, ORDER_1 | {"delivery": "2024-06-08T12:00:00Z"}]),
    ),
    case(
        "card-without-station", KITCHEN,
        "    station: str | None\n", "    station: str\n",
        "GET /recipes/dressing", [200, {"id": "dressing", "name": "Dressing", "station": None, "grams": 200, "contains": [], "allergens": ["mustard"]}],
        ("GET /recipes/tart", [200, BAKERY]),
        ('PUT /recipes/broth {"name": "Broth", "parts": [{"of": "potatoes", "grams": 100}]}', [200, {"id": "broth", "name": "Broth", "station": None, "grams": 100, "contains": [], "allergens": []}]),
        ('PUT /recipes/mash {"name": "Mash", "station": null, "parts": [{"of": "potatoes", "grams": 100}]}', [200, {"id": "mash", "name": "Mash", "station": None, "grams": 100, "contains": [], "allergens": []}]),
        ('PUT /recipes/mash {"name": "Mash", "station": 5, "parts": [{"of": "potatoes", "grams": 100}]}', 422),
        ('PUT /recipes/mash {"name": "Mash", "station": "hot", "parts": []}', 422),
        ("GET /recipes/soup", 404),
    ),
    case(
        "supplier-has-none", KITCHEN,
        "    offers = [answer for answer in answers if not isinstance(answer, SupplierError)]\n    return sorted(offers, ", "    return sorted(answers, ",
        "GET /ingredients/eggs/offers?grams=6000", [200, [{"supplier": "Metzler", "cents": 2760}]],
        ("GET /ingredients/flour/offers?grams=6000", [200, [{"supplier": "Gross & Co", "cents": 420}, {"supplier": "Metzler", "cents": 570}]]),
        ("GET /ingredients/flour/offers?grams=4999", [200, [{"supplier": "Metzler", "cents": 474}]]),
        ("GET /ingredients/potatoes/offers?grams=5000", [200, [{"supplier": "Gross & Co", "cents": 500}]]),
        ("GET /ingredients/walnuts/offers?grams=6000", [200, []]),
        ("GET /ingredients/saffron/offers?grams=6000", 404),
        ("GET /ingredients/eggs/offers?grams=0", 422),
    ),
    case(
        "members-with-joined-loans", WORKSHOP,
        ".order_by(Member.name)).unique().all()", ".order_by(Member.name)).all()",
        "GET /members",
        [200, [{"name": "Ada Brandt", "loans": 2, "out": 1}, {"name": "Ben Kurz", "loans": 1, "out": 0}, {"name": "Cem Oral", "loans": 1, "out": 0}, {"name": "Dana Wolf", "loans": 0, "out": 0}]],
        ('GET /me {"headers": {"x-card": "C-11"}}', [200, {"name": "Ada Brandt", "out": [{"id": 2, "item": "Hand saw", "due": "2024-05-20", "returned": None}], "owed": 400}]),
        ("(lambda c: [c.post('/loans', json={'card': 'C-14', 'item': 1, 'at': '2024-05-20T17:00'}).status_code, c.get('/members').json()[3]])(" + CLIENT + ")", [201, {"name": "Dana Wolf", "loans": 1, "out": 1}]),
        ("(lambda c: [c.post('/loans/2/return?day=2024-05-21').status_code, c.get('/members').json()[0]])(" + CLIENT + ")", [200, {"name": "Ada Brandt", "loans": 2, "out": 0}]),
        ("(lambda c: [c.post('/loans', json={'card': 'C-11', 'item': 2, 'at': '2024-05-20T17:00'}).status_code, [one['loans'] for one in c.get('/members').json()]])(" + CLIENT + ")", [201, [3, 1, 1, 0]]),
        ("GET /members/9/membership?on=2024-05-01", 404),
    ),
    case(
        "import-after-duplicate", WORKSHOP,
        "            with session.begin_nested():\n                session.add(Item(**row.model_dump()))\n", "            session.add(Item(**row.model_dump()))\n            session.flush()\n",
        'POST /items/import [{"barcode": "T-010", "name": "Router", "category": "power"}, {"barcode": "T-002", "name": "Sander", "category": "power"}, {"barcode": "T-011", "name": "Plane", "category": "hand"}]',
        [200, {"added": ["T-010", "T-011"], "skipped": ["T-002"], "items": 7}],
        ('POST /items/import [{"barcode": "T-010", "name": "Router", "category": "power"}, {"barcode": "T-011", "name": "Plane", "category": "hand"}]', [200, {"added": ["T-010", "T-011"], "skipped": [], "items": 7}]),
        ('POST /items/import [{"barcode": "T-010", "name": "Router", "category": "power"}, {"barcode": "T-010", "name": "Router", "category": "power"}]', [200, {"added": ["T-010"], "skipped": ["T-010"], "items": 6}]),
        ('POST /items/import [{"barcode": "T-001", "name": "Drill", "category": "power"}, {"barcode": "T-002", "name": "Sander", "category": "power"}]', [200, {"added": [], "skipped": ["T-001", "T-002"], "items": 5}]),
        ('POST /items/import [{"barcode": "T-010", "name": "Router", "category": "power"}, {"barcode": "T1", "name": "Plane", "category": "hand"}]', 422),
        ("(lambda c: [c.post('/items/import', json=[{'barcode': b, 'name': 'Rasp ' + b, 'category': 'files'} for b in ('R-01', 'T-005', 'R-02', 'R-01', 'R-03')]).json(), [one['name'] for one in c.get('/items?category=files').json()['items']],"
         " c.get('/items?q=level').json()['items']])(" + CLIENT + ")",
         [{"added": ["R-01", "R-02", "R-03"], "skipped": ["T-005", "R-01"], "items": 8}, ["Rasp R-01", "Rasp R-02", "Rasp R-03"], [LEVEL]]),
    ),
    case(
        "owes-nothing-yet", WORKSHOP,
        "Fine.paid.is_(False))) or 0\n", "Fine.paid.is_(False)))\n",
        'POST /loans {"card": "C-14", "item": 1, "at": "2024-05-20T17:00"}', [201, {"id": 5, "item": "Cordless drill", "due": "2024-06-03", "returned": None}],
        ('POST /loans {"card": "C-11", "item": 2, "at": "2024-05-20T17:00"}', [201, {"id": 5, "item": "Belt sander", "due": "2024-06-03", "returned": None}]),
        ('POST /loans {"card": "C-12", "item": 1, "at": "2024-05-20T17:00"}', 201),
        ('POST /loans {"card": "C-13", "item": 1, "at": "2024-05-20T17:00"}', 403),
        ('POST /loans {"card": "C-14", "item": 5, "at": "2024-05-20T17:00"}', 409),
        ('POST /loans {"card": "C-14", "item": 3, "at": "2024-05-20T17:00"}', 409),
        ('POST /loans {"card": "C-99", "item": 1, "at": "2024-05-20T17:00"}', 404),
        ('GET /me {"headers": {"x-card": "C-12"}}', [200, {"name": "Ben Kurz", "out": [], "owed": 0}]),
        ("(lambda c: [c.post('/loans/2/return?day=2024-06-20').json()['fine'], c.post('/loans', json={'card': 'C-11', 'item': 1, 'at': '2024-06-21T17:00'}).status_code])(" + CLIENT + ")", [620, 403]),
    ),
    case(
        "joined-on-leap-day", WORKSHOP,
        "    try:\n        return joined.replace(year=year)\n    except ValueError:\n        return date(year, 2, 28)\n", "    return joined.replace(year=year)\n",
        "GET /members/2/membership?on=2024-05-01", [200, {"name": "Ben Kurz", "since": "2020-02-29", "renewal": "2025-02-28"}],
        ("GET /members/1/membership?on=2024-05-01", [200, {"name": "Ada Brandt", "since": "2021-03-15", "renewal": "2025-03-15"}]),
        ("GET /members/2/membership?on=2023-02-27", [200, {"name": "Ben Kurz", "since": "2020-02-29", "renewal": "2023-02-28"}]),
        ("GET /members/2/membership?on=2023-02-28", [200, {"name": "Ben Kurz", "since": "2020-02-29", "renewal": "2024-02-29"}]),
        ("GET /members/2/membership?on=2024-02-28", [200, {"name": "Ben Kurz", "since": "2020-02-29", "renewal": "2024-02-29"}]),
        ("GET /members/1/membership?on=2024-03-15", [200, {"name": "Ada Brandt", "since": "2021-03-15", "renewal": "2025-03-15"}]),
        ("GET /members/2/membership?on=2020-02-28", 409),
        ("GET /members/2/membership?on=2023-02-29", 422),
    ),
    case(
        "condition-of-old-index", WORKSHOP,
        ", values_callable=lambda conditions: [one.value for one in conditions]", "",
        "GET /items?q=saw", [200, {"total": 2, "pages": 1, "items": [SAW, HAND_SAW]}],
        ("GET /items?category=hand", [200, {"total": 2, "pages": 1, "items": [HAND_SAW, LEVEL]}]),
        ("GET /items?condition=in%20repair", [200, {"total": 1, "pages": 1, "items": [SAW]}]),
        ("GET /items?condition=worn&category=power", [200, {"total": 1, "pages": 1, "items": [SANDER]}]),
        ("GET /items?condition=in_repair", 422),
        ("GET /items?per_page=2&page=2&category=power", [200, {"total": 3, "pages": 2, "items": [DRILL]}]),
        ('POST /loans {"card": "C-14", "item": 3, "at": "2024-05-20T17:00"}', 409),
        ("(lambda c: [c.post('/items/import', json=[{'barcode': 'T-020', 'name': 'Axe', 'category': 'hand'}]).status_code, c.get('/items?q=axe&condition=good').json()['total']])(" + CLIENT + ")", [200, 1]),
    ),
    case(
        "member-of-closed-session", WORKSHOP,
        "def current_member(session: Database, x_card: Annotated[str, Header()]) -> Member:\n"
        '    """The member whose card was scanned at the desk."""\n'
        "    member = session.scalar(sa.select(Member).where(Member.card == x_card))\n",
        "def current_member(x_card: Annotated[str, Header()]) -> Member:\n"
        '    """The member whose card was scanned at the desk."""\n'
        "    with Sessions() as session:\n"
        "        member = session.scalar(sa.select(Member).where(Member.card == x_card))\n",
        'GET /me {"headers": {"x-card": "C-11"}}', [200, {"name": "Ada Brandt", "out": [{"id": 2, "item": "Hand saw", "due": "2024-05-20", "returned": None}], "owed": 400}],
        ('GET /me {"headers": {"x-card": "C-99"}}', [401, {"detail": "unknown card"}]),
        ('GET /me {"headers": {"x-card": "C-13"}}', [200, {"name": "Cem Oral", "out": [], "owed": 1760}]),
        ('GET /me {"headers": {"x-card": "C-14"}}', [200, {"name": "Dana Wolf", "out": [], "owed": 0}]),
        ("GET /me", 422),
        ("(lambda c: [c.post('/loans', json={'card': 'C-11', 'item': 2, 'at': '2024-05-20T17:00'}).status_code, [one['item'] for one in c.get('/me', headers={'x-card': 'C-11'}).json()['out']]])(" + CLIENT + ")", [201, ["Hand saw", "Belt sander"]]),
        ("(lambda c: [c.post('/loans/2/return?day=2024-05-25').status_code, c.get('/me', headers={'x-card': 'C-11'}).json()])(" + CLIENT + ")", [200, {"name": "Ada Brandt", "out": [], "owed": 500}]),
    ),
    case(
        "weekday-of-sql-date", WORKSHOP,
        "sa.func.date(Loan.taken_at, type_=sa.Date)", "sa.func.date(Loan.taken_at)",
        "GET /stats/weekdays?since=2024-05-06&until=2024-05-08", [200, NO_DAYS | {"mon": 1, "wed": 1}],
        ("GET /stats/weekdays?since=2024-05-09&until=2024-05-20", [200, NO_DAYS]),
        ("GET /stats/weekdays?since=2024-01-01&until=2024-12-31", [200, NO_DAYS | {"mon": 2, "tue": 1, "wed": 1}]),
        ("GET /stats/weekdays?since=2024-03-04&until=2024-03-04", [200, NO_DAYS | {"mon": 1}]),
        ("GET /stats/weekdays?since=2024-03-05&until=2024-04-01", [200, NO_DAYS]),
        ("(lambda c: [c.post('/loans', json={'card': card, 'item': item, 'at': '2024-05-24T' + at}).status_code for card, item, at in (('C-14', 1, '09:00'), ('C-11', 2, '23:59'))] + [c.get('/stats/weekdays?since=2024-05-24&until=2024-05-24').json()['fri']])(" + CLIENT + ")", [201, 201, 2]),
        ("GET /stats/weekdays?since=2024-05-06&until=soon", 422),
        ("GET /stats/weekdays?since=2024-05-06", 422),
    ),
]
