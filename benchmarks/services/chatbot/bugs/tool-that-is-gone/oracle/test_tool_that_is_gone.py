import pytest


@pytest.mark.parametrize("names", [["weather"], ["weather", "search", "weather"], ["aardvark", "calculator"]])
def test_unknown_tools(say, dev, names):
    for name in names:
        assert say(f'!call {name} {{"expression": "1"}}').status_code == 201
    answer = dev.get("/statistics/tools")
    assert answer.status_code == 200
    expected = {"order_lookup": {"calls": 7, "failed": 1}}
    if "calculator" in names:
        expected["calculator"] = {"calls": 1, "failed": 0}
    assert {name: one for name, one in answer.json()["tools"].items() if one["calls"]} == expected


def test_known_tools(say, dev):
    before = dev.get("/statistics/tools").json()["tools"]["order_lookup"]
    say("where is order B-201")
    say("where is order Z-999")
    after = dev.get("/statistics/tools").json()["tools"]
    assert after == {"order_lookup": {"calls": before["calls"] + 2, "failed": before["failed"] + 1}}
