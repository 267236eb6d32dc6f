"""Accounts, organisations, and what happened to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone

from account_login.web import normal_email


class Organisation(models.Model):
    """A customer, or a part of one. What is not set here is inherited from the parent."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    session_hours = models.PositiveIntegerField(null=True, blank=True)
    password_days = models.PositiveIntegerField(null=True, blank=True)
    domains = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.name

    def lineage(self) -> list[Organisation]:
        """This organisation and those above it, nearest first; a loop in the data ends it."""
        found: list[Organisation] = []
        step: Organisation | None = self
        while step is not None and step not in found:
            found.append(step)
            step = step.parent
        return found

    def rule(self, name: str) -> int | None:
        """A rule such as `session_hours`: the nearest one that is set, or None."""
        values = (getattr(step, name) for step in self.lineage())
        return next((value for value in values if value is not None), None)


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up by address and makes new ones."""

    def by_email(self, email: str) -> Account | None:
        """The account with this address, however it is written."""
        return self.filter(email=normal_email(email)).first()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """A new account; without a password it can only sign in through a provider."""
        account = self.model(email=normal_email(email), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """An account that may do everything in the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Account(AbstractBaseUser, PermissionsMixin):
    """A person who can sign in."""

    email = models.EmailField(unique=True)
    handle = models.SlugField(max_length=30, unique=True, null=True, blank=True)
    display_name = models.CharField(max_length=120)
    locale = models.CharField(max_length=10, default="en")
    time_zone = models.CharField(max_length=64, null=True, blank=True)
    phone = models.CharField(max_length=30, null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="accounts"
    )
    preferences = models.JSONField(default=dict, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    verified_at = models.DateTimeField(null=True, blank=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    failed_logins = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]
    objects = AccountManager()

    def __str__(self) -> str:
        return self.email

    def set_password(self, raw_password: str | None) -> None:
        """Also remembers when, for organisations whose passwords grow old."""
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone, or else the company's."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)

    @property
    def initials(self) -> str:
        """One or two letters for the picture: `AN` for Ada Novak, `M` for Madonna."""
        words = self.display_name.split()
        return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper() or "?"

    def is_locked(self, now: datetime) -> bool:
        """Whether nobody can sign in just now."""
        return self.locked_until is not None and now < self.locked_until

    def session_hours(self) -> int:
        """How long a session lasts."""
        rule = self.organisation.rule("session_hours") if self.organisation else None
        return settings.SESSION_HOURS if rule is None else rule

    def password_expires_at(self) -> datetime | None:
        """When the password has to be changed, or None if it need not be."""
        days = self.organisation.rule("password_days") if self.organisation else None
        if not days or self.password_changed_at is None:
            return None
        return self.password_changed_at + timedelta(days=days)


class LoginEvent(models.Model):
    """Something that somebody did with an account; `account` is None for an unknown address."""

    KINDS = ("login", "provider", "logout", "reset", "password", "email", "locked", "closed")

    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.CASCADE, related_name="events"
    )
    email = models.CharField(max_length=254, blank=True)
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    ok = models.BooleanField(default=True)
    reason = models.CharField(max_length=60, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-at", "-id"]


class Device(models.Model):
    """A browser or app with a session."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="devices")
    session_key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    address = models.GenericIPAddressField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]


class ResetToken(models.Model):
    """A link with which a forgotten password can be replaced once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="reset_tokens")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class Mail(models.Model):
    """A message that waits for the mail gateway. The queue outlives a release."""

    to = models.CharField(max_length=254)
    template = models.CharField(max_length=30)
    locale = models.CharField(max_length=10, default="en")
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_at", "id"]
