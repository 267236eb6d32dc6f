"""Repairs and what became of them."""

from django.db import models

from portal.models.accounts import Account
from portal.models.houses import Flat
from portal.status import Priority, Status


class Repair(models.Model):
    flat = models.ForeignKey(Flat, models.PROTECT, related_name="repairs")
    title = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    priority = models.CharField(max_length=10, choices=Priority.choices, default=Priority.NORMAL)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    due_on = models.DateField(null=True)
    reported_at = models.DateTimeField()


class StatusChange(models.Model):
    """A line of the record: never rewritten, so it keeps the names of its time."""

    repair = models.ForeignKey(Repair, models.CASCADE, related_name="changes")
    status = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.SET_NULL, null=True)

    class Meta:
        ordering = ["at", "id"]
