"""What the night bus keeps."""
from django.db import models


class Region(models.Model):
    """A city with its zone and currency."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    time_zone = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)


class Stop(models.Model):
    """A place where the bus stops; the zone counts for the fare."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="stops")
    zone = models.PositiveSmallIntegerField(default=1)


class Departure(models.Model):
    """A departure of the timetable; minutes count from the beginning of the day of operation."""

    line = models.CharField(max_length=8)
    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="departures")
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "stop", "minutes"], name="one_departure")]


class Rider(models.Model):
    """Somebody who signed in with a phone number."""

    phone = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=8, blank=True)
    created_at = models.DateTimeField()


class LoginCode(models.Model):
    """A one-time code that was sent to a phone."""

    phone = models.CharField(max_length=20, db_index=True)
    code = models.CharField(max_length=6)
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)


class Device(models.Model):
    """A phone that gets push messages. It belongs to whoever registered it last."""

    rider = models.ForeignKey(Rider, on_delete=models.CASCADE, related_name="devices")
    token = models.CharField(max_length=120, unique=True)
    platform = models.CharField(max_length=10)
    seen_at = models.DateTimeField()


class Driver(models.Model):
    name = models.CharField(max_length=80)
    badge = models.CharField(max_length=10, unique=True)
    token = models.CharField(max_length=40, unique=True)


class Shift(models.Model):
    """A driver with a bus for a night."""

    driver = models.ForeignKey(Driver, on_delete=models.PROTECT, related_name="shifts")
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField(default=8)
    called_off_at = models.DateTimeField(null=True)


class Partner(models.Model):
    """A hotel that books for its guests; of the key we keep the digest only."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    region = models.ForeignKey(Region, on_delete=models.PROTECT)
    key_digest = models.CharField(max_length=64, unique=True)
    commission = models.DecimalField(max_digits=4, decimal_places=1, help_text="per cent of the fares")


class Voucher(models.Model):
    class Kind(models.TextChoices):
        PERCENT = "percent"
        AMOUNT = "amount"

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.DecimalField(max_digits=6, decimal_places=2)
    uses_left = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField(null=True)


class Ride(models.Model):
    class Status(models.TextChoices):
        REQUESTED = "requested"
        ASSIGNED = "assigned"
        RIDING = "riding"
        COMPLETED = "completed"
        CANCELLED = "cancelled"
        EXPIRED = "expired"

    reference = models.CharField(max_length=12, unique=True, null=True)
    rider = models.ForeignKey(Rider, null=True, on_delete=models.PROTECT, related_name="rides")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="rides")
    guest = models.CharField(max_length=80, blank=True)
    from_stop = models.ForeignKey(Stop, on_delete=models.PROTECT, related_name="+")
    to_stop = models.ForeignKey(Stop, on_delete=models.PROTECT, related_name="+")
    earliest = models.DateTimeField()
    latest = models.DateTimeField()
    passengers = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=Status, default=Status.REQUESTED)
    fare = models.DecimalField(max_digits=7, decimal_places=2)
    discount = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    voucher = models.ForeignKey(Voucher, null=True, on_delete=models.SET_NULL, related_name="rides")
    shift = models.ForeignKey(Shift, null=True, on_delete=models.SET_NULL, related_name="rides")
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.CharField(max_length=10, blank=True)
    completed_at = models.DateTimeField(null=True)

    @property
    def zone(self):
        """Name of the zone in which this ride's times are shown."""
        return self.from_stop.region.time_zone

    @property
    def due(self):
        return self.fare - self.discount


class Rating(models.Model):
    ride = models.OneToOneField(Ride, on_delete=models.CASCADE, related_name="rating")
    stars = models.PositiveSmallIntegerField()
    comment = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()


class Payment(models.Model):
    """An event of the payment provider, which has a number of its own."""

    class Kind(models.TextChoices):
        CHARGE = "charge"
        REFUND = "refund"

    event = models.CharField(max_length=40, unique=True)
    ride = models.ForeignKey(Ride, on_delete=models.PROTECT, related_name="payments")
    kind = models.CharField(max_length=8, choices=Kind)
    amount = models.DecimalField(max_digits=7, decimal_places=2)
    received_at = models.DateTimeField()
