"""Lending tapes and taking them back."""

from __future__ import annotations

from datetime import date

from airwaves import clock
from airwaves.api import conflict, unknown
from airwaves.tapes.models import Loan, Tape


def tape_on_shelf(barcode: str) -> Tape:
    """A tape that can be lent now."""
    tape = Tape.objects.filter(pk=barcode).first()
    if tape is None:
        raise unknown("tape")
    if tape.condition != "good":
        raise conflict("not-lendable", f"This tape is {tape.condition}.")
    return tape


def lend(barcode: str, borrower: str, due_on: date) -> Loan:
    tape = tape_on_shelf(barcode)
    if tape.loans.open().exists():
        raise conflict("on-loan", "This tape is on loan.")
    return Loan.objects.create(tape=tape, borrower=borrower, due_on=due_on)


def take_back(number: int) -> Loan:
    loan = Loan.objects.filter(pk=number).first()
    if loan is None:
        raise unknown("loan")
    if loan.returned_at:
        raise conflict("returned", "This loan has ended.")
    loan.returned_at = clock.now()
    loan.save(update_fields=["returned_at"])
    return loan
