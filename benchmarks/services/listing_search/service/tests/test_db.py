import pytest

from listing_search.db import Pool, PoolTimeout, migrate, transaction


def test_migrations_are_applied_once(conn):
    assert migrate(conn) == []


def test_block_that_fails_writes_nothing(conn):
    with pytest.raises(ValueError), transaction(conn):
        conn.execute("UPDATE listings SET title = 'lost'")
        raise ValueError
    assert conn.execute("SELECT count(*) FROM listings WHERE title = 'lost'").fetchone()[0] == 0


def test_connections_are_used_again(settings):
    pool = Pool(settings.database, 1, 0.1, 0.1)
    with pool.connection() as first:
        pass
    with pool.connection() as second:
        assert second is first


def test_pool_that_is_used_up_says_so(settings):
    pool = Pool(settings.database, 1, 0.05, 0.1)
    with pool.connection(), pytest.raises(PoolTimeout), pool.connection():
        pass
