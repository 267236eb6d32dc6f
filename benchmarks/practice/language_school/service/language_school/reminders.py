"""Letters that go out by themselves: open instalments and first lessons."""
from datetime import timedelta

from language_school import billing, clock, messages
from language_school.models import Enrolment, Message

PAUSE = timedelta(days=14)
AHEAD = timedelta(days=7)


def remind_of_instalments() -> int:
    """A letter for each instalment that is late, at most one in two weeks."""
    today, sent = clock.today(), 0
    for instalment in billing.overdue(today):
        if instalment.reminded_on and today - instalment.reminded_on < PAUSE:
            continue
        invoice, amount = instalment.invoice.number, f"{instalment.open_amount:.2f}"
        values = {"amount": amount, "day": instalment.due_on.isoformat(), "invoice": invoice}
        messages.send(instalment.invoice.student, "reminder", values)
        instalment.reminded_on = today
        instalment.save(update_fields=["reminded_on"])
        sent += 1
    return sent


def announce_first_lessons() -> int:
    """Tells new students when and where they begin; once for an enrolment. The group's note goes with it."""
    sent = 0
    enrolments = Enrolment.objects.filter(left_on=None).select_related("student", "group__teacher").order_by("pk")
    for enrolment in enrolments:
        group, student = enrolment.group, enrolment.student
        first = group.lessons.filter(cancelled=False).first()
        if first is None or not clock.now() < first.starts_at <= clock.now() + AHEAD:
            continue
        start = first.starts_at.astimezone(clock.school_zone())
        values = {"group": group.code, "room": group.room or "-", "day": start.date().isoformat(), "time": start.strftime("%H:%M")}
        subject, _ = messages.compose(student, "first_lesson", values)
        if Message.objects.filter(student=student, kind="first_lesson", subject=subject).exists():
            continue
        messages.send(student, "first_lesson", values, note=group.note)
        sent += 1
    return sent
