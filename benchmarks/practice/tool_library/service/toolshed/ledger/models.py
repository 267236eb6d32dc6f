"""Money. Charges are positive, payments negative; the sum is what a member owes."""

from django.db import models

from toolshed.circulation.models import Loan
from toolshed.people.models import Member


class Entry(models.Model):
    class Kind(models.TextChoices):
        LATE = "late"
        DAMAGE = "damage"
        PAYMENT = "payment"

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="entries")
    loan = models.ForeignKey(Loan, null=True, on_delete=models.SET_NULL, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    booked_at = models.DateTimeField()

    class Meta:
        ordering = ["booked_at", "id"]
