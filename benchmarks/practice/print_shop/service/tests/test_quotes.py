def ask(client, paper="A4 90g", sheets=1000, **more):
    line = {"paper": paper, "sheets": sheets}
    if "finishing" in more:
        line["finishing"] = more.pop("finishing")
    return client.post("/quotes", json={"lines": [line], **more})


def test_quote(client):
    answer = ask(client)
    assert answer.status_code == 201
    assert answer.json["total"] == "95.00"
    assert client.get(f"/quotes/{answer.json['id']}").json == answer.json


def test_small_and_large_amounts(client):
    assert [ask(client, sheets=sheets).json["total"] for sheets in (100, 499, 500, 2000)] == ["12.00", "59.88", "47.50", "144.00"]


def test_finishing(client):
    assert ask(client, finishing=["fold", "punch"]).json["total"] == "125.00"
    assert ask(client, finishing="staple").json["total"] == "145.00"
    assert ask(client, finishing=["gold"]).status_code == 400


def test_partners_have_their_own_list(client):
    assert ask(client, customer=2).json["total"] == "79.00"
    assert ask(client, customer=1).json["total"] == "95.00"


def test_several_lines(client):
    lines = [{"paper": "A3 135g", "sheets": 100}, {"paper": "SRA3 300g", "sheets": 50}]
    assert client.post("/quotes", json={"lines": lines}).json["total"] == "54.50"


def test_coupons(client):
    answer = ask(client, coupon="lente10").json
    assert (answer["discount"], answer["total"], answer["coupon"]) == ("9.50", "85.50", "LENTE10")
    assert ask(client, coupon="PLAKKAAT").json["total"] == "90.00"
    assert ask(client, sheets=100, coupon="PLAKKAAT").status_code == 409
    assert ask(client, coupon="WINTER").status_code == 409
    assert ask(client, coupon="NONE").status_code == 404


def test_what_is_not_sold(client):
    assert ask(client, paper="SRA3 300g", sheets=10).status_code == 400
    assert ask(client, paper="Papyrus").status_code == 404
    assert ask(client, sheets=0).status_code == 400
    assert ask(client, customer=99).status_code == 404
    assert client.post("/quotes", data="{").status_code == 400
    assert client.get("/quotes/999").status_code == 404
