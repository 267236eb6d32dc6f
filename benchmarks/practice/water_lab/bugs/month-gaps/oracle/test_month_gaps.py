def months(client, query):
    answer = client.get(f"/points/{query}&step=month")
    assert answer.status_code == 200
    return [(one["month"], one["value"], one["samples"]) for one in answer.json()["values"]]


def test_gap_in_winter(client):
    assert months(client, "MB-01/series?parameter=no3") == [
        ("2025-10", 9.0, 1), ("2025-11", 10.0, 1), ("2025-12", None, 0), ("2026-01", None, 0), ("2026-02", 12.0, 1)]


def test_gap_after_a_voided_sample(client):
    assert months(client, "MB-02/series?parameter=temp&from=2025-11-01") == [
        ("2025-11", 8.3, 1), ("2025-12", None, 0), ("2026-01", None, 0), ("2026-02", None, 0), ("2026-03", 5.1, 1)]


def test_half_of_the_detection_limit(client):
    assert months(client, "BR-01/series?parameter=pb") == [("2025-12", 0.25, 1), ("2026-01", 1.2, 1)]


def test_months_without_gaps(client):
    assert months(client, "BR-01/series?parameter=no3") == [
        ("2025-12", 20.5, 2), ("2026-01", 23.0, 1), ("2026-02", 25.5, 1), ("2026-03", 27.0, 1)]


def test_single_month_and_samples(client):
    assert months(client, "LK-02/series?parameter=pb") == [("2026-03", 1.5, 1)]
    values = client.get("/points/MB-01/series?parameter=no3").json()["values"]
    assert [one["value"] for one in values] == [9.0, 10.0, 12.0]
    assert client.get("/points/MB-01/series?parameter=pb&step=month").status_code == 404


def test_zero_is_a_value(client):
    assert months(client, "BR-02/series?parameter=ecoli") == [("2026-01", 0.0, 1), ("2026-02", 0.0, 1)]
