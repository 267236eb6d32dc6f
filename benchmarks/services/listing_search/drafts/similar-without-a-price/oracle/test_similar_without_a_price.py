def test_price_on_request(ids, conn):
    assert ids("/listings/L-1010/similar") == ["L-1009", "L-1030"] or set(ids("/listings/L-1010/similar")) == {
        "L-1009",
        "L-1030",
    }
    conn.execute("UPDATE listings SET price_cents = NULL WHERE id = 'L-1022'")
    assert set(ids("/listings/L-1022/similar")) == {"L-1021", "L-1032"}


def test_price_in_another_currency(ids):
    assert ids("/listings/L-1005/similar") == ["L-1001", "L-1002", "L-1026"]


def test_free_and_ordinary(ids):
    assert set(ids("/listings/L-1008/similar")) == {"L-1006", "L-1007", "L-1029"}
    assert ids("/listings/L-1001/similar?limit=1") == ["L-1026"]


def test_unknown(call):
    assert call("GET", "/listings/L-9/similar").status_code == 404
