from decimal import Decimal

from quarry_scale.logic import pricing


def test_half_pence_go_up():
    assert pricing.amounts(1001, 1500, 0).goods_pence == 1502
    assert pricing.amounts(15, 1500, 200).goods_pence == 23


def test_levy():
    found = pricing.amounts(12_340, 1500, 208)
    assert (found.goods_pence, found.levy_pence, found.net_pence) == (18510, 2567, 21077)


def test_the_levy_is_not_rebated():
    found = pricing.amounts(10_000, 1500, 208, Decimal(10))
    assert (found.rebate_pence, found.net_pence) == (1500, 15000 - 1500 + 2080)
