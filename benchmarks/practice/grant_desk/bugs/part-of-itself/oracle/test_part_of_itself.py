UNI, FACULTY, GROUP = 3, 4, 5
NAMES = ["Universidade do Vouga", "Faculdade de Ciências", "Limnology Group"]


def move(ask, key, parent):
    return ask("officer", "PATCH", f"/organisations/{key}", {"part_of": parent})


def within(ask, key):
    answer = ask("officer", "GET", f"/organisations/{key}")
    assert answer.status == 200
    return answer.json["within"]


def unchanged(ask):
    assert within(ask, UNI) == []
    assert within(ask, FACULTY) == NAMES[:1]
    assert within(ask, GROUP) == [NAMES[1], NAMES[0]]
    assert ask("officer", "GET", "/organisations/3").json["part_of"] is None
    assert len(ask("officer", "GET", "/organisations").json["organisations"]) == 5


def test_loops(ask):
    for key, parent in [(UNI, GROUP), (UNI, FACULTY), (FACULTY, GROUP), (UNI, UNI), (GROUP, GROUP)]:
        answer = move(ask, key, parent)
        assert (answer.status, answer.json["error"]) == (409, "conflict")
        unchanged(ask)


def test_nothing_of_a_refused_change_stays(ask):
    answer = ask("officer", "PATCH", "/organisations/3", {"name": "Vouga", "part_of": GROUP})
    assert answer.status == 409
    assert ask("officer", "GET", "/organisations/3").json["name"] == NAMES[0]
    unchanged(ask)


def test_two_of_them(ask):
    assert move(ask, 1, 2).json["within"] == ["Saltmarsh Trust"]
    assert move(ask, 2, 1).status == 409
    assert move(ask, 1, None).json["within"] == []
    assert move(ask, 2, 1).json["within"] == ["Rios Limpos"]


def test_a_longer_way(ask):
    assert move(ask, UNI, 1).status == move(ask, 1, 2).status == 200
    assert within(ask, GROUP) == [NAMES[1], NAMES[0], "Rios Limpos", "Saltmarsh Trust"]
    for parent in (GROUP, FACULTY, UNI, 1, 2):
        assert move(ask, 2, parent).status == 409
    assert within(ask, 2) == []


def test_other_moves(ask):
    assert move(ask, GROUP, UNI).json["within"] == NAMES[:1]
    assert move(ask, FACULTY, GROUP).json["within"] == [NAMES[2], NAMES[0]]
    assert move(ask, FACULTY, GROUP).status == 200
    assert move(ask, GROUP, 99).status == 404
    answer = ask("officer", "PATCH", "/organisations/5", {"iban": "PT50", "country": "ES"})
    assert (answer.status, answer.json["iban"], answer.json["within"]) == (200, "PT50", NAMES[:1])
