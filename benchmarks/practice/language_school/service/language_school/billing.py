"""Invoices, their instalments and payments."""
import calendar
from datetime import date
from decimal import ROUND_DOWN, Decimal

from django.db import transaction
from django.db.models import F, Sum

from language_school import clock
from language_school.errors import Refused, Unknown
from language_school.fields import CENT
from language_school.models import Group, Instalment, Invoice, Student

MOST_PARTS = 10


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def split(total: Decimal, parts: int) -> list[Decimal]:
    """Equal parts; the first one has the cents that are left."""
    part = (total / parts).quantize(CENT, ROUND_DOWN)
    return [total - part * (parts - 1)] + [part] * (parts - 1)


def invoice_of(number: str) -> Invoice:
    try:
        return Invoice.objects.select_related("student", "group").get(number=number)
    except Invoice.DoesNotExist:
        raise Unknown(f"No invoice {number}.") from None


@transaction.atomic
def write(student: Student, group: Group, parts: int, first_due: date | None = None) -> tuple[Invoice, bool]:
    """The invoice of a student for a group, due monthly; there is one only."""
    known = Invoice.objects.filter(student=student, group=group).first()
    if known:
        return known, False
    if not student.enrolments.filter(group=group, left_on=None).exists():
        raise Refused(f"{student.number} is not in {group.code}.")
    today = clock.today()
    number = f"{today.year}-{Invoice.objects.filter(issued_on__year=today.year).count() + 1:04d}"
    invoice = Invoice.objects.create(number=number, student=student, group=group, total=group.price, issued_on=today)
    start = first_due or add_months(today, 1)
    for n, part in enumerate(split(group.price, parts)):
        Instalment.objects.create(invoice=invoice, due_on=add_months(start, n), amount=part)
    return invoice, True


def balance(invoice: Invoice) -> Decimal:
    """What is still to pay."""
    paid = invoice.instalments.aggregate(paid=Sum("paid"))["paid"] or Decimal(0)
    return invoice.total - paid


@transaction.atomic
def pay(invoice: Invoice, amount: Decimal) -> Decimal:
    """Puts a payment on the oldest open instalments; returns the balance."""
    if amount > balance(invoice):
        raise Refused("That is more than is open.")
    for instalment in invoice.instalments.filter(paid__lt=F("amount")):
        part = min(amount, instalment.open_amount)
        instalment.paid += part
        instalment.save(update_fields=["paid"])
        amount -= part
        if not amount:
            break
    return balance(invoice)


def overdue(day: date):
    """Instalments that are due and not paid, oldest first."""
    late = Instalment.objects.filter(due_on__lt=day, paid__lt=F("amount"))
    return late.select_related("invoice__student", "invoice__group")


def as_json(invoice: Invoice) -> dict:
    return {
        "number": invoice.number,
        "student": invoice.student.number,
        "group": invoice.group.code,
        "total": str(invoice.total.quantize(CENT)),
        "open": str(balance(invoice).quantize(CENT)),
        "instalments": [
            {"due": part.due_on.isoformat(), "amount": f"{part.amount:.2f}", "paid": f"{part.paid:.2f}"} for part in invoice.instalments.all()
        ],
    }
