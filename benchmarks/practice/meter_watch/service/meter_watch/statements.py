"""What a month costs. Money is Decimal, rounded line by line, and text once it is stored."""
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel

from meter_watch import consumption, meters
from meter_watch.consumption import Usage
from meter_watch.faults import Conflict, Unknown
from meter_watch.months import Month
from meter_watch.quantities import cents, kwh, spoken
from meter_watch.store import statements
from meter_watch.tariffs import Band, Tariff
from meter_watch.wiring import Services


@dataclass(frozen=True)
class Line:
    text: str
    kwh: str | None
    price: str | None
    amount: str


@dataclass(frozen=True)
class Draft:
    """A statement that has no number yet."""

    serial: str
    month: str
    kwh: str
    estimated: bool
    lines: list[Line]
    net: str
    vat: str
    gross: str
    currency: str


class StatementOut(BaseModel):
    number: str
    serial: str
    month: str
    kind: str
    kwh: Decimal
    estimated: bool
    lines: list[Line]
    net: Decimal
    vat: Decimal
    gross: Decimal
    currency: str
    issued_on: date
    due_on: date | None
    corrects: str | None


def draft(serial: str, month: Month, usage: Usage, tariff: Tariff) -> Draft:
    """Base fee and a line for each band that the energy reaches; tax on the sum."""
    energy = kwh(usage.wh)
    lines = [Line("Base fee", None, None, str(cents(tariff.base_fee)))]
    for amount, band in _in_bands(energy, tariff.bands):
        lines.append(Line("Heat", str(amount), str(band.price), str(cents(amount * band.price))))
    net = sum((Decimal(line.amount) for line in lines), Decimal())
    vat = cents(net * tariff.vat_rate)
    return Draft(
        serial=serial,
        month=str(month),
        kwh=str(energy),
        estimated=usage.estimated,
        lines=lines,
        net=str(net),
        vat=str(vat),
        gross=str(net + vat),
        currency=tariff.currency,
    )


def _in_bands(energy: Decimal, bands: tuple[Band, ...]) -> list[tuple[Decimal, Band]]:
    shares, below = [], Decimal()
    for band in bands:
        top = energy if band.up_to is None else min(energy, band.up_to)
        if top > below:
            shares.append((top - below, band))
            below = top
    return shares


async def prepare(services: Services, serial: str, month: Month) -> Draft:
    """The draft for a meter and a month. Raises Conflict where the meter has been taken off."""

    def gather(connection: sa.Connection) -> tuple[str, Usage]:
        meter = meters.find(connection, serial)
        left = meters.retired(connection, serial)
        if left is not None:
            raise Conflict(f"meter {serial} was exchanged; {left.new_serial} is billed")
        return meter["tariff"], consumption.of_month(connection, serial, month, services.config.tz)

    code, usage = await services.store.run(gather)
    return draft(serial, month, usage, await services.tariffs.fetch(code, month))


def find(connection: sa.Connection, number: str) -> dict[str, Any]:
    row = connection.execute(sa.select(statements).where(statements.c.number == number)).mappings().first()
    if row is None:
        raise Unknown(f"no statement {number}")
    return dict(row)


def of_meter(connection: sa.Connection, serial: str, month: str) -> list[dict[str, Any]]:
    query = sa.select(statements).where(statements.c.serial == serial, statements.c.month == month)
    return [dict(row) for row in connection.execute(query.order_by(statements.c.number)).mappings()]


def issue(connection: sa.Connection, ready: Draft, today: date, days_to_pay: int) -> dict[str, Any]:
    """Give the draft a number and store it. Raises Conflict where the month is billed already."""
    if of_meter(connection, ready.serial, ready.month):
        raise Conflict(f"{ready.month} of meter {ready.serial} is billed already")
    due_on = today + timedelta(days=days_to_pay)
    return _store(connection, ready, kind="invoice", issued_on=today, due_on=due_on)


def correct(
    connection: sa.Connection, number: str, ready: Draft, today: date, days_to_pay: int
) -> dict[str, Any]:
    """Bill or give back the difference to all that was billed for the month. Raises Conflict where there is none."""
    billed = of_meter(connection, ready.serial, ready.month)
    energy, net, vat = (
        Decimal(getattr(ready, name)) - sum(Decimal(row[name]) for row in billed) for name in ("kwh", "net", "vat")
    )
    gross = net + vat
    if gross == 0:
        raise Conflict(f"there is nothing to correct in {number}")
    difference = Draft(
        serial=ready.serial,
        month=ready.month,
        kwh=str(energy),
        estimated=ready.estimated,
        lines=[Line(f"Correction of {number}", str(energy), None, str(net))],
        net=str(net),
        vat=str(vat),
        gross=str(gross),
        currency=ready.currency,
    )
    if gross < 0:
        return _store(connection, difference, kind="credit", issued_on=today, corrects=number)
    due_on = today + timedelta(days=days_to_pay)
    return _store(connection, difference, kind="invoice", issued_on=today, due_on=due_on, corrects=number)


def _store(connection: sa.Connection, ready: Draft, **more: Any) -> dict[str, Any]:
    count = connection.scalar(
        sa.select(sa.func.count()).select_from(statements).where(statements.c.month == ready.month)
    )
    number = f"{ready.month}-{count + 1:04d}"
    connection.execute(sa.insert(statements).values(number=number, **asdict(ready), **more))
    return find(connection, number)


def present(row: dict[str, Any]) -> StatementOut:
    return StatementOut(**row)


def letter(row: dict[str, Any]) -> str:
    """The statement as a page of text."""
    lines = [f"Statement {row['number']}", f"Meter {row['serial']}, {row['month']}", ""]
    if row["estimated"]:
        lines.insert(2, "The consumption is estimated.")
    for line in row["lines"]:
        what = line["text"] if line["kwh"] is None else f"{line['text']}, {line['kwh'].replace('.', ',')} kWh"
        lines.append(f"{what:<36}{spoken(line['amount'], row['currency']):>18}")
    lines.append(f"{'VAT':<36}{spoken(row['vat'], row['currency']):>18}")
    lines.append(f"{'Total':<36}{spoken(row['gross'], row['currency']):>18}")
    if row["due_on"]:
        lines += ["", f"Due on {row['due_on']:%d.%m.%Y}"]
    return "\n".join(lines) + "\n"
