"""Tables."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mill_orders.db import Base


class PriceList(Base):
    __tablename__ = "price_lists"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str]
    rules: Mapped[list["PriceRule"]] = relationship(order_by="PriceRule.id")


class PriceRule(Base):
    """Percentage off from a quantity on; without a category it holds for everything."""

    __tablename__ = "price_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    price_list_id: Mapped[int] = mapped_column(ForeignKey("price_lists.id"))
    category: Mapped[str | None]
    from_grams: Mapped[int] = mapped_column(default=0)
    percent: Mapped[int]


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    city: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str]
    staff: Mapped[bool] = mapped_column(default=False)
    blocked: Mapped[bool] = mapped_column(default=False)
    price_list_id: Mapped[int | None] = mapped_column(ForeignKey("price_lists.id"))
    price_list: Mapped[PriceList | None] = relationship()


class ApiToken(Base):
    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    revoked: Mapped[bool] = mapped_column(default=False)
    customer: Mapped[Customer] = relationship()


class Product(Base):
    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str]
    category: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    cents_per_kg: Mapped[int]
    pack_grams: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    replaced_by: Mapped[str | None]
    sold_grams: Mapped[int] = mapped_column(default=0)
    tier: Mapped[str] = mapped_column(default="regular")


class Lot(Base):
    __tablename__ = "lots"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    milled_on: Mapped[date]
    best_before: Mapped[date]
    grams_left: Mapped[int]
    on_hold: Mapped[bool] = mapped_column(default=False)
    product: Mapped[Product] = relationship()


class Recipe(Base):
    __tablename__ = "recipes"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    loss_percent: Mapped[int] = mapped_column(default=0)
    lines: Mapped[list["RecipeLine"]] = relationship(
        foreign_keys="RecipeLine.recipe_id", cascade="all, delete-orphan", order_by="RecipeLine.id"
    )


class RecipeLine(Base):
    """A product, or another recipe (a sponge, a mix); grams are parts, not a batch."""

    __tablename__ = "recipe_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipe_id: Mapped[int] = mapped_column(ForeignKey("recipes.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    part_id: Mapped[int | None] = mapped_column(ForeignKey("recipes.id"))
    grams: Mapped[int]
    product: Mapped[Product | None] = relationship()
    part: Mapped[Recipe | None] = relationship(foreign_keys=part_id)


class Batch(Base):
    __tablename__ = "batches"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipe_id: Mapped[int] = mapped_column(ForeignKey("recipes.id"))
    planned_on: Mapped[date]
    grams: Mapped[int]
    status: Mapped[str] = mapped_column(default="planned")
    recipe: Mapped[Recipe] = relationship()


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    placed_on: Mapped[date]
    status: Mapped[str] = mapped_column(default="open")
    total_cents: Mapped[int]
    reference: Mapped[str] = mapped_column(default="")
    customer: Mapped[Customer] = relationship()
    lines: Mapped[list["OrderLine"]] = relationship(cascade="all, delete-orphan", order_by="OrderLine.id")


class OrderLine(Base):
    __tablename__ = "order_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    grams: Mapped[int]
    unit_cents: Mapped[int]
    line_cents: Mapped[int]
    product: Mapped[Product] = relationship()
    allocations: Mapped[list["Allocation"]] = relationship(cascade="all, delete-orphan", order_by="Allocation.id")


class Allocation(Base):
    __tablename__ = "allocations"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    grams: Mapped[int]
    lot: Mapped[Lot] = relationship()


class PaymentEvent(Base):
    __tablename__ = "payment_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)


class Statement(Base):
    __tablename__ = "statements"
    __table_args__ = (UniqueConstraint("customer_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    month: Mapped[str] = mapped_column(String(7))
    total_cents: Mapped[int]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    customer: Mapped[Customer] = relationship()
