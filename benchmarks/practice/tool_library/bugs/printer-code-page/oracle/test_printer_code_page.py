import pytest


def slip(ask, card, asking=None):
    answer = ask(asking or card, "GET", f"/members/{card}/slip")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/plain")
    return answer.content.decode("cp1252").splitlines()


def test_name_with_other_letters(ask):
    lines = slip(ask, 1006)
    assert lines[0] == "TOOL LIBRARY                1006"
    assert "ucja" in lines[1] and "ak" in lines[1]
    assert lines[2] == "-" * 32
    assert lines[3:] == ["Wheelbarrow                08-08", "-" * 32, "Tools                          1"]


@pytest.mark.parametrize(("name", "kept"), [("Čapek Ωmega", "apek"), ("Иван Petrov", "Petrov"), ("Ağaoğlu", "ao")])
def test_other_names(ask, model, name, kept):
    model("people.Member").objects.filter(card=1008).update(first_name=name, last_name="")
    lines = slip(ask, 1008, 1002)
    assert kept in lines[1] and lines[-1] == "Tools                          0"


def test_tool_names(ask, model):
    model("catalogue.Tool").objects.filter(sku="HEDGE").update(name="Hedge trimmer ≥ 2 m")
    line = slip(ask, 1005)[3]
    assert line.startswith("Hedge trimmer ") and line.endswith("12-09")


def test_letters_of_the_code_page_stay(ask, model):
    assert slip(ask, 1008)[1] == "Inês Prado"
    model("catalogue.Tool").objects.filter(sku="HEDGE").update(name="Größe š für 5 €")
    assert slip(ask, 1005)[3] == "Größe š für 5 €            12-09"


def test_whole_slip(ask):
    assert slip(ask, 1003) == [
        "TOOL LIBRARY                1003",
        "Greta Lindqvist",
        "-" * 32,
        "Hammer drill               16-09",
        "Ladder, 6 m                16-09",
        "-" * 32,
        "Tools                          2",
    ]


def test_not_yours(ask):
    assert ask(1003, "GET", "/members/1006/slip").status == 403
