"""Certificates: text files below settings.CERTIFICATES, one for a student and group."""
from pathlib import Path

from django.conf import settings
from django.db import transaction

from language_school import attendance, clock
from language_school.errors import Refused, Unknown
from language_school.levels import LANGUAGES
from language_school.models import Certificate, Group, Student

LEAST_PERCENT = 70
FORM = """{school}

{name} ({number})
has attended the course {code}, {language} {level},
and was there in {percent} per cent of the lessons.

Lisbon, {day}
"""


def relative_path(student: Student, group: Group) -> str:
    """A folder for each first letter, as the paper archive has drawers; names alone may be those of two students."""
    name = student.file_name
    return f"{name[0]}/{name}-{student.number}-{group.code}.txt"


@transaction.atomic
def issue(student: Student, group: Group) -> tuple[Certificate, bool]:
    """Writes the certificate of a student who came often enough."""
    known = Certificate.objects.filter(student=student, group=group).first()
    if known:
        return known, False
    percent = attendance.counted(student, group)[2]
    if percent is None or percent < LEAST_PERCENT:
        raise Refused(f"{student.number} did not come often enough.")
    path = relative_path(student, group)
    target = Path(settings.CERTIFICATES) / path
    target.parent.mkdir(parents=True, exist_ok=True)
    text = FORM.format(
        school=settings.SCHOOL_NAME, name=student.name, number=student.number, code=group.code, percent=percent,
        language=LANGUAGES[group.language], level=group.level, day=clock.today().isoformat(),
    )
    target.write_text(text, encoding="utf-8")
    return Certificate.objects.create(student=student, group=group, issued_on=clock.today(), path=path), True


def text_of(student: Student, group: Group) -> str:
    """The certificate as it was written."""
    certificate = Certificate.objects.filter(student=student, group=group).first()
    if certificate is None:
        raise Unknown("There is no such certificate.")
    return (Path(settings.CERTIFICATES) / certificate.path).read_text(encoding="utf-8")
