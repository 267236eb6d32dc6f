import json

from meter_watch import monthly_close, notices

SERIALS = ["H-1001", "H-1009", "H-2001", "H-2003", "H-3001"]


def close(capsys, *words):
    monthly_close.main([*words])
    return json.loads(capsys.readouterr().out)


def test_a_month_is_closed(config, store, capsys):
    report = close(capsys, "2026-01")
    assert report["issued"] == [f"2026-01-000{place}" for place in range(1, 6)]
    assert report["problems"] == {}
    assert [notice.payload["customer"] for notice in store.run_here(notices.waiting)] == [
        "C-17",
        "C-18",
        "C-40",
        "C-40",
        "C-51",
    ]
    again = close(capsys, "2026-01")
    assert (again["issued"], again["billed_before"], again["gross"]) == ([], SERIALS, "0")


def test_a_dry_run_leaves_nothing(config, store, capsys):
    report = close(capsys, "2026-01", "--dry-run")
    assert (report["issued"], report["gross"]) == ([], close(capsys, "2026-01")["gross"])


def test_what_cannot_be_billed_is_listed(config, capsys):
    report = close(capsys, "2023-05")
    assert (report["issued"], set(report["problems"].values())) == ([], {"not_measured"})


def test_a_close_in_the_background(client):
    assert client.post("/closes?month=2026-01").status_code == 202
    assert client.get("/statements/2026-01-0005").json()["serial"] == "H-3001"
