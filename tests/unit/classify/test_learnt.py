import dataclasses
import hashlib
import random

import pytest
import skops.io

from arbase.classify import persist
from arbase.classify.example import Example
from arbase.classify.features import GROUPS, features, wording
from arbase.classify.head import calibrated, crossfit, fit
from arbase.classify.learnt import LearntClassifier
from arbase.classify.settings import GuaranteeSettings, HeadSettings
from arbase.domain.errors import UserError
from arbase.domain.event import Event, Frame, RaisedException
from arbase.domain.outcome import Done
from arbase.domain.progress import unobserved
from arbase.domain.triage import CodeLocation, Handling, TriageReport
from arbase.domain.verdict import Queue
from arbase.evaluation.champion import learn, read_examples, write_examples
from tests.fakes import NOW, an_incident

QUICK = HeadSettings(rounds=30, groups=GROUPS)
GUARANTEE = GuaranteeSettings(recall=0.9, confidence=0.9)
PLACE = CodeLocation(path="shop/app.py", line=3, function="total")


def event(kind="KeyError", *, handled=False, line="price = row['price']", level="error", module=None):
    frame = Frame(module="shop.app", function="total", path="shop/app.py", line=3, source_line=line)
    mechanism = {"type": "logging" if handled else "starlette", "handled": handled}
    raised = RaisedException(type=kind, message="'x'", module=module, mechanism=mechanism, frames=(frame,))
    return Event(id="e", service="shop", received_at=NOW, occurred_at=NOW, level=level, exceptions=(raised,))


def case(kind="KeyError", *, bug=True, **facts):
    made = event(kind, handled=not bug, level="error" if bug else "warning", **facts)
    incident = an_incident(samples=(made,), level=made.level)
    handling = Handling() if bug else Handling(own_type=True, caught="own", status=409, expected=True)
    report = TriageReport(
        incident_id=incident.id,
        summary="s",
        since=NOW,
        crash=PLACE,
        handled=not bug,
        raised_on_purpose=not bug,
        status=500 if bug else 409,
        handling=handling,
    )
    return incident, report


def examples(count=180):
    source = random.Random(5)
    found = []
    for number in range(count):
        bug = number % 3 == 0
        kind = (
            source.choice(["KeyError", "TypeError", "ValueError"]) if bug else source.choice(["Closed", "ValueError"])
        )
        incident, report = case(kind, bug=bug)
        values = features(incident, report)
        values["behaviour.count"] = source.random() * 4
        found.append(
            Example(
                id=str(number),
                service=f"s{number % 3 if number % 2 else 0}",
                actionable=bug,
                values=values,
                wording=wording(incident),
                cause=f"c{number}",
            )
        )
    return found


@pytest.fixture(scope="module")
def champion():
    return learn(examples(), QUICK, GUARANTEE, "learnt@test")


def verdict(champion, incident, report, **facts):
    outcome = LearntClassifier(champion, **facts).classify(incident, report, unobserved)
    assert isinstance(outcome, Done)
    return outcome.value


def test_features_have_the_same_names_for_every_incident():
    one = features(*case())
    other = features(an_incident(samples=(event().model_copy(update={"exceptions": (), "message": "x"}),)), case()[1])
    assert list(one) == list(other)
    assert all(isinstance(value, float) for value in one.values())


def test_features_and_wording_do_not_tell_the_service():
    incident, report = case("CartTotalError", module="shop.errors")
    renamed = incident.model_copy(update={"service": "bank"})
    assert features(incident, report) == features(renamed, report)
    assert "cart" not in wording(incident)
    assert "shop" not in wording(incident)


def test_bugs_are_raised_and_expected_refusals_are_not(champion):
    assert verdict(champion, *case()).queue is Queue.FOCUS
    assert verdict(champion, *case("Closed", bug=False)).queue is not Queue.FOCUS


def test_reasons_are_words_and_strongest_first(champion):
    found = verdict(champion, *case())
    weights = [abs(reason.weight) for reason in found.reasons if reason.rule != "unlike"]
    assert weights == sorted(weights, reverse=True)
    assert all(reason.text for reason in found.reasons)


def strange_case():
    made = event("Odd", handled=True, level="info").model_copy(
        update={"message": "shutting down, deprecated, duplicate"}
    )
    incident = an_incident(samples=(made,), level="info", count=100000, users=90000, hourly=((1, 5), (500, 9)))
    handling = Handling(own_type=True, caught="specific", logged="fatal", ends="continues", retried=True, guard=True)
    report = TriageReport(
        incident_id=incident.id, summary="s", since=NOW, handled=True, status=429, handling=handling, dependency="x"
    )
    return incident, report


def test_what_is_unlike_anything_known_is_never_discarded(champion):
    found = verdict(champion, *strange_case())
    assert found.reasons[0].rule == "unlike"
    assert found.queue is not Queue.DISCARDED


def test_what_the_head_is_unsure_of_goes_on_to_reproduction(champion):
    for proved, queue in ((True, Queue.FOCUS), (False, Queue.BACKLOG), (None, Queue.BACKLOG)):
        doubtful = dataclasses.replace(champion, point=champion.point.model_copy(update={"threshold": 1.0}))
        assert verdict(doubtful, *case()).queue is Queue.BACKLOG
        found = verdict(doubtful, *case(), prove=lambda *case, proved=proved: proved)
        assert found.queue is queue
        assert ("reproduced" in found.reasons[0].rule) is (proved is not None)


def test_what_is_most_likely_noise_is_not_run(champion):
    point = champion.point.model_copy(update={"threshold": 1.0})
    discard = champion.discard.model_copy(update={"guaranteed": False})
    sure = dataclasses.replace(champion, point=point, discard=discard)
    asked = []
    for noise in (case("Closed", bug=False), strange_case()):
        found = verdict(sure, *noise, prove=lambda *case: asked.append(case))
        assert (found.queue, asked) == (Queue.BACKLOG, [])
        assert found.probability < 1 / 11


def test_each_service_is_told_what_can_be_promised_of_it_alone(champion):
    assert set(champion.services) == {"s0", "s1", "s2"}
    assert sum(one.recall.total for one in champion.services.values()) == champion.point.recall.total == 60
    assert {one.threshold for one in champion.services.values()} == {champion.point.threshold}


def test_a_champion_survives_the_disk_without_pickle(champion, tmp_path):
    persist.save(tmp_path, champion, "data", {})
    again = persist.load(tmp_path)
    for one in (case(), case("Closed", bug=False), strange_case()):
        assert verdict(again, *one) == verdict(champion, *one)
    assert {file.suffix for file in tmp_path.iterdir()} == {".json", ".skops"}


def broken(folder):
    return next(folder.glob("models-*.skops"))


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (lambda folder: broken(folder).write_bytes(b"no"), "checksum differs"),
        (lambda folder: broken(folder).unlink(), "cannot be read"),
        (lambda folder: (folder / persist.ABOUT).write_text("{"), "not a classifier"),
        (lambda folder: (folder / persist.ABOUT).unlink(), "holds no classifier"),
        (lambda folder: rewritten(folder, features="features@0"), "made for features@0"),
        (lambda folder: rewritten(folder, sklearn="0.1"), "made with scikit-learn 0.1"),
    ],
)
def test_a_corrupt_model_is_one_sentence(champion, tmp_path, harm, sentence):
    persist.save(tmp_path, champion, "data", {})
    harm(tmp_path)
    with pytest.raises(UserError, match=sentence):
        persist.load(tmp_path)


def rewritten(folder, **changes):
    known = persist.about(folder)
    (folder / persist.ABOUT).write_text(known.model_copy(update=changes).model_dump_json())


def test_a_model_file_that_brings_types_of_its_own_is_refused(champion, tmp_path):
    persist.save(tmp_path, champion, "data", {})
    content = skops.io.dumps({"models": {"linear": random.Random}, "rows": []})
    digest = hashlib.sha256(content).hexdigest()
    (tmp_path / f"models-{digest[:12]}.skops").write_bytes(content)
    rewritten(tmp_path, models=digest)
    with pytest.raises(UserError, match="types that no classifier needs"):
        persist.load(tmp_path)


def test_labels_of_one_class_are_refused():
    with pytest.raises(UserError, match="all 60 labels are actionable"):
        fit([one for one in examples() if one.actionable], QUICK)


def test_no_score_comes_from_a_head_that_saw_the_service():
    """A feature that gives each service's label away must not help, since the service is left out."""
    source = random.Random(1)
    cheating = [
        Example(
            id=str(number),
            service=f"s{number % 4}",
            actionable=(number % 4 < 2) == (number % 20 > 2),
            values={f"said.is_s{number % 4}": 1.0, "said.noise": source.random()},
            cause=str(number),
        )
        for number in range(200)
    ]
    scores = crossfit(cheating, HeadSettings(kind="linear", strength=1.0))
    right = sum((score > 0) == one.actionable for score, one in zip(scores, cheating, strict=True))
    assert right < 140


def test_calibrated_probabilities_are_shares():
    _, probabilities = calibrated(examples(), QUICK)
    labels = [one.actionable for one in examples()]
    assert abs(probabilities.mean() - sum(labels) / len(labels)) < 0.1


def test_examples_come_back_from_their_file_and_a_bad_one_is_named(tmp_path):
    made = examples(12)
    file = tmp_path / "examples" / "x.jsonl.gz"
    write_examples(file, made)
    first = file.read_bytes()
    write_examples(file, made)
    assert file.read_bytes() == first
    back = read_examples(file)
    assert [one.actionable for one in back] == [one.actionable for one in made]
    file.write_bytes(b"no gzip")
    with pytest.raises(UserError, match="cannot be read"):
        read_examples(file)


def test_one_incident_gets_the_answer_that_it_gets_among_many(champion):
    made = examples()
    values, wordings = [one.values for one in made], [one.wording for one in made]
    together = champion.head.scores(values, wordings)
    alone = [champion.head.scores([value], [words])[0] for value, words in zip(values, wordings, strict=True)]
    assert together == pytest.approx(alone, abs=1e-9)
