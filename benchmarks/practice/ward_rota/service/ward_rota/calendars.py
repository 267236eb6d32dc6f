"""The shifts of a person as an iCalendar file (RFC 5545)."""

from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from ward_rota import clock, rota
from ward_rota.models import Shift, Staff

WORDS = {"early": "Frühdienst", "late": "Spätdienst", "night": "Nachtdienst"}
BACK, AHEAD = timedelta(weeks=4), timedelta(weeks=12)
WIDTH = 75


def escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def fold(line: str) -> list[str]:
    """A content line in pieces of at most 75 octets; those after the first begin with a blank."""
    pieces, piece = [], ""
    for sign in line:
        if len((piece + sign).encode()) > WIDTH:
            pieces.append(piece)
            piece = " "
        piece += sign
    return [*pieces, piece]


def stamp(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def event(shift: Shift, staff: Staff) -> list[str]:
    colleagues = ", ".join(one.staff.name for one in shift.assignments if one.staff_id != staff.id)
    lines = [
        "BEGIN:VEVENT",
        f"UID:shift-{shift.id}-{staff.login}@rota.example.org",
        f"DTSTAMP:{stamp(clock.now())}",
        f"DTSTART:{stamp(shift.starts_at)}",
        f"DTEND:{stamp(shift.ends_at)}",
        f"SUMMARY:{escaped(f'{WORDS[shift.kind]}, {shift.ward.name}')}",
    ]
    if colleagues:
        lines.append(f"DESCRIPTION:{escaped(f'Mit {colleagues}')}")
    return [*lines, "END:VEVENT"]


def calendar(session: Session, staff: Staff) -> str:
    shifts = rota.shifts_between(session, staff, clock.now() - BACK, clock.now() + AHEAD)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ward_rota//rota//DE"]
    for shift in shifts:
        lines.extend(event(shift, staff))
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in fold(line))
