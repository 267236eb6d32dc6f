"""The tables."""
from django.db import models
from django.db.models import Q

from . import codes


class Site(models.Model):
    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["code"]


class Size(models.TextChoices):
    SMALL = "S", "small"
    MEDIUM = "M", "medium"
    LARGE = "L", "large"
    BIKE = "B", "bike"


class Band(models.Model):
    """One line of a site's price list: up to so many minutes it costs so much."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="bands")
    size = models.CharField(max_length=1, choices=Size)
    minutes = models.PositiveIntegerField()
    price = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        ordering = ["site", "size", "minutes"]
        constraints = [models.UniqueConstraint(fields=["site", "size", "minutes"], name="one_price")]


class Locker(models.Model):
    site = models.ForeignKey(Site, models.PROTECT, related_name="lockers")
    number = models.PositiveSmallIntegerField()
    size = models.CharField(max_length=1, choices=Size)
    in_service = models.BooleanField(default=True)

    class Meta:
        ordering = ["site", "number"]
        constraints = [models.UniqueConstraint(fields=["site", "number"], name="one_door")]

    @property
    def label(self) -> str:
        return codes.label(self.site.code, self.number)


class Renter(models.Model):
    phone = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    pin = models.CharField(max_length=120)
    staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField()


class Token(models.Model):
    renter = models.ForeignKey(Renter, models.CASCADE, related_name="tokens")
    key = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=40)
    ends_at = models.DateTimeField()


class Rental(models.Model):
    locker = models.ForeignKey(Locker, models.PROTECT, related_name="rentals")
    holder = models.ForeignKey(Renter, models.SET_NULL, null=True, related_name="rentals")
    code = models.CharField(max_length=6)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    paid = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    misses = models.PositiveSmallIntegerField(default=0)
    warned_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["locker"], condition=Q(closed_at=None), name="one_open_rental"),
        ]


class Offer(models.Model):
    """A rental offered to a phone number. ``outcome`` is empty as long as it is open."""

    class Outcome(models.TextChoices):
        OPEN = "", "open"
        TAKEN = "taken"
        WITHDRAWN = "withdrawn"
        LAPSED = "lapsed"

    rental = models.ForeignKey(Rental, models.CASCADE, related_name="offers")
    giver = models.ForeignKey(Renter, models.SET_NULL, null=True, related_name="+")
    phone = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["rental"], condition=Q(outcome=""), name="one_open_offer")]


class Event(models.Model):
    """A line of the audit log."""

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=40)
    actor = models.ForeignKey(Renter, models.SET_NULL, null=True, related_name="+")
    rental = models.ForeignKey(Rental, models.CASCADE, null=True, related_name="events")
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
