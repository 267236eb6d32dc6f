from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse

from blood_bank.querysets import AppointmentQuerySet, DeferralQuerySet, DonorQuerySet, UnitQuerySet


class BloodGroup(models.TextChoices):
    O_NEG = "O-"
    O_POS = "O+"
    A_NEG = "A-"
    A_POS = "A+"
    B_NEG = "B-"
    B_POS = "B+"
    AB_NEG = "AB-"
    AB_POS = "AB+"


class Site(models.Model):
    """A place where people donate; its opening hours are in data/hours.json."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    address = models.TextField(help_text="as printed on letters")
    beds = models.PositiveSmallIntegerField(default=2)

    def __str__(self):
        return self.name


class Donor(models.Model):
    number = models.CharField(max_length=12, unique=True)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    born = models.DateField()
    weight_kg = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    group = models.CharField(max_length=3, choices=BloodGroup.choices, blank=True)

    objects = DonorQuerySet.as_manager()

    class Meta:
        ordering = ["last_name", "first_name", "number"]

    def __str__(self):
        return f"{self.first_name} {self.last_name}"

    def get_absolute_url(self):
        return reverse("donor-page", args=[self.number])


class Appointment(models.Model):
    class Status(models.TextChoices):
        BOOKED = "booked"
        CANCELLED = "cancelled"
        KEPT = "kept"

    donor = models.ForeignKey(Donor, models.CASCADE, related_name="appointments")
    site = models.ForeignKey(Site, models.PROTECT, related_name="appointments")
    start = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.BOOKED)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["start", "pk"]


class Deferral(models.Model):
    """Someone who must not donate, for some time or for good (`until` is empty)."""

    donor = models.ForeignKey(Donor, models.CASCADE, related_name="deferrals")
    reason = models.CharField(max_length=30)
    until = models.DateField(null=True, blank=True)

    objects = DeferralQuerySet.as_manager()


class Donation(models.Model):
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="donations")
    site = models.ForeignKey(Site, models.PROTECT, related_name="donations")
    given_on = models.DateField()
    haemoglobin = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    verdict = models.CharField(max_length=10, blank=True)
    lab_note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-given_on"]


class Hospital(models.Model):
    code = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    email = models.EmailField()


class Transport(models.Model):
    number = models.CharField(max_length=12, unique=True)
    hospital = models.ForeignKey(Hospital, models.PROTECT, related_name="transports")
    sent_at = models.DateTimeField()


class Unit(models.Model):
    """A bag of a component; one donation gives one to three of them."""

    class Status(models.TextChoices):
        STOCK = "stock"
        SENT = "sent"
        DISCARDED = "discarded"

    code = models.CharField(max_length=16, unique=True)
    donation = models.ForeignKey(Donation, models.PROTECT, related_name="units")
    component = models.CharField(max_length=12)
    group = models.CharField(max_length=3, choices=BloodGroup.choices)
    expires_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.STOCK)
    reason = models.CharField(max_length=60, blank=True)
    transport = models.ForeignKey(Transport, models.SET_NULL, null=True, blank=True, related_name="units")

    objects = UnitQuerySet.as_manager()


class AuditEntry(models.Model):
    """Who changed what; `changes` maps a field to its old and new value."""

    actor = models.CharField(max_length=60)
    subject = models.CharField(max_length=40, db_index=True)
    changes = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["pk"]
