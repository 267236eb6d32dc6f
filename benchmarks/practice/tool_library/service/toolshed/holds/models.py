"""Who waits for which tool."""

from django.db import models

from toolshed.catalogue.models import Copy, Tool
from toolshed.people.models import Member


class Hold(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting"
        READY = "ready"
        FETCHED = "fetched"
        DROPPED = "dropped"

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="holds")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="holds")
    placed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    copy = models.ForeignKey(Copy, null=True, on_delete=models.SET_NULL, related_name="holds")
    ready_until = models.DateField(null=True)

    class Meta:
        ordering = ["placed_at", "id"]
