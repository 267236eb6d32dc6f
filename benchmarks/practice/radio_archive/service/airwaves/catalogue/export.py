"""The catalogue as a table, for the digitising partners and the annual report."""

from __future__ import annotations

import csv
import io

from django.http import HttpResponse

from airwaves.api import Endpoint, vetted
from airwaves.catalogue import technical
from airwaves.catalogue.finding import find
from airwaves.catalogue.forms import SearchForm
from airwaves.catalogue.models import Recording, instant

COLUMNS = ["signature", "show", "title", "broadcast_at", "duration", "medium", "sample_rate", "plays"]
INTERNAL = {"plays"}  # not for partners


def _cells(recording: Recording) -> dict[str, object]:
    """All cells of a row; what is not known stays empty."""
    return {
        "signature": recording.signature,
        "show": recording.show.title,
        "title": recording.title,
        "broadcast_at": instant(recording.broadcast_at),
        "duration": recording.duration,
        "medium": recording.medium,
        "sample_rate": technical.read(recording.technical).get("sample_rate"),
        "plays": recording.plays,
    }


def table(recordings, internal: bool) -> str:
    """The recordings as CSV, with or without the columns that are ours alone."""
    columns = [name for name in COLUMNS if internal or name not in INTERNAL]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    for recording in recordings:
        writer.writerow(_cells(recording))
    return out.getvalue()


class Export(Endpoint):
    scopes = {"get": "read"}

    def get(self, request):
        found = find(vetted(SearchForm(request.GET)), request.caller)
        text = table(found, internal=request.caller.may("edit"))
        headers = {"Content-Disposition": 'attachment; filename="recordings.csv"'}
        return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
