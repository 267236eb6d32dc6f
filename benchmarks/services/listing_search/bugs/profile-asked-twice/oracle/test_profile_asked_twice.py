def test_users_search_more_than_once(call):
    for session, own in (("s-anna", True), ("s-bjorn", True), ("s-anna", True), ("s-greta", False), ("s-greta", False)):
        for text in ("bike", "chair", "sofa"):
            answer = call("GET", f"/search?q={text}", session)
            assert answer.status_code == 200
            assert answer.json()["personalised"] is own


def test_profiles_are_not_mixed(call):
    for _ in range(2):
        assert call("GET", "/search?seller=S-6&limit=1", "s-bjorn").json()["total"] == 0
        assert call("GET", "/search?seller=S-6&limit=1", "s-anna").json()["total"] == 6
        assert call("GET", "/search?seller=S-6&limit=2").json()["total"] == 6


def test_export(call):
    for _ in range(2):
        assert len(call("GET", "/search.csv?seller=S-5", "s-bjorn").text.splitlines()) == 1
        assert len(call("GET", "/search.csv?seller=S-5", "s-chloe").text.splitlines()) > 1
