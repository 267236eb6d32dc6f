"""Applications, placement tests and which groups fit."""
import statistics

from django.db import transaction
from django.db.models import Count, F, Q

from language_school import clock, levels
from language_school.errors import Refused, Unknown
from language_school.models import Enrolment, Group, Placement, Student


def student_of(number: str) -> Student:
    try:
        return Student.objects.get(number=number)
    except Student.DoesNotExist:
        raise Unknown(f"No student {number}.") from None


def next_number() -> str:
    """S- and a running number."""
    last = Student.objects.order_by("-number").values_list("number", flat=True).first()
    return f"S-{int(last.removeprefix('S-')) + 1 if last else 1:04d}"


@transaction.atomic
def apply(name: str, email: str, language: str, born_on=None, guardian: str = "") -> tuple[Student, bool]:
    """A new applicant; who applies again under the same name and address is the same applicant."""
    known = Student.objects.filter(name=name, email__iexact=email).first() if email else None
    if known:
        return known, False
    number = next_number()
    return Student.objects.create(number=number, name=name, email=email, language=language, born_on=born_on, guardian=guardian), True


def record(student: Student, language: str, score: int, taken_on=None) -> tuple[Placement, bool]:
    """Notes a test; one a day and language, the same result again is the same test."""
    day = taken_on or clock.today()
    known = student.placements.filter(language=language, taken_on=day).first()
    if known:
        if known.score != score:
            raise Refused("There is another result of that day.")
        return known, False
    level = levels.level_for(score)
    return Placement.objects.create(student=student, language=language, score=score, level=level, taken_on=day), True


def with_free_places():
    """Groups whose term has not ended and that have room, with the number of free places."""
    here = Count("enrolments", filter=Q(enrolments__left_on=None))
    return (
        Group.objects.filter(term__ends__gte=clock.today())
        .annotate(free=F("places") - here)
        .filter(free__gt=0)
        .select_related("term", "teacher")
    )


def suggestions(student: Student, language: str) -> list[Group]:
    """Groups of the tested level; without a test there is nothing to suggest."""
    test = student.placements.filter(language=language).last()
    if test is None:
        return []
    mine = student.enrolments.values("group")
    return list(with_free_places().filter(language=language, level=test.level).exclude(pk__in=mine))


@transaction.atomic
def enrol(student: Student, group: Group) -> tuple[Enrolment, bool]:
    """Puts the student into the group and makes a student of an applicant."""
    known = Enrolment.objects.filter(student=student, group=group).first()
    if known and known.left_on is None:
        return known, False
    if not with_free_places().filter(pk=group.pk).exists():
        raise Refused(f"{group.code} has no free place.")
    if known:
        known.left_on = None
        known.save(update_fields=["left_on"])
    else:
        known = Enrolment.objects.create(student=student, group=group, enrolled_on=clock.today())
    student.state = "student"
    student.save(update_fields=["state"])
    return known, True


def summary(language: str) -> dict:
    """The scores of a language: how many, best, mean and the three quartiles.

    A figure that so few scores do not give is None (quartiles need two)."""
    scores = list(Placement.objects.filter(language=language).values_list("score", flat=True))
    spread = statistics.quantiles(scores, n=4, method="inclusive") if len(scores) > 1 else None
    return {
        "tests": len(scores),
        "best": max(scores, default=None),
        "mean": round(statistics.mean(scores), 1) if scores else None,
        "quartiles": spread,
    }
