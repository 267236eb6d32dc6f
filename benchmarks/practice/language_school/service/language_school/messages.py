"""Letters: put together from the texts of the catalogue, and kept as they went out."""
from django.conf import settings

from language_school import catalogue, clock
from language_school.errors import Unreadable
from language_school.models import Attendance, Message, Student

KINDS = ("welcome", "absence", "reminder", "first_lesson")


def wording(student: Student, kind: str) -> dict:
    """Greeting, closing, subject and body in the student's language; of minors the guardian is addressed."""
    texts = catalogue.load(catalogue.language_for(student.language))
    if student.is_minor(clock.today()):
        texts.update(texts.pop("guardian"))
    return {"greeting": texts["greeting"], "closing": texts["closing"], **texts[kind]}


def compose(student: Student, kind: str, values: dict, note: str = "") -> tuple[str, str]:
    """Subject and body of a letter; the note (of the group, say) stands before the closing."""
    if kind not in KINDS:
        raise Unreadable(f"There are no letters about {kind}.")
    words = wording(student, kind)
    known = {"name": student.name, "guardian": student.guardian or student.name, "school": settings.SCHOOL_NAME, **values}
    parts = [words["greeting"].format(**known), words["body"].format(**known)]
    if note:
        parts.append(note)
    parts.append(words["closing"].format(**known))
    return words["subject"].format(**known), "\n\n".join(parts)


def send(student: Student, kind: str, values: dict, note: str = "", attendance: Attendance | None = None) -> Message:
    """Composes and keeps a letter; the mail room takes it from the table."""
    subject, body = compose(student, kind, values, note)
    fields = {"kind": kind, "subject": subject, "body": body, "sent_at": clock.now()}
    return Message.objects.create(student=student, attendance=attendance, **fields)
