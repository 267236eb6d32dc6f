"""A whole small benchmark: all suites through the runner, its record, and what goes wrong."""

import hashlib
import json
from pathlib import Path

import pytest

from arbase.classify.settings import ClassifySettings, GuaranteeSettings, HeadSettings
from arbase.domain.errors import ConfigError, UserError
from arbase.evaluation.benchmark import Benchmark, read_record
from arbase.evaluation.champion import write_examples
from arbase.evaluation.config import BenchConfig
from arbase.evaluation.repair import CaseOutcome, CaseResult
from arbase.evaluation.report import write_report
from arbase.model.settings import ModelSettings
from arbase.settings import Settings
from tests.unit.classify.test_learnt import examples
from tests.unit.evaluation.alerts.test_rows import EVENT, OTHER
from tests.unit.evaluation.seeded.small_benchmark import write_toy

HEAD = HeadSettings(kind="linear")


class Right:
    """Every seeded bug is repaired rightly; counts how often it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, folder, bug):
        self.asked.append(bug)
        return CaseResult(
            case=bug,
            family="none",
            difficulty="easy",
            outcome=CaseOutcome.RIGHT,
            seconds=1.0,
            reproduced=True,
            top1_function=True,
            top3_function=True,
        )


@pytest.fixture
def place(tmp_path):
    write_examples(tmp_path / "features.jsonl.gz", examples(60))
    rows = [{"event": one, "label": 1, "group": name} for one, name in ((EVENT, "a"), (OTHER, "b"))]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return tmp_path


def bench(place, measure=None, **changes):
    service = place / "toy"
    if not service.exists():
        write_toy(service, place / "scratch")
    parts = {
        "jobs": 1,
        "alerts": {"features": str(place / "features.jsonl.gz")},
        "grouping": {"data": str(place / "rows.jsonl")},
        "localize": {"services": [str(service)]},
        "repair": {"services": [str(service)]},
        **changes,
    }
    settings = Settings(home=place / "home", classify=ClassifySettings(head=HEAD, guarantee=GuaranteeSettings()))
    measure = measure or Right()
    config = BenchConfig.model_validate(parts)
    return Benchmark(config, settings, {"localize": measure, "repair": measure}, place / "home")


def quiet(suite, done, total):
    pass


def test_a_whole_run_measures_every_suite_and_keeps_its_record(place):
    made = bench(place, require=("recall >= 0.1", "fix_success >= 0.9", "wrong_verified > 0.5"))
    record = made.run(quiet)
    assert set(record.suites) == {"alerts", "grouping", "localize", "repair"}
    assert record.finished
    assert record.totals["recall"].n == 20
    assert record.totals["grouping_f1"].value == 1.0
    assert (record.totals["fix_success"].value, record.totals["localized_top1"].value) == (1.0, 1.0)
    assert [bar.met for bar in record.bars] == [True, True, False]
    assert not record.passed
    assert read_record(made.folder).totals == record.totals
    write_report(made.folder / "report.html", record)
    assert "alert reduction" in (made.folder / "report.html").read_text()


def test_a_second_start_repeats_nothing(place):
    first = Right()
    before = bench(place, first).run(quiet)
    again = Right()
    after = bench(place, again).run(quiet)
    assert first.asked
    assert again.asked == []
    assert after.totals == before.totals


@pytest.mark.parametrize("changes", [{"engine": "agent"}, {"model": ModelSettings(name="another")}])
def test_what_another_engine_or_model_finished_is_not_gone_on_with(place, changes):
    before = bench(place)
    after = bench(place)
    other = Benchmark(after.config, before._settings.model_copy(update=changes), {}, place / "home")
    assert before.key == after.key != other.key


def test_one_case_is_run_again_beside_its_record_and_nothing_is_kept(place):
    made = bench(place)
    record = made.run(quiet)
    kept = (made.folder / "record.json").read_bytes()
    bug = record.suites["repair"][0].case
    assert [(one.suite, one.same) for one in made.replay(bug)] == [("localize", True), ("repair", True)]
    incident = record.suites["alerts"][0].result["cases"][0]["id"]
    (one,) = made.replay(incident)
    assert one.same
    assert [case["id"] for case in one.now.result["cases"]] == [incident]
    assert (made.folder / "record.json").read_bytes() == kept
    with pytest.raises(UserError, match="has a case 'nonsense'"):
        made.replay("nonsense")


def test_an_interrupted_run_keeps_its_record_and_goes_on(place):
    class Interrupted(Right):
        def __call__(self, folder, bug):
            raise KeyboardInterrupt

    made = bench(place, Interrupted())
    with pytest.raises(KeyboardInterrupt):
        made.run(quiet)
    record = read_record(made.folder)
    assert not record.finished
    assert record.error.startswith("KeyboardInterrupt")
    assert bench(place).run(quiet).finished


def test_data_that_differs_from_its_checksum_is_refused(place):
    folder = place / "data"
    folder.mkdir()
    (folder / "rows.jsonl").write_bytes((place / "rows.jsonl").read_bytes())
    digest = hashlib.sha256((folder / "rows.jsonl").read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  rows.jsonl\n")
    assert bench(place, grouping={"data": str(folder)}).key
    (folder / "rows.jsonl").write_text("{}")
    with pytest.raises(UserError, match=r"rows\.jsonl: its checksum differs"):
        bench(place, grouping={"data": str(folder)})


@pytest.mark.parametrize(
    ("changes", "error", "sentence"),
    [
        ({"alerts": {"features": "/nope"}}, UserError, "/nope: not found"),
        ({"grouping": {"data": "/nope"}}, UserError, "/nope: not found"),
        ({"repair": {"services": ["/nope"]}}, UserError, "/nope: not a seeded service"),
        ({"require": ("recal > 0.5",)}, ConfigError, "names no total"),
    ],
)
def test_what_is_missing_is_told_before_anything_runs(place, changes, error, sentence):
    with pytest.raises(error, match=sentence):
        bench(place, **changes)


def test_labels_of_one_class_are_one_sentence(place):
    one = [example.model_copy(update={"actionable": False}) for example in examples(30)]
    write_examples(Path(place / "features.jsonl.gz"), one)
    with pytest.raises(UserError, match="all 30 labels are noise"):
        bench(place).run(quiet)
