import pytest


def test_read(client):
    house = client.get("/houses/1").json()
    assert house["id"] == 1
    assert house["status"] in {"listed", "sold"}
    assert isinstance(house["extras"], list)


def test_unknown_house(client):
    assert client.get("/houses/99999").status_code == 404


def test_search_pages(client):
    first = client.get("/houses?size=50").json()
    assert first["total"] == 160
    assert first["pages"] == 4
    last = client.get("/houses?size=50&page=4").json()
    assert len(last["items"]) == 10


def test_page_behind_the_last_one(client):
    assert client.get("/houses?size=50&page=5").status_code == 404


def test_nothing_found_is_one_empty_page(client):
    body = client.get("/houses?max_price=1").json()
    assert body == {"items": [], "page": 1, "pages": 0, "total": 0}


@pytest.mark.parametrize(("sort", "key"), [("price", "asking_price"), ("area", "area_m2")])
def test_sorting(client, sort, key):
    values = [house[key] for house in client.get(f"/houses?sort={sort}&district=LIS-AL").json()["items"]]
    assert values == sorted(values)


def test_unknown_sort_key_is_refused(client):
    assert client.get("/houses?sort=colour").status_code == 422


def test_filters(client):
    houses = client.get("/houses?district=TYO-SE&min_area=100&status=sold").json()["items"]
    assert houses
    assert all(h["district"] == "TYO-SE" and h["area_m2"] >= 100 and h["status"] == "sold" for h in houses)


NEW = {
    "district": "WAW-MO",
    "address": "Lipowa 7",
    "area_m2": 64,
    "rooms": 3,
    "asking_price": 690000,
    "currency": "PLN",
}


def test_partner_lists_a_house(partner):
    answer = partner.post("/houses", json=NEW | {"agent_id": 2})
    assert answer.status_code == 201
    assert partner.get(f"/houses/{answer.json()['id']}").json()["agent"] == "Piotr Zielinski"


def test_listing_needs_a_key(client):
    assert client.post("/houses", json=NEW).status_code == 401
    assert client.post("/houses", json=NEW, headers={"X-Api-Key": "wrong"}).status_code == 403


def test_unknown_agent_is_refused(partner):
    assert partner.post("/houses", json=NEW | {"agent_id": 77}).status_code == 422


def test_price_changes_are_kept(partner):
    house_id = partner.post("/houses", json=NEW).json()["id"]
    assert partner.patch(f"/houses/{house_id}", json={"asking_price": 655500}).status_code == 200
    history = partner.get(f"/houses/{house_id}/prices").json()
    assert history["first_price"] == 690000
    assert history["change_percent"] == -5.0


def test_price_of_a_sold_house_cannot_change(partner):
    house_id = partner.post("/houses", json=NEW).json()["id"]
    partner.patch(f"/houses/{house_id}", json={"status": "sold"})
    assert partner.patch(f"/houses/{house_id}", json={"asking_price": 1}).status_code == 409


def test_listing_time_is_local(partner):
    house = partner.post("/houses", json=NEW | {"listed_at": "2026-07-01T00:30"}).json()
    assert house["listed_at"] == "2026-06-30T22:30:00+00:00"
    assert house["listed_on"] == "2026-07-01"


def test_listing_time_that_is_none(partner):
    assert partner.post("/houses", json=NEW | {"listed_at": "tomorrow"}).status_code == 422


def test_agent_card(client):
    houses = client.get("/houses?size=100").json()["items"]
    known = next(house for house in houses if house["agent"] == "Kenji Mori")
    card = client.get(f"/houses/{known['id']}/agent").json()
    assert card["initials"] == "KM"
    assert card["dial"] == "+81355500104"


def test_house_without_an_agent(client):
    houses = client.get("/houses?size=100").json()["items"]
    alone = next(house for house in houses if house["agent"] is None)
    assert client.get(f"/houses/{alone['id']}/agent").status_code == 404
