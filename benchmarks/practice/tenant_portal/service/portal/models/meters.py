"""Meters and what was read from them."""

from django.db import models

from portal import clock
from portal.models.houses import Flat


class Meter(models.Model):
    class Kind(models.TextChoices):
        HEAT = "heat", "Heating"
        WATER = "water", "Water"

    number = models.CharField(max_length=20, unique=True)
    flat = models.ForeignKey(Flat, models.PROTECT, related_name="meters")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    remote = models.BooleanField(default=False)


class Reading(models.Model):
    meter = models.ForeignKey(Meter, models.CASCADE, related_name="readings")
    read_on = models.DateField()
    value = models.PositiveIntegerField()
    consumption = models.IntegerField(null=True, help_text="since the reading before, kept by a signal")
    changed_at = models.DateTimeField(help_text="when the value was entered or corrected")

    class Meta:
        ordering = ["read_on"]
        constraints = [models.UniqueConstraint(fields=["meter", "read_on"], name="one_reading_a_day")]

    def save(self, *args, **kwargs) -> None:
        self.changed_at = clock.now()
        super().save(*args, **kwargs)
