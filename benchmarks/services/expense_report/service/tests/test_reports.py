import pytest


def test_staff_see_their_own_reports(call):
    body = call("E-007", "GET", "/reports").json
    assert {row["employee"]["id"] for row in body["items"]} == {"E-007"}


def test_managers_see_the_reports_of_their_team(call):
    body = call("E-006", "GET", "/reports").json
    assert {row["employee"]["id"] for row in body["items"]} == {"E-006", "E-007", "E-008"}


def test_finance_sees_everything_by_total(call):
    body = call("E-010", "GET", "/reports?sort=-total&page_size=2").json
    assert body["total"] == 19
    assert [row["number"] for row in body["items"]] == ["ER-2026-0014", "ER-2026-0013"]


def test_listing_filters_by_status_and_employee(call):
    body = call("E-010", "GET", "/reports?status=submitted&employee=E-008").json
    assert [row["number"] for row in body["items"]] == ["ER-2026-0012"]


def test_listing_filters_by_month_of_opening(call):
    body = call("E-010", "GET", "/reports?month=2026-07").json
    assert [row["number"][-4:] for row in body["items"]] == ["0003", "0004", "0005"]


def test_unknown_sort_is_422(call):
    assert call("E-010", "GET", "/reports?sort=colour").status_code == 422


def test_new_report_is_a_draft_with_the_next_number(call):
    answer = call("E-007", "POST", "/reports", json={"title": " Fair Madrid "})
    assert answer.status_code == 201
    assert answer.json["number"] == "ER-2026-0020"
    assert (answer.json["title"], answer.json["status"]) == ("Fair Madrid", "draft")
    assert answer.json["total"] == {"amount": "0.00", "currency": "EUR"}
    assert answer.json["created_at"] == "2026-09-14T08:30:00+00:00"


@pytest.mark.parametrize("body", [{}, {"title": " "}, {"title": 7}, {"title": "x" * 121}])
def test_report_needs_a_title(call, body):
    assert call("E-007", "POST", "/reports", json=body).status_code == 422


def test_body_must_be_an_object(call):
    assert call("E-007", "POST", "/reports", data="title").status_code == 422


def test_report_of_another_team_is_forbidden(call):
    assert call("E-007", "GET", "/reports/ER-2026-0003").status_code == 403


def test_unknown_report_is_404(call):
    assert call("E-010", "GET", "/reports/ER-2026-0999").status_code == 404


def test_draft_is_renamed_and_deleted(call):
    path = "/reports/ER-2026-0015"
    assert call("E-007", "PATCH", path, json={"title": "Trips"}).json["title"] == "Trips"
    assert call("E-007", "DELETE", path).status_code == 204
    assert call("E-007", "GET", path).status_code == 404


def test_only_drafts_are_deleted(call):
    assert call("E-007", "DELETE", "/reports/ER-2026-0011").status_code == 409
