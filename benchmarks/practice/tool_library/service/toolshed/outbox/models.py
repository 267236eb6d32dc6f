"""Letters to members. They are written with the change that causes them and posted later."""

from django.db import models

from toolshed.people.models import Member


class Letter(models.Model):
    class Kind(models.TextChoices):
        WELCOME = "welcome"
        READY = "ready"
        OVERDUE = "overdue"

    kind = models.CharField(max_length=10, choices=Kind)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="letters")
    payload = models.JSONField()
    written_at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["written_at", "id"]
