"""What a load costs."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from quarry_scale.models import Customer


@dataclass(frozen=True)
class Amounts:
    """The parts of a load's price, in pence."""

    goods_pence: int
    rebate_pence: int
    levy_pence: int

    @property
    def net_pence(self) -> int:
        """Without VAT."""
        return self.goods_pence - self.rebate_pence + self.levy_pence


def whole(pence: Decimal) -> int:
    """Half pence go up."""
    return int(pence.quantize(Decimal(1), ROUND_HALF_UP))


def rebate_percent(customer: Customer | None) -> Decimal:
    """What a customer gets off the goods; nobody else gets any."""
    return customer.rebate if customer else Decimal(0)


def amounts(net_kg: int, pence_per_tonne: int, levy_per_tonne: int, rebate: Decimal = Decimal(0)) -> Amounts:
    """The price of a load; the levy is never rebated."""
    tonnes = Decimal(net_kg) / 1000
    goods = whole(tonnes * pence_per_tonne)
    return Amounts(goods, whole(goods * rebate / 100), whole(tonnes * levy_per_tonne))
