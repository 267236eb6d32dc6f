"""Who may sign in."""

from django.db import models


class Role(models.TextChoices):
    TENANT = "tenant", "Tenant"
    CARETAKER = "caretaker", "Caretaker"
    TRADE = "trade", "Tradesperson"
    OFFICE = "office", "Office"


class Account(models.Model):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=Role.choices)
    password = models.CharField(max_length=200)
    blocked = models.BooleanField(default=False)
    last_seen_at = models.DateTimeField(null=True)


class ApiToken(models.Model):
    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()


class EmailChange(models.Model):
    """A new address that waits for its confirmation; asking again replaces it."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="email_change")
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
