import asyncio

import pytest


@pytest.fixture(autouse=True)
def thread_off_the_loop(database):
    """Django keeps one thread for work off the event loop; what that has open is of the test before."""
    from asgiref.sync import sync_to_async
    from django.db import connections

    asyncio.run(sync_to_async(connections.close_all)())


def outages():
    from operations.models import CronRun

    rows = CronRun.objects.filter(name__startswith="outage_").order_by("name")
    return [(row.name, row.result["state"], row.finished_at is not None) for row in rows]


def test_all_is_well(run, idp):
    assert run("probe_providers") == "corp: ok, hub: ok, school: ok"
    assert outages() == []


@pytest.mark.parametrize("state", ["degraded", "down", "maintenance"])
def test_one_is_not_well(run, idp, state):
    idp({"hub/hub.json": {"status": state}})
    assert run("probe_providers") == f"corp: ok, hub: {state}, school: ok"
    assert outages() == [("outage_hub", state, True)]


def test_all_are_down(run, idp, tmp_path):
    for name in ("corp", "hub", "school"):
        (tmp_path / "idp" / name / f"{name}.json").unlink()
    assert run("probe_providers") == "corp: down, hub: down, school: down"
    assert outages() == [("outage_corp", "down", True), ("outage_hub", "down", True), ("outage_school", "down", True)]


def test_states_are_kept_each_time(run, idp):
    idp({"corp/corp.json": {"status": "slow"}, "school/school.json": {}})
    for _ in range(2):
        assert run("probe_providers") == "corp: slow, hub: ok, school: unknown"
    assert len(outages()) == 4
