import pytest

from parts_finder import text


@pytest.fixture
def marked(find):
    return lambda **parameters: {part["part_id"]: part["marked"] for part in find(**parameters)["parts"]}


def test_behind_sharp_s(marked):
    assert marked(q="links", category="body") == {"P0004": "Außenspiegel <em>links</em>"}
    assert marked(q="fussbuhne") == {"P0005": "Großer Stoßdämpfer-Satz, weiß, <em>Fußbühne</em>"}
    assert marked(q="Fußbühne weiss") == {"P0005": "Großer Stoßdämpfer-Satz, <em>weiß</em>, <em>Fußbühne</em>"}


def test_within_sharp_s(marked):
    assert marked(q="aussen") == {"P0004": "<em>Außen</em>spiegel links", "P0016": "<em>Außen</em>spiegel rechts"}
    assert marked(q="stossd") == {
        "P0005": "Großer <em>Stoßd</em>ämpfer-Satz, weiß, Fußbühne", "P0018": "<em>Stoßd</em>ämpfer hinten"
    }
    assert marked(q="stoßdämpfer hint") == {"P0018": "<em>Stoßdämpfer</em> <em>hint</em>en"}
    assert marked(q="gross satz") == {"P0005": "<em>Groß</em>er Stoßdämpfer-<em>Satz</em>, weiß, Fußbühne"}


def test_others(marked):
    assert marked(q="olfilter") == {"P0003": "<em>Ölfilter</em>"}
    assert marked(q="scheinwerfer r") == {"P0006": "<em>Scheinwerfer</em> <em>r</em>echts"}
    assert marked(q="1k0615301aa") == {"P0001": "Bremsscheibe vorne"}
    assert marked(brand="bmw", category="lights") == {"P0015": "Scheinwerfer Xenon"}


@pytest.mark.parametrize(
    "title, wanted, expected",
    [
        ("Schloß ﬁx", ["fix"], "Schloß <em>ﬁx</em>"),
        ("Straße Nr 5", ["nr", "5"], "Straße <em>Nr</em> <em>5</em>"),
        ("Bremsscheibe vorne", ["vorne", "brems"], "<em>Brems</em>scheibe <em>vorne</em>"),
        ("Spoiler", ["spoiler", "spo"], "<em>Spoiler</em>"),
        ("Turbina", ["faro"], "Turbina"),
        ("Turbina", [], "Turbina"),
        ("", ["faro"], ""),
    ],
)
def test_mark(title, wanted, expected):
    assert text.mark(title, wanted) == expected
