"""RSS of what was put into the archive."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpResponseNotModified
from django.shortcuts import get_object_or_404

from airwaves.catalogue.models import Recording, Show


def _unchanged_since(request, newest: datetime | None) -> bool:
    """Does the reader already have all there is? A header that cannot be read counts for nothing."""
    header = request.headers.get("If-Modified-Since")
    if not header or newest is None:
        return False
    try:
        since = parsedate_to_datetime(header)
    except ValueError:
        return False
    if since.tzinfo is None:  # "-0000": UTC, from a machine that does not tell its zone
        since = since.replace(tzinfo=UTC)
    return newest.replace(microsecond=0) <= since


class Latest(Feed):
    """What was registered last, of all shows."""

    title = "Radio Havelwelle: the archive"
    link = "/"
    description = "Recordings that came online."

    def __call__(self, request, *args, **kwargs):
        newest = self.rows(self.get_object(request, *args, **kwargs)).first()
        if _unchanged_since(request, newest and newest.registered_at):
            return HttpResponseNotModified()
        return super().__call__(request, *args, **kwargs)

    def rows(self, show: Show | None):
        return Recording.objects.filter(online=True).order_by("-registered_at", "signature")

    def items(self, show):
        return self.rows(show)[: settings.FEED_LENGTH]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_pubdate(self, item):
        return item.registered_at


class OfShow(Latest):
    """The same of one show."""

    def get_object(self, request, slug):
        return get_object_or_404(Show, slug=slug)

    def title(self, show):
        return f"Radio Havelwelle: {show.title}"

    def link(self, show):
        return show.get_absolute_url()

    def rows(self, show):
        return super().rows(show).filter(show=show)
