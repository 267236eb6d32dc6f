"""Recipes in parts, and the batches that the bakery plans from them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from mill_orders import catalogue, stock
from mill_orders.errors import Conflict, MillError, NotFound
from mill_orders.models import Batch, Recipe, RecipeLine
from mill_orders.schemas import RecipeIn


def by_code(session: Session, code: str) -> Recipe:
    recipe = session.scalar(select(Recipe).where(Recipe.code == code.strip().lower()))
    if recipe is None:
        raise NotFound(f"no recipe {code}")
    return recipe


def _parts(recipe: Recipe) -> Iterator[Recipe]:
    """The recipe and all recipes within it."""
    yield recipe
    for line in recipe.lines:
        if line.part is not None:
            yield from _parts(line.part)


def save(session: Session, code: str, payload: RecipeIn) -> Recipe:
    code = code.strip().lower()
    recipe = session.scalar(select(Recipe).where(Recipe.code == code))
    lines = []
    for wanted in payload.lines:
        if (wanted.sku is None) == (wanted.recipe is None):
            raise MillError("a line has either a product or a recipe")
        if wanted.sku is not None:
            lines.append(RecipeLine(product_id=catalogue.by_sku(session, wanted.sku).id, grams=wanted.grams))
            continue
        part = by_code(session, wanted.recipe)
        if recipe is not None and any(inner.id == recipe.id for inner in _parts(part)):
            raise Conflict(f"{part.code} is made from {code}")
        lines.append(RecipeLine(part_id=part.id, grams=wanted.grams))
    if recipe is None:
        recipe = Recipe(code=code, name=payload.name)
        session.add(recipe)
    recipe.name = payload.name
    recipe.loss_percent = payload.loss_percent
    recipe.lines = lines
    session.commit()
    return recipe


def ingredients(recipe: Recipe, grams: int) -> Counter[str]:
    """Grams of each product for so many grams of the finished thing, rounded up."""
    needed: Counter[str] = Counter()
    whole = sum(line.grams for line in recipe.lines)
    dough = -(-grams * 100 // (100 - recipe.loss_percent))
    for line in recipe.lines:
        share = -(-dough * line.grams // whole)
        if line.part is not None:
            needed.update(ingredients(line.part, share))
        elif line.product is not None:
            needed[line.product.sku] += share
    return needed


def plan(session: Session, code: str, grams: int, day: date) -> tuple[Batch, dict[str, int]]:
    """A batch for the day, and what has to be milled before because it is short."""
    recipe = by_code(session, code)
    if not recipe.lines:
        raise Conflict(f"recipe {recipe.code} is empty")
    needed = ingredients(recipe, grams)
    short = {}
    for sku, product in catalogue.by_skus(session, needed).items():
        missing = needed[sku] - stock.available(session, product, day)
        if missing > 0:
            short[sku] = missing
    batch = Batch(recipe_id=recipe.id, planned_on=day, grams=grams, status="short" if short else "planned")
    session.add(batch)
    session.commit()
    return batch, short


def planned(session: Session, first: date, last: date) -> list[Batch]:
    query = select(Batch).where(Batch.planned_on.between(first, last)).order_by(Batch.planned_on, Batch.id)
    return list(session.scalars(query))
