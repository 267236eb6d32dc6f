"""None in the place of a quotient of nothing stands around what is made of the figure on the spot."""

from __future__ import annotations

from decimal import Decimal

from tests.unit.repair.cases import Case, check, named

FIGURES = """
from decimal import Decimal

CENT = Decimal("0.01")


def cents(amount):
    return amount.quantize(CENT)


def text(amount):
    return "-" if amount is None else str(amount)


def rating(stars):
    return {"mean": round(sum(stars) / len(stars), 1) if stars else None}


def figures(fares):
    total = sum(fares, Decimal("0.00"))
    return {"fares": total, "mean": MADE}
"""
WANTED = '-    return {"fares": total, "mean": MADE}', '+    return {"fares": total, "mean": MADE if fares else None}'


def stands_around(name: str, made: str, *, outside: bool = True, nothing: object = None) -> Case:
    inner = made if outside else "total / len(fares)"
    new = made.replace(inner, f"{inner} if fares else None")
    old, fixed = (line.replace("MADE if fares else None", new).replace("MADE", made) for line in WANTED)
    result = {"fares": Decimal("0.00"), "mean": nothing}
    return Case(name, FIGURES.replace("MADE", made), "figures([])", (old, fixed), result, among=3)


@named(
    [
        stands_around("an own function that works with the figure", "cents(total / len(fares))"),
        stands_around("a method of the figure", "(total / len(fares)).quantize(CENT)"),
        stands_around("one within the other", "float(cents(total / len(fares)))"),
        stands_around(
            "an own function that asks whether there is one", "text(total / len(fares))", outside=False, nothing="-"
        ),
    ]
)
def test_none_stands_around_what_needs_a_figure(case, tmp_path):
    check(case, tmp_path)
