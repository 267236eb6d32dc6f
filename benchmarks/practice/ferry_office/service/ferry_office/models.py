"""Tables of the office."""
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Port(models.Model):
    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=60)

    def __str__(self):
        return self.name


class Vessel(models.Model):
    name = models.CharField(max_length=60, unique=True)
    passenger_limit = models.PositiveIntegerField()

    def __str__(self):
        return self.name


class Lane(models.Model):
    """A lane of the car deck."""

    vessel = models.ForeignKey(Vessel, models.CASCADE, related_name="lanes")
    number = models.PositiveSmallIntegerField()
    length_m = models.DecimalField(max_digits=5, decimal_places=2)
    clearance_m = models.DecimalField(max_digits=4, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vessel", "number"], name="lane_once")]


class Route(models.Model):
    code = models.CharField(max_length=4, unique=True)
    origin = models.ForeignKey(Port, models.PROTECT, related_name="+")
    destination = models.ForeignKey(Port, models.PROTECT, related_name="+")


class TariffLine(models.Model):
    """The price of one kind of passenger or vehicle on a route, and the route's booking fee."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="tariff")
    kind = models.CharField(max_length=20)
    amount = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["route", "kind"], name="tariff_kind_once")]


class Sailing(models.Model):
    class Status(models.TextChoices):
        SCHEDULED = "scheduled"
        DEPARTED = "departed"
        CANCELLED = "cancelled"

    number = models.CharField(max_length=8, unique=True)
    route = models.ForeignKey(Route, models.PROTECT, related_name="sailings")
    vessel = models.ForeignKey(Vessel, models.PROTECT, null=True, blank=True, related_name="sailings")
    departs_at = models.DateTimeField()
    arrives_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.SCHEDULED)

    class Meta:
        ordering = ["departs_at", "number"]


class Booking(models.Model):
    class Status(models.TextChoices):
        PAID = "paid"
        CANCELLED = "cancelled"

    reference = models.CharField(max_length=12, unique=True)
    sailing = models.ForeignKey(Sailing, models.PROTECT, related_name="bookings")
    contact = models.EmailField()
    flexible = models.BooleanField(default=False)
    total = models.DecimalField(max_digits=8, decimal_places=2)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PAID)


class Passenger(models.Model):
    class Kind(models.TextChoices):
        ADULT = "adult"
        CHILD = "child"
        INFANT = "infant"

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="passengers")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.ADULT)


class Vehicle(models.Model):
    class Kind(models.TextChoices):
        CAR = "car"
        VAN = "van"
        LORRY = "lorry"

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="vehicles")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    plate = models.CharField(max_length=12)
    length_m = models.DecimalField(max_digits=5, decimal_places=2)
    height_m = models.DecimalField(max_digits=4, decimal_places=2)
    un_number = models.CharField(max_length=4, blank=True)
    hazardous = models.BooleanField(default=False)


class Refund(models.Model):
    booking = models.OneToOneField(Booking, models.CASCADE, related_name="refund")
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    reason = models.CharField(max_length=40)
    created_at = models.DateTimeField()


class BoardingCard(models.Model):
    """One for each passenger who came through the gate."""

    passenger = models.OneToOneField(Passenger, models.CASCADE, related_name="card")
    gate = models.CharField(max_length=30)
    scanned_at = models.DateTimeField()


class AuditEntry(models.Model):
    action = models.CharField(max_length=30)
    reference = models.CharField(max_length=12, db_index=True)
    actor = models.CharField(max_length=60)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class CrewMember(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    crew_no = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=80)


class Shift(models.Model):
    class Duty(models.TextChoices):
        BRIDGE = "bridge"
        ENGINE = "engine"
        DECK = "deck"
        GALLEY = "galley"

    sailing = models.ForeignKey(Sailing, models.CASCADE, related_name="shifts")
    crew = models.ForeignKey(CrewMember, models.CASCADE, related_name="shifts")
    duty = models.CharField(max_length=8, choices=Duty.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sailing", "crew"], name="shift_once")]


class Terminal(models.Model):
    """A handheld and the user it was handed out to."""

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=30)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    active = models.BooleanField(default=True)
