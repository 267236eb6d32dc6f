"""Partners of the archive, and the tokens of partners and editors."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class Partner(models.Model):
    code = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class TokenQuerySet(models.QuerySet):
    def of(self, secret: str) -> TokenQuerySet:
        """The token of a secret, if who holds it is still with us."""
        return self.filter(digest=digest(secret)).filter(
            models.Q(partner__active=True) | models.Q(user__is_active=True)
        )


class Token(models.Model):
    """Either of a partner or of an editor. Only the digest of the secret is kept."""

    digest = models.CharField(max_length=64, unique=True)
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.CASCADE, related_name="tokens")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE)
    scopes = models.JSONField(default=list)

    objects = TokenQuerySet.as_manager()
