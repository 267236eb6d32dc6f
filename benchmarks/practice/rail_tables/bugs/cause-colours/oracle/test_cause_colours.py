import pytest


def causes(get, query=""):
    found = get(f"/delays?facets=cause&limit=1{query}")
    assert [facet["name"] for facet in found["facets"]] == ["cause"]
    return {row["value"]: row for row in found["facets"][0]["values"]}


def test_labels_and_colours_of_known_causes(get):
    rows = causes(get)
    assert {name: (row["count"], row["label"]) for name, row in rows.items()} == {
        "signal": (13, "Signalling"),
        "vehicle": (11, "Rolling stock"),
        "late_connection": (6, "Late connection"),
        "strike": (6, "Industrial action"),
        "weather": (6, "Weather"),
        "crew": (3, "Staff"),
    }
    assert rows["signal"]["colour"] == "#d0021b" and rows["strike"]["colour"] == "#bd10e0"


@pytest.mark.parametrize("code", ["livestock", "trespasser", "Bauarbeiten", "17"])
def test_unknown_cause_is_shown_by_its_code(get, report, code):
    report("2026-03-19", "IC5", "ZUE", 31, cause=code)
    rows = causes(get)
    assert rows[code]["label"] == code and rows[code]["count"] == 1
    assert rows["crew"]["label"] == "Staff" and rows["crew"]["count"] == 3
    assert len(rows) == 7


def test_it_stays_searchable(get, report):
    report("2026-03-19", "IC5", "ZUE", 31, cause="livestock")
    report("2026-03-19", "IC5", "CHI", 33, cause="livestock")
    found = get("/delays?cause=livestock")
    assert found["total"] == 2 and {item["cause"] for item in found["items"]} == {"livestock"}
    assert {item["minutes"] for item in found["items"]} == {31, 33}
    assert causes(get, "&line=IC")["livestock"]["count"] == 2
    assert "livestock" not in causes(get, "&line=NJ")


def test_every_facet_with_an_unknown_cause(get, report):
    report("2026-03-19", "IC5", "ZUE", 31, cause="livestock")
    found = get("/delays?since=2026-03-19&station=ZUE")
    facets = {facet["name"]: facet["values"] for facet in found["facets"]}
    assert [(row["value"], row["label"], row["count"]) for row in facets["cause"] if row["value"] == "livestock"] == [("livestock", "livestock", 1)]
    assert set(facets) == {"station", "line", "operator", "cause"}


def test_unknown_cause_in_a_saved_search(get, client, report):
    report("2026-03-19", "NJ401", "ZUE", 44, cause="deer")
    values = get("/searches/2/run?facets=cause")["facets"][0]["values"]
    assert {(row["value"], row["label"]) for row in values} >= {("deer", "deer")}
