from ward_rota import plans


def test_kept(ask, monkeypatch):
    first = ask("carl", "GET", "/wards/INT/plan?week=2026-W38").json()
    monkeypatch.setattr(plans, "load", None)
    assert ask("anna", "GET", "/wards/INT/plan?week=2026-W38").json() == first


def test_changes_are_seen(ask):
    ask("anna", "GET", "/wards/INT/plan?week=2026-W39")
    ask("anna", "POST", "/shifts/15/assignments", json={"login": "anna"})
    shifts = ask("anna", "GET", "/wards/INT/plan?week=2026-W39").json()["shifts"]
    assert shifts[0]["staff"] == ["berta", "anna"]


def test_the_oldest_goes(ask, monkeypatch):
    monkeypatch.setattr(plans, "KEPT", 2)
    for week in (38, 39, 40):
        ask("anna", "GET", f"/wards/INT/plan?week=2026-W{week}")
    assert [key[1] for key in plans._kept] == ["2026-W39", "2026-W40"]
