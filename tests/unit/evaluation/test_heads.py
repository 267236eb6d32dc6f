"""Classifiers are compared on the same incidents of services that none of them saw."""

from __future__ import annotations

import json

import pytest

from arbase.classify.features import features
from arbase.classify.head import fit
from arbase.classify.rules import RuleClassifier
from arbase.classify.settings import ClassifySettings, HeadSettings
from arbase.domain.errors import ConfigError, UserError
from arbase.domain.outcome import Done
from arbase.domain.progress import unobserved
from arbase.evaluation.champion import write_examples
from arbase.evaluation.heads import Heads, judged_by_rules
from arbase.evaluation.matrix import read_matrix
from tests.unit.classify.test_learnt import QUICK, case, examples

CONFIG = {"alerts": {"limit": None}, "seed": 1, "jobs": 1}
RULES = ClassifySettings(engine="rules")


def learnt(kind):
    return ClassifySettings(head=QUICK.model_copy(update={"kind": kind}))


@pytest.fixture
def file(tmp_path):
    target = tmp_path / "features.jsonl.gz"
    ranked = [
        one.model_copy(update={"urgency": float(number), "impact": {"users": number / 200}})
        for number, one in enumerate(examples(90))
    ]
    write_examples(target, ranked)
    return target


def compared(file, tmp_path, **configurations):
    made = Heads("heads", CONFIG, file, configurations, tmp_path / "home")
    return made, made.run(lambda done, total: None)


def test_every_classifier_judges_every_held_out_incident_and_each_pair_is_compared(file, tmp_path):
    _, record = compared(file, tmp_path, rules=RULES, linear=learnt("linear"), blend=learnt("blend"))
    ids = {name: {one.id for one in judged} for name, judged in record.judged.items()}
    assert {len(found) for found in ids.values()} == {90}
    assert len({frozenset(found) for found in ids.values()}) == 1
    assert len(record.pairs) == 3
    assert {one.classifier for one in record.judged["rules"]} == {"rules@2"}
    assert all("without fold-" in one.classifier for one in record.judged["blend"])
    best = record.standings[0].totals
    assert best["accuracy"].n == 90
    assert best["priority_agreement"].n == 30
    assert best["priority_agreement"].value > 0.9
    assert json.loads(record.model_dump_json())["pairs"]


def test_what_is_judged_is_not_judged_again_and_a_further_classifier_is_another_comparison(file, tmp_path):
    made, before = compared(file, tmp_path, rules=RULES, linear=learnt("linear"))
    journal = (made.folder / "heads.jsonl").read_bytes()
    _, after = compared(file, tmp_path, rules=RULES, linear=learnt("linear"))
    assert after == before
    assert (made.folder / "heads.jsonl").read_bytes().strip() == journal.strip()
    other, _ = compared(file, tmp_path, rules=RULES, stack=learnt("stack"))
    assert other.folder != made.folder


@pytest.mark.parametrize("bug", [True, False])
def test_the_rules_answer_for_features_as_they_do_for_the_incident(bug):
    incident, report = case(bug=bug)
    outcome = RuleClassifier().classify(incident, report, unobserved)
    assert isinstance(outcome, Done)
    example = next(one for one in examples(9) if one.actionable is bug)
    values = features(incident, report)
    judged = judged_by_rules(example.model_copy(update={"values": values}), RULES)
    assert judged.probability == pytest.approx(outcome.value.probability, abs=1e-4)
    assert judged.queue is outcome.value.queue


def test_a_blend_is_the_mean_of_both_models_and_the_rules():
    known = examples(90)
    blend, stack = (fit(known, QUICK.model_copy(update={"kind": kind})) for kind in ("blend", "stack"))
    values, words = [one.values for one in known[:5]], [one.wording for one in known[:5]]
    rules = [0.3 + one["rules.sum"] for one in values]
    mean = (2 * stack.scores(values, words) + rules) / 3
    assert blend.scores(values, words) == pytest.approx(mean)


def test_a_blend_without_the_rules_is_one_sentence():
    with pytest.raises(UserError, match="kind=blend needs the features of the rules"):
        fit(examples(30), HeadSettings(kind="blend", groups=("said", "code")))


def test_classifiers_and_engines_are_not_compared_in_one_file(tmp_path):
    (tmp_path / "m.yaml").write_text("alerts: {}\nservices: [x]\nconfigurations: {a: {}}\n")
    with pytest.raises(ConfigError, match="give each a file"):
        read_matrix(tmp_path / "m.yaml")
