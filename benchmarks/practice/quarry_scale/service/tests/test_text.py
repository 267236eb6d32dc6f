from decimal import Decimal

from quarry_scale.text import money, pence, plain


def test_plain():
    assert plain("Tŷ Gŵyl, Llanelli") == "Ty Gwyl, Llanelli"


def test_money():
    assert (money(0), money(1234), money(None)) == (Decimal("0.00"), Decimal("12.34"), None)
    assert pence(Decimal("12.34")) == 1234
