"""Query sets of the models; every rule about what counts as booked, usable or barred is written here once."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class DonorQuerySet(models.QuerySet):
    def matching(self, text):
        """Donors whose number, name or e-mail address holds the text."""
        for word in text.split():
            self = self.filter(
                Q(number__iexact=word)
                | Q(first_name__icontains=word)
                | Q(last_name__icontains=word)
                | Q(email__icontains=word)
            )
        return self

    def same_person(self, last_name, born):
        return self.filter(last_name__iexact=last_name.strip(), born=born)


class AppointmentQuerySet(models.QuerySet):
    def booked(self):
        return self.filter(status="booked")

    def on(self, day):
        """Those that start on a day of the region's calendar."""
        start = timezone.make_aware(datetime.combine(day, time.min))
        end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        return self.filter(start__gte=start, start__lt=end)


class DeferralQuerySet(models.QuerySet):
    def in_force(self, day):
        """Those that bar from donating on that day; without an end a deferral is for good."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day))


class UnitQuerySet(models.QuerySet):
    def in_stock(self):
        return self.filter(status="stock")

    def on_shelf(self, day):
        """What can be sent on that day: what expires first at the top, units without expiry date last."""
        usable = Q(expires_on__isnull=True) | Q(expires_on__gte=day)
        return self.in_stock().filter(usable).order_by(F("expires_on").asc(nulls_last=True), "code")

    def listing(self, day, narrow):
        """The head of the shelf for the API, of those units that match."""
        return self.on_shelf(day).filter(**narrow)[: settings.LIST_LIMIT]
