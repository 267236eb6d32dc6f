"""Invoices: issuing, look-up and the forms in which members get them."""
from __future__ import annotations

import csv
import io
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from . import clock, feed_in, tariffs
from .errors import NotFound
from .models import Invoice, InvoiceLine, Member, Meter
from .readings import energy


def is_invoiced(session: Session, member: Member, period: str) -> bool:
    known = select(Invoice.id).where(Invoice.member_id == member.id, Invoice.period == period, Invoice.revision == 0)
    return session.scalar(known) is not None


def issue(session: Session, member: Member, period: str) -> Invoice | None:
    """Make a member's invoice of a period; nothing for members without a meter."""
    start, end = clock.period_bounds(period)
    meters = session.scalars(select(Meter).where(Meter.member_id == member.id).order_by(Meter.number)).all()
    lines = []
    for meter in meters:
        wh = energy(session, meter.id, start, end)
        if meter.kind == "feed_in":
            lines.append(InvoiceLine(text=f"Feed-in {meter.number}", wh=wh, amount_cents=-feed_in.credit_cents(wh)))
            continue
        prices = tariffs.book.get(session, meter.tariff_code)
        lines.append(InvoiceLine(text=f"Energy {meter.number}", wh=wh, amount_cents=tariffs.energy_cents(prices, wh)))
        lines.append(InvoiceLine(text=f"Base fee {prices.name}", wh=None, amount_cents=prices.base_fee_cents))
    if not lines:
        return None
    invoice = Invoice(number=f"{period}-{member.number.removeprefix('M-')}", member_id=member.id, period=period,
                      total_cents=sum(line.amount_cents for line in lines), lines=lines)
    session.add(invoice)
    session.flush()
    return invoice


def invoices_of(session: Session, member_id: int) -> list[Invoice]:
    return list(session.scalars(select(Invoice).where(Invoice.member_id == member_id)
                                .order_by(Invoice.period, Invoice.revision)))


def get_invoice(session: Session, number: str, member_id: int) -> Invoice:
    """A member's invoice with all that its views need."""
    wanted = select(Invoice).where(Invoice.number == number, Invoice.member_id == member_id).options(
        selectinload(Invoice.lines), joinedload(Invoice.member), joinedload(Invoice.corrects))
    invoice = session.scalar(wanted)
    if invoice is None:
        raise NotFound(f"no invoice {number}")
    return invoice


def euros(cents: int) -> str:
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}{cents // 100},{cents % 100:02d} EUR"


def render_text(invoice: Invoice) -> str:
    """The invoice as plain text, as it goes into mails."""
    rows = [f"Invoice {invoice.number}", f"{invoice.member.name} ({invoice.member.number})", f"Period {invoice.period}"]
    if invoice.corrects_id is not None:
        rows.append(f"Corrects invoice {invoice.corrects.number} of {euros(invoice.corrects.total_cents)}")
    for line in invoice.lines:
        usage = "" if line.wh is None else f" {line.wh / 1000:.1f} kWh"
        rows.append(f"- {line.text}{usage}: {euros(line.amount_cents)}")
    rows.append(f"Total {euros(invoice.total_cents)}")
    return "\n".join(rows) + "\n"


def statement_csv(invoices: list[Invoice]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["invoice", "period", "revision", "total"])
    for invoice in invoices:
        writer.writerow([invoice.number, invoice.period, invoice.revision, euros(invoice.total_cents)])
    return out.getvalue()


def attachment(filename: str) -> str:
    """Value of Content-Disposition for a download (RFC 6266: plain name for old clients, then the real one)."""
    plain = filename.encode("ascii", "ignore").decode().replace('"', "").strip()
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
