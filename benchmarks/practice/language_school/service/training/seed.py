"""The training room: python -m training.seed"""
import json
import os
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

TRAINING = Path(__file__).resolve().parent / "room.json"
SESSION = "trainingroomvisitor01"


def load():
    """Puts the training room's school into empty tables."""
    from django.contrib.auth.hashers import make_password
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    from language_school import models as m
    from language_school import timetable

    data = json.loads(TRAINING.read_text(encoding="utf-8"))
    password = make_password("training-room")
    users = {row["email"]: m.User.objects.create(password=password, **row) for row in data["users"]}
    terms = {row["code"]: m.Term.objects.create(**row) for row in data["terms"]}
    for term in terms.values():
        term.refresh_from_db()
    groups, students = {}, {}
    for row in data["groups"]:
        term, teacher, slots = terms[row.pop("term")], users.get(row.pop("teacher")), row.pop("slots")
        groups[row["code"]] = group = m.Group.objects.create(term=term, teacher=teacher, **row | {"price": Decimal(row["price"])})
        for weekday, starts, minutes in slots:
            m.Slot.objects.create(group=group, weekday=weekday, starts=starts, minutes=minutes)
    for term in terms.values():
        timetable.plan(term)
    for row in data["students"]:
        tests, codes = row.pop("tests", []), row.pop("groups", [])
        student = students[row["number"]] = m.Student.objects.create(state="student" if codes else "applicant", **row)
        for language, score, level, day in tests:
            m.Placement.objects.create(student=student, language=language, score=score, level=level, taken_on=day)
        for code in codes:
            m.Enrolment.objects.create(student=student, group=groups[code], enrolled_on="2026-09-01")
    for code, start, email in data["substitutions"]:
        moment = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo("Europe/Lisbon"))
        m.Lesson.objects.filter(group__code=code, starts_at=moment).update(substitute=users[email])
    for code, number, pattern in data["register"]:  # x there, o absent, in the order of the lessons
        for lesson, mark in zip(groups[code].lessons.all(), pattern):
            m.Attendance.objects.create(lesson=lesson, student=students[number], present=mark == "x")
    for number, student, code, total, parts in data["invoices"]:
        invoice = m.Invoice.objects.create(
            number=number, student=students[student], group=groups[code], total=Decimal(total), issued_on="2026-09-01"
        )
        for due, amount, paid in parts:
            m.Instalment.objects.create(invoice=invoice, due_on=due, amount=Decimal(amount), paid=Decimal(paid))
    expires = datetime(2036, 1, 1, tzinfo=ZoneInfo("Europe/Lisbon"))  # a browser that nobody closes
    Session.objects.create(session_key=SESSION, session_data=SessionStore().encode({}), expire_date=expires)


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "language_school.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from language_school.models import User

    settings.VAR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", run_syncdb=True, verbosity=0)
    if not User.objects.exists():
        load()


if __name__ == "__main__":
    main()
