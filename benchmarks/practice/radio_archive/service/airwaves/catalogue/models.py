"""Shows, their recordings, and what was played in them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from airwaves import clock


class Show(models.Model):
    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    host = models.CharField(max_length=120, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("show", args=[self.slug])


class RecordingQuerySet(models.QuerySet):
    def visible_to(self, caller) -> RecordingQuerySet:
        """What a caller may know of: editors everything, the others what is online."""
        return self if caller.may("edit") else self.filter(online=True)

    def worded(self, words: str) -> RecordingQuerySet:
        """Those whose title or summary holds the words."""
        return self.filter(Q(title__icontains=words) | Q(summary__icontains=words))

    def aired_in(self, year: int) -> RecordingQuerySet:
        return self.filter(broadcast_at__year=year)

    def newest_first(self) -> RecordingQuerySet:
        """By the day of broadcast; those of which it is not known come last."""
        return self.order_by(models.F("broadcast_at").desc(nulls_last=True), "signature")


class Recording(models.Model):
    MEDIA = [("tape", "Tape"), ("dat", "DAT"), ("file", "File")]

    signature = models.CharField(max_length=20, unique=True)
    show = models.ForeignKey(Show, on_delete=models.PROTECT, related_name="recordings")
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    broadcast_at = models.DateTimeField(null=True, blank=True)
    duration = models.PositiveIntegerField(null=True, blank=True, help_text="seconds")
    medium = models.CharField(max_length=8, choices=MEDIA)
    technical = models.JSONField(default=dict, blank=True)
    online = models.BooleanField(default=False)
    plays = models.PositiveIntegerField(default=0)
    registered_at = models.DateTimeField(default=clock.now, editable=False)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        ordering = ["signature"]

    def __str__(self) -> str:
        return f"{self.signature} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("recording", args=[self.signature])


class Artist(models.Model):
    """Somebody who is played. The card index of the eighties had some of them twice."""

    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Track(models.Model):
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="tracks")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    artist = models.ForeignKey(Artist, null=True, blank=True, on_delete=models.SET_NULL, related_name="tracks")
    starts_at = models.PositiveIntegerField(null=True, blank=True, help_text="seconds from the beginning")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["recording", "position"], name="one_track_a_position")]


class SavedSearch(models.Model):
    """A search that an editor comes back to; `criteria` is what the search form is filled with."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="searches")
    name = models.CharField(max_length=60)
    criteria = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name"]


def instant(value: datetime | None) -> str | None:
    """An instant as the interface gives it, by the station's clock."""
    from django.utils import timezone

    return timezone.localtime(value).isoformat() if value else None
