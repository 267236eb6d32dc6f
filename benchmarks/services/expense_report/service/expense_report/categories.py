"""What people spend on, and from which amount on we look twice."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Category:
    """`limit` is in the home currency and for one item; None means no limit."""

    label: str
    limit: Decimal | None = None


CATEGORIES = {
    "meals": Category("Meals", Decimal("60.00")),
    "lodging": Category("Lodging", Decimal("220.00")),
    "flights": Category("Flights"),
    "transport": Category("Local transport", Decimal("120.00")),
    "per_diem": Category("Per diem"),
    "office": Category("Office supplies", Decimal("150.00")),
    "other": Category("Other", Decimal("100.00")),
}


def over_limit(category: str, amount_home: Decimal) -> bool:
    """The amount is more than the category allows for one item."""
    limit = CATEGORIES[category].limit
    return limit is not None and amount_home > limit
