import pytest


def demand(client, query):
    answer = client.get(f"/stats/demand?{query}")
    assert answer.status_code == 200
    return [(course["code"], course["demand"]) for course in answer.json()["courses"] if course["demand"] is not None]


def test_page_of_a_course_without_decided_seats(client):
    answer = client.get("/courses/ch-100/occupancy")
    assert answer.status_code == 200
    found = answer.json()
    assert found["code"] == "CH-100"
    assert (found["seats"], found["taken"], found["waiting"], found["free"]) == (0, 11, 0, 0)
    assert found["rate"] is None and found["demand"] is None
    assert found["weeks"][-1]["total"] == 11


@pytest.mark.parametrize(
    ("code", "rate", "wanted"),
    [
        ("SP-101", 1.0, 1.214),
        ("DE-001", 1.125, 1.438),
        ("CO-100", 1.0, 1.5),
        ("GU-200", 0.0, 0.0),
        ("EN-310", None, None),
    ],
)
def test_other_courses(client, code, rate, wanted):
    found = client.get(f"/courses/{code}/occupancy").json()
    assert (found["rate"], found["demand"]) == (rate, wanted)


def test_list_with_such_courses(client):
    assert demand(client, "category=music") == [("GU-100", 0.875), ("GU-200", 0.0)]
    assert demand(client, "category=music&least=0,5") == [("GU-100", 0.875)]


def test_whole_list(client):
    found = demand(client, "least=1.1")
    assert found == [("CO-100", 1.5), ("DE-001", 1.438), ("SP-101", 1.214), ("PY-100", 1.167), ("AS-100", 1.133), ("PO-100", 1.125)]
    codes = [code for code, _ in demand(client, "")]
    assert len(codes) == 31
    assert not {"CH-100", "EN-310", "PY-200", "NF-3"} & set(codes)


def test_nobody_wants_it_and_no_seats(serve, add_courses):
    add_courses("linz", {"code": "LINZ-1", "seats": "0", "category": "owls"}, {"code": "LINZ-2", "seats": "4", "category": "owls"})
    client = serve()
    assert demand(client, "category=owls") == [("LINZ-2", 0.0)]
    assert client.get("/courses/LINZ-1/occupancy").json()["demand"] is None


def test_other_figures_stay(client):
    assert demand(client, "category=languages&least=1") == [("DE-001", 1.438), ("SP-101", 1.214)]
    assert client.get("/stats/demand?least=much").status_code == 400
