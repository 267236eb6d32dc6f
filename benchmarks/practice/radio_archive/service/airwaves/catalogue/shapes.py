"""How rows look in JSON."""

from __future__ import annotations

from typing import Any

from airwaves.catalogue import technical
from airwaves.catalogue.models import Recording, SavedSearch, Show, Track, instant


def show_row(show: Show) -> dict[str, Any]:
    return {
        "slug": show.slug,
        "title": show.title,
        "host": show.host or None,
        "started_on": show.started_on.isoformat(),
        "ended_on": show.ended_on.isoformat() if show.ended_on else None,
    }


def recording_row(recording: Recording) -> dict[str, Any]:
    return {
        "signature": recording.signature,
        "show": recording.show.slug,
        "title": recording.title,
        "broadcast_at": instant(recording.broadcast_at),
        "duration": recording.duration,
        "medium": recording.medium,
        "online": recording.online,
    }


def track_row(track: Track) -> dict[str, Any]:
    return {
        "position": track.position,
        "title": track.title,
        "artist": track.artist.name if track.artist else None,
        "starts_at": track.starts_at,
    }


def recording_whole(recording: Recording) -> dict[str, Any]:
    tracks = recording.tracks.select_related("artist")
    return {
        **recording_row(recording),
        "summary": recording.summary,
        "technical": technical.read(recording.technical),
        "tracks": [track_row(track) for track in tracks],
    }


def search_row(search: SavedSearch) -> dict[str, Any]:
    return {"id": search.pk, "name": search.name, "criteria": search.criteria}
