"""Who comes when."""

from django.db import models

from portal.models.accounts import Account
from portal.models.houses import Building
from portal.models.repairs import Repair


class Appointment(models.Model):
    repair = models.ForeignKey(Repair, models.CASCADE, related_name="appointments")
    trade = models.ForeignKey(Account, models.PROTECT, related_name="appointments")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    cancelled = models.BooleanField(default=False)


class Round(models.Model):
    """Somebody walks through a whole house, to read the meters or to check the smoke alarms."""

    building = models.ForeignKey(Building, models.CASCADE, related_name="rounds")
    title = models.CharField(max_length=80)
    day = models.DateField()
    from_time = models.TimeField(null=True, help_text="from the start of work where none is given")
