from airwaves.api import Endpoint, page_of
from airwaves.catalogue.models import instant
from airwaves.journal.models import Entry


def entry_row(entry: Entry) -> dict:
    return {
        "at": instant(entry.at),
        "who": entry.who or None,
        "kind": entry.kind,
        "key": entry.key,
        "action": entry.action,
        "changes": entry.changes,
    }


class Journal(Endpoint):
    """The changes, the latest first; `?kind=` and `?key=` narrow them down."""

    scopes = {"get": "edit"}

    def get(self, request):
        narrow = {name: request.GET[name] for name in ("kind", "key") if request.GET.get(name)}
        return page_of(request, Entry.objects.filter(**narrow), entry_row)
