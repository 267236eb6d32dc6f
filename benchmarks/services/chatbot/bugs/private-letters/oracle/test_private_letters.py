import pytest


@pytest.mark.parametrize("odd", ["\uf8ff", "\x07", "\x7f", "\U000f0000"])
def test_signs_without_a_name(ben, odd):
    answer = ben.post("/tokens/count", json={"text": f"ab {odd} яя1"})
    assert answer.status_code == 200
    body = answer.json()
    assert (body["tokens"], body["characters"]) == (3, 8)
    known = {name: times for name, times in body["scripts"].items() if name in ("LATIN", "CYRILLIC", "DIGIT")}
    assert known == {"LATIN": 2, "CYRILLIC": 2, "DIGIT": 1}


def test_named(ben):
    body = ben.post("/tokens/count", json={"text": "Größe 日本 ok!"}).json()
    assert body["scripts"] == {"LATIN": 7, "CJK": 2, "EXCLAMATION": 1}


def test_nothing(ben):
    body = ben.post("/tokens/count", json={"text": " \n "}).json()
    assert (body["tokens"], body["scripts"]) == (0, {})
