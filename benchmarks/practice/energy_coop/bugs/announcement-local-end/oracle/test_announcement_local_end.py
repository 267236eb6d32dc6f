import pytest


def announce(client, grid, starts_at, expected_end, reference="PLAN-77"):
    body = {"reference": reference, "area": "nord", "starts_at": starts_at, "expected_end": expected_end}
    return client.post("/grid/outages", headers=grid, json=body)


@pytest.mark.parametrize("starts_at, expected_end, start, end", [
    ("2026-05-04T08:00:00", "2026-05-04T11:30:00", "2026-05-04T06:00:00Z", "2026-05-04T09:30:00Z"),
    ("2026-05-04T08:00:00+02:00", "2026-05-04T11:30:00", "2026-05-04T06:00:00Z", "2026-05-04T09:30:00Z"),
    ("2026-01-04T08:00:00Z", "2026-01-04T09:30:00", "2026-01-04T08:00:00Z", "2026-01-04T08:30:00Z"),
    ("2026-05-04T08:00:00", "2026-05-04T11:30:00Z", "2026-05-04T06:00:00Z", "2026-05-04T11:30:00Z"),
    ("2026-05-04T08:00:00", None, "2026-05-04T06:00:00Z", None),
])
def test_announced(client, grid, starts_at, expected_end, start, end):
    answer = announce(client, grid, starts_at, expected_end)
    assert answer.status_code == 201
    assert (answer.json()["starts_at"], answer.json()["expected_end"]) == (start, end)
    listed = {one["reference"]: one for one in client.get("/outages").json()}
    assert listed["PLAN-77"]["expected_end"] == end


@pytest.mark.parametrize("expected_end", ["2026-05-04T07:59:00", "2026-05-04T08:00:00", "2026-05-04T05:59:00Z"])
def test_wrong_window(client, grid, expected_end):
    answer = announce(client, grid, "2026-05-04T08:00:00", expected_end)
    assert answer.status_code == 422 and answer.json()["error"] == "unprocessable"
    assert client.get("/outages/PLAN-77/notice").status_code == 404


def test_notice_and_move(client, grid):
    announce(client, grid, "2026-05-04T08:00:00", "2026-05-04T11:30:00")
    assert announce(client, grid, "2026-05-05T08:00:00", "2026-05-05T12:00:00").status_code == 201
    assert client.get("/outages/PLAN-77/notice").text == (
        "Planned interruption in nord since 05.05.2026 08:00, expected until 05.05.2026 12:00.")
