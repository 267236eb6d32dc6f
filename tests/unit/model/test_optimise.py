"""DSPy's optimizers on an agent's prompt, with a scripted model; the score is the caller's."""

from __future__ import annotations

import importlib
import json

import pytest

from arbase.domain.errors import UserError
from arbase.model.prompts import Prompts
from arbase.model.server.interface import Turn
from arbase.model.tuning import Score, Tuning
from tests.hostile import seat_for
from tests.scripted_models import GOOD, scripted, some_work

FIELDS = (
    "new_instruction", "proposed_instruction", "summary", "observations", "program_description", "module_description",
)  # fmt: skip
BETTER = "You are an engineer who reads the caller first."


def optimised(tmp_path, method, reply, *, calls=12):
    """Optimises a prompt whose worth is that it says to read the caller first; every play is a real agent's."""
    with scripted(reply=reply) as server:
        seat = seat_for(server, tmp_path / "home")
        prompt = Prompts().get("repair@v1")

        def run(predictor, case):
            other = seat.playing("repair", predictor, tmp_path / "t")
            loop = other._loop("repair")
            folder = tmp_path / f"play{len(list(tmp_path.glob('play*')))}"
            folder.mkdir()
            outcome = loop(work=some_work(seat.settings, folder)).outcome
            good = "caller first" in predictor.signature.instructions or case.startswith("easy")
            return Score(value=float(outcome.kind == "done" and good), feedback=f"{case}: the caller was not read")

        wanted = Tuning(
            prompt="repair", method=method, train=("easy1", "hard1"), chosen_by=("hard2", "easy2"), calls=calls
        )
        optimise = importlib.import_module("arbase.model.optimise").optimise
        return optimise(wanted, prompt, run, seat.lm), server


@pytest.mark.slow
def test_bootstrap_keeps_demonstrations_of_good_plays_as_plain_text(tmp_path):
    found, server = optimised(tmp_path, "bootstrap", lambda asked: GOOD)
    demos = found.state["act"]["demos"]
    assert demos
    assert "Find the cause" in demos[0]["seen"]
    assert "submit" in demos[0]["done"]
    assert found.state["act"]["lm"] is None
    json.dumps(found.state)
    assert "Examples of good work" in json.dumps(server.answerer.asked[-1].body["system"])


@pytest.mark.slow
@pytest.mark.parametrize("method", ["gepa", "mipro"])
def test_an_instruction_that_scores_better_wins(method, tmp_path):
    def reply(asked):
        if asked.tools:
            return GOOD
        # The optimizers' own questions: each wants its fields, in the format that their prompt describes.
        wanted = [name for name in FIELDS if name in json.dumps(asked.body)]
        if method == "gepa":
            return Turn(text=json.dumps(dict.fromkeys(wanted, BETTER)))
        return Turn(text="\n\n".join(f"[[ ## {name} ## ]]\n{BETTER}" for name in wanted) + "\n\n[[ ## completed ## ]]")

    found, server = optimised(tmp_path, method, reply, calls=16)
    assert found.before == (0.0, 1.0)
    assert found.after == (1.0, 1.0)
    assert BETTER in found.state["act"]["signature"]["instructions"]
    assert server.totals.refused == []


def test_too_few_calls_are_one_sentence(tmp_path):
    with pytest.raises(UserError, match="too few"):
        optimised(tmp_path, "gepa", lambda asked: GOOD, calls=2)
