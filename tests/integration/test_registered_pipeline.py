"""What was measured is what serves: a registered classifier, the harness and the service give the same verdicts."""

import json

import pytest

from arbase.bootstrap.classifier import classifier_for
from arbase.classify import persist
from arbase.domain.errors import ArbaseError, UserError
from arbase.domain.outcome import Done
from arbase.domain.progress import unobserved
from arbase.domain.service import Service
from arbase.domain.verdict import Queue, Verdict
from arbase.evaluation.alerts.gather import gathered
from arbase.evaluation.alerts.judge import Judged, Trees, judge
from arbase.evaluation.alerts.rows import row_of
from arbase.evaluation.champion import learn
from arbase.intake.digest import digest_once
from arbase.intake.receive import Intake, Submission
from arbase.intake.settings import IntakeSettings
from arbase.settings import load_settings
from arbase.store.sql import SqlStore
from arbase.triage.static import StaticTriage
from arbase.worker import related_to
from tests.unit.classify.test_learnt import GUARANTEE, QUICK, examples
from tests.unit.evaluation.alerts.test_rows import EVENT, OTHER

APP = "def read(payload):\n    try:\n        rooms = payload['rooms']\n    except KeyError:\n        raise\n"


@pytest.fixture
def repository(tmp_path):
    (tmp_path / "repository" / "shop").mkdir(parents=True)
    (tmp_path / "repository" / "shop" / "app.py").write_text(APP)
    return tmp_path / "repository"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model") / "classifier"
    persist.save(folder, learn(examples(), QUICK, GUARANTEE, "learnt@test"), "data", {})
    return folder


def payloads():
    second = {**EVENT, "event_id": "c" * 32, "timestamp": "2026-09-14T10:00:00Z", "user": {"id": "7"}}
    return [EVENT, {**OTHER, "timestamp": "2026-09-14T09:00:00Z"}, second]


def test_harness_and_service_give_the_same_verdicts(tmp_path, repository, model):
    settings = load_settings(None, [f"home={tmp_path}", f"classify.model={model}"])
    classifier = classifier_for(settings)
    service = Service(name="shop", repository=repository)
    rows = [row_of({"event": one, "label": 1, "service": "shop"}, "row") for one in payloads()]
    with Trees() as trees:
        triage = StaticTriage(trees.code_of, history=False)
        measured = {one.incident.title: judge(one, service, triage, classifier) for one in gathered(rows)}

    store = SqlStore.open(f"sqlite:///{tmp_path / 'arbase.db'}")
    record = store.add_service(service)
    intake = Intake(store, IntakeSettings())
    for one in payloads():
        body = json.dumps(one).encode()
        intake.event(Submission(project=str(record.project), body=body, key=record.key))
    digest_once(store, 100)
    served = {}
    for light in store.incidents():
        incident = store.incident(light.id)
        report = StaticTriage().triage(incident, service, related_to(incident, store.incidents()), unobserved)
        outcome = classifier.classify(incident, report.value, unobserved)
        assert isinstance(outcome, Done)
        served[incident.title] = outcome.value
    store.close()
    assert set(served) == set(measured)
    for title, verdict in served.items():
        assert isinstance(verdict, Verdict)
        assert (verdict.probability, verdict.queue) == (measured[title].probability, measured[title].queue)
        assert verdict.classifier == measured[title].classifier == "learnt@test"


def held_out(*raised):
    facts = {"service": "s", "group": "", "family": "", "cause": "", "title": "", "probability": 0.5, "priority": 0.0}
    return [
        Judged(id=str(number), actionable=True, queue=Queue.FOCUS if one else Queue.BACKLOG, **facts)
        for number, one in enumerate(raised)
    ]


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # MLflow's own, about its own
def test_a_challenger_becomes_champion_unless_it_is_worse(tmp_path, model):
    registry = pytest.importorskip("arbase.evaluation.registry")
    uri = f"sqlite:///{tmp_path / 'mlflow.db'}"
    assert registry.register(model, held_out(*[True] * 20), uri) == "1"
    worse = registry.register(model, held_out(*[True] * 10, *[False] * 10), uri)
    refused = registry.promote(uri)
    assert (refused.promoted, refused.version) == (False, "1")
    registry.register(model, held_out(*[True] * 19, False), uri)
    accepted = registry.promote(uri)
    assert accepted.promoted
    assert accepted.version > worse
    settings = load_settings(
        None, [f"home={tmp_path}", f"classify.tracking={uri}", "classify.model=models:/arbase-pipeline@champion"]
    )
    assert classifier_for(settings).__class__.__name__ == "LearntClassifier"
    with pytest.raises(UserError, match="cannot be loaded"):
        classifier_for(
            load_settings(None, [f"home={tmp_path}", f"classify.tracking={uri}", "classify.model=models:/no@champion"])
        )


def test_a_tracking_server_that_is_away_is_said_at_once(model):
    registry = pytest.importorskip("arbase.evaluation.registry")
    with pytest.raises(ArbaseError, match="cannot be reached"):
        registry.register(model, [], "http://127.0.0.1:9")
