"""Houses, flats and who lives in them."""

from datetime import date

from django.db import models
from django.db.models import Q

from portal.models.accounts import Account


class Building(models.Model):
    code = models.CharField(max_length=10, unique=True)
    street = models.CharField(max_length=120)
    caretaker = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="buildings")


class Flat(models.Model):
    number = models.CharField(max_length=20, unique=True)
    building = models.ForeignKey(Building, models.PROTECT, related_name="flats")
    floor = models.IntegerField()
    area = models.PositiveIntegerField(help_text="square metres")

    class Meta:
        ordering = ["number"]


class Tenant(models.Model):
    account = models.OneToOneField(Account, models.SET_NULL, null=True, related_name="tenant")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="de")


class TenancyQuerySet(models.QuerySet):
    def on(self, day: date) -> "TenancyQuerySet":
        """Those that hold on this day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class Tenancy(models.Model):
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="tenancies")
    flat = models.ForeignKey(Flat, models.PROTECT, related_name="tenancies")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects = TenancyQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
