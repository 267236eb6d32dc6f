"""What a clean service does: its answers to many requests, the lines that each runs, and those that its tests run."""

from __future__ import annotations

import base64
import json
import shutil
import tempfile
from collections.abc import Sequence, Set
from pathlib import Path
from typing import Any

from pydantic import Field

from arbase.domain.errors import ArbaseError, UserError
from arbase.domain.noun import Noun
from arbase.evaluation.dataset.traffic import AT
from arbase.evaluation.seeded.catalogue import RequestTrigger
from arbase.evaluation.seeded.checkout import fresh_copy
from arbase.evaluation.seeded.grade import run_hidden
from arbase.evaluation.seeded.stage import Occurrence, Played, Segment, play
from arbase.sandbox.interface import Sandbox
from arbase.settings import load_service

INSIDE = Path(__file__).parents[1] / "seeded" / "inside"
_TEST = Path(__file__).with_name("cards") / "test_recorded.py.txt"


class Recorded(Noun):
    """A request and what the clean service answered; `body` where it was JSON and the status a success.

    `lines` are `file:line` of the service's code that ran, where they were watched.
    """

    request: RequestTrigger
    status: int
    body: Any = None
    lines: frozenset[str] = frozenset()


class Survey(Noun):
    """What a clean service answers to its traffic (None: not always the same), and the lines that its tests run.

    `tests` are the test functions, as `file::name`, with the lines that each of them runs.
    """

    recorded: tuple[Recorded | None, ...] = ()
    tested: frozenset[str] = frozenset()
    tests: dict[str, frozenset[str]] = Field(default_factory=dict)

    def running(self, lines: Set[str]) -> tuple[str, ...]:
        """The test functions that run any of the lines."""
        return tuple(name for name, ran in self.tests.items() if not ran.isdisjoint(lines))

    def answer(self, place: int) -> Recorded:
        """The steady answer to the request of this place. Raises LookupError where there is none."""
        found = self.recorded[place]
        if found is None:
            msg = f"request {place} has no steady answer"
            raise LookupError(msg)
        return found


def survey(tree: Path, traffic: Sequence[RequestTrigger], sandbox: Sandbox) -> Survey:
    """Play the traffic on the clean `tree`, which is set up, then its visible tests. Raises ReplayError, UserError.

    Only answers that also come from a fresh process under pytest stay, since this is how they will be asked for.
    """
    steady = _confirmed(tree, record(tree, traffic, sandbox, watch=True), sandbox)
    suite = Occurrence(id="suite", at=AT, tests=(*suite_arguments(tree), "-x", "-q"), watch=True)
    played = play([Segment(id="suite", tree=tree, occurrences=(suite,), patience=600)], sandbox)["suite"][0]
    if not passed(played):
        text = played.fault or (played.steps[-1].text[-300:] if played.steps else "")
        raise UserError(f"{tree.name}: the visible tests of the clean service do not pass on the stage: {text}")
    tests = {name: frozenset(lines) for name, lines in played.tests.items()}
    return Survey(recorded=tuple(steady), tested=frozenset(played.lines), tests=tests)


def record(
    tree: Path, traffic: Sequence[RequestTrigger], sandbox: Sandbox, *, watch: bool = False
) -> list[Recorded | None]:
    """The clean answers, in the order of `traffic`; None where two runs differ, or it crashes, or reports an error."""
    segments = [
        Segment(id="first", tree=tree, occurrences=occurrences("r", traffic, watch=watch), patience=60),
        Segment(id="again", tree=tree, occurrences=occurrences("r", traffic, seed=1), patience=60),
    ]
    played = play(segments, sandbox, parallel=1)
    found: list[Recorded | None] = []
    for request, one, two in zip(traffic, played["first"], played["again"], strict=True):
        found.append(None)
        if one.fault or two.fault or one.events() or not one.steps or one.steps[-1].status is None:
            continue
        last = one.steps[-1]
        if last == two.steps[-1] and last.status is not None and last.status < 500:
            body = json_of(one) if last.status < 300 else None
            found[-1] = Recorded(request=request, status=last.status, body=body, lines=frozenset(one.lines))
    return found


def occurrences(
    name: str, requests: Sequence[RequestTrigger], *, watch: bool = False, seed: int = 0
) -> tuple[Occurrence, ...]:
    """The requests, one after the other, at the same instant."""
    return tuple(
        Occurrence(id=f"{name}/{place}", at=AT, trigger=request, watch=watch, seed=seed)
        for place, request in enumerate(requests)
    )


def oracle_of(tree: Path, answers: Sequence[Recorded]) -> str:
    """The recorded answers as the document that the hidden test reads."""
    app = load_service(tree).app
    if app is None:
        raise ArbaseError(f"{tree}: there is no application to ask.")
    rows = []
    for one in answers:
        steps = [step.model_dump(mode="json") for step in (*one.request.before, one.request.stimulus)]
        rows.append({"steps": steps, "status": one.status, "body": one.body})
    document = {"app": app.kind, "target": app.target, "at": AT, "answers": rows}
    return json.dumps(document, ensure_ascii=False, sort_keys=True)


def write_oracle(target: Path, oracle: str) -> None:
    """Lay the hidden test, what it needs, and the recorded answers into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    (target / "recorded.json").write_text(oracle + "\n", encoding="utf-8")
    (target / "test_recorded.py").write_bytes(_TEST.read_bytes())
    for name in ("wire", "clockwork", "files"):
        shutil.copyfile(INSIDE / f"{name}.py", target / f"recorded_{name}.py")


def suite_arguments(tree: Path) -> tuple[str, ...]:
    """What follows `pytest` in the service's test command. Raises UserError."""
    command = list(load_service(tree).commands.test)
    if "pytest" not in command:
        raise UserError(f"{tree}: the test command is not pytest, so procedural bugs cannot be tried in one process.")
    return tuple(command[command.index("pytest") + 1 :])


def passed(played: Played) -> bool:
    """The visible tests were run on the code that was meant, and passed."""
    return not played.fault and not played.unpatched and bool(played.steps) and played.steps[-1].status == 0


def same(played: Played, answer: Recorded) -> bool:
    """The recorded answer came again."""
    if played.fault or not played.steps or played.steps[-1].status != answer.status:
        return False
    return answer.body is None or bool(json_of(played) == answer.body)


def json_of(played: Played) -> Any:
    """The body of the last answer, if it is JSON and short enough to have been kept whole."""
    try:
        return json.loads(base64.b64decode(played.steps[-1].body))
    except ValueError:
        return None


def _confirmed(tree: Path, answers: Sequence[Recorded | None], sandbox: Sandbox) -> list[Recorded | None]:
    """The answers that come again when the hidden test asks for them in a fresh process; None for the others."""
    places = [place for place, one in enumerate(answers) if one is not None]
    with tempfile.TemporaryDirectory(prefix="arbase-recorded-") as scratch, fresh_copy(tree) as copy:
        folder = Path(scratch) / "oracle"
        write_oracle(folder, oracle_of(tree, [one for one in answers if one is not None]))
        tests = run_hidden(copy, (folder,), sandbox, seconds=1800).tests
    good = {
        place for number, place in enumerate(places) if tests.get(f"test_answer_is_as_recorded[{number}]") == "passed"
    }
    return [one if place in good else None for place, one in enumerate(answers)]
