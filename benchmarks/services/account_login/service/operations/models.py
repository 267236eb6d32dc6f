"""What the staff and the cron jobs keep."""

from django.db import models
from django.utils import timezone

from accounts.models import Account, Organisation


class Invitation(models.Model):
    """An invitation to join an organisation."""

    code = models.CharField(max_length=40, unique=True)
    email = models.EmailField()
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    invited_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["email", "organisation"],
                condition=models.Q(accepted_at=None),
                name="one_open_invitation",
            )
        ]


class CronRun(models.Model):
    """One run of a cron job; without `finished_at` it still runs, or died."""

    name = models.CharField(max_length=40)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ["-started_at", "-id"]
