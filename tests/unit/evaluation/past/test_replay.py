import json
from contextlib import nullcontext
from pathlib import Path

import pytest

from arbase.classify.rules import RuleClassifier
from arbase.cli import app
from arbase.commands.console import console
from arbase.domain.errors import UserError
from arbase.domain.service import Service
from arbase.evaluation.past.exports import read_past
from arbase.evaluation.past.replayed import Judge, replay
from arbase.evaluation.past.stages import CodeThen
from arbase.intake.settings import IntakeSettings
from arbase.store.sql import SqlStore
from tests.unit.evaluation.past.shop import api_event, git, log_event, repository, sdk_event


def replayed(tmp_path, place, *events):
    file = tmp_path / "export.json"
    file.write_text(json.dumps(events))
    past = read_past(file, IntakeSettings())
    store = SqlStore.open(f"sqlite:///{tmp_path / 'away.db'}")
    service = Service(name="shop", repository=place)
    try:
        return replay(
            past, lambda _: service, Judge(RuleClassifier()), lambda: nullcontext(store), lambda done, total: None
        )
    finally:
        store.close()


def crash(number, day=10):
    return api_event(number, f"2026-09-{day:02d}T08:00:00Z")


def outage(number, day=10):
    return log_event(number, f"2026-09-{day:02d}T09:00:00Z")


def test_a_crash_that_was_fixed_later_is_raised_and_an_outage_is_not(tmp_path):
    made = replayed(tmp_path, repository(tmp_path / "repo"), crash(1), crash(2, 11), outage(3))
    by_title = {one.title: one for one in made.incidents}
    found = by_title["KeyError: 'rooms'"]
    assert (found.raised, found.raised_at_event, found.events, found.worth) == (True, 1, 2, True)
    assert "changes read" in found.worth_by
    other = next(one for title, one in by_title.items() if title.startswith("Mail"))
    assert (other.raised, other.worth) == (False, None)
    assert (made.totals["recall"].value, made.totals["recall"].n) == (1.0, 1)
    assert (made.totals["alert_reduction"].value, made.totals["alert_reduction"].n) == (0.5, 2)
    assert made.events == 3


def test_triage_sees_the_code_as_it_was_before_the_fix(tmp_path):
    place = repository(tmp_path / "repo")
    events = read_past_of(tmp_path, crash(1))
    with CodeThen() as then:
        then.go_to(events[0].at, "shop@1.4.0")
        with then.code_of(Service(name="shop", repository=place)) as (code, commit):
            assert "payload['rooms']" in code.text("shop/app.py")
        assert commit == git(place, "rev-parse", "HEAD~1")
        git(place, "tag", "v1.4.0", "HEAD")
        with then.code_of(Service(name="shop", repository=place)) as (code, commit):
            assert "payload.get('rooms'" in code.text("shop/app.py")
        assert dict(then.found) == {"time": 1, "release": 1}


def read_past_of(tmp_path, *events):
    file = tmp_path / "some.json"
    file.write_text(json.dumps(events))
    return read_past(file, IntakeSettings()).events


@pytest.mark.parametrize(
    ("message", "worth"),
    [
        ("Handle houses without rooms", True),
        ("KeyError for a flat", True),
        ("Tidy up", None),
        ("Tidy up (4242424242)", True),
        ("Tidy up, see 424242424", None),
    ],
)
def test_a_commit_counts_as_a_fix_by_what_it_says_and_changes(tmp_path, message, worth):
    made = replayed(tmp_path, repository(tmp_path / "repo", message), crash(1))
    assert made.incidents[0].worth is worth


def test_a_fix_before_the_event_or_of_another_function_is_none(tmp_path):
    place = repository(tmp_path / "repo")
    late = sdk_event(1, "2026-09-25T08:00:00Z")
    elsewhere = sdk_event(2, "2026-09-10T08:00:00Z", kind="TypeError", value="no", function="price", line=6)
    made = replayed(tmp_path, place, late, elsewhere)
    assert [one.worth for one in made.incidents] == [None, None]
    assert made.totals["recall"].n == 0
    assert "no commit, label or decision" in made.recall_untold


def test_what_is_put_aside_and_grows_is_judged_again_in_its_time(tmp_path):
    place = repository(tmp_path / "repo")
    made = replayed(tmp_path, place, *(outage(number, 1 + number % 28) for number in range(1, 12)))
    assert made.incidents[0].judged == 2


def run(tmp_path, *words):
    given = ["--set", f"home={tmp_path / 'home'}", "--set", "classify.engine=rules", "replay", *words]
    with console.capture() as shown:
        app(given, standalone_mode=False)
    return shown.get()


def test_the_command_reports_and_touches_no_store(tmp_path):
    place = repository(tmp_path / "repo")
    (tmp_path / "e.jsonl").write_text("\n".join(map(json.dumps, (crash(1), outage(2)))))
    out = tmp_path / "out.json"
    shown = run(tmp_path, str(tmp_path / "e.jsonl"), "--repository", str(place), "--json", str(out))
    assert "2 events in 2 incidents; 1 would have been raised, in 1 calls" in shown
    assert "recall           1.000" in shown
    record = json.loads(out.read_text())
    assert record["totals"]["recall"]["n"] == 1
    assert {one["worth"] for one in record["incidents"]} == {True, None}
    assert not (tmp_path / "home" / "arbase.db").exists()


def test_two_projects_are_two_services_each_with_its_repository(tmp_path):
    place = repository(tmp_path / "repo")
    rows = [{**crash(1), "projectID": "a"}, {**crash(2), "projectID": "b"}]
    (tmp_path / "e.json").write_text(json.dumps(rows))
    shown = run(tmp_path, str(tmp_path / "e.json"), "--repository", f"a={place}", "--repository", f"b={place}")
    assert "in 2 incidents" in shown
    with pytest.raises(UserError, match="project 'b' has no repository"):
        run(tmp_path, str(tmp_path / "e.json"), "--repository", f"a={place}")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("/nope.json", "--repository", "/tmp"), "/nope.json: not found"),
        (("{here}",), "give --repository"),
        (("{here}", "--repository", "/nope"), "/nope: no such folder"),
    ],
)
def test_what_the_user_can_fix_is_one_sentence(tmp_path, words, sentence):
    file = tmp_path / "e.json"
    file.write_text(json.dumps([crash(1)]))
    with pytest.raises(UserError, match=sentence):
        run(tmp_path, *(word.format(here=file) for word in words))


def test_a_plain_folder_without_history_says_that_recall_cannot_be_told(tmp_path):
    (tmp_path / "plain").mkdir()
    made = replayed(tmp_path, Path(tmp_path / "plain"), crash(1))
    assert "no history" in made.recall_untold
