"""Which zone a fix may give to a moment that came without one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from arbase.domain.diagnosis import Reproduction, Stimulus
from arbase.verify.gates.zones import ZonesGate
from tests.unit.verify.doubles import on_paper, write

SOURCE = """\
from datetime import UTC


def happenings(since, events):
    recent = [at for at in events if at > since]
    return recent
"""
COMPLETED = (
    "    recent",
    "    since = since if since.tzinfo else since.replace(tzinfo=UTC)\n    recent",
)
INLINE = ("at > since]", "at > (since if since.tzinfo else since.replace(tzinfo=UTC))]")
AGAIN = SOURCE.replace("return recent", "return recent, since.astimezone(UTC)")
VIENNA = "from zoneinfo import ZoneInfo\nHOME = ZoneInfo('Europe/Vienna')\n"


@pytest.mark.parametrize(
    ("elsewhere", "inputs", "passed"),
    [
        (VIENNA, ("query:since",), False),
        (VIENNA, (), True),
        ("TIME_ZONE = 'Europe/Vienna'\n", ("query:since",), False),
        ("TIME_ZONE = 'UTC'\n", ("query:since",), True),
        ("x = 1\n", ("query:since",), True),
    ],
)
def test_what_a_client_means_by_a_time_of_day_is_not_utc_where_people_live_by_another(
    tmp_path: Path, elsewhere, inputs, passed
):
    stage = on_paper(SOURCE, 5, tmp_path, exception="TypeError")
    write(tmp_path, {"clock.py": elsewhere})
    stage = replace(stage, diagnosis=stage.diagnosis.model_copy(update={"client_inputs": inputs}))
    result = ZonesGate().check(stage.case(stage.candidate(COMPLETED)))
    assert result.passed is passed, result.reason


@pytest.mark.parametrize(("source", "change", "passed"), [(SOURCE, INLINE, True), (AGAIN, INLINE, False),
                                                          (AGAIN, COMPLETED, True)])  # fmt: skip
def test_a_moment_is_completed_for_all_that_read_it(tmp_path: Path, source, change, passed):
    stage = on_paper(source, 5, tmp_path, exception="TypeError")
    result = ZonesGate().check(stage.case(stage.candidate(change)))
    assert result.passed is passed, result.reason


def test_a_function_that_is_handed_over_completes_moments_as_well(tmp_path: Path):
    stage = on_paper(SOURCE, 5, tmp_path, exception="TypeError")
    aware = "def club_time(moment):\n    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)\n"
    write(tmp_path, {"schemas.py": f"{aware}Instant = Annotated[datetime, AfterValidator(club_time)]\n"})
    result = ZonesGate().check(stage.case(stage.candidate(COMPLETED)))
    assert "does by hand what club_time (schemas.py:1) is for" in result.reason


@pytest.mark.parametrize(("given", "passed"), [("since, events, zone", True), ("since, events, *, zone", True),
                                               ("since, events", False)])  # fmt: skip
def test_a_zone_that_the_function_was_given_and_reckons_in_may_complete_a_moment(tmp_path: Path, given, passed):
    source = SOURCE.replace("since, events", given).replace("return recent", "return recent[0].astimezone(zone)")
    stage = on_paper(source, 5, tmp_path, exception="TypeError")
    write(tmp_path, {"clock.py": VIENNA})
    stage = replace(stage, diagnosis=stage.diagnosis.model_copy(update={"client_inputs": ("query:since",)}))
    change = ("    recent", "    since = since if since.tzinfo else since.replace(tzinfo=zone)\n    recent")
    result = ZonesGate().check(stage.case(stage.candidate(change)))
    assert result.passed is passed, result.reason


@pytest.mark.parametrize(
    ("docstring", "zone", "elsewhere", "passed"),
    [
        ("What happened since; a moment without an offset is local time.", "HOME", "", True),
        ("What happened since; a moment without an offset is local time.", "UTC", "", False),
        (
            "What happened since; a moment without an offset is local time.",
            "HOME",
            "SHOP = ZoneInfo('Asia/Tokyo')\n",
            False,
        ),
        ("What happened since, in local time.", "HOME", "", False),
        ("What happened since; a moment without an offset is not local time, it is refused.", "HOME", "", False),
    ],
)
def test_the_only_zone_completes_what_is_said_to_be_local(tmp_path: Path, docstring, zone, elsewhere, passed):
    source = SOURCE.replace("events):\n", f'events):\n    """{docstring}"""\n')
    stage = on_paper(source, 6, tmp_path, exception="TypeError")
    write(tmp_path, {"clock.py": VIENNA + elsewhere})
    stage = replace(stage, diagnosis=stage.diagnosis.model_copy(update={"client_inputs": ("query:since",)}))
    change = (COMPLETED[0], COMPLETED[1].replace("tzinfo=UTC", f"tzinfo={zone}"))
    result = ZonesGate().check(stage.case(stage.candidate(change)))
    assert result.passed is passed, result.reason


def test_what_is_said_to_be_local_is_not_utc_though_utc_is_what_others_get(tmp_path: Path):
    source = SOURCE.replace("events):\n", 'events):\n    """A moment without an offset is local time."""\n')
    stage = on_paper(source, 6, tmp_path, exception="TypeError")
    write(tmp_path, {"clock.py": f"{VIENNA}START = datetime(2026, 1, 1).replace(tzinfo=UTC)\n"})
    result = ZonesGate().check(stage.case(stage.candidate(COMPLETED)))
    assert "is no local time, as happenings promises" in result.reason


@pytest.mark.parametrize(("elsewhere", "passed"), [("x = 1\n", True), (VIENNA, False)])
def test_a_text_is_not_read_as_utc_where_people_live_by_another_zone(tmp_path: Path, elsewhere, passed):
    source = SOURCE.replace("    recent", "    since = datetime.fromisoformat(since)\n    recent", 1)
    stage = on_paper(source, 6, tmp_path, exception="TypeError")
    write(tmp_path, {"clock.py": elsewhere})
    result = ZonesGate().check(stage.case(stage.candidate(COMPLETED)))
    assert result.passed is passed, result.reason


READ = """\
from datetime import UTC, datetime


def heard(text):
    sent = datetime.fromisoformat(text)
    return sent
"""
STRIPPED = ("    return", "    if sent.tzinfo:\n        sent = sent.astimezone(UTC).replace(tzinfo=None)\n    return")


@pytest.mark.parametrize(
    ("source", "elsewhere", "passed"),
    [
        (READ, VIENNA, False),
        (READ, "from datetime import timedelta, timezone\nHOME = timezone(timedelta(hours=-3))\n", False),
        (READ, "from datetime import timedelta, timezone\nHOME = timezone(timedelta(0))\n", True),
        (READ, "x = 1\n", True),
        (READ.replace("datetime.fromisoformat(text)", "text"), VIENNA, True),
    ],
)
def test_what_is_read_without_a_zone_is_not_utc_where_the_program_has_one_of_its_own(
    tmp_path: Path, source, elsewhere, passed
):
    stage = on_paper(source, 6, tmp_path, exception="TypeError")
    write(tmp_path, {"clock.py": elsewhere})
    result = ZonesGate().check(stage.case(stage.candidate(STRIPPED)))
    assert result.passed is passed, result.reason


OPENING = """\
from datetime import UTC


def wait(day, opens, now):
    opening = datetime.combine(day, opens)
    return opening - now
"""


@pytest.mark.parametrize(("elsewhere", "passed"), [(VIENNA, False), ("x = 1\n", True)])
def test_a_time_of_day_is_no_utc_where_people_live_by_a_zone(tmp_path: Path, elsewhere, passed):
    stage = on_paper(OPENING, 6, tmp_path, exception="TypeError")
    write(tmp_path, {"other.py": elsewhere})
    edit = ("opening - now", "(opening if opening.tzinfo else opening.replace(tzinfo=UTC)) - now")
    assert ZonesGate().check(stage.case(stage.candidate(edit))).passed is passed


NAMED = "TIME_ZONE = 'Europe/Vienna'\n"
HABIT = "\n\ndef read(at):\n    return at.replace(tzinfo=HOME)\n"


@pytest.mark.parametrize(
    ("elsewhere", "passed"),
    [
        (NAMED + VIENNA + HABIT, True),
        (NAMED.replace("Vienna", "Oslo") + VIENNA + HABIT, False),
        (NAMED + VIENNA, False),
    ],
)
def test_a_constant_may_have_the_zone_of_the_settings(tmp_path: Path, elsewhere, passed):
    stage = on_paper(OPENING, 6, tmp_path, exception="TypeError")
    write(tmp_path, {"other.py": elsewhere})
    edit = ("datetime.combine(day, opens)", "datetime.combine(day, opens, tzinfo=HOME)")
    assert ZonesGate().check(stage.case(stage.candidate(edit))).passed is passed


READER = """\
from datetime import datetime
from zoneinfo import ZoneInfo
HOME = ZoneInfo("Europe/Vienna")


def moment(text):
    value = datetime.fromisoformat(text)
    return value.replace(tzinfo=HOME) if value.tzinfo is None else value
"""
KEPT = "from datetime import UTC\n\n\ndef stored(value):\n    return value.replace(tzinfo=UTC)\n"


@pytest.mark.parametrize(
    ("target", "elsewhere", "zone", "passed"),
    [
        ("/since/2026-04-14T08:20:00", READER, "UTC", False),
        ("/since/2026-04-14T08:20:00", READER, "HOME", True),
        ("/since/14.04.2026%2008:20", READER, "UTC", False),
        ("/since/2026-04-14T08:20:00", VIENNA, "UTC", True),
        ("/since/2026-04-14T08:20:00Z", READER, "UTC", True),
        ("/since/2026-04-14T08:20:00%2B02:00", READER, "UTC", True),
        ("/since/2026-04-15T08:20:00", READER, "UTC", True),  # the moment without a zone is another one
    ],
)
def test_what_a_client_sent_without_a_zone_is_as_the_own_reader_has_it(tmp_path, target, elsewhere, zone, passed):
    variables = {"since": {"type": "datetime.datetime", "repr": "datetime.datetime(2026, 4, 14, 8, 20)"}}
    stage = on_paper(SOURCE, 5, tmp_path, exception="TypeError", variables=variables)
    write(tmp_path, {"clock.py": elsewhere, "models.py": KEPT})
    reproduction = Reproduction(stimulus=Stimulus(target=target), attempts=3, failures=3)
    changed = {"client_inputs": ("path:since",), "reproduction": reproduction}
    stage = replace(stage, diagnosis=stage.diagnosis.model_copy(update=changed))
    change = (COMPLETED[0], COMPLETED[1].replace("tzinfo=UTC", f"tzinfo={zone}"))
    result = ZonesGate().check(stage.case(stage.candidate(change)))
    assert result.passed is passed, result.reason


FEED = """\
from datetime import UTC
from email.utils import parsedate_to_datetime


def unchanged(header, newest):
    since = parsedate_to_datetime(header)
    return newest <= since
"""
BERLIN = "TIME_ZONE = 'Europe/Berlin'\n"
ASKED = "    if since.tzinfo is None:\n        since = since.replace(tzinfo=UTC)\n    return newest"
BEFORE = "from email.utils import parsedate_to_datetime"
MODULE = FEED.replace(BEFORE, "import email.utils").replace("= parsedate", "= email.utils.parsedate")
PART = FEED.replace(BEFORE, "from email import utils").replace("= parsedate", "= utils.parsedate")
OWN = FEED.replace("email.utils", "own.dates")
ISO = FEED.replace("parsedate_to_datetime(header)", "datetime.fromisoformat(header)")
EITHER = FEED.replace("(header)\n", "(header)\n    if newest is None:\n        since = stored()\n")


@pytest.mark.parametrize(
    ("source", "change", "passed"),
    [
        (FEED, ASKED, True),
        (FEED, ASKED.replace("since.tzinfo is None", "not since.tzinfo"), True),
        (MODULE, ASKED, True),
        (PART, ASKED.replace("since.tzinfo is None", "is_naive(since)"), True),
        # An offset that the header tells would be lost, or only that would be given which has one.
        (FEED, "    since = since.replace(tzinfo=UTC)\n    return newest", False),
        (FEED, ASKED.replace("is None", "is not None"), False),
        (FEED, ASKED.replace("is None", ""), False),
        (FEED, ASKED.replace("tzinfo=UTC", "tzinfo=HOME"), False),
        # Others may read a date in other ways.
        (OWN, ASKED, False),
        (ISO, ASKED, False),
        (EITHER, ASKED, False),
    ],
)
def test_a_date_of_mail_that_tells_no_zone_is_in_utc(tmp_path: Path, source, change, passed):
    stage = on_paper(source, 7, tmp_path, exception="TypeError")
    write(tmp_path, {"settings.py": BERLIN})
    stage = replace(stage, diagnosis=stage.diagnosis.model_copy(update={"client_inputs": ("header:since",)}))
    result = ZonesGate().check(stage.case(stage.candidate(("    return newest", change))))
    assert result.passed is passed, result.reason


@pytest.mark.parametrize(("name", "passed"), [("since", True), ("newest", False)])
def test_a_date_of_mail_is_completed_where_it_is_compared(tmp_path: Path, name, passed):
    stage = on_paper(FEED, 7, tmp_path, exception="TypeError")
    write(tmp_path, {"settings.py": BERLIN})
    stage = replace(stage, diagnosis=stage.diagnosis.model_copy(update={"client_inputs": ("header:since",)}))
    inline = f"({name} if {name}.tzinfo else {name}.replace(tzinfo=UTC))"
    change = ("newest <= since", "newest <= since".replace(name, inline))
    assert ZonesGate().check(stage.case(stage.candidate(change))).passed is passed
