from energy_coop import billing_run

STEPS = ["18.0", "22.0", "28.55"]


def quote(client, kwh, tariff="STUFEN"):
    answer = client.get(f"/tariffs/{tariff}/quote?kwh={kwh}")
    assert answer.status_code == 200
    body = answer.json()
    return body["energy_cents"], body["total_cents"], [(part["kwh"], part["cents_per_kwh"]) for part in body["parts"]]


def expected(*kwh):
    return list(zip(kwh, STEPS))


def test_quotes_one_after_another(client):
    for _ in range(3):
        assert quote(client, 350) == (7628, 7918, expected(100, 200, 50))
        assert quote(client, 120) == (2240, 2530, expected(100, 20))
        assert quote(client, 100) == (1800, 2090, expected(100))
        assert quote(client, 0) == (0, 290, [])
        assert quote(client, 10, "BASIS") == (245, 595, [(10, "24.5")])


def test_small_quotes_first(client):
    for kwh in (1, 50, 99):
        assert quote(client, kwh) == (18 * kwh, 18 * kwh + 290, expected(kwh))
    assert quote(client, 301) == (6229, 6519, expected(100, 200, 1))


def test_invoices_after_quotes(client, member):
    for _ in range(2):
        quote(client, 5000)
    billing_run.run("2026-03")
    body = client.get("/invoices/2026-03-1001", headers=member("anna")).json()
    assert [line["amount_cents"] for line in body["lines"]] == [7642, 290, -414]


def test_refused(client):
    assert client.get("/tariffs/NONE/quote?kwh=10").status_code == 404
    assert client.get("/tariffs/STUFEN/quote?kwh=-1").status_code == 422
