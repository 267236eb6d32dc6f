"""What the repository has for a purpose, and has already: calls of its own functions, literals that only moved."""

from __future__ import annotations

import pytest

from arbase.domain.triage import SuspectCommit
from arbase.replay.interface import Observation, Raised
from arbase.verify.decide import Passing, decide
from arbase.verify.gates.client_data import ClientDataGate
from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.zones import ZonesGate
from arbase.verify.own_calls import only_calls
from tests.fakes import NOW
from tests.unit.verify.doubles import ScriptedReplayer, commit, get, on_paper, write

REQUIRE = """def require(payload, key):
    if payload.get(key) is None:
        raise ValueError(key)
    return payload[key]


def join(payload):
    return require(payload, "name")


def idle(payload, key):
    return payload[key]


"""
BRANCH = "    if not payload:\n        return require(payload, 'city')\n    return payload"
CARD = "def card(payload):\n    return payload['city'].strip()\n"


def _case(folder, source, change, *, exception="KeyError", message="", line=0):
    place = line or len(source.splitlines())
    stage = on_paper(source, place, folder, exception=exception, message=message)
    stage.replayer = ScriptedReplayer(
        lambda overlay, stimulus: Observation(variant="", stimulus=0, status=422 if overlay else 200)
    )
    return stage.case(stage.candidate(change))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("payload['city']", "require(payload, 'city')"), True),
        (("payload['city']", "idle(payload, 'city')"), False),
        (("payload['city']", "str(payload)"), False),
        (("payload['city']", "str(require(payload, 'city'))"), False),
        (("payload['city']", "require(payload, 'city' if payload else 'town')"), False),
        (("    return payload", BRANCH), False),
        (("payload['city']", "payload['town']"), False),
    ],
)
def test_only_calls_of_functions_that_others_call_too_are_new(tmp_path, change, expected):
    assert only_calls(_case(tmp_path, REQUIRE + CARD, change)) is expected


@pytest.mark.parametrize(
    ("change", "passed"),
    [
        (("payload['city']", "require(payload, 'city')"), True),
        (("payload['city']", "idle(payload, 'city')"), False),
    ],
)
def test_a_client_is_blamed_by_the_function_that_the_repository_has_for_this(tmp_path, change, passed):
    result = ClientDataGate().check(_case(tmp_path, REQUIRE + CARD, change))
    assert result.passed is passed
    assert ("by a function that the repository has for this" if passed else "nothing that it sent") in result.reason


CITIES = "CITIES = {'a': 1}\n\n\ndef card(payload):\n    return CITIES['b'] + len(payload['city'])\n"


@pytest.mark.parametrize(
    ("change", "passed"),
    [(("CITIES['b']", "require(CITIES, 'b')"), False), (("payload['city']", "require(payload, 'city')"), True)],
)
def test_a_client_is_not_blamed_by_a_call_that_is_the_same_for_everybody(tmp_path, change, passed):
    result = ClientDataGate().check(_case(tmp_path, REQUIRE + CITIES, change))
    assert result.passed is passed
    assert passed or "by `require(CITIES, 'b')`, which is the same whatever it sends" in result.reason


IMPORT = """class RowError(Exception):
    pass


def whole(text):
    return int(text or 0)


def year(row):
    return whole(row["year"])


def load(rows):
    wrong = []
    for row in rows:
        try:
            row["pages"] = int(row["pages"])
        except RowError as error:
            wrong.append(str(error))
    return wrong
"""


def _of_many(folder, source):
    line = source.splitlines().index('            row["pages"] = int(row["pages"])') + 1
    case = _case(folder, source, ('int(row["pages"])', 'whole(row["pages"])'), exception="ValueError", line=line)
    return ClientDataGate().check(case)


def test_a_request_is_not_refused_for_one_item_where_each_is_told_what_is_wrong_with_it(tmp_path):
    result = _of_many(tmp_path, IMPORT)
    assert not result.passed
    assert "as a whole, though `except RowError` in the loop at line 15 of app.py tells of each item" in result.reason


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("            wrong.append(str(error))", "            raise SystemExit from error"),
        ("            wrong.append(str(error))", "            return [str(error)]"),
        ("    for row in rows:", "    row = rows[0]\n    if row:"),
        ("except RowError", "except LookupError"),
    ],
)
def test_a_request_may_be_refused_where_no_item_is_told_alone(tmp_path, old, new):
    assert _of_many(tmp_path, IMPORT.replace(old, new)).passed


def _value(folder, source, change, **more):
    return MadeUpValueGate().check(_case(folder, source, change, **more))


@pytest.mark.parametrize(("key", "passed"), [("city", True), ("town", False)])
def test_a_key_that_a_function_is_told_now_is_no_new_value(tmp_path, key, passed):
    result = _value(tmp_path, REQUIRE + CARD, ("payload['city']", f"require(payload, '{key}')"))
    assert result.passed is passed
    assert ("the old code of card had it" if passed else "'town' for 'require'") in result.reason


LIMIT = "def top(rows):\n    limit = 7\n    return rows[0][:limit]\n\n\ndef all_of(rows):\n    return rows\n"


@pytest.mark.parametrize(("value", "passed"), [("7", True), ("8", False)])
def test_a_value_may_go_to_another_name_of_its_function(tmp_path, value, passed):
    changed = f"    most = {value}\n    return rows[:most]\n"
    result = _value(tmp_path, LIMIT, ("    limit = 7\n    return rows[0][:limit]\n", changed))
    assert result.passed is passed
    assert ("the old code of top had it" if passed else "8 for 'most'") in result.reason


def test_a_value_of_another_function_is_a_new_one(tmp_path):
    moved = "def top(rows):\n    return rows[0]\n\n\ndef all_of(rows):\n    most = 7\n    return rows[:most]\n"
    result = _value(tmp_path, LIMIT, (LIMIT, moved))
    assert "7 for 'most'" in result.reason


RAIN = "def table(day, other):\n    dry = day['wind'].filled(0).whole()\n    return dry, day['rain'].whole()\n"


@pytest.mark.parametrize(
    ("entry", "step", "passed"),
    [
        ("day['wind']", "fillna(0)", True),
        ("day['wind']", "fillna(1)", False),
        ("other['wind']", "fillna(0)", False),
    ],
)
def test_what_is_done_to_an_entry_beside_it_brings_in_no_new_value(tmp_path, entry, step, passed):
    source = RAIN.replace("day['wind'].filled(0)", f"{entry}.fillna(0)")
    result = _value(tmp_path, source, ("day['rain']", f"day['rain'].{step}"), exception="ValueError")
    assert result.passed is passed
    if passed:
        assert "line 2 does the same to another entry" in result.reason


LABEL = "def label(book):\n    return f\"{book['title']} {book['year']}\"\n\n\n"
LABEL += "def shown(year: int | None):\n    return [year]\n\n\ndef listed(book):\n    return book['year']\n"


@pytest.mark.parametrize(
    "choice", ["book['year'] if book['year'] else None", "None if not book['year'] else book['year']"]
)
def test_a_text_does_not_say_none_to_people(tmp_path, choice):
    result = _value(tmp_path, LABEL, ("{book['year']}", f"{{{choice}}}"), exception="TypeError")
    assert not result.passed
    assert "says None where something is missing" in result.reason


def test_none_outside_of_a_text_is_no_word(tmp_path):
    change = ("    return book['year']\n", "    return book['year'] if book['year'] else None\n")
    assert _value(tmp_path, LABEL, change, exception="TypeError").passed


CARDS = "def card(name, seats: int | None, price: int | None):\n    return {'seats': len(seats), 'price': -price}\n"
ONE = ("-price", "-price if price else None")
BOTH = ("len(seats), 'price': -price", "len(seats) if seats else None, 'price': -price if price else None")


def test_an_answer_may_lack_a_part_but_not_consist_of_nothing(tmp_path):
    none = {"exception": "TypeError", "message": "'NoneType' object is not subscriptable"}
    assert _value(tmp_path, CARDS, ONE, **none).passed
    reason = _value(tmp_path, CARDS, BOTH, **none).reason
    assert "None stands in for 2 values of one answer at line 2" in reason


def test_of_the_first_of_nothing_nothing_is_told(tmp_path):
    assert _value(tmp_path, CARDS, BOTH, exception="IndexError", message="list index out of range").passed


ZONES = """from datetime import UTC, datetime


def aware(moment):
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def due(loan):
    return aware(loan["due"])


def is_late(loan, now):
    return now > loan["due"]
"""
BY_HAND = ('now > loan["due"]', 'now > loan["due"].replace(tzinfo=UTC)')


def test_a_moment_gets_no_zone_by_hand_where_a_function_is_for_this(tmp_path):
    result = ZonesGate().check(_case(tmp_path, ZONES, BY_HAND, exception="TypeError"))
    assert not result.passed
    assert "does by hand what aware (app.py:4) is for" in result.reason


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("", "", ('now > loan["due"]', 'now > aware(loan["due"])')),
        ("", "", ('now > loan["due"]', 'aware(now) > loan["due"].replace(tzinfo=UTC)')),
        ('aware(loan["due"])', 'loan["due"]', BY_HAND),
        ("moment.replace(tzinfo=UTC)", "datetime.now(UTC)", BY_HAND),
        ("tzinfo=UTC)", "tzinfo=None)", BY_HAND),
    ],
)
def test_a_moment_gets_a_zone_by_the_function_for_it_or_by_hand_where_there_is_none(tmp_path, old, new, change):
    assert ZonesGate().check(_case(tmp_path, ZONES.replace(old, new), change, exception="TypeError")).passed


PHONE = "def card(payload):\n    return payload['phone'].strip()\n"
REPORT = "def report(row):\n    return row['phone'] or ''\n\n\n"
OTHER = "def edit(body):\n    return body.get('phone', '')\n\n\n"


@pytest.mark.parametrize(("others", "passed"), [(REPORT, False), (OTHER, True), (REPORT + OTHER, True)])
def test_what_a_report_shows_for_nothing_is_no_default_for_what_a_client_left_out(tmp_path, others, passed):
    result = _value(tmp_path, others + PHONE, ("payload['phone']", "payload.get('phone', '')"))
    assert result.passed is passed, result.reason


def test_what_a_report_shows_for_nothing_another_report_shows_too(tmp_path):
    source = REPORT + PHONE.replace("payload", "row")
    assert _value(tmp_path, source, ("row['phone'].strip", "(row['phone'] or '').strip"), exception="TypeError").passed


PARTS = "def count(part):\n    return 1 + sum(count(one) for one in part.parts)\n"
FOUND = "def count(part, seen=frozenset()):\n    if part in seen:\n        return 0\n"
ON = FOUND + "    return 1 + sum(count(one, seen | {part}) for one in part.parts)\n"


@pytest.mark.parametrize(
    ("fixed", "exception", "passed"),
    [
        (ON, "RecursionError", True),
        (ON, "builtins.RecursionError", True),
        (ON, "KeyError", False),
        (ON.replace("1 + sum", "len(seen) + sum"), "RecursionError", False),
        (ON.replace("part in seen", "len(seen) > 9"), "RecursionError", False),
    ],
)
def test_where_a_recursion_has_been_is_no_value(tmp_path, fixed, exception, passed):
    result = _value(tmp_path, PARTS, (PARTS, fixed), exception=exception)
    assert result.passed is passed, result.reason


NOW_SAYS = 'def f(row):\n    """What a book costs."""\n    return row[\'cost\']\n\n\n'
NOW_SAYS += "def g(row):\n    return row['price']\n"
ROW = "    return row['cost']\n"
AS_BEFORE = ((ROW, "    found = row['weight']\n    return found\n"),)
AS_ELSEWHERE = ((ROW, "    return row['price']\n"),)
NEITHER = ((ROW, "    return row['length']\n"),)
REFUSED = ((ROW, "    found = row['weight']\n    raise LookupError(found)\n"),)
REVERTED = ((ROW, "    return row['weight']\n"), ("costs", "weighs"))


def _answered(overlay, stimulus):
    """The answer shows which entry the code reads; the code as it is crashes for the trigger."""
    source = (overlay.get("app.py") or NOW_SAYS).partition("def g")[0]
    read = next(word for word in ("weight", "price", "length", "cost") if f"'{word}'" in source)
    raised = Raised(exception="KeyError", message="'cost'") if read == "cost" and stimulus.target == "/" else None
    status = 500 if raised else 404 if "raise" in source and stimulus.target == "/" else 200
    lines = {"app.py": (3,)}
    return Observation(variant="", stimulus=0, status=status, body=f'"{read}"', lines=lines, raised=raised)


def _since(folder, before, *changes):
    """Passing candidates for a crash that the last commit brought in."""
    write(folder, {"app.py": before})
    shas = [commit(folder, "before")]
    paper = on_paper(NOW_SAYS, 3, folder)
    shas.append(commit(folder, "the bug"))
    paper.commits = tuple(shas)
    suspect = SuspectCommit(sha=shas[1], author="t", at=NOW, subject="the bug", score=0.5, why="blame")
    paper.diagnosis = paper.diagnosis.model_copy(update={"suspects": (suspect,), "traffic": (get("/?page=2"),)})
    paper.replayer = ScriptedReplayer(_answered)
    return [Passing(paper.case(paper.candidate(*edits)), ()) for edits in changes]


BEFORE = NOW_SAYS.replace("cost']", "weight']")


def test_the_one_behaviour_that_answers_as_before_the_suspect_commit_wins(tmp_path):
    items = _since(tmp_path, BEFORE, AS_ELSEWHERE, AS_BEFORE, NEITHER)
    decision = decide(items)
    assert decision.winners == (items[1],)
    assert f"only this one answers as before commit {items[1].case.diagnosis.suspects[0].sha[:10]}" in decision.reason


@pytest.mark.parametrize(
    ("before", "changes"),
    [
        (BEFORE, (AS_ELSEWHERE, NEITHER)),
        (BEFORE.replace("    return row['weight']", "    raise LookupError(row['weight'])"), (AS_ELSEWHERE, REFUSED)),
        (NOW_SAYS.replace("What a book", "What it"), (AS_ELSEWHERE, AS_BEFORE)),
    ],
)
def test_without_an_answer_of_before_the_habit_of_the_repository_decides(tmp_path, before, changes):
    items = _since(tmp_path, before, *changes)
    decision = decide(items)
    assert decision.winners == (items[0],)
    assert "as the repository does elsewhere" in decision.reason


def test_a_revert_that_takes_back_what_a_docstring_promises_does_not_win(tmp_path):
    promised = BEFORE.replace("costs", "weighs")
    reverting, other = _since(tmp_path, promised, REVERTED, AS_ELSEWHERE)
    assert reverting.documented
    assert reverting.strength == other.strength == 1
    decision = decide([reverting, other])
    assert decision.winners == (other,)


def test_a_revert_that_keeps_the_docstring_goes_back_to_how_it_was(tmp_path):
    reverting, other = _since(tmp_path, BEFORE, REVERTED[:1], AS_ELSEWHERE)
    assert not reverting.documented
    assert decide([other, reverting]).winners == (reverting,)
