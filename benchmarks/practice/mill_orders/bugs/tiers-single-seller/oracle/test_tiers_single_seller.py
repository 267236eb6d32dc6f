def tiers(client, category):
    return {product["sku"]: product["tier"] for product in client.get("/products", params={"category": category, "limit": 50}).json()["products"]}


def test_ranking(run, client):
    done = run("mill_orders.nightly", "ranking", "--day", "2026-09-14")
    assert done.returncode == 0 and "12 products ranked" in done.stdout
    assert tiers(client, "flour") == {"FL-405": "regular", "FL-550": "top", "FL-812": "slow", "FL-1050": "regular"}
    assert tiers(client, "semolina") == {"SE-DUR": "regular"}
    assert tiers(client, "baking") == {"YE-FRE": "regular", "SA-FIN": "regular"}
    popular = [product["sku"] for product in client.get("/products", params={"sort": "popular", "limit": 3}).json()["products"]]
    assert popular == ["FL-550", "FL-1050", "FL-405"]


def test_again_gives_the_same(run, client):
    for _ in range(2):
        assert run("mill_orders.nightly", "ranking", "--day", "2026-09-14").returncode == 0
    assert tiers(client, "flour")["FL-550"] == "top" and tiers(client, "flour")["FL-812"] == "slow"
    assert tiers(client, "semolina") == {"SE-DUR": "regular"}


def test_days_on_which_little_sold(run, client):
    # until this day only one flour was ordered
    done = run("mill_orders.nightly", "ranking", "--day", "2026-07-17")
    assert done.returncode == 0 and "12 products ranked" in done.stdout
    assert set(tiers(client, "flour").values()) == {"regular"}
    assert client.get("/products", params={"sort": "popular", "limit": 1}).json()["products"][0]["sku"] == "FL-550"
    # nothing at all
    assert run("mill_orders.nightly", "ranking", "--day", "2025-01-01").returncode == 0
    for category in ("flour", "rye", "spelt", "semolina", "baking"):
        assert set(tiers(client, category).values()) == {"regular"}


def test_all_jobs(run, client, bearer):
    done = run("mill_orders.nightly", "all", "--day", "2026-09-14")
    assert done.returncode == 0
    assert "unpaid: 1 orders cancelled" in done.stdout and "statements: 3 statements written" in done.stdout
    assert tiers(client, "flour")["FL-550"] == "top"
