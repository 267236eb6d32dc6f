def test_reports_need_a_key(client):
    assert client.get("/reports/monthly?month=2026-03").status_code == 401


def test_monthly(partner):
    body = partner.get("/reports/monthly?month=2026-03").json()
    assert body["listed"] == sum(body["districts"].values())
    assert body["busiest_day"]["day"].startswith("2026-03")
    assert body["sales_volume"] > 0
    assert body["change_percent"] is not None


def test_bad_month(partner):
    assert partner.get("/reports/monthly?month=March").status_code == 422


def test_agents_are_ranked(partner):
    body = partner.get("/reports/agents").json()
    volumes = [line["volume"] for line in body]
    assert volumes == sorted(volumes, reverse=True)
    assert all(3.5 < line["mean_discount_percent"] < 4.5 for line in body)


def test_export(partner):
    answer = partner.get("/reports/sales.csv?currency=EUR")
    lines = answer.text.splitlines()
    assert answer.headers["content-type"].startswith("text/plain")
    assert lines[0].startswith("house_id,district")
    assert len(lines) > 50
