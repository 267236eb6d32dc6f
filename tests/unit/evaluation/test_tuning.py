import pytest

from arbase.bootstrap.classifier import classifier_for
from arbase.classify.head import folds, labels_of
from arbase.cli import app
from arbase.commands.console import console
from arbase.domain.errors import UserError
from arbase.evaluation.champion import write_examples
from arbase.evaluation.tuning import Search, chosen_by, tuned
from arbase.settings import load_settings
from tests.unit.classify.test_learnt import GUARANTEE, QUICK, examples

pytest.importorskip("optuna")
pytestmark = pytest.mark.filterwarnings("default")  # Optuna's own, about its own


def search(tmp_path, trials=3):
    return Search(given=QUICK, guarantee=GUARANTEE, trials=trials, file=tmp_path / "tune.db")


def test_no_study_sees_the_fold_that_measures_it(tmp_path):
    given = examples(90)
    seen = []

    def choose(rest, asked, name, advance):
        seen.append({one.id for one in rest})
        return QUICK.model_copy(update={"kind": "linear"}), 0.5

    linear = Search(given=QUICK.model_copy(update={"kind": "linear"}), guarantee=GUARANTEE, trials=1, file=tmp_path)
    found = tuned(given, linear, lambda study, done, total: None, choose)
    masks = folds(given, labels_of(given))
    everything = {one.id for one in given}
    held = [{one.id for one, out in zip(given, mask, strict=True) if out} for mask in masks]
    assert seen == [everything - fold for fold in held] + [everything]
    assert set().union(*held) == everything
    assert found.before["recall"].n == found.after["recall"].n == sum(one.actionable for one in given)
    assert found.comparisons[0].n == len(given)
    assert not found.worse


@pytest.mark.slow
def test_a_run_that_was_stopped_goes_on_with_its_trials(tmp_path):
    told = []
    tuned(examples(60), search(tmp_path, 2), lambda study, done, total: told.append((study, done)))
    first = len(told)
    told.clear()
    tuned(examples(60), search(tmp_path, 2), lambda study, done, total: told.append((study, done)))
    assert len(told) < first
    assert all(done == 2 for _, done in told)


@pytest.mark.slow
def test_the_given_settings_are_tried_first(tmp_path):
    found, value = chosen_by(examples(60), search(tmp_path, 1), "one", lambda study, done, total: None)
    assert (found.kind, found.rounds, found.leaves) == (QUICK.kind, QUICK.rounds, QUICK.leaves)
    assert value > -1


def test_labels_of_one_class_are_one_sentence(tmp_path):
    one = [example.model_copy(update={"actionable": True}) for example in examples(30)]
    with pytest.raises(UserError, match="all 30 labels are actionable"):
        tuned(one, search(tmp_path), lambda study, done, total: None)


@pytest.mark.slow
def test_the_command_tunes_and_keeps_what_can_be_used(tmp_path):
    write_examples(tmp_path / "e.jsonl.gz", examples(90))
    words = ["tune", "classifier", "--trials", "2", "--data", str(tmp_path / "e.jsonl.gz")]
    with console.capture() as shown:
        app(["--set", f"home={tmp_path}", *words], standalone_mode=False)
    assert "chosen over everything" in shown.get()
    (folder,) = (tmp_path / "tuned").iterdir()
    settings = load_settings(None, [f"home={tmp_path}", f"classify.model={folder}"])
    assert classifier_for(settings).__class__.__name__ == "LearntClassifier"
