from course_search.cache import Cache


def test_least_recently_used_goes_first():
    cache = Cache(2)
    for key in ("a", "b", "a", "c"):
        cache.get_or_make(key, lambda: object())
    assert (len(cache), cache.hits, cache.misses) == (2, 1, 3)
    kept = cache.get_or_make("a", lambda: None)
    assert kept is not None
