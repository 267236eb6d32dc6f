import pytest


@pytest.mark.parametrize("page", ["next", "two", "1.5", "%20", "", "0x2"])
def test_pages_that_are_no_number(client, page):
    assert client.get(f"/houses?page={page}").status_code in (404, 422)


@pytest.mark.parametrize("page", ["0", "-1"])
def test_pages_before_the_first(client, page):
    assert client.get(f"/houses?page={page}").status_code in (404, 422)


def test_numbers_and_last(client):
    assert client.get("/houses?size=50&page=2").json()["page"] == 2
    assert [h["id"] for h in client.get("/houses?size=50&page=2").json()["items"]][:2] == [51, 52]
    last = client.get("/houses?size=50&page=last").json()
    assert (last["page"], last["pages"], len(last["items"])) == (4, 4, 10)
    assert client.get("/houses?size=50&page=5").status_code == 404
    assert client.get("/houses?max_price=1&page=last").json() == {"items": [], "page": 1, "pages": 0, "total": 0}
