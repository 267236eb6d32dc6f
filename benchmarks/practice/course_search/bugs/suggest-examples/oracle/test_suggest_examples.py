import pytest


def suggest(client, prefix):
    answer = client.get(f"/suggest?prefix={prefix}")
    assert answer.status_code == 200
    return dict(zip(answer.json()["words"], answer.json()["examples"], strict=True))


@pytest.mark.parametrize(
    ("search", "prefix", "words"),
    [
        ("crafts+-potluck", "pot", ["pottery"]),
        ("-yogurt", "yo", ["your", "yoga", "you", "yuko"]),
        ("yoga+-backpack+-backyard", "back", ["back"]),
        ("-%22zither+players%22", "zi", []),
    ],
)
def test_unknown_words_that_are_banned(client, search, prefix, words):
    before = suggest(client, prefix)
    assert client.get(f"/courses?q={search}").status_code == 200
    assert suggest(client, prefix) == before
    assert set(before) <= set(words)


def test_facets_with_banned_words(client):
    assert client.get("/facets?q=bread+-glazed").status_code == 200
    assert suggest(client, "glaz") == {"glazes": "Glazes"}


def test_corrections_are_words_of_the_programme(client):
    assert client.get("/courses?q=-potery+-gitar").status_code == 200
    assert client.get("/courses?q=potery").json()["instead"] == "pottery"
    assert client.get("/courses?q=gitar").json()["instead"] == "guitar"


def test_searching_leaves_the_index_alone(own, service):
    catalogue = service("catalogue").Catalogue.load(own.folder)
    textindex = service("textindex")
    index = textindex.TextIndex.of(catalogue)
    known = index.complete("n", 99), index.complete("f", 99), index.complete("gr", 99)
    for text in ("spanish -film", "spanish -flim -grammar", "-nothing", "unheard", '"never heard" of'):
        index.score(textindex.Terms.read(text))
    assert (index.complete("n", 99), index.complete("f", 99), index.complete("gr", 99)) == known
    assert index.did_you_mean(textindex.Terms.read("flim")) == "film"


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("spanish+-film", {"SP-101", "SP-201"}),
        ("spanish+-flim", {"SP-101", "SP-201", "SP-305"}),
        ("python+-data+-nonsense", {"PY-100"}),
        ("guitar+-guitar", set()),
    ],
)
def test_banned_words_are_left_out(client, query, codes):
    found = client.get(f"/courses?q={query}").json()
    assert {item["code"] for item in found["items"]} == codes


def test_examples(client):
    assert suggest(client, "spa") == {"spanish": "Spanish for beginners", "spain": "Spanish conversation"}
    assert suggest(client, "sourd") == {"sourdough": "Sourdough bread"}
    assert suggest(client, "xyz") == {}
