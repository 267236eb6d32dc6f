from chatbot import statistics


def test_only_admins(ben):
    assert ben.get("/statistics/usage").status_code == 403


def test_usage(as_user):
    body = as_user("dev").get("/statistics/usage?since=2026-03-01&until=2026-03-03").json()
    assert (body["messages"], body["busiest"]) == (76, "2026-03-03")


def test_turned_round(as_user):
    assert as_user("dev").get("/statistics/usage?since=2026-03-03&until=2026-03-01").status_code == 422


def test_percentile():
    assert statistics.percentile([4, 1, 3, 2], 0.5) == 2
    assert statistics.percentile([1, 2, 3], 0.95) == 3


def test_tools(as_user):
    assert as_user("dev").get("/statistics/tools").json()["tools"]["order_lookup"]["failed"] == 1
