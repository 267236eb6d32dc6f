import pytest

PLAN = "/wards/{}/plan?week={}"
GAPS = "/wards/{}/gaps?week={}"
EXPECTED = [
    ("INT", "2026-W38", [{"shift": 8, "kind": "late", "missing": 1, "lacks": "ICU"}]),
    ("INT", "2026-W37", []),
    ("CHI", "2026-W38", [{"shift": 10, "kind": "early", "missing": 1, "lacks": None}]),
    (
        "GER",
        "2026-W38",
        [
            {"shift": 12, "kind": "early", "missing": 1, "lacks": "DEM"},
            {"shift": 14, "kind": "night", "missing": 1, "lacks": None},
        ],
    ),
]


@pytest.mark.parametrize(("ward", "week", "gaps"), EXPECTED)
def test_gaps_after_the_plan(ask, ward, week, gaps):
    plan = ask("carl", "GET", PLAN.format(ward, week))
    for _ in range(3):
        answer = ask("carl", "GET", GAPS.format(ward, week))
        assert (answer.status_code, answer.json()) == (200, {"ward": ward, "week": week, "gaps": gaps})
    assert ask("anna", "GET", PLAN.format(ward, week)).json() == plan.json()


@pytest.mark.parametrize(("ward", "week", "gaps"), EXPECTED)
def test_gaps_first(ask, ward, week, gaps):
    assert ask("carl", "GET", GAPS.format(ward, week)).json()["gaps"] == gaps
    assert ask("carl", "GET", PLAN.format(ward, week)).status_code == 200
    assert ask("carl", "GET", GAPS.format(ward, week)).json()["gaps"] == gaps


def test_changes_are_seen(ask):
    for path in (PLAN, GAPS):
        ask("anna", "GET", path.format("INT", "2026-W38"))
    assert ask("anna", "POST", "/shifts/8/assignments", {"login": "anna"}).status_code == 201
    plan = ask("anna", "GET", PLAN.format("INT", "2026-W38")).json()
    assert [one["staff"] for one in plan["shifts"]] == [["anna", "berta"], ["carl", "anna"], ["berta"]]
    assert ask("anna", "GET", GAPS.format("INT", "2026-W38")).json()["gaps"] == []


def test_plans_are_still_kept(ask):
    from sqlalchemy import event

    from ward_rota import db

    ask("carl", "GET", PLAN.format("INT", "2026-W38"))
    seen = []

    def note(connection, cursor, statement, *rest):
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        answer = ask("carl", "GET", PLAN.format("INT", "2026-W38"))
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert [one["id"] for one in answer.json()["shifts"]] == [7, 8, 9]
    assert seen and not [one for one in seen if "FROM shifts" in one]
