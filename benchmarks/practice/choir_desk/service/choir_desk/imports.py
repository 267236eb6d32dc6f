"""Member lists from the old spreadsheet or from other choirs."""
import csv
from datetime import datetime

from choir_desk.models import Member, Section

REQUIRED = {"first name", "last name", "voice", "joined"}
COLUMNS = ["first name", "last name", "voice", "joined", "email", "phone", "note"]
DATE_FORMATS = ("%d.%m.%Y", "%Y-%m-%d")


class BadFile(Exception):
    """Nothing of the file can be used."""


class BadLine(Exception):
    """This line cannot be used; the others can."""


def read_rows(handle):
    """(line number, row) of a file with semicolons and a heading."""
    reader = csv.DictReader(handle, delimiter=";", restval="")
    reader.fieldnames = [(name or "").strip().lower() for name in reader.fieldnames or []]
    if missing := REQUIRED - set(reader.fieldnames):
        raise BadFile(f"columns are missing: {', '.join(sorted(missing))}")
    for row in reader:
        yield reader.line_num, row


def parse_day(text):
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise BadLine(f"not a date: {text!r}")


def tidy(row):
    """The columns that we know, without the blanks around."""
    return {name: " ".join(row[name].split()) for name in COLUMNS if name in row}


def build_member(row, sections):
    """A member (not saved) of a row of the file."""
    cells = tidy(row)
    if not cells["first name"] or not cells["last name"]:
        raise BadLine("no name")
    section = sections.get(cells["voice"].upper())
    if section is None:
        raise BadLine(f"no such voice: {cells['voice']!r}")
    return Member(
        first_name=cells["first name"],
        last_name=cells["last name"],
        section=section,
        joined_on=parse_day(cells["joined"]),
        email=cells.get("email", "").lower(),
        phone=cells.get("phone", ""),
        note=cells.get("note", ""),
    )


def known(member):
    return Member.objects.filter(
        first_name__iexact=member.first_name, last_name__iexact=member.last_name, section=member.section
    ).exists()


def import_members(handle, complain):
    """Import what can be imported; returns (new, known, bad)."""
    sections = {section.code: section for section in Section.objects.all()}
    new = old = bad = 0
    for number, row in read_rows(handle):
        try:
            member = build_member(row, sections)
        except BadLine as reason:
            complain(f"line {number}: {reason}")
            bad += 1
            continue
        if known(member):
            old += 1
            continue
        member.save()
        new += 1
    return new, old, bad
