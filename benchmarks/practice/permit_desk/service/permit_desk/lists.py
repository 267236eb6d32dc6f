"""Lists that officers upload as CSV."""
import csv
import io
from decimal import Decimal, InvalidOperation

from django.db import transaction

from permit_desk.models import ListUpload, Parcel

COLUMNS = {"parcel", "area"}


class UnreadableList(Exception):
    """The file is no list of ours."""


def read_rows(upload):
    """The rows of an uploaded list, as dictionaries."""
    try:
        text = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableList("The list is not in UTF-8.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";", restval="")
    if not COLUMNS <= set(reader.fieldnames or []):
        raise UnreadableList("The list needs the columns parcel and area.")
    yield from reader


def parse_area(text):
    """Square metres as the surveyors write them (1234,50), or None."""
    try:
        area = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return area if area.is_finite() and 0 < area < 10**8 else None


@transaction.atomic
def import_parcels(upload, officer):
    """Take the surveyor's list in, all of it or nothing; parcels that we know are updated."""
    entry = ListUpload(name=upload.name, uploaded_by=officer.get_username())
    for row in read_rows(upload):
        code, area = row["parcel"].strip(), parse_area(row["area"])
        if not code or area is None:
            entry.refused += 1
            continue
        owner = (row.get("owner") or "").strip()
        Parcel.objects.update_or_create(code=code, defaults={"owner": owner, "area": area})
        entry.accepted += 1
    if entry.refused:
        upload.seek(0)
        entry.original.save(upload.name, upload, save=False)
    entry.save()
    return entry
