"""All routes. Thin: look up who asks, call the module, shape the answer."""

from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from mill_orders import auth, catalogue, config, documents, orders, payments, recipes, schemas, statements, stock
from mill_orders.db import get_session
from mill_orders.models import Customer

router = APIRouter()

Db = Annotated[Session, Depends(get_session)]
Who = Annotated[Customer, Depends(auth.current_customer)]
Staff = Annotated[Customer, Depends(auth.current_staff)]


@router.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


@router.post("/sign-in", status_code=201)
def sign_in(payload: schemas.SignIn, session: Db) -> dict[str, str]:
    return {"token": auth.sign_in(session, payload.email, payload.password)}


@router.delete("/tokens/current", status_code=204)
def sign_out(request: Request, session: Db, who: Who, authorization: Annotated[str | None, Header()] = None) -> None:
    auth.revoke(session, request.app.state.tokens, authorization)


@router.get("/me")
def me(who: Who) -> dict[str, Any]:
    return {"email": who.email, "name": who.name, "city": who.city, "staff": who.staff}


@router.get("/products")
def products(
    request: Request,
    session: Db,
    q: str = "",
    category: str | None = None,
    tier: str | None = None,
    min_cents: int | None = None,
    max_cents: int | None = None,
    sort: str = "name",
    limit: Annotated[int | None, Query(ge=1)] = None,
    after: str | None = None,
) -> dict[str, Any]:
    settings: config.Settings = request.app.state.settings
    filters = catalogue.Filters(q=q, category=category, tier=tier, min_cents=min_cents, max_cents=max_cents)
    size = min(limit or settings.page_size, settings.largest_page)
    found, following = catalogue.search(session, filters, sort, size, after)
    return {"products": [schemas.product_out(product) for product in found], "next": following}


@router.get("/categories")
def categories(session: Db) -> dict[str, int]:
    return catalogue.categories(session)


@router.get("/products/{sku}")
def product(sku: str, session: Db) -> dict[str, Any]:
    found = catalogue.by_sku(session, sku)
    return {
        **schemas.product_out(found).model_dump(),
        "active": found.active,
        "replaced_by": found.replaced_by,
        "available_grams": stock.available(session, found, config.today()),
    }


@router.get("/quote")
def quote(session: Db, who: Who, sku: str, grams: Annotated[int, Query(gt=0)]) -> dict[str, Any]:
    return orders.quote(session, who, sku, grams)


@router.post("/orders", status_code=201)
def place_order(payload: schemas.OrderIn, session: Db, who: Who) -> schemas.OrderOut:
    return schemas.order_out(orders.place(session, who, payload, config.today()))


@router.get("/orders")
def list_orders(session: Db, who: Who, status: str | None = None) -> dict[str, Any]:
    found = orders.of_customer(session, who, status)
    return {"orders": [schemas.order_out(order) for order in found], "count": len(found)}


@router.get("/orders/{number}")
def show_order(number: str, session: Db, who: Who) -> schemas.OrderOut:
    return schemas.order_out(orders.find(session, who, number))


@router.post("/orders/{number}/cancel")
def cancel_order(number: str, session: Db, who: Who) -> schemas.OrderOut:
    return schemas.order_out(orders.cancel(session, orders.find(session, who, number)))


@router.post("/orders/{number}/ship")
def ship_order(number: str, session: Db, who: Staff) -> schemas.OrderOut:
    return schemas.order_out(orders.ship(session, orders.find(session, who, number)))


@router.get("/orders/{number}/delivery-note")
def delivery_note(number: str, session: Db, who: Who) -> Response:
    return documents.delivery_note(orders.find(session, who, number))


@router.get("/statements")
def list_statements(session: Db, who: Who) -> dict[str, Any]:
    return {"statements": statements.of_customer(session, who)}


@router.post("/lots", status_code=201)
def receive_lot(payload: schemas.LotIn, session: Db, who: Staff) -> dict[str, Any]:
    found = catalogue.by_sku(session, payload.sku)
    code = payload.code.strip().upper()
    lot = stock.receive(session, found, code, payload.grams, payload.milled_on, payload.best_before)
    return {"code": lot.code, "sku": found.sku, "grams": lot.grams_left}


@router.put("/lots/{code}/hold")
def hold_lot(code: str, session: Db, who: Staff) -> dict[str, Any]:
    lot = stock.hold(session, code, True)
    return {"code": lot.code, "on_hold": lot.on_hold}


@router.delete("/lots/{code}/hold")
def free_lot(code: str, session: Db, who: Staff) -> dict[str, Any]:
    lot = stock.hold(session, code, False)
    return {"code": lot.code, "on_hold": lot.on_hold}


@router.put("/recipes/{code}")
def save_recipe(code: str, payload: schemas.RecipeIn, session: Db, who: Staff) -> dict[str, Any]:
    recipe = recipes.save(session, code, payload)
    return {"code": recipe.code, "name": recipe.name, "lines": len(recipe.lines)}


@router.get("/recipes/{code}/ingredients")
def recipe_ingredients(
    code: str, session: Db, who: Staff, grams: Annotated[int, Query(gt=0)] = 1000
) -> dict[str, Any]:
    recipe = recipes.by_code(session, code)
    return {"recipe": recipe.code, "grams": grams, "ingredients": dict(sorted(recipes.ingredients(recipe, grams).items()))}


@router.post("/batches", status_code=201)
def plan_batch(payload: schemas.BatchIn, session: Db, who: Staff) -> dict[str, Any]:
    batch, short = recipes.plan(session, payload.recipe, payload.grams, payload.day)
    return {"id": batch.id, "status": batch.status, "short": short}


@router.get("/batches")
def list_batches(session: Db, who: Staff, day: date | None = None, days: Annotated[int, Query(ge=1, le=60)] = 7) -> dict[str, Any]:
    first = day or config.today()
    found = recipes.planned(session, first, first + timedelta(days=days - 1))
    return {
        "batches": [
            {"id": batch.id, "recipe": batch.recipe.code, "day": batch.planned_on, "grams": batch.grams, "status": batch.status}
            for batch in found
        ]
    }


@router.post("/hooks/payments")
async def payment_hook(
    request: Request, session: Db, x_pay_signature: Annotated[str | None, Header()] = None
) -> dict[str, str]:
    body = await request.body()
    payments.verify(body, x_pay_signature, request.app.state.settings.webhook_secret)
    outcome = await run_in_threadpool(payments.handle, session, payments.parse(body))
    return {"outcome": outcome}
