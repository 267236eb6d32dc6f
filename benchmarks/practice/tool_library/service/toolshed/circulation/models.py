"""Loans. A loan is open until it has a `returned_at`, whatever has become of the copy."""

from django.db import models

from toolshed.catalogue.models import Copy
from toolshed.people.models import Member


class LoanQuerySet(models.QuerySet):
    def open(self):
        return self.filter(returned_at=None)

    def overdue(self, day):
        return self.open().filter(due_on__lt=day)


class Loan(models.Model):
    copy = models.ForeignKey(Copy, on_delete=models.PROTECT, related_name="loans")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="loans")
    taken_at = models.DateTimeField()
    due_on = models.DateField()
    returned_at = models.DateTimeField(null=True)
    renewals = models.PositiveSmallIntegerField(default=0)

    objects = LoanQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_at", "-id"]
