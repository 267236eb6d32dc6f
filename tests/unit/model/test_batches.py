"""Message Batches behind the same engine: conversations at once share batches."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from arbase.domain.errors import UserError
from arbase.domain.outcome import Done, Failed
from arbase.model.server.interface import Turn, WireError
from tests.scripted_models import GOOD, call, connect, connected, model_settings, scripted, some_work

BATCH = {"batch": True, "batch_gather": 0.2, "batch_poll": 0.05}


def test_agents_at_once_work_through_shared_batches(tmp_path):
    with scripted([call("read", path="a.py"), GOOD], order="conversation") as server:
        settings = model_settings(server, **BATCH)
        loop = connected(settings, tmp_path)

        def work(number):
            folder = tmp_path / str(number)
            folder.mkdir()
            return loop(work=some_work(settings, folder)).outcome

        with ThreadPoolExecutor(6) as pool:
            outcomes = list(pool.map(work, range(6)))
        loop._meter.close()
    assert all(isinstance(one, Done) for one in outcomes)
    assert server.totals.requests == 12
    assert len(server._batches) < 12


def test_an_error_of_one_request_is_its_own(tmp_path):
    error = Turn(error=WireError(status=401, type="authentication_error", message="revoked"))
    with scripted([error]) as server:
        settings = model_settings(server, **BATCH)
        outcome = connected(settings, tmp_path)(work=some_work(settings, tmp_path)).outcome
    assert isinstance(outcome, Failed)
    assert "revoked" in outcome.error


def test_batches_are_anthropics(tmp_path):
    with scripted([]) as server, pytest.raises(UserError, match="anthropic only"):
        connect(model_settings(server, "openai", **BATCH), {}, tmp_path)
