import json

import pytest

from arbase.domain.errors import ConfigError, UserError
from arbase.evaluation.cases.case import OutsideCase
from arbase.evaluation.leaderboard import leaderboard
from arbase.evaluation.matrix import NO_PRICE, OVER, Matrix, MatrixConfig, read_matrix, settings_with
from arbase.evaluation.repair import CaseOutcome, CaseResult
from arbase.evaluation.spending import Spent
from arbase.settings import Settings

NAMES = [f"case-{number}" for number in range(6)]


def read_cases(place):
    return [OutsideCase(id=name, repository=".", failing=("false",), folder=place) for name in NAMES]


class Measured:
    """Right for every case that the configuration's name allows; counts what it was asked."""

    def __init__(self, tokens=0, cost=0.0):
        self.asked = []
        self.spent = Spent(tokens=tokens, cost=cost)

    def __call__(self, settings, case):
        self.asked.append((settings.engine, case.id))
        right = settings.engine == "agent" or case.id == "case-0"
        outcome = CaseOutcome.RIGHT if right else CaseOutcome.DECLINED
        spent = self.spent if settings.engine == "agent" else Spent()
        return CaseResult(case=case.id, family="f", difficulty="easy", outcome=outcome, seconds=1.0, spent=spent)


def made(tmp_path, measure, **changes):
    config = MatrixConfig.model_validate(
        {
            "cases": str(tmp_path),
            "configurations": {"static": {"engine": "static"}, "agent": {"engine": "agent"}},
            **changes,
        }
    )
    return Matrix(config, Settings(home=tmp_path / "home"), measure, read_cases)


def run(matrix):
    return matrix.run(lambda done, total: None)


def test_all_configurations_run_the_same_cases_and_are_compared(tmp_path):
    measure = Measured(tokens=100, cost=0.5)
    record = run(made(tmp_path, measure))
    assert measure.asked[:4] == [("static", "case-0"), ("agent", "case-0"), ("static", "case-1"), ("agent", "case-1")]
    assert [one.name for one in record.board.standings] == ["agent", "static"]
    best = record.board.standings[0]
    assert (best.totals["fix_success"].value, best.totals["fix_success"].n) == (1.0, 6)
    assert best.totals["cost_per_case"].value == 0.5
    (pair,) = record.board.pairs
    assert (pair.n, pair.gained, pair.lost) == (6, 0, 5)
    assert pair.p == pair.corrected == pytest.approx(0.0625)
    assert pair.right.value == pytest.approx(-5 / 6, abs=1e-3)
    assert pair.right.low <= pair.right.value <= pair.right.high
    assert record.spent == Spent(tokens=600, cost=3.0)
    assert record.stopped == ""


def test_the_budget_stops_before_a_case_and_a_higher_one_goes_on(tmp_path):
    first = Measured(tokens=100, cost=0.5)
    record = run(made(tmp_path, first, budget={"tokens": 250}))
    assert record.stopped == OVER
    assert [case for engine, case in first.asked if engine == "agent"] == NAMES[:3]
    agent = next(one for one in record.board.standings if one.name == "agent")
    assert (agent.totals["fix_success"].n, agent.not_begun) == (3, 3)
    assert record.board.pairs[0].n == 3
    second = Measured(tokens=100, cost=0.5)
    again = run(made(tmp_path, second, budget={"tokens": 10_000}))
    assert second.asked == [("agent", name) for name in NAMES[3:]]
    assert again.stopped == ""
    assert again.spent.tokens == 600


def test_a_cap_in_currency_holds_and_an_unknown_price_cannot_be_capped(tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
    assert run(made(tmp_path / "a", Measured(100, 0.5), budget={"currency": 0.9})).stopped == OVER
    record = run(made(tmp_path / "b", Measured(100, None), budget={"currency": 0.9}))
    assert record.stopped == NO_PRICE
    agent = next(one for one in record.board.standings if one.name == "agent")
    assert agent.totals["cost_per_case"].n == 0


def test_what_is_finished_is_not_run_again(tmp_path):
    run(made(tmp_path, Measured()))
    again = Measured()
    run(made(tmp_path, again))
    assert again.asked == []


def test_several_comparisons_are_corrected():
    def many(right):
        names = [f"c{number}" for number in range(10)]
        return {
            name: CaseResult(
                case=name,
                family="",
                difficulty="",
                outcome=CaseOutcome.RIGHT if place < right else CaseOutcome.WRONG,
                seconds=1.0,
            )
            for place, name in enumerate(names)
        }

    board = leaderboard({"a": many(10), "b": many(2), "c": many(3)}, 10)
    by = {(one.one, one.other): one for one in board.pairs}
    assert by["a", "b"].p == pytest.approx(2 / 2**8, abs=1e-6)
    assert by["a", "b"].corrected == pytest.approx(3 * 2 / 2**8, abs=1e-6)
    assert by["c", "b"].corrected == 1.0
    assert by["a", "b"].told_apart
    assert not by["c", "b"].told_apart


def test_a_configuration_changes_what_it_names_only(tmp_path):
    base = Settings(home=tmp_path)
    changed = settings_with(base, "x", {"engine": "agent", "model.name": "m", "model": {"prompts": {"repair": "v1"}}})
    assert (changed.engine, changed.model.name, changed.model.prompts) == ("agent", "m", {"repair": "v1"})
    assert changed.home == base.home


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("cases: x\nconfigurations: {}", "configurations"),
        ("configurations: {a: {}}", "measures nothing"),
        ("case: x\nconfigurations: {a: {}}", "did you mean 'cases'?"),
    ],
)
def test_a_matrix_with_a_mistake_is_one_sentence(tmp_path, text, sentence):
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_matrix(tmp_path / "m.yaml")
    assert sentence in str(caught.value)


def test_an_unknown_setting_of_a_configuration_names_the_configuration(tmp_path):
    with pytest.raises(ConfigError, match="configuration 'x': unknown key 'engin'; did you mean 'engine'"):
        made(tmp_path, Measured(), configurations={"x": {"engin": "static"}})
    with pytest.raises(UserError, match="not found"):
        made(tmp_path, Measured(), cases="/nope")
    with pytest.raises(UserError, match="not a seeded service"):
        made(tmp_path, Measured(), services=[str(tmp_path)])


def test_the_record_is_plain_json(tmp_path):
    record = run(made(tmp_path, Measured()))
    assert json.loads(record.model_dump_json())["board"]["standings"]
