import pytest

OFFICE = [2, 5, 3, 6, 8, 12, 1, 4, 7, 9, 10, 11]


def walk(ask, who, order, limit):
    seen, after, sizes = [], "", []
    for _ in range(20):
        status, body = ask(who).get(f"/repairs?order={order}&limit={limit}&after={after}")
        assert status == 200
        ids = [one["id"] for one in body["repairs"]]
        seen, after = seen + ids, body["next"]
        sizes.append(len(ids))
        if after is None:
            break
        assert isinstance(after, str) and after
    assert all(size == limit for size in sizes[:-1]) and 0 < sizes[-1] <= limit
    return seen


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 7, 8, 11, 12, 50])
def test_by_due_day(ask, limit):
    assert walk(ask, "office", "due", limit) == OFFICE


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_by_due_day_for_a_tenant(ask, limit):
    assert walk(ask, "brandt", "due", limit) == [2, 12, 1, 9]


def test_nothing_has_a_day(ask):
    from portal.models import Repair

    Repair.objects.update(due_on=None)
    assert walk(ask, "office", "due", 5) == list(range(1, 13))


def test_answers_show_what_is_there(ask):
    body = ask("brandt").get("/repairs?order=due&limit=3")[1]
    assert [one["due_on"] for one in body["repairs"]] == ["2026-09-18", "2026-11-30", None]


@pytest.mark.parametrize("limit", [1, 5, 12])
def test_other_orders(ask, limit):
    assert walk(ask, "office", "id", limit) == list(range(1, 13))
    assert walk(ask, "office", "reported", limit) == [11, 10, 1, 6, 12, 3, 4, 5, 7, 8, 2, 9]


def test_foreign_cursors(ask):
    for cursor in ("abc", "W10", "WyJ4IiwxXQ"):
        assert ask("office").get(f"/repairs?order=due&after={cursor}")[0] == 400
