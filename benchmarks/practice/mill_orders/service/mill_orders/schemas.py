"""What goes in and out over HTTP."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from mill_orders.models import Order, Product

OrderStatus = Literal["open", "paid", "shipped", "cancelled", "refunded", "disputed"]


class SignIn(BaseModel):
    email: str
    password: str


class LineIn(BaseModel):
    sku: str
    grams: int = Field(gt=0, le=25_000_000)


class OrderIn(BaseModel):
    lines: list[LineIn] = Field(min_length=1, max_length=100)
    reference: str = Field(default="", max_length=60)


class LotIn(BaseModel):
    sku: str
    code: str = Field(min_length=3, max_length=20)
    grams: int = Field(gt=0)
    milled_on: date
    best_before: date


class RecipeLineIn(BaseModel):
    sku: str | None = None
    recipe: str | None = None
    grams: int = Field(gt=0)


class RecipeIn(BaseModel):
    name: str
    loss_percent: int = Field(default=0, ge=0, lt=100)
    lines: list[RecipeLineIn] = []


class BatchIn(BaseModel):
    recipe: str
    grams: int = Field(gt=0)
    day: date


class ProductOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    sku: str
    name: str
    category: str
    cents_per_kg: int
    pack_grams: int
    tier: str


class LineOut(BaseModel):
    sku: str
    grams: int
    unit_cents: int
    line_cents: int


class OrderOut(BaseModel):
    number: str
    placed_on: date
    status: OrderStatus
    reference: str
    total_cents: int
    lines: list[LineOut]


def product_out(product: Product) -> ProductOut:
    return ProductOut.model_validate(product)


def order_out(order: Order) -> OrderOut:
    lines = [
        LineOut(sku=line.product.sku, grams=line.grams, unit_cents=line.unit_cents, line_cents=line.line_cents)
        for line in order.lines
    ]
    return OrderOut(
        number=order.number,
        placed_on=order.placed_on,
        status=order.status,
        reference=order.reference,
        total_cents=order.total_cents,
        lines=lines,
    )
