import pytest


def match(client, names):
    answer = client.post("/names/match", json={"names": names})
    assert answer.status_code == 200
    assert [one["given"] for one in answer.json()] == names
    return [(one["match"], one["accepted"], one["how"]) for one in answer.json()]


ROSA = ("Rosa alpina", "Rosa pendulina", "exact")
DRYAS = ("Dryas octopetala", "Dryas octopetala", "exact")
ORCHIS = ("Orchis militaris", "Orchis militaris", "close")
NONE = (None, None, "none")


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (["Rosa alpina", "Dryas octopetala", "rosa alpina"], [ROSA, DRYAS, ROSA]),
        (["Rosa alpina"] * 5, [ROSA] * 5),
        (["Orchis militarys", "Orchis  militarys", "ORCHIS MILITARYS"], [ORCHIS] * 3),
        (["Quercus robur", "Rosa alpina", "Quercus robur"], [NONE, ROSA, NONE]),
        (["Orchis militarys", "Quercus robur", "Orchis militarys", "Quercus robur", "Dryas octopetala"], [ORCHIS, NONE, ORCHIS, NONE, DRYAS]),
        (["", ""], [NONE, NONE]),
        (["Rosa alpina", "Dryas octopetala", "Orchis militarys"], [ROSA, DRYAS, ORCHIS]),
        ([], []),
    ],
)
def test_lists(client, names, wanted):
    assert match(client, names) == wanted


def test_again(client):
    for _ in range(3):
        assert match(client, ["Rosa alpina", "ROSA ALPINA"]) == [ROSA, ROSA]


def test_too_long(client):
    assert match(client, ["Rosa alpina", "Quercus robur"] * 250) == [ROSA, NONE] * 250
    assert client.post("/names/match", json={"names": ["Rosa alpina"] * 501}).status_code == 422
