"""The JSON interface of the catalogue."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Count, Sum

from airwaves.api import Endpoint, body, conflict, page_of, unknown, vetted
from airwaves.catalogue import plays, searches, shapes, technical
from airwaves.catalogue.finding import find
from airwaves.catalogue.forms import NewRecordingForm, SaveSearchForm, SearchForm, TrackForm
from airwaves.catalogue.models import Artist, Recording, SavedSearch, Show


def recording_for(request, signature: str) -> Recording:
    """The recording, if there is one that the caller may know of."""
    row = Recording.objects.visible_to(request.caller).select_related("show").filter(signature=signature).first()
    if row is None:
        raise unknown("recording")
    return row


class Shows(Endpoint):
    def get(self, request):
        return {"items": [shapes.show_row(show) for show in Show.objects.all()]}


class OneShow(Endpoint):
    def get(self, request, slug):
        show = Show.objects.filter(slug=slug).first()
        if show is None:
            raise unknown("show")
        rows = show.recordings.visible_to(request.caller)
        figures = rows.aggregate(recordings=Count("pk"), seconds=Sum("duration"))
        return {**shapes.show_row(show), "recordings": figures["recordings"], "seconds": figures["seconds"] or 0}


class Recordings(Endpoint):
    scopes = {"post": "edit"}

    def get(self, request):
        criteria = vetted(SearchForm(request.GET))
        return page_of(request, find(criteria, request.caller), shapes.recording_row)

    def post(self, request):
        form = NewRecordingForm(body(request))
        vetted(form)
        return 201, shapes.recording_whole(form.save())


class OneRecording(Endpoint):
    scopes = {"patch": "edit"}

    def get(self, request, signature):
        return shapes.recording_whole(recording_for(request, signature))

    def patch(self, request, signature):
        recording = recording_for(request, signature)
        kept = {name: getattr(recording, name) for name in NewRecordingForm.Meta.fields}
        kept |= {"show": recording.show.slug, "technical": technical.read(recording.technical)}
        form = NewRecordingForm({**kept, **body(request)}, instance=recording)
        vetted(form)
        return shapes.recording_whole(form.save())


class Tracks(Endpoint):
    scopes = {"post": "edit"}

    def post(self, request, signature):
        recording = recording_for(request, signature)
        form = TrackForm(body(request))
        sent = vetted(form)
        if recording.tracks.filter(position=sent["position"]).exists():
            raise conflict("position-taken", "There is a track at this position.")
        track = form.save(commit=False)
        track.recording = recording
        if sent["artist"]:
            track.artist = Artist.objects.filter(name=sent["artist"]).first() or Artist.objects.create(name=sent["artist"])
        track.save()
        return 201, shapes.track_row(track)


class Stream(Endpoint):
    """Where to listen to a recording; each answer is a play."""

    scopes = {"post": "stream"}

    def post(self, request, signature):
        recording = recording_for(request, signature)
        if not recording.online:
            raise conflict("offline", "This recording is not online.")
        return {"url": f"{settings.STREAM_BASE}/{recording.signature}.m4a", "plays": plays.count(recording)}


def criteria_in(sent: dict) -> dict:
    """The criteria of a search in a body; whatever is no object counts as none."""
    criteria = sent.get("criteria")
    return criteria if isinstance(criteria, dict) else {}


class Searches(Endpoint):
    scopes = {"get": "edit", "post": "edit"}

    def get(self, request):
        return {"items": [shapes.search_row(search) for search in request.caller.user.searches.all()]}

    def post(self, request):
        sent = body(request)
        name = vetted(SaveSearchForm(sent))["name"]
        criteria = vetted(SearchForm(criteria_in(sent)))
        return 201, shapes.search_row(searches.keep(request.caller.user, name, criteria))


class OneSearch(Endpoint):
    """The recordings that a saved search finds today."""

    scopes = {"get": "edit", "delete": "edit"}

    def _search(self, request, number) -> SavedSearch:
        search = request.caller.user.searches.filter(pk=number).first()
        if search is None:
            raise unknown("search")
        return search

    def get(self, request, number):
        search = self._search(request, number)
        return page_of(request, find(vetted(SearchForm(search.criteria)), request.caller), shapes.recording_row)

    def delete(self, request, number):
        self._search(request, number).delete()
        return {"deleted": number}
