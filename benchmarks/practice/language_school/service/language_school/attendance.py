"""The register of a lesson and what follows from it."""
from django.db import transaction

from language_school import clock, messages
from language_school.errors import Refused, Unreadable
from language_school.models import Attendance, Group, Lesson, Student


def expected(lesson: Lesson) -> dict[str, Student]:
    """Students of the group at the time of the lesson, by number."""
    enrolments = lesson.group.enrolments.filter(left_on=None).select_related("student")
    return {enrolment.student.number: enrolment.student for enrolment in enrolments.order_by("student__number")}


def read_rows(lesson: Lesson, rows) -> list[tuple[Student, bool, str]]:
    """Rows as sent: [{"student": "S-0001", "present": true, "remark": ""}]."""
    if not isinstance(rows, list) or not rows:
        raise Unreadable("rows must be a list with rows.")
    students, found = expected(lesson), {}
    for row in rows:
        number = row.get("student") if isinstance(row, dict) else None
        if not isinstance(number, str) or number not in students:
            raise Unreadable(f"{number} is not in {lesson.group.code}.")
        present, remark = row.get("present"), row.get("remark", "")
        if not isinstance(present, bool) or not isinstance(remark, str) or len(remark) > 120:
            raise Unreadable(f"The row of {number} is not complete.")
        found[number] = (students[number], present, remark.strip())
    return list(found.values())


@transaction.atomic
def keep(lesson: Lesson, rows) -> list[Attendance]:
    """Keeps the rows; a row that was there already stays as it is. Returns the new ones.

    Who was absent gets a letter, once for a lesson."""
    if lesson.cancelled or lesson.starts_at > clock.now():
        raise Refused("The lesson did not take place yet.")
    read = read_rows(lesson, rows)
    new = []
    for student, present, remark in read:
        values = {"present": present, "remark": remark}
        row, created = Attendance.objects.get_or_create(lesson=lesson, student=student, defaults=values)
        if created:
            new.append(row)
    tell_absent(lesson, new)
    return new


def tell_absent(lesson: Lesson, rows: list[Attendance]) -> None:
    """A letter for every absence; the letter belongs to its row of the register."""
    day = lesson.starts_at.astimezone(clock.school_zone()).date()
    for row in rows:
        if not row.present:
            values = {"group": lesson.group.code, "day": day.isoformat()}
            messages.send(row.student, "absence", values, attendance=row)


def counted(student: Student, group: Group) -> tuple[int, int, int | None]:
    """Lessons at which the student was there, registered lessons, and the share in per cent."""
    rows = Attendance.objects.filter(lesson__group=group, student=student)
    total, present = rows.count(), rows.filter(present=True).count()
    return present, total, round(100 * present / total) if total else None


def overview(group: Group) -> list[dict]:
    """How often the students of a group came."""
    lines = []
    for enrolment in group.enrolments.filter(left_on=None).select_related("student").order_by("student__number"):
        present, total, percent = counted(enrolment.student, group)
        lines.append({"student": enrolment.student.number, "present": present, "of": total, "percent": percent})
    return lines
