def test_figures_of_a_seller(call):
    shown = call("GET", "/sellers/S-1").json()
    assert shown["listings"] == {"active": 5, "sold": 1}
    assert shown["median_price"] == 430.0
    assert shown["days_to_sell"] == 2.3
    assert shown["sold_by_month"] == {"2026-09": 1}


def test_unknown_seller(call):
    assert call("GET", "/sellers/S-99").status_code == 404
