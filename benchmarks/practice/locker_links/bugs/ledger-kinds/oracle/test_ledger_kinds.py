import pytest


@pytest.fixture
def noted(app, opened):
    """Three offers made and withdrawn, with other events between; gives the number of the rental."""
    number = opened("iva", "SMI")
    for phone in ["+420700000001", "+420700000002", "+420700000003"]:
        assert app("iva").post(f"/api/rentals/{number}/offer", {"phone": phone}).status_code == 201
        assert app().post("/api/lockers/SMI-003/open", {"code": "135790"}).status_code == 200
        assert app("iva").delete(f"/api/rentals/{number}/offer").status_code == 200
    return number


def events(app, query):
    answer = app("ota").get(f"/api/ledger?{query}")
    assert answer.status_code == 200
    return answer.json()["events"]


def test_the_newest_of_a_kind(app, noted):
    found = events(app, "kind=offer.made&limit=2")
    assert [event["detail"]["phone"] for event in found] == ["+420700000003", "+420700000002"]
    assert [event["kind"] for event in found] == ["offer.made"] * 2


def test_first_word_and_limit(app, noted):
    assert [event["kind"] for event in events(app, "kind=offer&limit=3")] == ["offer.withdrawn", "offer.made", "offer.withdrawn"]
    assert len(events(app, "kind=offer&limit=100")) == 7
    assert [event["kind"] for event in events(app, "kind=rental.closed&limit=1")] == ["rental.closed"]


def test_the_limit_counts_only_the_kind(app, noted):
    """The newest event is another one."""
    app("eda").post("/api/lockers/KLA-001/open", {"code": "271828"})
    app("eda").post("/api/lockers/KLA-001/open", {"code": "271828"})
    assert [event["kind"] for event in events(app, "kind=offer&limit=1")] == ["offer.withdrawn"]
    assert [event["kind"] for event in events(app, "limit=2")] == ["locker.opened", "locker.opened"]


def test_paging_through_a_kind(app, noted):
    seen, before = [], ""
    while page := events(app, f"kind=offer.made&limit=1{before}"):
        assert len(page) == 1
        seen.append(page[0]["detail"]["phone"])
        before = f"&before={page[0]['id']}"
    assert seen == ["+420700000003", "+420700000002", "+420700000001", "+420601000005"]


def test_kind_limit_and_rental(app, noted):
    found = events(app, f"kind=locker&limit=2&rental={noted}")
    assert [(event["kind"], event["by"], event["rental"]) for event in found] == [("locker.opened", None, noted)] * 2


def test_without_a_limit(app, noted):
    assert [event["kind"] for event in events(app, f"kind=rental&rental={noted}")] == ["rental.started"]
    assert events(app, "kind=off") == []
    assert events(app, "kind=off&limit=4") == []


def test_what_is_refused(app):
    assert app("ota").get("/api/ledger?kind=offer&limit=0").status_code == 400
    assert app("iva").get("/api/ledger?kind=offer&limit=5").status_code == 403
    assert app().get("/api/ledger?kind=offer&limit=5").status_code == 401
