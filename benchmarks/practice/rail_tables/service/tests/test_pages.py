import pytest


@pytest.mark.parametrize("order", ["newest", "worst", "planned"])
def test_pages_show_everything_once(get, order):
    seen, cursor = [], ""
    while cursor is not None:
        found = get(f"/delays?sort={order}&limit=37&cursor={cursor}")
        seen += [item["key"] for item in found["items"]]
        cursor = found["next"]
    assert len(seen) == len(set(seen)) == 156


def test_worst_first(get):
    minutes = [item["minutes"] for item in get("/delays?sort=worst&limit=100")["items"]]
    assert minutes == sorted(minutes, reverse=True)


def test_planned_order(get):
    planned = [item["planned"] for item in get("/delays?sort=planned&limit=100")["items"]]
    assert planned == sorted(planned)


def test_last_page(get):
    assert get("/delays?station=ZUE&limit=100")["next"] is None


def test_bad_cursor(client):
    assert client.get("/delays?cursor=zzz").status_code == 400
    assert client.get("/delays?sort=best").status_code == 422


def test_cursor_of_another_order(client, get):
    cursor = get("/delays?limit=5")["next"]
    assert client.get(f"/delays?limit=5&sort=worst&cursor={cursor}").status_code == 400


def test_facets(get):
    facets = {facet["name"]: facet["values"] for facet in get("/delays?line=IC")["facets"]}
    assert set(facets) == {"station", "line", "operator", "cause"}
    assert {row["value"] for row in facets["line"]} == {"IC", "RE", "CL", "NJ", "LU"}
    assert facets["operator"] == [{"value": "SRB", "count": get("/delays?line=IC")["total"]}]


def test_labels_of_causes(get):
    values = get("/delays?facets=cause")["facets"][0]["values"]
    assert {"signal": "Signalling", "crew": "Staff"}.items() <= {row["value"]: row["label"] for row in values}.items()


def test_some_facets(client, get):
    assert [facet["name"] for facet in get("/delays?facets=cause,line")["facets"]] == ["cause", "line"]
    assert get("/delays?facets=none")["facets"] == []
    assert client.get("/delays?facets=colour").status_code == 422
