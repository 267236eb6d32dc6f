"""The tapes on the shelves, and who has borrowed them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from airwaves import clock
from airwaves.catalogue.models import Recording


class Tape(models.Model):
    CONDITIONS = [("good", "Good"), ("brittle", "Brittle"), ("lost", "Lost")]

    barcode = models.CharField(max_length=12, primary_key=True)
    recording = models.ForeignKey(Recording, on_delete=models.PROTECT, related_name="tapes")
    shelf = models.CharField(max_length=20)
    condition = models.CharField(max_length=8, choices=CONDITIONS, default="good")

    class Meta:
        ordering = ["barcode"]


class LoanQuerySet(models.QuerySet):
    def open(self) -> LoanQuerySet:
        return self.filter(returned_at=None)


class Loan(models.Model):
    tape = models.ForeignKey(Tape, on_delete=models.PROTECT, related_name="loans")
    borrower = models.CharField(max_length=120)
    lent_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField()
    returned_at = models.DateTimeField(null=True, blank=True)

    objects = LoanQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tape"], condition=Q(returned_at=None), name="one_open_loan_a_tape")
        ]
