from urllib.parse import quote

import pytest


def found(ask, words, who="officer", more=""):
    answer = ask(who, "GET", f"/applications?q={quote(words, safe='')}{more}")
    assert answer.status == 200
    return [row["reference"] for row in answer.json["applications"]]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("co-operative", ["SEED26-0002"]),
        ("reed CO-OPERATIVE", ["SEED26-0002"]),
        ("otters'", ["SEED26-0003"]),
        ("otters' mapping", ["SEED26-0003"]),
        ('"night walks"', ["SEED26-0004"]),
        ('"night', ["SEED26-0004"]),
        ("tejo: lessons", ["SEED26-0001"]),
        ("title:tejo", []),
        ("(clean) banks", ["RIVER26-0001"]),
        ("schools, volunteers", ["RIVER26-0001"]),
        ("riv*", []),
        ("^diaries", ["RIVER26-0003"]),
        ("data + mapping", ["SEED26-0003"]),
        ("volunteers AND schools", ["RIVER26-0001"]),
        ("banks OR walks", []),
        ("banks NOT walks", []),
        ("NEAR", []),
    ],
)
def test_words(ask, words, wanted):
    assert found(ask, words) == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [("rivers", []), ("river", ["RIVER26-0003", "SEED26-0001"]), ("to listening", ["RIVER26-0002"]), ("walks Night", ["SEED26-0004"])],
)
def test_plain_words(ask, words, wanted):
    assert found(ask, words) == wanted


@pytest.mark.parametrize("words", ["--", "'", '"', '""', "*", "()", ": ;"])
def test_nothing_but_punctuation(ask, words):
    assert ask("officer", "GET", f"/applications?q={quote(words, safe='')}").status in {200, 422}


def test_changed_titles(ask):
    title = {"title": "Não-lugares do café", "summary": 'The "other" coast'}
    assert ask("rita", "PATCH", "/applications/SEED26-0004", title).status == 200
    assert found(ask, "nao-lugares cafe") == found(ask, '"other"') == ["SEED26-0004"]
    assert found(ask, "night-walks") == []


def test_who_sees_what(ask):
    assert found(ask, "co-operative", "owen") == ["SEED26-0002"]
    assert found(ask, "co-operative", "rita") == []
    assert found(ask, "co-operative", more="&call=RIVER26") == []
    assert found(ask, "otters'", more="&state=submitted") == ["SEED26-0003"]
    assert len(ask("officer", "GET", "/applications").json["applications"]) == 7
    assert ask("joao", "GET", "/applications?q=co-operative").status == 403
