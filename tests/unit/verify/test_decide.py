"""Several passing candidates: one behaviour, a precedent, or a choice for a human."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from arbase.domain.diagnosis import Stimulus
from arbase.replay.interface import Observation
from arbase.verify.decide import Passing, decide, describe
from tests.unit.verify.doubles import ScriptedReplayer, Stage, commit, on_paper, write

SOURCE = "import math\n\n\ndef f(row):\n    return row['cost']\n\n\ndef g(row):\n    return row['price']\n"
BODY = "    return row['cost']\n"


def answer(overlay: dict[str, str | None], stimulus: Stimulus) -> Observation:
    """The answer shows which key the patched code reads."""
    source = overlay.get("app.py") or ""
    read = source[source.find("row") : source.find("\n\n\ndef g")]
    shown = {True: "price", False: "weight"}["price" in read]
    status = 404 if "raise" in source else 200
    return Observation(variant="", stimulus=0, status=status, body=f'{{"read": "{shown}", "said": {len(source)}}}')


def same(overlay: dict[str, str | None], stimulus: Stimulus) -> Observation:
    """Every candidate is answered alike."""
    return Observation(variant="", stimulus=0, status=200, body="{}")


@pytest.fixture
def paper(tmp_path: Path) -> Stage:
    return on_paper(SOURCE, 5, tmp_path)


def passing(paper: Stage, *bodies: str) -> list[Passing]:
    return [Passing(paper.case(paper.candidate((BODY, body))), ()) for body in bodies]


def test_candidates_that_behave_alike_are_one_and_the_simplest_wins(paper: Stage) -> None:
    paper.replayer = ScriptedReplayer(same)
    long = "    found = row\n    return found['price']\n"
    decision = decide(passing(paper, long, "    return row['price']\n"))
    assert [sum(file.size for file in item.case.files) for item in decision.winners] == [2, 3]
    assert decision.choices == ()


def test_behaviour_that_the_repository_has_elsewhere_wins_over_one_that_it_has_not(paper: Stage) -> None:
    paper.replayer = ScriptedReplayer(answer)
    decision = decide(passing(paper, "    return row['weight']\n", "    return row['price']\n"))
    assert len(decision.winners) == 1
    assert "price" in decision.winners[0].case.candidate.patch.diff
    assert "as the repository does elsewhere" in decision.reason


def test_behaviours_without_any_precedent_are_choices(paper: Stage) -> None:
    paper.replayer = ScriptedReplayer(lambda overlay, stimulus: Observation(
        variant="", stimulus=0, status=200, body=f'"{"weight" in str(overlay)}"'
    ))  # fmt: skip
    decision = decide(passing(paper, "    return row['weight']\n", "    return row['length']\n"))
    assert decision.winners == ()
    assert len(decision.choices) == 2
    assert all("+    return row" in describe(choice) for choice in decision.choices)


def test_refusals_of_other_wording_are_one_behaviour(paper: Stage) -> None:
    paper.replayer = ScriptedReplayer(answer)
    bodies = [f"    if row is None:\n        raise LookupError('{text}')\n" + BODY for text in ("no", "none at all")]
    assert len(decide(passing(paper, *bodies)).winners) == 2


def test_refusals_that_differ_in_their_status_only_are_no_choice_for_a_human(paper: Stage) -> None:
    def refusing(overlay: dict[str, str | None], stimulus: Stimulus) -> Observation:
        text = str(overlay)
        status = 404 if "LookupError" in text else 422 if "ValueError" in text else 200
        return Observation(variant="", stimulus=0, status=status, body="{}")

    paper.replayer = ScriptedReplayer(refusing)
    both = [f"    if row is None:\n        raise {name}('no')\n" + BODY for name in ("LookupError", "ValueError")]
    items = passing(paper, *both)
    likely = [
        Passing(replace(item.case, candidate=item.case.candidate.model_copy(update={"prior": prior})), ())
        for item, prior in zip(items, (0.6, 0.8), strict=True)
    ]
    decision = decide(likely)
    assert "ValueError" in decision.winners[0].case.candidate.patch.diff
    assert "status only" in decision.reason
    assert decide([*likely, *passing(paper, "    return row['length']\n")]).choices


def test_field_in_which_a_candidate_differs_from_itself_is_no_behaviour(paper: Stage) -> None:
    counter = iter(range(1000))

    def moving(overlay: dict[str, str | None], stimulus: Stimulus) -> Observation:
        return Observation(variant="", stimulus=0, status=200, body=f'{{"id": {next(counter)}, "x": 1}}')

    paper.replayer = ScriptedReplayer(moving)
    assert len(decide(passing(paper, "    return row['weight']\n", "    return row['length']\n")).winners) == 2


def test_going_back_in_history_wins(tmp_path: Path) -> None:
    write(tmp_path, {"app.py": SOURCE.replace("row['cost']", "row['weight']")})
    shas = (commit(tmp_path, "before"),)
    paper = on_paper(SOURCE, 5, tmp_path)
    paper.commits = (*shas, commit(tmp_path, "the bug"))
    paper.replayer = ScriptedReplayer(answer)
    decision = decide(passing(paper, "    return row['price']\n", "    return row['weight']\n"))
    assert "weight" in decision.winners[0].case.candidate.patch.diff
    assert "goes back" in decision.reason


@pytest.mark.parametrize(
    ("priors", "clear"), [((0.8, 0.2), True), ((0.55, 0.45), False), ((0.35, 0.17), False), ((1.0,), True)]
)
def test_where_a_test_run_is_the_trigger_the_likeliest_behaviour_must_be_well_ahead(
    paper: Stage, priors: tuple[float, ...], clear: bool
) -> None:
    command = Stimulus(kind="command", command=("python", "-m", "pytest", "tests"))
    assert paper.diagnosis.reproduction is not None
    reproduction = paper.diagnosis.reproduction.model_copy(update={"stimulus": command})
    paper.diagnosis = paper.diagnosis.model_copy(update={"reproduction": reproduction})
    items = []
    for number, prior in enumerate(priors):
        candidate = paper.candidate((BODY, f"    return row[{number}]\n")).model_copy(update={"prior": prior})
        items.append(Passing(paper.case(candidate), ()))

    decision = decide(list(reversed(items)))

    assert (decision.winners == (items[0],)) is clear
    assert len(decision.choices) == (0 if clear else len(priors))
