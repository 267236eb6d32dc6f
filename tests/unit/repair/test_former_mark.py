"""A word of a former form in the place of a number that today's texts begin with."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

KEPT = """
ROUNDS = 30


def digest(text, salt, rounds):
    return f"{text}{salt}{rounds}"


def stored(text):
    return f"{ROUNDS}$salt${digest(text, 'salt', ROUNDS)}"


def matches(text, known):
    rounds, salt, made = known.split("$")
    return made == (text[::-1] if rounds == "plain" else digest(text, salt, int(rounds)))


def is_old(known):
    rounds = known.split("$")[0]
    return int(rounds) < ROUNDS
"""
ENTRIES = """
VERSION = 4


def saved(data):
    return {"version": VERSION, "data": data}


def read(entry):
    if entry["version"] == "beta":
        return entry["data"][0]
    return entry["data"] if int(entry["version"]) > 2 else None


def is_current(entry):
    return bool(entry) and int(entry["version"]) >= VERSION
"""

CASES = [
    Case(
        "it is older than what has a number",
        KEPT,
        'is_old("plain$s$x")',
        ("-    return int(rounds) < ROUNDS", '+    return rounds == "plain" or int(rounds) < ROUNDS'),
        True,
    ),
    Case(
        "seen from the other side",
        KEPT.replace("int(rounds) < ROUNDS", "ROUNDS > int(rounds)"),
        'is_old("plain$s$x")',
        ("-    return ROUNDS > int(rounds)", '+    return rounds == "plain" or ROUNDS > int(rounds)'),
        True,
    ),
    Case(
        "it is not today's, by the entry of a mapping",
        ENTRIES,
        'is_current({"version": "beta"})',
        (
            '-    return bool(entry) and int(entry["version"]) >= VERSION',
            '+    return bool(entry) and (entry["version"] != "beta" and int(entry["version"]) >= VERSION)',
        ),
        False,
    ),
]


@named(CASES)
def test_the_word_is_asked_for_first(case, tmp_path):
    check(case, tmp_path)


def silent(name: str, old: str, new: str, trigger: str = 'is_old("plain$s$x")') -> Silent:
    assert old in KEPT
    return Silent(name, KEPT.replace(old, new), trigger, "former-mark")


SILENT = [
    silent("no other reader knows the word", 'rounds == "plain"', 'salt == "plain"'),
    silent("another word than the one that is known", "ROUNDS = 30", "ROUNDS = 30 ", 'is_old("md5$s$x")'),
    silent(
        "today's are written with the word as well",
        "def digest(",
        'def kept(text):\n    return f"plain$salt${text}"\n\n\ndef digest(',
    ),
    silent("nobody writes this number in the place", "return int(rounds) < ROUNDS", "return int(rounds) < 20"),
]


@named(SILENT)
def test_it_is_left_alone(case, tmp_path):
    check_silent(case, tmp_path)
