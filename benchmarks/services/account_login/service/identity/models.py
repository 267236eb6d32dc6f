"""Sign-ins through identity providers."""

from django.db import models
from django.utils import timezone

from accounts.models import Account


class Identity(models.Model):
    """What a provider calls one of our accounts."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="identities")
    provider = models.CharField(max_length=20)
    subject = models.CharField(max_length=120)
    email = models.CharField(max_length=254, blank=True)
    linked_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="one_account_per_subject")
        ]
        verbose_name_plural = "identities"


class LoginState(models.Model):
    """A sign-in that was sent to a provider and is expected back."""

    state = models.CharField(max_length=64, unique=True)
    provider = models.CharField(max_length=20)
    next = models.CharField(max_length=300, default="/")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.CASCADE)
