import pytest


def test_title_before_description(codes):
    assert codes("q=grammar")[-1] == "SP-201"
    assert codes("q=yoga") == ["YO-100", "YO-200"]


def test_umlauts_and_accents(codes):
    assert codes("q=kaese") == codes("q=K%C3%A4se") == ["CO-110"]
    assert codes("q=crepes") == ["CO-130"]
    assert codes("q=dvorak") == ["PY-100", "PY-200"]


def test_phrases_and_banned_words(codes):
    assert codes("q=%22people+who%22&order=title") == ["BK-100", "PY-100"]
    assert codes("q=spanish+-film") == ["SP-101", "SP-201"]


def test_paging(client):
    first = client.get("/courses?size=20").json()
    assert (first["total"], first["pages"], len(first["items"])) == (35, 2, 20)
    second = client.get("/courses?size=20&page=2").json()
    assert len(second["items"]) == 15
    assert client.get("/courses?size=20&page=3").json()["items"] == []


def test_orders(codes):
    assert codes("category=cooking&order=price") == ["CO-130", "CO-100", "CO-110", "CO-120"]
    assert codes("category=cooking&order=-price") == ["CO-120", "CO-110", "CO-100", "CO-130"]
    assert codes("venue=Observatory&order=price") == ["AS-100", "AS-900"]


def test_filters(codes):
    assert codes("venue=Urania,Online&language=en&order=title") == ["EN-310", "PY-200", "PY-100"]
    assert codes("category=crafts&price_to=95,00") == ["BB-100", "SE-100"]
    assert codes("category=music&starts_from=2026-09-18&starts_to=2026-09-28") == ["CH-100"]


def test_nothing_found(client):
    assert client.get("/courses?q=potery").json() == {
        "total": 0,
        "page": 1,
        "pages": 0,
        "items": [],
        "instead": "pottery",
    }


@pytest.mark.parametrize(
    "query", ["page=0", "page=two", "size=101", "order=best", "price_to=cheap", "starts_from=soon"]
)
def test_bad_parameters(client, query):
    answer = client.get(f"/courses?{query}")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == query.partition("=")[0]
