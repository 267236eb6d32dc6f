"""Made-up words in the place of a stored one are no neighbours of a fix that knows the word of a former form."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from arbase.domain.diagnosis import CrashSpec
from arbase.domain.triage import CodeLocation
from arbase.replay.interface import Observation, Raised
from arbase.verify.change import ChangedFile
from arbase.verify.former_marks import was_never_stored
from arbase.verify.syntax import Code

READER = """\
def matches(known):
    rounds = known.split("$")[0]
    return old(known) if rounds == "plain" else new(known, int(rounds))


"""
ASKED = 'def is_old(known):\n    rounds = known.split("$")[0]\n    return int(rounds) < ROUNDS\n'
KNOWN = ("int(rounds) < ROUNDS", 'rounds == "plain" or int(rounds) < ROUNDS')
SAID = "invalid literal for int() with base 10: {!r}"
CALLED = ("python", "-c", "from kept import is_old\nis_old('plain$s$x')")


def judged(source: str, after: str, *, said: str = SAID.format(""), command: tuple[str, ...] = CALLED) -> bool:
    """Whether a crash with these words counts for nothing."""
    place = CodeLocation(path="kept.py", line=9, function="is_old")
    crash = CrashSpec(exception="ValueError", message=SAID.format("plain"), location=place)
    case = SimpleNamespace(
        crash=crash,
        files=(ChangedFile("kept.py", source, after),),
        lab=SimpleNamespace(trigger=SimpleNamespace(command=command)),
        repository=SimpleNamespace(codes={"kept.py": Code.parse(source)}),
    )
    raised = Raised(exception="ValueError", message=said, trace=(place,))
    return was_never_stored(case, Observation(variant="", stimulus=0, status=1, raised=raised))


def test_another_word_in_the_place_of_the_known_one_was_never_stored():
    source = READER + ASKED
    assert judged(source, source.replace(*KNOWN))


@pytest.mark.parametrize(
    ("source", "change", "more"),
    [
        (READER + ASKED, KNOWN, {"said": SAID.format("plain")}),
        (READER + ASKED, KNOWN, {"said": "not enough values to unpack"}),
        (READER + ASKED, KNOWN, {"command": ()}),
        (READER + ASKED, KNOWN, {"command": ("python", "-m", "nightly")}),
        (READER.replace('rounds == "plain"', 'salt == "plain"') + ASKED, KNOWN, {}),
        (READER + ASKED, (KNOWN[0], 'rounds == "other" or int(rounds) < ROUNDS'), {}),
        (READER + ASKED, (KNOWN[0], "not rounds.isdigit() or int(rounds) < ROUNDS"), {}),
    ],
    ids=[
        "the same word",
        "another failure",
        "a request",
        "a command of the service",
        "no other reader knows it",
        "the patch knows another word",
        "the patch asks something else",
    ],
)
def test_every_other_neighbour_counts(source, change, more):
    assert not judged(source, source.replace(*change), **more)
