import pytest

from print_shop import paging


@pytest.mark.parametrize("limit", [1, 3, 4, 7, 10])
def test_to_the_end(lotte, limit):
    seen, cursor = [], None
    for _ in range(30):
        answer = lotte.get("/orders", query_string={"limit": limit} | ({"cursor": cursor} if cursor else {}))
        assert answer.status_code == 200
        seen += [order["number"] for order in answer.json["orders"]]
        cursor = answer.json["cursor"]
        if cursor is None:
            break
        assert cursor.replace("-", "").replace("_", "").isalnum()
    assert len(seen) == 24 and seen == sorted(seen, reverse=True) and seen[-1] == "2024-0311"


@pytest.mark.parametrize("number", [1, 9, 10, 99, 100, 1234, 12345, 123456789])
def test_there_and_back(number):
    assert paging.decode(paging.encode(number)) == number


def test_cursor_that_a_client_still_has(lotte):
    answer = lotte.get("/orders?limit=3&cursor=YmVmb3JlOjk")
    assert [order["number"] for order in answer.json["orders"]] == ["2026-0001", "2025-0088", "2025-0087"]
    answer = lotte.get("/orders?limit=2&cursor=YmVmb3JlOjE1")
    assert [order["number"] for order in answer.json["orders"]] == ["2026-0007", "2026-0006"]


@pytest.mark.parametrize("cursor", ["x", "abc", "%C3%A9", "YmVmb3Jl", "eHl6OjEy", "_____w", "YmVmb3JlOng"])
def test_not_from_us(lotte, cursor):
    assert lotte.get(f"/orders?cursor={cursor}").status_code == 400
