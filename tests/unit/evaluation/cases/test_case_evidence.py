"""What a case shows the pipeline: events in the two forms that users have."""

import json

import pytest

from arbase.bootstrap.home import open_store
from arbase.domain.errors import UserError
from arbase.domain.service import Service
from arbase.evaluation.cases.case import OutsideCase
from arbase.evaluation.cases.evidence import incident_of
from arbase.sandbox.process import ProcessSandbox
from arbase.settings import Settings
from tests.fakes import an_event


def taken_in(tmp_path, event):
    service = Service(name="ledger", repository=str(tmp_path))
    case = OutsideCase(id="a", repository="repo", event=event)
    return incident_of(case, service, ProcessSandbox(), lambda home: open_store(Settings(home=home)), tmp_path)


def test_an_event_as_the_sdk_sends_it_is_taken_in(tmp_path):
    sent = {"level": "error", "exception": {"values": [{"type": "KeyError", "value": "'sum'"}]}}

    found = taken_in(tmp_path, sent)

    assert found.samples[0].exceptions[0].type == "KeyError"


def test_an_event_as_the_data_sets_hold_it_is_taken_in_for_the_cases_service(tmp_path):
    event = an_event(7)

    found = taken_in(tmp_path, json.loads(event.model_dump_json()))

    assert found.service == "ledger"
    assert found.samples[0].exceptions == event.exceptions


def test_an_event_of_the_data_sets_that_is_broken_is_refused_with_its_field(tmp_path):
    event = json.loads(an_event(7).model_dump_json())
    event["exceptions"] = [{"type": 7}]

    with pytest.raises(UserError) as refused:
        taken_in(tmp_path, event)

    assert "case a: event: exceptions.0" in str(refused.value)
