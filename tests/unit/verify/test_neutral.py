"""Values that add nothing need no precedent; the same values elsewhere do."""

from __future__ import annotations

from pathlib import Path

import pytest

from arbase.verify.gates.made_up import MadeUpValueGate
from arbase.verify.gates.swallow import SwallowGate
from tests.unit.verify.doubles import on_paper

QUERY = "SELECT sum(amount) AS total FROM items"
SELECTED = """def spent(db, kind):
    amount = func.sum(Bill.amount)
    return db.scalar(select(func.sum(Bill.amount)).where(Bill.kind == kind))
"""
SELECTED_AS_IS = "db.scalar(select(func.sum(Bill.amount)).where(Bill.kind == kind))"
SUM = f"def total(db):\n    row = db.one('{QUERY}')\n    return Decimal(str(row['total']))\n"
COUNTED = SUM.replace("sum(amount)", "amount")
NAME = 'def initials(name):\n    parts = name.split()\n    return f"{parts[0]}{parts[1]}"\n'
ANGLE = "def angle(x):\n    return math.acos(x)\n"
ONLY = (
    "def due(db, year):\n    paid = scalar('SELECT SUM(cents) FROM fees WHERE year = ?', year)\n    return 12 - paid\n"
)
STREAM = "def start(parts):\n    said = []\n    said.append(next(parts))\n    return ''.join([*said, *parts])\n"
COLUMN = "COLUMNS = ('merchant', 'day')\ndef where():\n    clause = ' AND i.vendor LIKE :text'\n    return clause\n"

COUNTER = "def listed(rows):\n    for place, row in enumerate(rows, start=1):\n        print(row)\n    return place\n"
FIRST = "    for place"
NUMBER = "def following(rows):\n    last = max(row['n'] for row in rows)\n    return f'N-{last + 1}'\n"
HIGHEST = ("max(row['n'] for row in rows)", "max((row['n'] for row in rows), default=0)")
EXAMPLE = "def example(codes) -> str:\n    return max(codes)\n\n\ndef most(codes):\n    return max(codes, default=0)\n"
SPENT = (
    "def spent(rows):\n    totals = rows.aggregate(spent=Sum('cost'), last=Max('day'))\n"
    "    return {'last': totals['last'].isoformat() if totals['last'] is not None else None,"
    " 'spent': totals['spent'].quantize(CENT)}\n"
)
NULL = ("totals['spent'].quantize(CENT)}", "totals['spent'].quantize(CENT) if totals['spent'] is not None else None}")
SPENT_AS_IS = "totals['spent'].quantize"
TEXTS = (
    "class Member:\n    language: Mapped[str] = column(default='en')\n\n\n"
    "def words(member):\n    return TEXTS[member.language]\n"
)
NEXT = "def following(db):\n    last = db.value('SELECT MAX(n) FROM t')\n    return last + 1\n"
PER_DAY = "def per_day(table, days):\n    counts = table.groupby('day')['n'].sum()\n    return counts.reindex(days)\n"
MEANS = PER_DAY.replace("sum()", "mean()")
FILLED = ("reindex(days)", "reindex(days, fill_value=0)")
RANKS = "def place(level):\n    return LEVELS[level]\n"


def judged(folder: Path, source: str, change: tuple[str, str], exception: str = "KeyError", message: str = ""):
    stage = on_paper(source, 3, folder, exception=exception, message=message)
    return MadeUpValueGate().check(stage.case(stage.candidate(change)))


@pytest.mark.parametrize(
    ("source", "change", "exception", "passed"),
    [
        (SUM, ("row['total']", "row['total'] or 0"), "InvalidOperation", True),
        (SUM, ("row['total']", "row['total'] or 7"), "InvalidOperation", False),
        (COUNTED, ("row['total']", "row['total'] or 0"), "InvalidOperation", False),
        (SELECTED, (SELECTED_AS_IS, f"{SELECTED_AS_IS} or 0"), "TypeError", True),
        (NEXT, ("last + 1", "(last or 0) + 1"), "TypeError", True),
        (NEXT, ("last + 1", "(last or 1) + 1"), "TypeError", False),
        (NEXT.replace("MAX(n)", "n"), ("last + 1", "(last or 0) + 1"), "TypeError", False),
        (PER_DAY, FILLED, "ValueError", True),
        (PER_DAY, ("reindex(days)", "reindex(days, fill_value=1)"), "ValueError", False),
        (MEANS, FILLED, "ValueError", False),
        (
            SELECTED.replace("func.", "sa.func."),
            (SELECTED_AS_IS.replace("func.", "sa.func."), f"{SELECTED_AS_IS.replace('func.', 'sa.func.')} or 0"),
            "TypeError",
            True,
        ),
        (SELECTED, (SELECTED_AS_IS, f"{SELECTED_AS_IS} or 1"), "TypeError", False),
        (
            SELECTED.replace("func.sum(Bill.amount))", "func.max(Bill.amount))"),
            (SELECTED_AS_IS.replace("sum", "max"), f"{SELECTED_AS_IS.replace('sum', 'max')} or 0"),
            "TypeError",
            False,
        ),
        (NAME, ("{parts[1]}", "{parts[1] if len(parts) > 1 else ''}"), "IndexError", True),
        (NAME, ("{parts[1]}", "{parts[1] if len(parts) > 1 else 'x'}"), "IndexError", False),
        (NAME, ("{parts[1]}", "{parts[1] if len(parts) > 1 else ''}"), "TypeError", False),
        (NAME, ("{parts[1]}", "{parts[1] if name else ''}"), "IndexError", False),
        (COLUMN, ("i.vendor", "i.merchant"), "OperationalError", True),
        (COLUMN, ("i.vendor", "i.shop"), "OperationalError", False),
        (COLUMN, ("i.vendor LIKE", "i.merchant IS NOT"), "OperationalError", False),
        (STREAM, ("next(parts)", "next(parts, '')"), "StopIteration", True),
        (STREAM, ("next(parts)", "next(parts, 'none')"), "StopIteration", False),
        (STREAM.replace("''.join", "list"), ("next(parts)", "next(parts, '')"), "StopIteration", False),
        (COUNTER, (FIRST, "    place = 0\n" + FIRST), "UnboundLocalError", True),
        (COUNTER, (FIRST, "    place = 1\n" + FIRST), "UnboundLocalError", False),
        (COUNTER.replace(", start=1", ""), (FIRST, "    place = 0\n" + FIRST), "UnboundLocalError", False),
        (ANGLE, ("acos(x)", "acos(max(-1.0, min(1.0, x)))"), "ValueError", True),
        (ANGLE, ("acos(x)", "acos(max(-1.0, min(0.5, x)))"), "ValueError", False),
        (ANGLE.replace("acos", "sqrt"), ("sqrt(x)", "sqrt(max(1.0, x))"), "ValueError", False),
        (ONLY, (", year)\n", ", year) or 0\n"), "TypeError", True),
        (ONLY.replace("SUM", "MAX"), (", year)\n", ", year) or 0\n"), "TypeError", False),
        (ONLY.replace("SUM(cents)", "SUM(cents), day"), (", year)\n", ", year) or 0\n"), "TypeError", False),
        (NUMBER, HIGHEST, "ValueError", True),
        (NUMBER.replace("last + 1", "last"), HIGHEST, "ValueError", False),
        (EXAMPLE, ("return max(codes)\n", "return max(codes, default=0)\n"), "ValueError", False),
        (EXAMPLE.replace("=0", "=None"), ("(codes)\n\n", "(codes, default=None)\n\n"), "ValueError", False),
        (EXAMPLE.replace("-> str", "-> int"), ("max(codes)\n", "max(codes, default=0)\n"), "ValueError", True),
        (SPENT.replace("Sum", "Min"), NULL, "AttributeError", True),
        (SPENT, NULL, "AttributeError", False),
        (SPENT, (SPENT_AS_IS, "(totals['spent'] or Decimal(0)).quantize"), "AttributeError", True),
        (
            SPENT.replace("Sum", "Max"),
            (SPENT_AS_IS, "(totals['spent'] or Decimal(0)).quantize"),
            "AttributeError",
            False,
        ),
        (TEXTS, ("TEXTS[member.language]", "TEXTS.get(member.language, TEXTS['en'])"), "KeyError", True),
        (TEXTS, ("TEXTS[member.language]", "TEXTS.get(member.language, TEXTS['de'])"), "KeyError", False),
        (RANKS, ("LEVELS[level]", "LEVELS.get(level, len(LEVELS))"), "KeyError", True),
        (RANKS, ("LEVELS[level]", "LEVELS.get(level, len(OTHERS))"), "KeyError", False),
    ],
)
def test_only_what_adds_nothing_goes_without_precedent(tmp_path: Path, source, change, exception, passed):
    assert judged(tmp_path, source, change, exception).passed is passed


@pytest.mark.parametrize(
    ("text", "passed"), [("audit.day >= ?", True), ("audit.day > ?", False), ("audit.year >= ?", False)]
)
def test_table_of_an_ambiguous_column_is_no_value(tmp_path: Path, text: str, passed: bool):
    source = "def where():\n    conditions = ['day >= ?']\n    return conditions\n"
    change = ("'day >= ?'", f"'{text}'")
    assert judged(tmp_path, source, change, "OperationalError", "ambiguous column name: day").passed is passed


@pytest.mark.parametrize(
    ("message", "passed"), [("Out of range float values are not JSON compliant: nan", True), ("bad value", False)]
)
def test_null_for_what_is_no_number_is_how_json_writes_it(tmp_path: Path, message: str, passed: bool):
    source = "import math\ndef show(x):\n    return {'mean': x}\n"
    change = ("'mean': x", "'mean': None if math.isnan(x) else x")
    assert judged(tmp_path, source, change, "ValueError", message).passed is passed


LOOPED = (
    "def tools(part):\n    found = {part.tool}\n    for other in part.parts:\n        found |= tools(other)\n"
    "    return found\n"
)
ENDED = (
    "def tools(part):\n    found = {part.tool}\n    for other in part.parts:\n        found |= tools(other)\n",
    "def tools(part, seen=frozenset()):\n    if part.id in seen:\n        return {ends}\n    found = {{part.tool}}\n"
    "    for other in part.parts:\n        found |= tools(other, seen | {{part.id}})\n",
)


@pytest.mark.parametrize(("ends", "passes"), [("set()", True), ("[]", False), ("{'axe'}", False)])
def test_a_round_ends_with_what_adds_nothing_to_what_is_gathered(tmp_path: Path, ends: str, passes: bool) -> None:
    stage = on_paper(LOOPED, 4, tmp_path, exception="RecursionError")
    candidate = stage.candidate((ENDED[0], ENDED[1].format(ends=ends)))
    assert SwallowGate().check(stage.case(candidate)).passed is passes


BEST = 'def best(table):\n    """The best day; {said}."""\n    day = table.idxmax()\n    return day\n'
CHOSEN = ("table.idxmax()", "table.idxmax() if len(table) else None")


@pytest.mark.parametrize(("said", "passes"), [("null where there is nothing", True), ("the largest one", False)])
def test_the_place_of_nothing_is_null_where_the_docstring_says_so(tmp_path: Path, said: str, passes: bool) -> None:
    assert judged(tmp_path, BEST.format(said=said), CHOSEN, "ValueError").passed is passes


ORDERS = 'TABLE = "CREATE TABLE pets (id INTEGER PRIMARY KEY, born TEXT)"\nORDERS = {"age": "p.birthday"}\n'
NO_SUCH = "no such column: p.birthday"


@pytest.mark.parametrize(
    ("word", "message", "passes"),
    [("born", NO_SUCH, True), ("bred", NO_SUCH, False), ("born", "near syntax error", False)],
)
def test_a_column_takes_the_place_of_one_that_the_database_does_not_know(
    tmp_path: Path, word: str, message: str, passes: bool
) -> None:
    change = ("p.birthday", f"p.{word}")
    assert judged(tmp_path, ORDERS, change, "OperationalError", message).passed is passes


RANKED = "def ranked(xs, marks):\n    return sorted(xs, key=lambda x: (-marks[x.id], x.name))\n"


@pytest.mark.parametrize(
    ("key", "passes"),
    [
        ("x.id not in marks, -marks.get(x.id, 0)", True),
        ("x.id not in marks, marks.get(x.id)", True),
        ("-marks.get(x.id, 0)", False),
        ("x.no not in marks, -marks.get(x.id, 0)", False),
        ("x.id not in other, -marks.get(x.id, 3)", False),
    ],
)
def test_what_is_told_apart_before_it_is_compared_needs_no_precedent(tmp_path: Path, key: str, passes: bool) -> None:
    result = judged(tmp_path, RANKED, ("-marks[x.id]", key))
    assert result.passed is passes


GATHERS = "def all_of(part):\n    found = [part]\n    for one in found:\n        found += one.parts\n    return found\n"


@pytest.mark.parametrize(
    ("more", "passes"),
    [
        ("[x for x in one.parts if x not in found]", True),
        ("[x for x in one.parts if x not in gone]", False),
        ("[x.name for x in one.parts if x not in found]", False),
    ],
    ids=["what is in there already", "what is in another list", "something else is put in"],
)
def test_what_is_in_a_list_already_may_be_left_out_of_what_is_added(tmp_path: Path, more: str, passes: bool) -> None:
    stage = on_paper(GATHERS, 4, tmp_path, exception="RecursionError")
    candidate = stage.candidate(("found += one.parts", f"found += {more}"))
    assert SwallowGate().check(stage.case(candidate)).passed is passes


GROUPS = """\
class Groups:
    def all_of(self, name):
        group = self.get(name)
        found = set(group["own"])
        for other in group["holds"]:
            found |= self.all_of(other)
        return found

    def change(self, name, holds):
        if name in holds:
            raise Circle(name)
        self.write("UPDATE groups SET holds = ? WHERE name = ?", holds, name)
        return self.all_of(name)
"""
ROUND = (
    "    def all_of(self, name):\n",
    "    def all_of(self, name, seen=frozenset()):\n        if name in seen:\n            return set()\n",
)


@pytest.mark.parametrize(
    ("running", "source", "passes"),
    [
        (("change", "all_of"), GROUPS, False),
        (("show", "all_of"), GROUPS, True),
        (("change", "all_of"), GROUPS.replace("SET holds", "SET others"), True),
        (("change", "all_of"), GROUPS.replace("if name in holds", "if name in self.closed"), True),
    ],
    ids=["it is being stored", "it is only read", "something else is stored", "no round is refused"],
)
def test_a_round_is_not_read_away_where_what_stores_it_refuses_the_shortest(tmp_path, running, source, passes) -> None:
    stage = on_paper(source, 6, tmp_path, exception="RecursionError")
    place = stage.crash.location
    trace = tuple(place.model_copy(update={"function": f"Groups.{name}"}) for name in running)
    crash = stage.crash.model_copy(update={"trace": trace})
    stage.diagnosis = stage.diagnosis.model_copy(update={"crash": crash})
    candidate = stage.candidate(ROUND, ("self.all_of(other)", "self.all_of(other, seen | {name})"))
    assert SwallowGate().check(stage.case(candidate)).passed is passes


KEEPS = """\
class Papers:
    def __init__(self, db):
        self.db = db
        self._titles: dict[str, str] = {}

    def publish(self, kind, title):
        self.db.add(kind, title)
        return title

    def titles(self):
        if not self._titles:
            self._titles = dict(self.db)
        return self._titles
"""
ADDED = "        self.db.add(kind, title)\n"


@pytest.mark.parametrize(
    ("source", "kept", "passes"),
    [
        (KEEPS, "self._titles = {}", True),
        (KEEPS.replace("= {}", "= None"), "self._titles = None", True),
        (KEEPS, "self._titles = {'a': 1}", False),
        (KEEPS, "self._names = {}", False),
        (KEEPS.replace("= {}", "= load(db)"), "self._titles = {}", False),
        (KEEPS.replace("if not self._titles:", "if self.db:"), "self._titles = {}", False),
    ],
    ids=["as it begins", "none, as it begins", "something in it", "another one", "it begins otherwise", "not refilled"],
)
def test_what_an_object_keeps_may_begin_anew(tmp_path: Path, source: str, kept: str, passes: bool) -> None:
    stage = on_paper(source, 7, tmp_path, exception="KeyError")
    candidate = stage.candidate((ADDED, f"{ADDED}        {kept}\n"))
    assert MadeUpValueGate().check(stage.case(candidate)).passed is passes
