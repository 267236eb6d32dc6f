import pytest


@pytest.mark.parametrize("query", ["page=last", "page=", "size=all", "page=2.5", "page=1e3", "size=x&page=1"])
@pytest.mark.parametrize("path", ["/staff/accounts", "/staff/accounts/2/timeline"])
def test_what_is_no_number_is_refused(call, path, query):
    answer = call("GET", f"{path}?{query}", staff=True)
    assert answer.status_code in (400, 422)
    assert set(answer.json()["error"]) == {"code", "message", "details"}


def test_hours_are_checked_too(call):
    assert call("GET", "/staff/figures/failures?hours=many", staff=True).status_code in (400, 422)
    assert call("GET", "/staff/figures/failures?hours=0", staff=True).status_code == 422


@pytest.mark.parametrize(("query", "count", "pages"), [("size=5&page=2", 5, 3), ("size=5&page=3", 4, 3), ("size=100", 14, 1), ("page=99", 0, 1)])
def test_pages_still_work(call, query, count, pages):
    answer = call("GET", f"/staff/accounts?{query}", staff=True).json()
    assert (len(answer["items"]), answer["pages"], answer["total"]) == (count, pages, 14)


@pytest.mark.parametrize("query", ["page=0", "size=101", "page=-1"])
def test_out_of_range_is_422(call, query):
    answer = call("GET", f"/staff/accounts?{query}", staff=True)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid")
