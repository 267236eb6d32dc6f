def test_day_without_messages(dev):
    body = dev.get("/statistics/usage?since=2026-03-04&until=2026-03-04").json()
    assert body["messages"] == 0
    (day,) = body["days"]
    assert (day["day"], day["users"], day["tokens_per_message"]) == ("2026-03-04", 1, None)


def test_among_others(dev):
    body = dev.get("/statistics/usage?since=2026-03-02&until=2026-03-04").json()
    assert [day["tokens_per_message"] for day in body["days"]] == [158.3, 223.4, None]
    assert (body["messages"], body["busiest"]) == (76, "2026-03-03")


def test_tokens_without_messages(dev, sql):
    sql("INSERT INTO usage VALUES ('ben', '2026-02-01', 0, 50, 0)")
    (day,) = dev.get("/statistics/usage?since=2026-02-01&until=2026-02-01").json()["days"]
    assert (day["prompt_tokens"], day["tokens_per_message"]) == (50, None)


def test_nothing_at_all(dev):
    body = dev.get("/statistics/usage?since=2026-01-01&until=2026-01-02").json()
    assert (body["days"], body["messages"], body["busiest"]) == ([], 0, None)
