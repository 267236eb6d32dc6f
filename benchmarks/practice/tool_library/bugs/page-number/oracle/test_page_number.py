import pytest


@pytest.mark.parametrize("page", ["", "next", "1.5", "%20", "2nd"])
@pytest.mark.parametrize(("card", "path", "total"), [(None, "/tools", 8), (1001, "/members", 8), (1002, "/loans", 12)])
def test_no_number(ask, card, path, total, page):
    answer = ask(card, "GET", f"{path}?page={page}")
    assert answer.status in (200, 400, 404, 422)
    if answer.status == 200:
        assert (answer.json["total"], answer.json["page"], len(answer.json["items"])) == (total, 1, 5)
    else:
        assert answer.json["code"] and answer.json["detail"]


@pytest.mark.parametrize("page", ["3", "99", "0", "-1"])
def test_beyond(ask, page):
    assert ask(None, "GET", f"/tools?page={page}").status in (404, 422)


def test_pages(ask):
    first, second = (ask(None, "GET", f"/tools?page={page}").json for page in (1, 2))
    assert (first["total"], first["page"], first["pages"]) == (8, 1, 2)
    assert [one["sku"] for one in second["items"]] == ["SAW-JIG", "SAW-TABLE", "TILECUT"]
    assert ask(None, "GET", "/tools").json == first


def test_nothing_found_is_an_empty_page(ask):
    answer = ask(None, "GET", "/tools?q=submarine")
    assert (answer.status, answer.json) == (200, {"total": 0, "page": 1, "pages": 1, "items": []})
