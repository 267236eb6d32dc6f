import pytest


def readings(ask, meter, query=""):
    status, body = ask("kern").get(f"/meters/{meter}/readings{query}")
    assert status == 200
    return body["readings"]


@pytest.mark.parametrize("place", [0, 1, 9, 60, 250])
def test_correction(ask, place):
    before = readings(ask, "R-142")
    assert len(before) == 378
    value = before[place]["value"] + 1
    status, body = ask("kern")("PATCH", f"/readings/{before[place]['id']}", {"value": value})
    own = None if place == 0 else before[place]["consumption"] + 1
    assert status == 200 and (body["value"], body["consumption"]) == (value, own)
    after = readings(ask, "R-142")
    assert after[place] == {**before[place], "value": value, "consumption": own, "changed_at": "2026-09-14T10:00:00+02:00"}
    assert after[place + 1]["value"] == before[place + 1]["value"]
    assert after[place + 1]["consumption"] == before[place + 1]["consumption"] - 1
    # Nothing else depends on it, and nobody has changed it.
    assert after[:place] == before[:place] and after[place + 2 :] == before[place + 2 :]


def test_deleted(ask):
    from portal.models import Reading

    before = readings(ask, "R-142")
    Reading.objects.get(pk=before[30]["id"]).delete()
    after = readings(ask, "R-142")
    assert len(after) == 377
    assert after[30]["consumption"] == before[30]["consumption"] + before[31]["consumption"]
    assert after[:30] == before[:30] and after[31:] == before[32:]


def test_late_reading(ask):
    assert ask("office").post("/meters/R-142/readings", {"read_on": "2025-08-31", "value": 1000})[0] == 201
    found = readings(ask, "R-142")
    assert [(one["value"], one["consumption"]) for one in found[:3]] == [(1000, None), (1002, 2), (1004, 2)]
    assert found[100]["changed_at"] == "2025-12-09T03:15:00+01:00"


def test_last_and_manual_readings(ask):
    newest = readings(ask, "R-142")[-1]
    body = ask("kern")("PATCH", f"/readings/{newest['id']}", {"value": newest["value"] + 5})[1]
    assert body["consumption"] == newest["consumption"] + 5
    first, second, third = readings(ask, "W-122")
    assert ask("kern")("PATCH", f"/readings/{first['id']}", {"value": 400})[0] == 200
    assert [one["consumption"] for one in readings(ask, "W-122")] == [None, 11, 8]
    assert ask("kern")("PATCH", f"/readings/{first['id']}", {"value": 412})[0] == 409
