from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms.models import model_to_dict
from django.views.generic import ListView

from airwaves import clock
from airwaves.api import Endpoint, body, page_of, unknown, vetted
from airwaves.catalogue.models import instant
from airwaves.tapes import desk
from airwaves.tapes.forms import LoanForm, TapeChangeForm, TapeForm
from airwaves.tapes.models import Loan, Tape


def tape_row(tape: Tape) -> dict[str, Any]:
    return {
        "barcode": tape.barcode,
        "recording": tape.recording.signature,
        "shelf": tape.shelf,
        "condition": tape.condition,
    }


def loan_row(loan: Loan) -> dict[str, Any]:
    return {
        "id": loan.pk,
        "tape": loan.tape_id,
        "borrower": loan.borrower,
        "due_on": loan.due_on.isoformat(),
        "overdue": loan.returned_at is None and loan.due_on < clock.today(),
        "returned_at": instant(loan.returned_at),
    }


class Tapes(Endpoint):
    scopes = {"get": "edit", "post": "edit"}

    def get(self, request):
        return page_of(request, Tape.objects.select_related("recording"), tape_row)

    def post(self, request):
        form = TapeForm(body(request))
        vetted(form)
        return 201, tape_row(form.save())


class OneTape(Endpoint):
    scopes = {"patch": "edit"}

    def patch(self, request, barcode):
        tape = Tape.objects.select_related("recording").filter(pk=barcode).first()
        if tape is None:
            raise unknown("tape")
        form = TapeChangeForm({**model_to_dict(tape), **body(request)}, instance=tape)
        vetted(form)
        return tape_row(form.save())


class Loans(Endpoint):
    scopes = {"get": "edit", "post": "edit"}

    def get(self, request):
        return page_of(request, Loan.objects.open(), loan_row)

    def post(self, request):
        sent = vetted(LoanForm(body(request)))
        return 201, loan_row(desk.lend(sent["tape"], sent["borrower"], sent["due_on"]))


class Return(Endpoint):
    scopes = {"post": "edit"}

    def post(self, request, number):
        return loan_row(desk.take_back(number))


class LoansPage(LoginRequiredMixin, ListView):
    template_name = "loans.html"

    def get_queryset(self):
        return Loan.objects.open().select_related("tape__recording")
