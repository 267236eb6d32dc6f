import pytest


def save(ask, name, **criteria):
    return ask("editor", "POST", "/api/searches", {"name": name, "criteria": criteria})


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ({"since": "1989-09-01", "until": "1989-12-31"}, ["RA-1989-0210"]),
        ({"since": "1989-11-10"}, ["RA-1992-0007", "RA-1989-0210"]),
        ({"until": "1978-04-02"}, ["RA-1978-0012"]),
        ({"until": "1984-05-06", "show": "nachtflug"}, ["RA-1984-0003", "RA-1979-0040", "RA-1978-0012"]),
        ({"since": "1984-05-07", "medium": "tape"}, []),
        ({"q": "jazz", "since": "1990-01-01"}, ["RA-1992-0007"]),
    ],
)
def test_save_list_open(ask, signatures, criteria, expected):
    answer = save(ask, "Mine", **criteria)
    assert (answer.status, answer.json["criteria"]) == (201, criteria)
    listed = {one["name"]: one for one in ask("editor", "GET", "/api/searches").json["items"]}
    assert listed["Mine"] == answer.json
    assert signatures("editor", f"/api/searches/{answer.json['id']}") == expected


def test_other_criteria(ask, signatures):
    answer = save(ask, "Old tapes", year=1984, medium="tape", since="")
    assert (answer.status, answer.json["criteria"]) == (201, {"year": 1984, "medium": "tape"})
    assert signatures("editor", f"/api/searches/{answer.json['id']}") == ["RA-1984-0003"]
    assert signatures("editor", "/api/searches/2") == ["RA-1984-0003", "RA-1979-0040", "RA-1978-0012"]


def test_refused(ask):
    assert save(ask, "Empty").status == 422
    refused = save(ask, "Wrong", since="autumn")
    assert (refused.status, list(refused.json["error"]["fields"])) == (422, ["since"])
    refused = save(ask, "Turned round", since="1990-01-01", until="1989-01-01")
    assert (refused.status, list(refused.json["error"]["fields"])) == (422, ["until"])


def test_unsaved(signatures):
    assert signatures(None, "/api/recordings?since=1979-01-01&until=1986-02-11") == ["RA-1986-0101", "RA-1979-0040"]
