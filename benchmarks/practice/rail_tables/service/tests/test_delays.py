import pytest


def test_health(get):
    found = get("/health")
    assert found["rows"] == 156 and found["revision"] == 1
    assert found["now"] == "2026-03-20T07:00:00Z"


def test_all(get):
    found = get("/delays")
    assert found["total"] == 156 and len(found["items"]) == 20
    assert found["items"][0]["day"] == "2026-03-19"


def test_fields(get):
    item = get("/delays?station=CHI&train=2040&since=2026-03-19&line=RE")["items"][0]
    assert item["key"] == "2026-03-19/2040/CHI"
    assert item["station_name"] == "Chiasso" and item["operator"] == "TRN"
    assert item["planned"] == "2026-03-19T20:30:00+00:00"
    assert item["minutes"] == 18 and item["cancelled"] is False


def test_several_values(get):
    total = get("/delays?station=ZUE")["total"] + get("/delays?station=BAS")["total"]
    assert get("/delays?station=ZUE&station=BAS")["total"] == total


def test_days(get):
    found = get("/delays?since=2026-03-12&until=2026-03-12&limit=100")
    assert {item["day"] for item in found["items"]} == {"2026-03-12"}


def test_late_by(get):
    found = get("/delays?late_by=10&limit=100")["items"]
    assert found and min(item["minutes"] for item in found) >= 10


def test_cancelled_has_no_minutes(get):
    found = get("/delays?cancelled=yes&limit=100")["items"]
    assert found and all(item["minutes"] is None and item["cancelled"] for item in found)


def test_text_without_accents(get):
    assert get("/delays?text=zurich")["total"] == get("/delays?station=ZUE")["total"]


def test_text_of_a_train(get):
    assert {item["train"] for item in get("/delays?text=0815")["items"]} == {"0815"}


def test_nothing_found(get):
    found = get("/delays?station=XXX")
    assert found["total"] == 0 and found["items"] == []


@pytest.mark.parametrize(
    ("query", "about"),
    [("since=yesterday", "since"), ("late_by=much", "late_by"), ("cancelled=maybe", "cancelled"), ("limit=0", "limit"), ("limit=1000", "limit"),
     ("since=2026-03-05&until=2026-03-01", "since")],
)
def test_unreadable(client, query, about):
    response = client.get(f"/delays?{query}")
    assert response.status_code == 422
    assert response.json()["about"] == about


def test_stations(get):
    items = get("/stations")["items"]
    assert len(items) == 13
    assert items[0] == {"code": "BAS", "name": "Basel SBB", "country": "CH", "zone": "Europe/Zurich", "platforms": 14}
    assert [item["code"] for item in items if item["platforms"] is None] == ["CHI", "ALT"]


def test_stations_by_text(get):
    assert [item["code"] for item in get("/stations?text=GOSCH")["items"]] == ["ALT"]


def test_operators(get):
    assert [item["code"] for item in get("/operators")["items"]] == ["CHL", "IBE", "NTZ", "SRB", "TRN"]
