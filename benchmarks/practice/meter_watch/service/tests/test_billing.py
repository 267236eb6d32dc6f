import asyncio
from decimal import Decimal

import httpx
import pytest
import sqlalchemy as sa

from meter_watch import notices, statements, stubs
from meter_watch.consumption import Usage
from meter_watch.faults import TariffUnavailable, Unknown
from meter_watch.months import Month
from meter_watch.quantities import cents, kwh, spoken
from meter_watch.store import notices as notice_table
from meter_watch.tariffs import Band, Tariff, TariffClient

MARCH = Month(2026, 3)


def client_of(answer):
    return TariffClient(httpx.AsyncClient(transport=httpx.MockTransport(answer)), "http://tariffs/v1/", 60)


def test_a_tariff_is_read_and_kept():
    asked = []

    def answer(request):
        asked.append(str(request.url))
        return httpx.Response(
            200,
            json={
                "code": "x",
                "currency": "EUR",
                "base_fee": "5.00",
                "vat_rate": "0.19",
                "bands": [{"up_to": None, "price": "0.11"}],
            },
        )

    async def twice():
        client = client_of(answer)
        return await client.fetch("x", MARCH), await client.fetch("x", MARCH)

    first, second = asyncio.run(twice())
    assert first is second
    assert first.bands == (Band(None, Decimal("0.11")),)
    assert asked == ["http://tariffs/v1/tariffs/x?month=2026-03"]


def refuse(request):
    raise httpx.ConnectError("refused", request=request)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (lambda _: httpx.Response(500), TariffUnavailable),
        (lambda _: httpx.Response(404), Unknown),
        (lambda _: httpx.Response(200, text="<html>"), TariffUnavailable),
        (lambda _: httpx.Response(200, json={"code": "x"}), TariffUnavailable),
        (refuse, TariffUnavailable),
    ],
)
def test_no_tariff(answer, fault):
    with pytest.raises(fault):
        asyncio.run(client_of(answer).fetch("x", MARCH))


@pytest.mark.parametrize(
    ("wh", "amounts", "gross"),
    [
        (0, ["8.90"], "10.59"),
        (500_000, ["8.90", "59.00"], "80.80"),
        (1_620_500, ["8.90", "59.00", "112.50", "12.77"], "229.87"),
    ],
)
def test_bands(wh, amounts, gross):
    bands = tuple(
        Band(up_to and Decimal(up_to), Decimal(price))
        for up_to, price in (("500", "0.1180"), ("1500", "0.1125"), (None, "0.1060"))
    )
    tariff = Tariff("home-24", "EUR", Decimal("8.90"), Decimal("0.19"), bands)
    ready = statements.draft("H-1001", MARCH, Usage(wh, False), tariff)
    assert [line.amount for line in ready.lines] == amounts
    assert ready.gross == gross


def test_a_preview_is_not_stored(client):
    answer = client.get("/meters/H-1001/statement?month=2026-03").json()
    assert (answer["net"], answer["vat"], answer["gross"]) == ("96.09", "18.26", "114.35")
    assert client.get("/statements/2026-03-0001").status_code == 404


def test_a_month_is_billed_once(client):
    answer = client.post("/meters/H-1001/statements?month=2026-03")
    assert (answer.status_code, answer.json()["number"]) == (201, "2026-03-0001")
    assert client.get("/statements/2026-03-0001").json() == answer.json()
    assert client.post("/meters/H-1001/statements?month=2026-03").status_code == 409


def test_an_exchanged_meter_is_not_billed(client):
    answer = client.get("/meters/H-1003/statement?month=2026-01")
    assert answer.status_code == 409
    assert "H-1004" in answer.json()["detail"]


def test_the_letter(client):
    client.post("/meters/H-1001/statements?month=2026-03")
    lines = client.get("/statements/2026-03-0001/letter").text.splitlines()
    assert lines[:2] == ["Statement 2026-03-0001", "Meter H-1001, 2026-03"]
    assert lines[3].split() == ["Base", "fee", "8,90", "EUR"]
    assert lines[5].split() == ["Heat,", "250,6", "kWh", "28,19", "EUR"]


def test_a_notice_goes_to_the_portal(client):
    stubs.posted.clear()
    client.post("/meters/H-1001/statements?month=2026-03")
    assert client.post("/notices/deliver").json() == {"sent": 1, "failed": 0}
    assert [(body["to"], body["subject"]) for body in stubs.posted] == [("C-17", "Statement 2026-03-0001")]
    assert stubs.posted[0]["text"].startswith("114,35 EUR")


def test_a_portal_that_is_down(store, config, client):
    client.post("/meters/H-1001/statements?month=2026-03")

    async def deliver():
        async with httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(503))) as http:
            return await notices.Courier(store, http, "http://portal/").deliver(config.clock())

    assert asyncio.run(deliver()) == {"sent": 0, "failed": 1}
    assert [notice.attempts for notice in store.run_here(notices.waiting)] == [1]


def test_parked_notices_wait_until_somebody_asks(client, store):
    client.post("/meters/H-1001/statements?month=2026-03")
    before = len(store.run_here(notices.waiting, True))
    store.run_here(lambda connection: connection.execute(sa.update(notice_table).values(attempts=5)))
    assert store.run_here(notices.waiting) == []
    assert len(store.run_here(notices.waiting, True)) == before + 1


def test_quantities():
    assert [str(kwh(wh)) for wh in (0, 49, 50, 1_250_050)] == ["0.0", "0.0", "0.1", "1250.1"]
    assert str(cents(Decimal("-1.005"))) == "-1.01"
    assert spoken("-1234.5", "EUR") == "-1.234,50 EUR"


def test_an_invoice_is_due(client):
    assert client.post("/meters/H-1001/statements?month=2026-03").json()["due_on"] == "2026-05-06"
    assert client.get("/statements/2026-03-0001/letter").text.endswith("\n\nDue on 06.05.2026\n")


def test_what_was_forgotten_is_billed_later(client):
    client.post("/meters/H-1001/statements?month=2026-03")
    assert client.post("/statements/2026-03-0001/correction").status_code == 409
    reading = {"serial": "H-1001", "taken_at": "2026-04-01T00:00:00", "value": "16600"}
    assert client.post("/readings", json={"readings": [reading]}).json()["accepted"] == 1
    answer = client.post("/statements/2026-03-0001/correction")
    assert answer.status_code == 201
    assert (answer.json()["kind"], answer.json()["corrects"]) == ("invoice", "2026-03-0001")
    assert Decimal(answer.json()["gross"]) > 0
    assert answer.json()["due_on"] == "2026-05-06"
