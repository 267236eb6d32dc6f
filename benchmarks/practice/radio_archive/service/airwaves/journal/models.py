from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from airwaves import clock


class Entry(models.Model):
    """Who changed what. `changes` holds the former and the new value of each field that differs."""

    at = models.DateTimeField(default=clock.now)
    who = models.CharField(max_length=150, blank=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    action = models.CharField(max_length=10)
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-at", "-pk"]
