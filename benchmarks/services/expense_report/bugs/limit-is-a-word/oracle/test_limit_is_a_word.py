import pytest


@pytest.mark.parametrize("path", ["/reports", "/employees"])
@pytest.mark.parametrize("limit", ["all", "1.5", "ten", "5x"])
def test_limit_that_is_no_number_is_refused(call, path, limit):
    answer = call("E-010", "GET", f"{path}?limit={limit}")
    assert answer.status_code in (400, 422)
    assert set(answer.json["error"]) == {"code", "message", "details"}


@pytest.mark.parametrize(("limit", "pages"), [(1, 13), (4, 4), (5, 3), (13, 1)])
def test_limit_sets_the_page_size(call, limit, pages):
    body = call("E-010", "GET", f"/employees?limit={limit}").json
    assert (len(body["items"]), body["page_size"], body["pages"], body["total"]) == (limit, limit, pages, 13)


def test_limit_and_page_go_together(call):
    body = call("E-010", "GET", "/employees?limit=3&page=2").json
    assert [row["id"] for row in body["items"]] == ["E-004", "E-005", "E-006"]


def test_limit_has_an_upper_bound(call):
    assert call("E-010", "GET", "/employees?limit=5000").json["page_size"] == 100


def test_without_limit_nothing_changes(call):
    assert call("E-010", "GET", "/employees").json["page_size"] == 20
    assert call("E-010", "GET", "/employees?page_size=7").json["page_size"] == 7
    assert call("E-010", "GET", "/employees?page_size=x").status_code == 422
