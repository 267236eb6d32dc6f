import pytest


@pytest.mark.parametrize("language", ["it", "xx", ""])
def test_language_without_answers(dev, language):
    answer = dev.get("/statistics/latency", params={"language": language})
    assert answer.status_code == 200
    assert answer.json() == {"count": 0, "mean": None, "p50": None, "p95": None, "slowest": None}


def test_no_answers_at_all(dev, sql):
    sql("UPDATE messages SET latency_ms = NULL")
    body = dev.get("/statistics/latency").json()
    assert (body["count"], body["slowest"]) == (0, None)


@pytest.mark.parametrize(("language", "expected"), [("pt", (2, 120.0, 110, 130)), ("fr", (1, 510.0, 510, 510))])
def test_language_with_answers(dev, language, expected):
    body = dev.get(f"/statistics/latency?language={language}").json()
    assert (body["count"], body["mean"], body["p50"], body["slowest"]) == expected


def test_slow_and_zero(dev, sql):
    sql("UPDATE messages SET latency_ms = 0 WHERE latency_ms IS NOT NULL")
    assert dev.get("/statistics/latency").json()["slowest"] == 0
