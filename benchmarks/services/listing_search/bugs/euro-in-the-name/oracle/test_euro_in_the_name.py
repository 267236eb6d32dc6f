import pytest


@pytest.mark.parametrize("text", ["židle", "стул", "椅子", "İstanbul", "🎸 ½", "Łódź bike"])
def test_any_text(call, text):
    answer = call("GET", "/search.csv", params={"q": text})
    assert answer.status_code == 200
    header = answer.headers["content-disposition"]
    assert header.startswith("attachment")
    assert header.isascii() or header.encode("latin-1")
    assert ".csv" in header
    assert answer.content.decode("utf-8-sig").splitlines()[0].startswith("id,title,category")


@pytest.mark.parametrize("text", ['a"b', "a;b", "..", "a/b", "a\\b"])
def test_no_header_is_broken(call, text):
    header = call("GET", "/search.csv", params={"q": text}).headers["content-disposition"]
    assert header.count('"') in (0, 2)
    assert "/" not in header.partition("filename*")[0]


def test_results(call):
    answer = call("GET", "/search.csv?q=stuhl")
    assert "stuhl.csv" in answer.headers["content-disposition"]
    assert [line.split(",")[0] for line in answer.text.splitlines()[1:]] == ["L-1008"]
    assert "listings" in call("GET", "/search.csv").headers["content-disposition"]
