AUGUST = {
    "sommer": (7025 + 9010, ["M26-0101", "M26-0103"]),
    "harbour": (1380 + 1725, ["M26-0102", "M26-0107"]),
    "laka": (3300 + 1500, ["M26-0104", "M26-0106"]),
}


def statement(client, bearer, who, month):
    found = [one for one in client.get("/statements", headers=bearer(who)).json()["statements"] if one["month"] == month]
    assert len(found) <= 1
    return (found[0]["total_cents"], [order["number"] for order in found[0]["orders"]]) if found else None


def test_august(run, client, bearer):
    done = run("mill_orders.nightly", "statements", "--month", "2026-08")
    assert done.returncode == 0 and "3 statements written" in done.stdout
    for who, expected in AUGUST.items():
        assert statement(client, bearer, who, "2026-08") == expected
    assert client.get("/statements", headers=bearer("office")).json() == {"statements": []}


def test_again_and_other_months(run, client, bearer):
    for month in ("2026-08", "2026-07", "2026-08"):
        assert run("mill_orders.nightly", "statements", "--month", month).returncode == 0
    for who, expected in AUGUST.items():
        assert statement(client, bearer, who, "2026-08") == expected
    assert statement(client, bearer, "sommer", "2026-07") == (4750, ["M26-0050", "M26-0051"])
    assert statement(client, bearer, "harbour", "2026-07") == (880, ["M26-0052"])
    assert statement(client, bearer, "laka", "2026-07") is None
    months = [one["month"] for one in client.get("/statements", headers=bearer("sommer")).json()["statements"]]
    assert months == ["2026-08", "2026-07"]


def test_new_order_between(run, client, bearer, hook):
    assert hook("e1", "payment.refunded", "M26-0103").status_code == 200
    assert hook("e2", "payment.captured", "M26-0108").status_code == 200
    done = run("mill_orders.nightly", "statements", "--day", "2026-09-01")
    assert done.returncode == 0 and "3 statements written" in done.stdout
    assert statement(client, bearer, "sommer", "2026-08") == (7025, ["M26-0101"])
    assert statement(client, bearer, "harbour", "2026-08") == (3705, ["M26-0102", "M26-0108", "M26-0107"])


def test_month_without_orders(run, client, bearer):
    done = run("mill_orders.nightly", "statements", "--month", "2026-02")
    assert done.returncode == 0 and "0 statements written" in done.stdout
