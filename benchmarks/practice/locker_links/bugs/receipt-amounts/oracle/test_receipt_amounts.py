import io
from datetime import datetime

import pytest
from django.core.management import call_command

from locker_links import clock


def sweep(*words):
    out = io.StringIO()
    call_command("sweep", *words, stdout=out)
    return out.getvalue().splitlines()


def close_at(app, short, number, text):
    with clock.at(datetime.fromisoformat(f"{text}+02:00")):
        answer = app(short).post(f"/api/rentals/{number}/close")
    assert answer.status_code == 200
    return answer.json()


def test_a_day_with_a_large_bill():
    assert sweep("--day", "2026-06-08")[1:] == ["2026-06-08 BER 1349.00", "2026-06-08 HLN 90.00"]


def test_days_with_small_bills():
    assert sweep()[1:] == ["2026-06-09 HLN 460.00"]
    assert sweep("--day", "2026-05-20")[1:] == ["2026-05-20 HLN 60.00"]
    assert sweep("--day", "2026-05-22")[1:] == []


@pytest.mark.parametrize(
    "moment, paid",
    [("2026-06-11T09:00", "930.00"), ("2026-06-12T08:00", "1050.00"), ("2026-07-20T08:00", "6750.00")],
)
def test_one_closing(app, opened, moment, paid):
    assert close_at(app, "jan", opened("jan", "HLN"), moment)["paid"] == paid
    assert sweep("--day", moment[:10])[1:] == [f"{moment[:10]} HLN {paid}"]


def test_large_and_small_are_summed(app, opened):
    assert close_at(app, "jan", opened("jan", "HLN"), "2026-06-20T08:00")["paid"] == "2250.00"
    assert close_at(app, "iva", opened("iva", "HLN"), "2026-06-20T17:00")["paid"] == "1650.00"
    assert close_at(app, "iva", opened("iva", "SMI"), "2026-06-20T18:00")["paid"] == "2420.00"
    assert close_at(app, "eda", opened("eda", "BER"), "2026-06-20T06:00")["paid"] == "674.50"
    assert sweep("--day", "2026-06-20")[1:] == ["2026-06-20 BER 674.50", "2026-06-20 HLN 3900.00", "2026-06-20 SMI 2420.00"]


def test_nearly_a_million(app, opened):
    from locker_links.models import Band

    Band.objects.filter(site__code="KLA", size="S", minutes=60).update(price="1000.00")
    Band.objects.filter(site__code="KLA", size="S", minutes=240).update(price="987654.50")
    closed = close_at(app, "eda", opened("eda", "KLA"), "2026-06-10T11:00")
    assert (closed["paid"], closed["receipt"]) == ("987654.50", "KLA-001 987 654.50 CZK")
    assert sweep("--day", "2026-06-10")[1:] == ["2026-06-10 KLA 987654.50"]


def test_receipts(app, opened):
    closed = close_at(app, "jan", opened("jan", "HLN"), "2026-06-20T08:00")
    assert (closed["paid"], closed["receipt"]) == ("2250.00", "HLN-002 2 250.00 CZK")
    closed = close_at(app, "iva", opened("iva", "SMI"), "2026-06-10T09:00")
    assert (closed["paid"], closed["receipt"]) == ("40.00", "SMI-003 40.00 CZK")


def test_the_rest_of_the_night():
    assert sweep("--day", "2026-06-08")[0] == "1 offers lapsed, 1 tokens deleted, 1 rentals overdue"
    assert sweep("--day", "2026-06-08")[0] == "0 offers lapsed, 0 tokens deleted, 0 rentals overdue"
