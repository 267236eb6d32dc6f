"""Costs of houses and the statements that share them out."""

from django.db import models

from portal.models.houses import Building, Flat, Tenant
from portal.models.meters import Meter


class Cost(models.Model):
    building = models.ForeignKey(Building, models.PROTECT, related_name="costs")
    month = models.CharField(max_length=7)
    kind = models.CharField(max_length=8, choices=Meter.Kind.choices)
    cents = models.PositiveIntegerField()


class Statement(models.Model):
    flat = models.ForeignKey(Flat, models.PROTECT, related_name="statements")
    tenant = models.ForeignKey(Tenant, models.PROTECT, null=True, related_name="statements")
    month = models.CharField(max_length=7)
    heat_cents = models.IntegerField(default=0)
    water_cents = models.IntegerField(default=0)

    class Meta:
        ordering = ["-month", "flat__number"]
        constraints = [models.UniqueConstraint(fields=["flat", "month"], name="one_statement_a_month")]
