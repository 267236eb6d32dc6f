import pytest

WORST = [
    "2026-03-14/NJ401/BAS", "2026-03-10/IC5/ALT", "2026-03-05/IC7/ZUE", "2026-03-14/9031/LIL", "2026-03-04/9031/LIL", "2026-03-15/815/COM",
    "2026-03-17/NJ401/BAS", "2026-03-18/IC7/ZUE", "2026-03-19/2040/CHI", "2026-03-08/2040/COM", "2026-03-10/9031/LIL", "2026-03-03/2040/CHI",
    "2026-03-10/NJ402/BAS", "2026-03-12/NJ401/BAS", "2026-03-07/IC5/CHI", "2026-03-10/NJ402/FRE", "2026-03-04/NJ402/BAS", "2026-03-12/NJ401/ZUE",
    "2026-03-18/NJ401/BAS", "2026-03-14/2040/CHI",
]


def keys(found):
    return [item["key"] for item in found["items"]]


def follow(get, path, cursor):
    seen = []
    while cursor:
        found = get(f"{path}&cursor={cursor}")
        seen += keys(found)
        cursor = found["next"]
    return seen


@pytest.mark.parametrize("limit", [3, 8, 19])
def test_pages_without_changes(get, limit):
    path = f"/delays?sort=worst&late_by=10&limit={limit}"
    found = get(path)
    assert keys(found) == WORST[:limit]
    assert follow(get, path, found["next"]) == WORST[limit:]


def test_row_that_is_found_no_longer(get, report):
    path = "/delays?sort=worst&late_by=10&limit=8"
    found = get(path)
    report("2026-03-18", "IC7", "ZUE", 2)
    assert follow(get, path, found["next"]) == WORST[8:]


def test_cancelled_row(get, report):
    path = "/delays?sort=worst&cancelled=no&limit=2"
    found = get(path)
    report("2026-03-10", "IC5", "ALT", None, cancelled=True)
    assert follow(get, path, found["next"])[:18] == WORST[2:]


def test_row_that_has_moved_back(get, report):
    path = "/delays?sort=worst&late_by=10&limit=8"
    found = get(path)
    report("2026-03-18", "IC7", "ZUE", 12)
    rest = follow(get, path, found["next"])
    assert rest[:7] == WORST[8:15] and [key for key in rest if key != "2026-03-18/IC7/ZUE"] == WORST[8:]


def test_row_that_has_moved_to_the_front(get, report):
    path = "/delays?sort=worst&late_by=10&limit=8"
    found = get(path)
    report("2026-03-18", "IC7", "ZUE", 90)
    assert follow(get, path, found["next"]) == WORST[8:]


def test_last_row_of_all(get, report):
    path = "/delays?sort=worst&late_by=10&limit=19"
    found = get(path)
    report("2026-03-18", "NJ401", "BAS", 0)
    assert keys(get(f"{path}&cursor={found['next']}")) == ["2026-03-14/2040/CHI"]


@pytest.mark.parametrize("order", ["newest", "planned"])
def test_other_orders(get, report, order):
    path = f"/delays?sort={order}&station=COM&late_by=5&limit=3"
    everything = keys(get(f"/delays?sort={order}&station=COM&late_by=5&limit=100"))
    found = get(path)
    day, train, station = keys(found)[-1].split("/")
    report(day, train, station, 0)
    assert follow(get, path, found["next"]) == everything[3:] and len(everything) > 5


def test_saved_search(get, report):
    path = "/searches/1/run?sort=worst&limit=2"
    found = get(path)
    everything = keys(get("/searches/1/run?sort=worst&limit=100"))
    day, train, station = keys(found)[-1].split("/")
    report(day, train, station, 1)
    assert follow(get, path, found["next"]) == everything[2:] and len(everything) == 7


@pytest.mark.parametrize("cursor", ["zzz", "W10", "e30", "WzFd"])
def test_bad_cursors(client, cursor):
    assert client.get(f"/delays?cursor={cursor}").status_code == 400


def test_cursor_of_another_order(client, get):
    cursor = get("/delays?limit=5")["next"]
    assert client.get(f"/delays?limit=5&sort=worst&cursor={cursor}").status_code == 400
