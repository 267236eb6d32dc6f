"""The functions that failing tests ran and passing ones did not: where a wrong value may come from."""

from __future__ import annotations

from arbase.domain.diagnosis import Experiment, Hypothesis, HypothesisStatus
from arbase.domain.triage import CodeLocation
from arbase.investigate.laboratory import Laboratory
from arbase.workspace.outline import MODULE, outline_of

MOST = 5
# Less than what the values in a crashed frame show, more than what only an event says.
CONFIDENCE = 0.8
TEST_NAMES = ("test_", "conftest")


def suspicious(laboratory: Laboratory, command: tuple[str, ...]) -> list[Hypothesis]:
    """One hypothesis for each of the likeliest functions, by the score of Ochiai (Abreu et al. 2007)."""
    profile = laboratory.profile(command)
    scores: dict[tuple[str, str], tuple[float, int]] = {}
    for path in profile.spectrum:
        name = path.rpartition("/")[2]
        file = laboratory.tree / path
        if name.startswith(TEST_NAMES) or name.endswith("_test.py") or file.is_symlink() or not file.is_file():
            continue
        found = outline_of(file.read_text(encoding="utf-8", errors="replace"))
        for line, score in profile.suspicion(path).items():
            function = found.function_at(line)
            if score > scores.get((path, function), (0.0, 0))[0] and function != MODULE:
                scores[path, function] = (score, line)
    best = sorted(scores.items(), key=lambda one: -one[1][0])[:MOST]
    return [_hypothesis(CodeLocation(path=path, line=line, function=function), score, profile.failing)
            for (path, function), (score, line) in best]  # fmt: skip


def _hypothesis(place: CodeLocation, score: float, failing: int) -> Hypothesis:
    seen = f"Ochiai {score:.2f} over the examples of the tests, {failing} of which fail"
    return Hypothesis(
        id="",
        kind="suspicious-function",
        statement=f"The wrong value arises in {place.function} at {place.path}:{place.line}.",
        predicts="failing examples run it more often than passing ones",
        status=HypothesisStatus.SUPPORTED,
        confidence=round(CONFIDENCE * score, 3),
        location=place,
        experiments=(
            Experiment(
                what="run each test with its lines counted",
                predicted="its lines run where tests fail",
                observed=seen,
                supports=True,
            ),
        ),
    )
