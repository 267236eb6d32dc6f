def test_later_pages_have_no_facets_every_time(call):
    following, seen = call("GET", "/search?q=bike&limit=2").json()["next"], []
    for _ in range(3):
        answer = call("GET", f"/search?q=bike&limit=2&cursor={following}")
        assert answer.status_code == 200
        assert "facets" not in answer.json()
        seen.append([card["id"] for card in answer.json()["listings"]])
        assert answer.json()["total"] == 6
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0]) == 2


def test_first_page_has_facets_every_time(call):
    for _ in range(3):
        answer = call("GET", "/search?q=bike&limit=2").json()
        assert sum(row["count"] for row in answer["facets"]["conditions"]) == 6


def test_users_and_strangers(call):
    following = call("GET", "/search?q=bike&limit=2", "s-anna").json()["next"]
    for session in ("s-anna", "", "s-anna", ""):
        answer = call("GET", f"/search?q=bike&limit=2&cursor={following}", session)
        assert (answer.status_code, answer.json()["personalised"]) == (200, bool(session))
