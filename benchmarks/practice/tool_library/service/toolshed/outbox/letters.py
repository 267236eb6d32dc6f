"""Writing letters, and what they say."""

from __future__ import annotations

from datetime import date

from toolshed import clock
from toolshed.outbox.models import Letter
from toolshed.people.models import Member


def write(kind: str, member: Member, payload: dict) -> Letter:
    return Letter.objects.create(kind=kind, member=member, payload=payload, written_at=clock.now())


def spoken(day: str) -> str:
    """2026-09-16 as people say it."""
    return f"{date.fromisoformat(day):%A %-d %B}"


def welcome(payload: dict) -> tuple[str, str]:
    text = f"Welcome to the tool library! Your card has the number {payload['card']}."
    return f"Welcome, {payload['name']}", text


def ready(payload: dict) -> tuple[str, str]:
    return f"{payload['tool']} is here", f"We keep it for you until {spoken(payload['until'])}."


def overdue(payload: dict) -> tuple[str, str]:
    lines = [f"- {one['tool']} ({one['label']}), due on {spoken(one['due_on'])}" for one in payload["loans"]]
    return "Please bring back what you borrowed", "\n".join(["We miss:", *lines])


COMPOSERS = {"welcome": welcome, "ready": ready, "overdue": overdue}


def compose(letter: Letter) -> tuple[str, str]:
    """Subject and text of a letter, as this or an earlier release wrote it."""
    subject, text = COMPOSERS[letter.kind](letter.payload)
    return subject, f"Hello {letter.member.first_name},\n\n{text}\n\nThe tool library\n"
