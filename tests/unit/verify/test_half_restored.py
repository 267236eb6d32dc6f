"""A revert that stops half-way."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.verify.change import ChangedFile
from arbase.verify.gates.half_restored import HalfRestoredGate
from arbase.verify.history import GitArchive, History
from arbase.verify.syntax import Code
from tests.unit.verify.doubles import commit, write

STATES = "class Status(Enum):\n    NEW = 'new'\n    ON_HOLD = 'on_hold'\n"
MOVES = "NEXT = {Status.NEW: set(), Status.ON_HOLD: {Status.NEW}}\n"
NOW_STATES = STATES.replace("    ON_HOLD = 'on_hold'\n", "")
NOW_MOVES = "NEXT = {Status.NEW: set()}\n"


@pytest.fixture
def shop(tmp_path):
    """Two files out of which one commit took a state; the commit's name beside the folder."""
    write(tmp_path, {"states.py": STATES, "moves.py": MOVES, "tests/test_moves.py": "assert Status.ON_HOLD\n"})
    commit(tmp_path, "All states")
    write(tmp_path, {"states.py": NOW_STATES, "moves.py": NOW_MOVES, "tests/test_moves.py": "\n"})
    return tmp_path, commit(tmp_path, "No state for orders on hold")


def check(shop, *files: ChangedFile, restored: bool = True, command: tuple[str, ...] = ()):
    root, sha = shop
    codes = {"states.py": Code.parse(NOW_STATES), "moves.py": Code.parse(NOW_MOVES)}
    service = SimpleNamespace(repository=root, tests="tests")
    case = SimpleNamespace(
        files=files,
        restored=sha if restored else "",
        service=service,
        repository=SimpleNamespace(codes=codes),
        lab=SimpleNamespace(trigger=Stimulus(kind="command" if command else "request", command=command)),
        diagnosis=SimpleNamespace(suspects=[SimpleNamespace(sha=sha)]),
        history=History(GitArchive(root, sha, [sha])),
    )
    return HalfRestoredGate().check(case)


def test_a_state_that_nothing_leads_out_of_is_half_restored(shop):
    result = check(shop, ChangedFile("states.py", NOW_STATES, STATES))
    assert not result.passed
    assert "brings `ON_HOLD` back, but not to moves.py" in result.reason


def test_with_the_moves_it_is_whole(shop):
    files = (ChangedFile("states.py", NOW_STATES, STATES), ChangedFile("moves.py", NOW_MOVES, MOVES))
    assert check(shop, *files).passed


def test_statements_alone_define_nothing(shop):
    assert check(shop, ChangedFile("moves.py", NOW_MOVES, MOVES)).passed


def test_a_patch_that_is_no_revert_is_not_asked(shop):
    assert check(shop, ChangedFile("states.py", NOW_STATES, STATES), restored=False).passed


TABLE = "def table(rows):\n    found = sorted(rows)\n    return found[::-1]\n"
NOW_TABLE = "def table(rows):\n    found = list(rows)\n    return found\n"


@pytest.fixture
def listing(tmp_path):
    """A function of which one commit changed what makes the list and what reads it."""
    write(tmp_path, {"listing.py": TABLE})
    commit(tmp_path, "The last ones first")
    write(tmp_path, {"listing.py": NOW_TABLE})
    return tmp_path, commit(tmp_path, "No detour")


@pytest.mark.parametrize("restored", [True, False])
def test_what_reads_the_value_comes_back_with_what_makes_it(listing, restored):
    patch = ChangedFile("listing.py", NOW_TABLE, NOW_TABLE.replace("list(rows)", "sorted(rows)"))
    half = check(listing, patch, restored=restored)
    assert not half.passed
    assert "brings back what gives `found` its value, but not `return found[::-1]`" in half.reason
    assert check(listing, ChangedFile("listing.py", NOW_TABLE, TABLE)).passed


def test_a_reader_that_comes_back_alone_is_whole(listing):
    assert check(listing, ChangedFile("listing.py", NOW_TABLE, NOW_TABLE.replace("found\n", "found[::-1]\n"))).passed


def test_what_never_stood_there_is_no_half_of_a_revert(listing):
    patch = ChangedFile("listing.py", NOW_TABLE, NOW_TABLE.replace("list(rows)", "sorted(rows, key=len)"))
    assert check(listing, patch, restored=False).passed


PLAIN = """
def csv(site):
    found = rows_of(site)
    return ",".join(found)


def lines(site):
    found = rows_of(site)
    return "\\n".join(map(strict, found))
"""
FILLED = (
    PLAIN.replace("rows_of(site)", "every_hour(site)")
    + """

def every_hour(site):
    return filled(rows_of(site), HOURS)
"""
)
HEAD, TAIL = FILLED.split("def lines(site):")
ONE_BACK = f"{HEAD}def lines(site):{TAIL.replace('found = every_hour(site)', 'found = rows_of(site)')}"


@pytest.fixture
def exports(tmp_path):
    """One commit made a function for two pages; the commit's name beside the folder."""
    write(tmp_path, {"exports.py": PLAIN})
    commit(tmp_path, "Exports")
    write(tmp_path, {"exports.py": FILLED})
    return tmp_path, commit(tmp_path, "A row for each hour")


def of_exports(exports, before: str, after: str):
    root, sha = exports
    case = SimpleNamespace(
        files=(ChangedFile("exports.py", before, after),),
        restored=sha,
        service=SimpleNamespace(repository=root, tests="tests"),
        repository=SimpleNamespace(codes={"exports.py": Code.parse(before)}),
        lab=SimpleNamespace(trigger=Stimulus()),
        diagnosis=SimpleNamespace(suspects=[]),
        history=History(GitArchive(root, sha, [sha])),
    )
    return HalfRestoredGate().check(case)


def test_what_a_commit_made_for_two_places_is_not_taken_out_of_one(exports):
    assert ONE_BACK != FILLED
    result = of_exports(exports, FILLED, ONE_BACK)
    assert not result.passed
    assert "no longer calls `every_hour`" in result.reason
    assert of_exports(exports, FILLED, PLAIN).passed


def test_a_function_that_was_only_drawn_out_may_be_written_out_again(exports):
    drawn = FILLED.replace("filled(rows_of(site), HOURS)", "rows_of(site)")
    assert of_exports(exports, drawn, ONE_BACK.replace("filled(rows_of(site), HOURS)", "rows_of(site)")).passed


WEIGHTS = """\
def weights_of(rules):
    return dict(rules.weights)


def score(rules, scores):
    weights = weights_of(rules)
    return sum(scores[name] for name in weights)


def other(rules):
    return 1
"""
NOW_WEIGHTS = WEIGHTS.replace("return dict(rules.weights)", "return rules.weights").replace(
    "scores[name] for name in weights", "weights[name] for name in scores"
)
CALL = ("python", "-c", "score(RULES, {})")


@pytest.fixture
def scoring(tmp_path):
    """A function and the one that gives it what it reads, both changed by one commit."""
    write(tmp_path, {"scoring.py": WEIGHTS})
    commit(tmp_path, "Scores")
    write(tmp_path, {"scoring.py": NOW_WEIGHTS})
    return tmp_path, commit(tmp_path, "All scores that are given")


HALF = NOW_WEIGHTS.replace("weights[name] for name in scores", "scores[name] for name in weights")


@pytest.mark.parametrize(
    ("after", "command", "passed"),
    [
        (HALF, CALL, False),
        (HALF, (), True),
        (HALF, ("python", "-m", "job"), True),
        (WEIGHTS, CALL, True),
        (WEIGHTS.replace("return 1", "return 2"), CALL, True),
    ],
)
def test_what_gave_the_captured_values_comes_back_as_well(scoring, after, command, passed):
    result = check(scoring, ChangedFile("scoring.py", NOW_WEIGHTS, after), command=command)
    assert result.passed is passed, result.reason
