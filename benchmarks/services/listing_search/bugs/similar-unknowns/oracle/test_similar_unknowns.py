def test_unknown_listings_cost_nothing(call):
    for number in range(9):
        answer = call("GET", f"/listings/L-900{number}/similar")
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
    assert call("GET", "/listings/L-1001").json()["title"] == "Diamant city bike"
    assert call("GET", "/categories").status_code == 200


def test_missing_index_costs_nothing(call, settings):
    settings.snapshot.unlink()
    for _ in range(6):
        assert call("GET", "/listings/L-1001/similar").status_code == 503
    assert call("GET", "/listings/L-1001").status_code == 200


def test_similar_listings(ids):
    for _ in range(6):
        assert ids("/listings/L-1001/similar?limit=1") == ["L-1026"]
    assert set(ids("/listings/L-1010/similar")) == {"L-1009", "L-1030"}


def test_pool_still_has_its_limit(settings):
    import pytest

    from listing_search.db import Pool, PoolTimeout

    pool = Pool(settings.database, 2, 0.05, 0.1)
    first, second = pool.acquire(), pool.acquire()
    with pytest.raises(PoolTimeout):
        pool.acquire()
    pool.release(first)
    assert pool.acquire() is first
    pool.release(second)
