"""What agents did, as traces in MLflow."""

from __future__ import annotations

import importlib
import json

import pytest

from arbase.domain.progress import unobserved
from arbase.model.assignment import Assignment
from tests.hostile import seat_for
from tests.scripted_models import GOOD, Cause, call, reader, scripted


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_piece_of_work_is_a_trace_with_a_span_for_each_turn_and_no_secrets(tmp_path):
    secret = "sk-ant-api03-" + "Zx9" * 30
    store = tmp_path / "traces.db"
    with scripted([call("read", path="a.py"), GOOD]) as server:
        seat = seat_for(server, tmp_path / "home", traces=str(store))
        tools = (reader(f"token = '{secret}'"),)
        task = Assignment("repair", "shop", "0123456789ab", f"Find why {secret} fails.", tools, Cause)
        outcome = seat.work(task, unobserved)
    assert outcome.kind == "done"
    mlflow = importlib.import_module("mlflow")
    (trace,) = mlflow.search_traces(return_type="list")
    spans = {span.name: span for span in trace.data.spans}
    assert set(spans) == {"repair", "turn 1", "turn 2"}
    assert spans["repair"].attributes["tokens"] == str(server.totals.input_tokens + server.totals.output_tokens)
    assert secret not in json.dumps([span.to_dict() for span in trace.data.spans])
    assert secret not in json.dumps([asked.body for asked in server.answerer.asked])
