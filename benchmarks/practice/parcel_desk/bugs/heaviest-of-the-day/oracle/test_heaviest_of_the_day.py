import pytest


def figures(client, first, last):
    answer = client.get(f"/figures?from={first}&to={last}")
    assert answer.status_code == 200
    return {row["carrier"]: row for row in answer.json["carriers"]}


def test_sunday(client):
    rows = figures(client, "2026-09-13", "2026-09-13")
    assert list(rows) == ["K24", "NP", "SL"]
    for code, row in rows.items():
        assert row == {"carrier": code, "registered": 0, "handed_out": 0, "heaviest_g": None, "collected_cents": 0}


def test_one_carrier_has_nothing(client):
    rows = figures(client, "2026-09-09", "2026-09-09")
    assert {code: row["heaviest_g"] for code, row in rows.items()} == {"K24": 7000, "NP": 800, "SL": None}
    assert {code: row["registered"] for code, row in rows.items()} == {"K24": 1, "NP": 1, "SL": 0}


def test_nothing_was_weighed(client):
    rows = figures(client, "2026-09-11", "2026-09-11")
    assert rows["SL"] == {"carrier": "SL", "registered": 1, "handed_out": 0, "heaviest_g": None, "collected_cents": 0}
    assert rows["NP"] == {"carrier": "NP", "registered": 0, "handed_out": 2, "heaviest_g": None, "collected_cents": 5000}


@pytest.mark.parametrize(
    ("first", "last", "heaviest"),
    [
        ("2026-09-01", "2026-09-14", {"K24": 7000, "NP": 5000, "SL": 12500}),
        ("2026-09-14", "2026-09-14", {"K24": 1200, "NP": 5000, "SL": 9000}),
    ],
)
def test_heaviest(client, first, last, heaviest):
    assert {code: row["heaviest_g"] for code, row in figures(client, first, last).items()} == heaviest


def test_stages_and_refusals(client):
    assert client.get("/figures?to=2026-08-01").json["stages"] == {"expected": 2, "here": 10, "gone": 5}
    assert client.get("/figures?from=2026-09-02&to=2026-09-01").status_code == 422
    assert client.get("/figures?from=monday").status_code == 422
