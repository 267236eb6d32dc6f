from decimal import Decimal

import pytest

from grant_desk.errors import Unavailable
from grant_desk.services.rates import FixedRates

RATES = {"USD": Decimal("0.9"), "GBP": Decimal("1.1")}


class Failing:
    """Knows all but one currency, for which nobody answers."""

    async def rate(self, currency):
        if currency == "MZN":
            raise Unavailable("Nobody there.")
        return Decimal(2)


def totals(ask, code):
    answer = ask("officer", "GET", f"/calls/{code}/totals")
    assert answer.status == 200
    rows = [(row["reference"], row["requested"], row["requested_eur"]) for row in answer.json["applications"]]
    return answer.json["requested_eur"], rows


def test_nothing_else_in_the_call(ask):
    assert totals(ask, "RIVER26") == (None, [("RIVER26-0003", "500000.00", None)])


def test_one_of_several(ask):
    assert ask("owen", "POST", "/applications/RIVER26-0002/submit").status == 200
    assert totals(ask, "RIVER26") == (
        None,
        [("RIVER26-0002", "6500.00", "7605.00"), ("RIVER26-0003", "500000.00", None)],
    )


def test_several_unknown_ones(make, sql):
    ask = make(FixedRates({"USD": Decimal("0.9")}))
    sql("UPDATE applications SET currency = 'USD' WHERE reference = 'SEED26-0003'")
    sql("UPDATE applications SET currency = 'AOA' WHERE reference = 'SEED26-0001'")
    assert totals(ask, "SEED26") == (
        None,
        [("SEED26-0001", "20000.00", None), ("SEED26-0002", "10500.50", None), ("SEED26-0003", "30000.00", "27000.00")],
    )


def test_all_known(make, ask):
    rows = [("SEED26-0001", "20000.00", "20000.00"), ("SEED26-0002", "10500.50", "11550.55"), ("SEED26-0003", "30000.00", "30000.00")]
    assert totals(make(FixedRates(RATES)), "SEED26") == ("61550.55", rows)
    assert totals(ask, "SEED26")[0] == "62285.59"
    assert totals(ask, "ARTS26") == ("0.00", [])


def test_no_answer(make, sql):
    ask = make(Failing())
    answer = ask("officer", "GET", "/calls/RIVER26/totals")
    assert (answer.status, answer.json["error"]) == (503, "unavailable")
    sql("UPDATE applications SET currency = 'MZN' WHERE reference = 'SEED26-0003'")
    assert ask("officer", "GET", "/calls/SEED26/totals").status == 503


def test_others(ask):
    assert ask("rita", "GET", "/calls/RIVER26/totals").status == 403
    assert ask("officer", "GET", "/calls/NONE26/totals").status == 404


@pytest.mark.parametrize("currency", ["USD", "MZN"])
def test_with_and_without_a_rate(ask, sql, currency):
    sql("UPDATE applications SET currency = ? WHERE reference = 'RIVER26-0003'", currency)
    euro = {"USD": "430000.00", "MZN": None}[currency]
    assert totals(ask, "RIVER26") == (euro, [("RIVER26-0003", "500000.00", euro)])
