"""Receipts, as JSON for the screen and as text for printer and guest."""

from . import clock, hours, money, returns
from .models import Reservation
from .settings import settings

WIDTH = 40

def receipt(reservation: Reservation) -> dict:
    """All amounts of a reservation."""
    refund, owed = returns.settle(reservation)
    taken = reservation.returned
    damages = taken.damages if taken else []
    return {
        "code": reservation.code,
        "customer": reservation.customer.name,
        "days": hours.days(reservation.pickup_at, reservation.return_day),
        "lines": [{"what": f"{line.kind} {line.size or ''}".strip(), "price": line.price} for line in reservation.lines],
        "total": money.total(line.price for line in reservation.lines),
        "deposit": reservation.deposit,
        "late_fee": money.ZERO if taken is None or taken.waived else taken.late_fee,
        "damages": [{"what": f"{damage.item.tag}: {damage.what}", "price": damage.fee} for damage in damages],
        "refund": refund,
        "owed": owed,
    }

def row(label: str, amount) -> str:
    shown = money.show(amount)
    return f"{label[: WIDTH - len(shown) - 1]:<{WIDTH - len(shown)}}{shown}"

def text(reservation: Reservation) -> str:
    """The receipt for the printer."""
    data = receipt(reservation)
    out = [settings.shop, f"{clock.local(clock.now()):%d.%m.%Y %H:%M}", f"{data['code']}  {data['customer']}", "-" * WIDTH]
    out += [row(line["what"], line["price"]) for line in data["lines"]]
    out += ["-" * WIDTH, row(f"Total, {data['days']} days", data["total"]), row("Deposit", data["deposit"])]
    if data["late_fee"]:
        out.append(row("Late", data["late_fee"]))
    out += [row(damage["what"], damage["price"]) for damage in data["damages"]]
    if reservation.returned:
        out += [row("Paid back", data["refund"]), row("To pay", data["owed"])]
    return "\n".join(out) + "\n"
