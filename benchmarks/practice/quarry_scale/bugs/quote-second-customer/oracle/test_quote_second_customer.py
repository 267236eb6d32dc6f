def price(ask, code, product, kg):
    answer = ask("gate", "GET", f"/customers/{code}/quote?product={product}&kg={kg}")
    assert answer.status == 200
    assert (answer.json["customer"], answer.json["product"], answer.json["net_kg"]) == (code, product, kg)
    return [answer.json[name] for name in ("per_tonne", "goods", "rebate", "levy", "net")]


def test_several_customers_and_products(ask):
    for _ in range(2):
        assert price(ask, "EVANS", "TYPE1", 20000) == ["13.20", "264.00", "6.60", "42.80", "300.20"]
        assert price(ask, "TYGWYN", "20MM", 15000) == ["17.25", "258.75", "0.00", "32.10", "290.85"]
        assert price(ask, "PARRY", "20MM", 15000) == ["16.40", "246.00", "0.00", "32.10", "278.10"]
        assert price(ask, "CAFFI", "TOPSOIL", 1000) == ["26.00", "26.00", "0.00", "0.00", "26.00"]
        assert price(ask, "EVANS", "20MM", 10000)[:2] == ["17.25", "172.50"]


def test_changes_are_seen(ask):
    assert price(ask, "PARRY", "20MM", 1000)[0] == "16.40"
    assert price(ask, "EVANS", "TYPE1", 1000)[0] == "13.20"
    assert ask("office", "PUT", "/customers/PARRY/prices/20MM", {"per_tonne": "15.90"}).status == 200
    assert price(ask, "PARRY", "20MM", 1000)[0] == "15.90"
    assert ask("office", "PUT", "/customers/TYGWYN/prices/20MM", {"per_tonne": "16.00"}).status == 200
    assert price(ask, "TYGWYN", "20MM", 1000)[0] == "16.00"
    assert price(ask, "EVANS", "TYPE1", 1000)[0] == "13.20"


def test_a_change_before_the_first_quote(ask):
    assert ask("office", "PUT", "/customers/EVANS/prices/DUST", {"per_tonne": "11.00"}).status == 200
    assert price(ask, "EVANS", "DUST", 2000)[:2] == ["11.00", "22.00"]
    assert price(ask, "PARRY", "DUST", 2000)[:2] == ["11.80", "23.60"]


def test_the_next_day(ask, now, sql):
    ask("office", "PUT", "/customers/EVANS/prices/DUST", {"per_tonne": "10.00", "valid_from": "2026-06-17"})
    now("2026-06-16T15:00:00+01:00")
    assert price(ask, "EVANS", "DUST", 1000)[0] == "11.80"
    now("2026-06-17T09:00:00+01:00")
    sql("UPDATE sessions SET created_at = '2026-06-17T06:00:00+00:00'")
    assert price(ask, "EVANS", "DUST", 1000)[0] == "10.00"


def test_refusals(ask):
    assert price(ask, "EVANS", "TYPE1", 1000)[0] == "13.20"
    assert ask("gate", "GET", "/customers/EVANS/quote?product=ARMOUR&kg=1000").json["error"] == "no_price"
    assert ask("gate", "GET", "/customers/EVANS/quote?product=GOLD&kg=1000").status == 404
    assert ask("gate", "GET", "/customers/NOBODY/quote?product=TYPE1&kg=1000").status == 404
    assert ask("gate", "GET", "/customers/EVANS/quote?product=TYPE1&kg=0").status == 422
    assert ask(None, "GET", "/customers/EVANS/quote?product=TYPE1&kg=1").status == 401


def test_weighing_is_as_before(ask):
    assert price(ask, "EVANS", "TYPE1", 1000)[0] == "13.20"
    assert ask("gate", "POST", "/tickets/20324/weigh-out", {"gross_kg": 17900}).json["net"] == "193.90"
