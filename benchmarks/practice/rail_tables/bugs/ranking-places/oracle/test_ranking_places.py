import pytest


def near(value):
    return pytest.approx(value, abs=0.0006)


def test_line_that_did_not_run_comes_last(get):
    items = get("/rankings/line?since=2026-03-12&until=2026-03-12")["items"]
    assert [(i["rank"], i["line"], i["runs"], i["cancelled"], i["punctuality"]) for i in items] == [
        (1, "CL", 2, 0, 1.0),
        (2, "IC", 4, 0, 1.0),
        (3, "NJ", 5, 1, 0.5),
        (4, "RE", 3, 3, None),
    ]
    assert items[3]["mean"] is None and items[3]["p90"] is None and items[2]["mean"] == 5.75


def test_trains_by_mean(get):
    items = get("/rankings/train?since=2026-03-12&until=2026-03-12&by=mean")["items"]
    assert [(i["train"], i["mean"]) for i in items] == [
        ("9031", -2.0), ("IC7", -2.0), ("NJ402", -1.0), ("IC5", -0.33), ("9052", 1.0), ("NJ401", 12.5), ("0815", None), ("2040", None),
    ]
    assert [i["punctuality"] for i in items] == [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, None, None]


@pytest.mark.parametrize("by", ["mean", "p90", "punctuality", "cancelled"])
def test_every_measure(get, by):
    items = get(f"/rankings/operator?since=2026-03-12&until=2026-03-12&by={by}")["items"]
    assert {i["operator"]: i["punctuality"] for i in items} == {"CHL": 1.0, "SRB": 1.0, "NTZ": 0.5, "TRN": None}
    assert items[-1]["operator"] == "TRN"


def test_only_cancelled_ones(get):
    items = get("/rankings/station?cancelled=yes")["items"]
    assert items and all(i["punctuality"] is None and i["mean"] is None and i["runs"] == i["cancelled"] for i in items)
    assert [i["station"] for i in items] == sorted(i["station"] for i in items)
    assert sum(i["runs"] for i in items) == get("/delays?cancelled=yes")["total"]


def test_ordinary_ranking(get):
    items = get("/rankings/line?minimum=7")["items"]
    assert [i["line"] for i in items][0] == "NJ"
    assert items[0]["punctuality"] == near(0.8298) and items[0]["runs"] == 49 and items[0]["cancelled"] == 2
    assert all(0 < i["punctuality"] < 1 for i in items)


def test_never_punctual_is_not_unknown(get, report):
    report("2026-03-20", "IC5", "ZUE", 40)
    report("2026-03-20", "IC7", "ZUE", 0, cancelled=True)
    items = get("/rankings/train?since=2026-03-20")["items"]
    assert [(i["train"], i["punctuality"]) for i in items] == [("IC5", 0.0), ("IC7", None)]
