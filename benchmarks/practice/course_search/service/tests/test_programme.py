from course_search.catalogue import Catalogue


def test_health(client):
    answer = client.get("/health").json()
    assert answer["ok"] is True
    assert answer["courses"] == 35


def test_course_with_everything(client):
    course = client.get("/courses/sp-101").json()
    assert course["title"] == "Spanish for beginners"
    assert course["starts_on"] == "2026-09-21"
    assert (course["seats"], course["evenings"], course["price"]) == (14, 12, 138.0)
    assert course["tags"] == ["spain", "grammar"]


def test_what_is_unknown_is_null(client):
    course = client.get("/courses/AS-900").json()
    assert [course[name] for name in ("price", "starts_on", "weekday", "time_from", "evenings")] == [None] * 5
    assert course["seats"] == 12


def test_unknown_course(client):
    answer = client.get("/courses/XX-1")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "Not in the programme"


def test_partners_are_part_of_the_programme(filled):
    catalogue = Catalogue.load(filled.folder)
    assert list(catalogue.courses["provider"].unique()) == ["house", "nf"]
    assert catalogue.tags["NF-2"] == ("mushrooms", "walk")


def test_description_with_semicolon(client):
    assert client.get("/courses/PO-300").json()["description"].startswith("Chemistry and colours; for")
