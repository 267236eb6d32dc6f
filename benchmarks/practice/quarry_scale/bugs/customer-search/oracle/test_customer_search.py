import pytest


def found(ask, words, **more):
    from urllib.parse import urlencode

    answer = ask("gate", "GET", f"/customers?{urlencode({'q': words, **more})}")
    assert answer.status == 200
    return [one["code"] for one in answer.json["customers"]]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("parry-jones", ["PARRY"]),
        ("Parry-Jo", ["PARRY"]),
        ("paving parry-jones", ["PARRY"]),
        ("O'Brien", ["OBRIEN"]),
        ("o'brien sons", ["OBRIEN"]),
        ("Builders, Myddfai", ["TYGWYN"]),
        ("unit 7, ffairfach", ["PARRY"]),
        ('"Evans"', ["EVANS"]),
        ('evans "groundworks', ["EVANS"]),
        ("heol y bont", ["EVANS"]),
        ("tŷ gwyn", ["TYGWYN"]),
        ("gwyn ty", ["TYGWYN"]),
        ("highways", ["DYFED", "DYFED-N", "DYFED-W"]),
        ("dyf north", ["DYFED-N"]),
        ("llan", ["CAFFI", "EVANS", "OBRIEN"]),
        ("words: evans", []),
        ("evans OR parry", []),
        ("evans NOT groundworks", []),
        ("rees", []),
    ],
)
def test_words(ask, words, codes):
    assert found(ask, words) == codes


@pytest.mark.parametrize("words", ["evans*", "(evans", "AND", "OR evans", "NEAR(", "a:b", "code:EVANS", "x^y"])
def test_signs_do_no_harm(ask, words):
    assert isinstance(found(ask, words), list)


@pytest.mark.parametrize("sign", ["-", "'", '%22', "*", "(", "%5E", "%2B", "%25", "."])
def test_no_words_at_all(ask, sign):
    answer = ask("gate", "GET", f"/customers?q={sign}")
    assert answer.status in {200, 422}
    assert answer.status == 422 or isinstance(answer.json["customers"], list)
    assert len(ask("gate", "GET", "/customers").json["customers"]) == 8


def test_changes_are_found(ask):
    assert ask("office", "POST", "/customers", {"code": "NEW", "name": "Lloyd-Davies (Plant) Ltd."}).status == 201
    assert found(ask, "lloyd-davies") == found(ask, "davies (plant) ltd.") == ["NEW"]
    assert ask("office", "PATCH", "/customers/NEW", {"name": "D'Arcy"}).status == 200
    assert (found(ask, "lloyd-davies"), found(ask, "d'arcy")) == ([], ["NEW"])


def test_states(ask):
    ask("office", "PATCH", "/customers/PARRY", {"state": "stopped"})
    assert found(ask, "parry-jones", state="stopped") == ["PARRY"]
    assert found(ask, "parry-jones", state="open") == []
    assert [one["code"] for one in ask("gate", "GET", "/customers?state=stopped").json["customers"]] == ["PARRY"]
    assert len(ask("gate", "GET", "/customers").json["customers"]) == 8
