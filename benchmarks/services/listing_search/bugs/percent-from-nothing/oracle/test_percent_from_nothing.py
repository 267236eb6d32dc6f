import pytest


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        ("L-1008", [("5.00", "0.00", -100.0), ("0.00", "5.00", None)]),
        ("L-1001", [("200.00", "180.00", -10.0), ("220.00", "200.00", -9.1)]),
        ("L-1010", [("900.00", None, None)]),
        ("L-1030", [(None, "180.00", None)]),
        ("L-1002", []),
    ],
)
def test_history(call, listing, expected):
    answer = call("GET", f"/listings/{listing}/prices")
    assert answer.status_code == 200
    changes = answer.json()["changes"]
    assert [(change["old"], change["new"], change["percent"]) for change in changes] == expected


def test_free_twice(call, conn):
    conn.execute("INSERT INTO price_changes VALUES ('L-1003', '2026-09-01T09:00:00+00:00', 0, 0)")
    (change,) = call("GET", "/listings/L-1003/prices").json()["changes"]
    assert change["percent"] in (None, 0.0)
