"""What a model's stated confidence is worth: learnt from outcomes that the harness knows.

Isotonic regression by pooling adjacent violators (Ayer et al. 1955; for classifiers Zadrozny and Elkan 2002): the
weakest assumption that keeps the order of what the model says.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Sequence
from pathlib import Path

import orjson
from pydantic import Field, ValidationError

from arbase.domain.errors import ModelError
from arbase.domain.noun import Noun
from arbase.model.prompts import Prompts
from arbase.model.settings import ModelSettings

ENOUGH = 30
EACH = 5
UNCALIBRATED = 0.6
"""The most that counts of a confidence that was not calibrated yet; static experiments that agree weigh more."""
FILE = "investigate.jsonl"


class Claim(Noun):
    """What the agent said of a hypothesis, and whether its place was that of the fault, which the harness knows."""

    case: str
    claimed: float = Field(ge=0, le=1)
    right: bool


class Calibration(Noun):
    """A map from stated to observed. Without `points` there are too few outcomes; `n` says how many."""

    n: int = 0
    points: tuple[tuple[float, float], ...] = ()

    @property
    def note(self) -> str:
        """How a calibrated confidence is to be read."""
        return f"calibrated on {self.n} outcomes" if self.points else f"not calibrated yet (n={self.n})"

    def of(self, claimed: float) -> float:
        """What a stated confidence is worth."""
        if not self.points:
            return min(claimed, UNCALIBRATED)
        (first, low), (last, high) = self.points[0], self.points[-1]
        if claimed <= first:
            return low
        if claimed >= last:
            return high
        pairs = zip(self.points, self.points[1:], strict=False)
        (left, below), (right, above) = next(pair for pair in pairs if pair[0][0] <= claimed <= pair[1][0])
        return below if right == left else below + (above - below) * (claimed - left) / (right - left)


def fit(claims: Sequence[Claim]) -> Calibration:
    """The calibration of these outcomes; without a map where there are fewer than 30, or fewer than 5 of a sort."""
    hits = sum(claim.right for claim in claims)
    if len(claims) < ENOUGH or min(hits, len(claims) - hits) < EACH:
        return Calibration(n=len(claims))
    stated: dict[float, list[bool]] = {}
    for claim in claims:
        stated.setdefault(claim.claimed, []).append(claim.right)
    # A block holds count, hits, and the least and largest confidence in it.
    blocks: list[list[float]] = []
    for value, found in sorted(stated.items()):
        blocks.append([len(found), sum(found), value, value])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][0] >= blocks[-1][1] / blocks[-1][0]:
            count, right, _, most = blocks.pop()
            blocks[-1] = [blocks[-1][0] + count, blocks[-1][1] + right, blocks[-1][2], most]
    # So few outcomes never show certainty.
    edge = 1.0 / (len(claims) + 2)
    points: list[tuple[float, float]] = []
    for count, right, least, most in blocks:
        value = min(max(right / count, edge), 1 - edge)
        points += [(least, value)] if least == most else [(least, value), (most, value)]
    return Calibration(n=len(claims), points=tuple(points))


def brier(pairs: Iterable[tuple[float, bool]]) -> float:
    """The mean squared error of probabilities (Brier 1950)."""
    errors = [(said - right) ** 2 for said, right in pairs]
    return sum(errors) / len(errors)


def subject_of(settings: ModelSettings, home: Path) -> str:
    """Whose confidence it is: another model or prompt states another one."""
    version = settings.prompts.get("investigate", "")
    label = Prompts(home / "prompts").get(f"investigate@{version}" if version else "investigate").label
    return f"{settings.name} with {label}"


class Outcomes:
    """The claims that the harness graded, in a file below `folder`; several processes may append."""

    def __init__(self, folder: Path, subject: str) -> None:
        self._file = folder / FILE
        self._subject = subject

    def claims(self) -> list[Claim]:
        """The claims about each case when it was graded last. Lines that are no claims do not count."""
        if not self._file.is_file():
            return []
        last: dict[str, list[Claim]] = {}
        for line in self._file.read_bytes().splitlines():
            try:
                found = orjson.loads(line)
                if found["subject"] == self._subject:
                    last[found["case"]] = [Claim.model_validate(one) for one in found["claims"]]
            except (ValueError, KeyError, TypeError, ValidationError):
                continue
        return [claim for claims in last.values() for claim in claims]

    def add(self, claims: Sequence[Claim]) -> None:
        """Keep what was graded. Raises ModelError where that cannot be written."""
        cases: dict[str, list[Claim]] = {}
        for claim in claims:
            cases.setdefault(claim.case, []).append(claim)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("ab") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                for case, some in cases.items():
                    facts = {"subject": self._subject, "case": case, "claims": [one.model_dump() for one in some]}
                    file.write(orjson.dumps(facts) + b"\n")
        except OSError as error:
            raise ModelError(f"{self._file}: outcomes cannot be kept ({error.strerror})") from error

    def calibration(self) -> Calibration:
        """What all outcomes so far say."""
        return fit(self.claims())


def told(claims: Sequence[Claim]) -> str:
    """How well stated and calibrated confidence fit the outcomes; calibrated by the other cases."""
    whole = fit(claims)
    cases = sorted({claim.case for claim in claims})
    facts = f"{len(claims)} hypotheses of {len(cases)} cases"
    if not whole.points:
        return f"confidence of the agent: {whole.note}, {facts}"
    stated = brier((claim.claimed, claim.right) for claim in claims)
    pairs = []
    for case in cases:
        others = fit([claim for claim in claims if claim.case != case])
        pairs += [(others.of(claim.claimed), claim.right) for claim in claims if claim.case == case]
    return (
        f"confidence of the agent: Brier {stated:.3f} as stated, {brier(pairs):.3f} calibrated by other cases, {facts}"
    )
