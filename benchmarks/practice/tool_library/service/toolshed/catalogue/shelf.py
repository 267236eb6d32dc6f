"""Finding copies and saying where they are."""

from __future__ import annotations

from collections.abc import Iterable

from toolshed.catalogue.models import Copy, Tool
from toolshed.web import missing

# The best news first.
RANK = {"shelf": 0, "aside": 1, "loan": 2, "repair": 3, "lost": 4}
WORDS = {
    "shelf": "available",
    "aside": "set aside",
    "loan": "on loan",
    "repair": "in repair",
    "lost": "missing",
}


def tool(sku: str) -> Tool:
    """The tool with this number, in whatever case it was typed."""
    found = Tool.objects.select_related("category").filter(sku__iexact=sku).first()
    if found is None:
        raise missing(f"tool {sku}")
    return found


def copy(label: str) -> Copy:
    """The copy whose sticker says this. Numbers of tools may hold dashes themselves."""
    sku, _, number = label.strip().rpartition("-")
    found = None
    if number.isdecimal():
        found = Copy.objects.select_related("tool__category").filter(tool__sku__iexact=sku, number=int(number)).first()
    if found is None:
        raise missing(f"copy {label}")
    return found


def outlook(copies: Iterable[Copy]) -> str:
    """The best that can be said about some copies, in words."""
    states = sorted((one.state for one in copies), key=RANK.__getitem__)
    return WORDS[states[0]] if states else "not in stock"


def show_copy(one: Copy) -> dict:
    return {"label": one.label, "state": one.state, "acquired_on": one.acquired_on}


def show_tool(one: Tool) -> dict:
    return {
        "sku": one.sku,
        "name": one.name,
        "brand": one.brand,
        "category": one.category.name if one.category else None,
        "deposit": one.deposit,
        "outlook": outlook(one.copies.all()),
    }


def facts(one: Tool) -> dict:
    """What volunteers may change about a tool."""
    category = one.category.name if one.category else None
    return {
        "name": one.name,
        "category": category,
        "brand": one.brand,
        "deposit": one.deposit,
        "listed": one.listed,
    }
