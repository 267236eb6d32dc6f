from listing_search.cache import Cache


def test_values_grow_old():
    now = [0.0]
    cache = Cache(10, 4, lambda: now[0])
    cache.put("a", 1)
    assert cache.get("a") == 1
    now[0] = 10.0
    assert cache.get("a") is None


def test_least_used_goes_first():
    cache = Cache(10, 2)
    for key in "ab":
        cache.put(key, key)
    cache.get("a")
    cache.put("c", "c")
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == ("a", None, "c")


def test_rate_of_an_unused_cache():
    assert Cache(10, 2).statistics()["rate"] == 0.0


def test_entries_can_be_dropped():
    cache = Cache(10, 4)
    cache.put(("a", 1), 1)
    cache.put(("b", 1), 2)
    assert cache.drop(lambda key: key[0] == "a") == 1
