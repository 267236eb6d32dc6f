"""What we may do with recordings, and until when."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from airwaves.catalogue.models import Recording


class GrantQuerySet(models.QuerySet):
    def in_force(self, day: date) -> GrantQuerySet:
        return self.filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gte=day))

    def ending_within(self, day: date, days: int) -> GrantQuerySet:
        return self.in_force(day).filter(valid_until__lte=day + timedelta(days=days))


class Grant(models.Model):
    """A right that a holder gave us; the last day is included, and none means for ever."""

    USES = [("broadcast", "Broadcast"), ("online", "Online"), ("excerpt", "Excerpt")]

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="grants")
    holder = models.CharField(max_length=120)
    use = models.CharField(max_length=12, choices=USES)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ["valid_until", "pk"]
