SHIFT = {
    "ward": "INT",
    "kind": "early",
    "starts_at": "2026-09-24T06:00:00+02:00",
    "ends_at": "2026-09-24T14:00:00+02:00",
    "needs": 2,
}


def test_create(ask):
    made = ask("anna", "POST", "/shifts", json=SHIFT)
    assert (made.status_code, made.json()["hours"], made.json()["staff"]) == (201, "8.00", [])
    assert ask("carl", "GET", f"/shifts/{made.json()['id']}").json() == made.json()


def test_only_those_who_lead(ask):
    assert ask("carl", "POST", "/shifts", json=SHIFT).status_code == 403
    assert ask("dora", "POST", "/shifts", json=SHIFT).status_code == 403


def test_input(ask):
    assert ask("anna", "POST", "/shifts", json={**SHIFT, "starts_at": "2026-09-24T06:00:00"}).status_code == 422
    assert ask("anna", "POST", "/shifts", json={**SHIFT, "ends_at": "2026-09-25T06:00:00+02:00"}).status_code == 422


def test_assign(ask):
    answer = ask("anna", "POST", "/shifts/15/assignments", json={"login": "anna"})
    assert (answer.status_code, answer.json()["staff"]) == (201, ["berta", "anna"])


def test_may_not_work(ask):
    codes = [
        ask("anna", "POST", "/shifts/15/assignments", json={"login": login}).json()["code"]
        for login in ("berta", "carl", "zoe")
    ]
    assert codes == ["not-free", "not-qualified", "unknown"]
    assert ask("anna", "POST", "/shifts/9/assignments", json={"login": "anna"}).json()["code"] == "full"


def test_take_off(ask):
    assert ask("anna", "DELETE", "/shifts/15/assignments/berta").json()["staff"] == []
    assert ask("anna", "DELETE", "/shifts/15/assignments/berta").status_code == 404


def test_plan(ask):
    plan = ask("carl", "GET", "/wards/INT/plan?week=2026-W38").json()
    assert [(one["id"], one["staff"]) for one in plan["shifts"]] == [(7, ["anna", "berta"]), (8, ["carl"]), (9, ["berta"])]
    assert plan["shifts"][2]["ends_at"] == "2026-09-19T06:00:00+02:00"
    assert ask("carl", "GET", "/wards/INT/plan?week=2026-W40").json()["shifts"] == []


def test_gaps(ask):
    assert ask("carl", "GET", "/wards/INT/gaps?week=2026-W38").json()["gaps"] == [
        {"shift": 8, "kind": "late", "missing": 1, "lacks": "ICU"}
    ]


def test_no_week(ask):
    for week in ("2026-38", "2026-W54", "2026-W00"):
        assert ask("carl", "GET", f"/wards/INT/plan?week={week}").json()["fields"] == ["week"]
