def test_fresh(call):
    answer = call("GET", "/status")
    assert answer.status_code == 200
    assert answer.json()["cache"] == {"entries": 0, "hits": 0, "misses": 0, "rate": 0.0}
    assert answer.json()["uptime_seconds"] == 0
    assert answer.json()["index"]["built_at"] is not None


def test_used(call):
    for _ in range(3):
        call("GET", "/search?q=bike")
    assert call("GET", "/status").json()["cache"] == {"entries": 1, "hits": 2, "misses": 1, "rate": 0.667}


def test_expired_entries_are_misses():
    from listing_search.cache import Cache

    now = [0.0]
    cache = Cache(5, 2, lambda: now[0])
    assert cache.statistics()["rate"] == 0.0
    cache.put("a", 1)
    now[0] = 9.0
    assert cache.get("a") is None
    assert cache.statistics() == {"entries": 0, "hits": 0, "misses": 1, "rate": 0.0}
