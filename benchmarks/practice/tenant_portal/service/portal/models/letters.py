"""Letters to tenants."""

from django.db import models

from portal.models.houses import Flat, Tenant


class Letter(models.Model):
    number = models.PositiveIntegerField(unique=True)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="letters")
    flat = models.ForeignKey(Flat, models.PROTECT, related_name="letters")
    subject = models.CharField(max_length=150)
    body = models.TextField()
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
