import io

import pytest
from django.core.management import call_command

from swim_club.models import Booking, Course, Mail, Member


def night(day):
    """What the night of a day sends, by address."""
    out = io.StringIO()
    call_command("nightly", stdout=out, day=day)
    mails = {mail.to: mail.body.split("\n")[2:] for mail in Mail.objects.filter(kind="digest")}
    assert out.getvalue().strip().endswith(f"{len(mails)} digests")
    return mails


def birthdays(day):
    return [line for line in night(day).get("olof@club.example", []) if "birthday" in line]


@pytest.mark.parametrize(
    ("day", "lines"),
    [
        ("2026-02-28", ["2026-03-01 birthday of Lea Koski"]),
        ("2026-02-23", ["2026-03-01 birthday of Lea Koski"]),
        ("2026-03-01", ["2026-03-01 birthday of Lea Koski"]),
        ("2026-02-22", []),
        ("2026-03-02", []),
        ("2027-02-26", ["2027-03-01 birthday of Lea Koski"]),
        ("2028-02-26", ["2028-02-29 birthday of Lea Koski"]),
        ("2028-03-01", []),
        ("2026-05-11", ["2026-05-14 birthday of Mika Laine"]),
        ("2026-05-15", []),
    ],
)
def test_birthdays(day, lines):
    assert birthdays(day) == lines


def test_others_get_their_digest():
    mails = night("2026-02-25")
    assert mails["lea@lake.example"] == ["2026-02-25 16:00 Juniors"]
    assert set(mails) == {"lea@lake.example", "olof@club.example"}


def test_order_of_days():
    course = Course.objects.get(code="crawl-1")
    for name, born in (("Tom Hart", "1999-02-28"), ("Rita Salo", "1980-03-02"), ("Aino Virta", "1984-03-01")):
        member = Member.objects.get(name=name)
        member.birthday = born
        member.save()
        Booking.objects.create(course=course, member=member, state="booked", made_at="2026-01-12T09:00:00+02:00")
    assert birthdays("2026-02-27") == [
        "2026-02-28 birthday of Tom Hart",
        "2026-03-01 birthday of Aino Virta",
        "2026-03-01 birthday of Lea Koski",
        "2026-03-02 birthday of Rita Salo",
    ]


def test_turn_of_the_year():
    tom = Member.objects.get(name="Tom Hart")
    Booking.objects.create(course=Course.objects.get(code="crawl-1"), member=tom, state="booked", made_at="2026-01-12T09:00:00+02:00")
    Member.objects.filter(name="Mika Laine").update(birthday="2010-01-02")
    assert birthdays("2026-12-29") == ["2026-12-30 birthday of Tom Hart", "2027-01-02 birthday of Mika Laine"]
