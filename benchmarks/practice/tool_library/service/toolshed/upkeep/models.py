"""Repairs and inspections, and the journal of what volunteers changed."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from toolshed.catalogue.models import Copy
from toolshed.people.models import Member


class Job(models.Model):
    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="jobs")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    fault = models.CharField(max_length=200)
    cost = models.DecimalField(max_digits=7, decimal_places=2, null=True)

    class Meta:
        ordering = ["opened_on", "id"]


class Note(models.Model):
    """One line of the journal; `details` has what was before and after."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="notes")
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    details = models.JSONField(encoder=DjangoJSONEncoder)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
