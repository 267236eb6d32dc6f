def test_listing_is_shown(call):
    shown = call("GET", "/listings/L-1003").json()
    assert shown["price"] == {"amount": "1450.00", "currency": "EUR"}
    assert shown["category_path"] == ["Bikes", "E-bikes"]
    assert shown["attributes"] == {"battery_wh": 625}


def test_unknown_listing(call):
    assert call("GET", "/listings/L-1").status_code == 404


def test_expired_listing_is_gone(call):
    assert call("GET", "/listings/L-1036").status_code == 404


def test_views_are_counted(call):
    call("GET", "/listings/L-1003")
    assert call("GET", "/listings/L-1003").json()["views"] == 311


def test_browsing_goes_through_all_pages(call):
    seen, cursor = [], ""
    while True:
        answer = call("GET", f"/listings?limit=15&cursor={cursor}").json()
        seen += [card["id"] for card in answer["listings"]]
        if answer["next"] is None:
            break
        cursor = answer["next"]
    assert len(seen) == len(set(seen)) == 36
    assert seen[0] == "L-1040"


def test_browsing_filters(call):
    answer = call("GET", "/listings?category=furniture&price_max=100&condition=used").json()
    assert [card["id"] for card in answer["listings"]] == ["L-1007"]


def test_cursor_that_is_no_cursor(call):
    assert call("GET", "/listings?cursor=abc").status_code == 400


def test_synthetic_checks_are_answered_like_others(call):
    answer = call("GET", "/listings/L-0", headers={"x-synthetic": "1"})
    assert answer.status_code == 404
