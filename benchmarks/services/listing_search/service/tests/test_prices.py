from listing_search.prices import percent, record
from tests.conftest import NOW


def test_history_is_shown(call):
    changes = call("GET", "/listings/L-1001/prices").json()["changes"]
    assert [change["percent"] for change in changes] == [-10.0, -9.1]


def test_change_is_recorded(call, conn):
    record(conn, "L-1003", 145000, 130500, NOW)
    (change,) = call("GET", "/listings/L-1003/prices").json()["changes"]
    assert (change["old"], change["new"], change["percent"]) == ("1450.00", "1305.00", -10.0)


def test_no_percent_from_nothing():
    assert percent(0, 500) is None
