import pytest

LUGGER = {"title": "Lugger", "class": "dinghy", "year": 1991, "length": "5.72", "price": "6900"}
OLD = [{"ref": ref} for ref in ("N-101", "N-102", "N-103", "N-104")]


def boat(ref, **more):
    return {**LUGGER, "ref": ref, **more}


@pytest.fixture
def send(api):
    def send(who, boats):
        answer = api(who).post("/feeds", {"boats": boats})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        report = answer.get_json()
        assert all(row["reason"] for row in report["refused"])
        return report["added"], report["changed"], report["withdrawn"], [row["row"] for row in report["refused"]]

    return send


@pytest.fixture
def listed(api):
    """What a dealer has listed: reference -> (title, price, hull number)."""

    def listed(company):
        adverts = api().get("/adverts?size=100&sort=listed").get_json()["adverts"]
        return {advert["ref"]: (advert["title"], advert["price"]) for advert in adverts if advert["seller"] == company}

    return listed


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_others_are_taken(send, listed, place):
    boats = [boat("A"), boat("B", title="Other lugger", price="5000")]
    boats.insert(place, boat("TWICE", hin="GB-WES31099"))
    assert send("nzj", [*OLD, *boats]) == (2, 4, 0, [5 + place])
    mine = listed("Noordzee Jachten")
    assert (mine["A"], mine["B"]) == (("Lugger", "6900.00"), ("Other lugger", "5000.00"))
    assert set(mine) == {"N-101", "N-102", "N-103", "N-104", "A", "B"}
    assert listed("Solent Yachts")["S1"] == ("Westerly Fulmar", "17000.00")


def test_changes_before_and_after(send, listed):
    rows = [{"ref": "N-101", "price": "168000"}, boat("T1", hin="GB-RBC00551"), boat("T2", hin="GB-WES31099")]
    rows += [{"ref": "N-103", "price": "119000"}, boat("T3", hin="GB-WES31099"), boat("NEW")]
    assert send("nzj", rows) == (1, 2, 2, [2, 3, 5])
    mine = listed("Noordzee Jachten")
    assert {ref: price for ref, (_, price) in mine.items()} == {"N-101": "168000.00", "N-103": "119000.00", "NEW": "6900.00"}


def test_twice_in_one_feed(send, listed):
    assert send("nzj", [*OLD, boat("A", hin="NL-55"), boat("B", hin="NL-55"), boat("C", hin="NL-56")]) == (2, 4, 0, [6])
    assert set(listed("Noordzee Jachten")) == {"N-101", "N-102", "N-103", "N-104", "A", "C"}


def test_an_advert_that_takes_over_another_boat(send, listed, api):
    rows = [{"ref": "N-101"}, {"ref": "N-102"}, {"ref": "N-104"}, {"ref": "N-103", "hin": "GB-WES31099"}, boat("A")]
    assert send("nzj", rows) == (1, 3, 0, [4])
    assert api("nzj").get("/adverts/7").get_json()["status"] == "listed"
    assert api("nzj").get("/adverts/7").get_json()["price"] == "124500.00"
    assert set(listed("Noordzee Jachten")) == {"N-101", "N-102", "N-103", "N-104", "A"}


def test_once_more_the_same_feed(send, listed):
    rows = [*OLD, boat("A", hin="NL-55"), boat("TWICE", hin="GB-WES31099")]
    assert send("nzj", rows) == (1, 4, 0, [6])
    assert send("nzj", rows) == (0, 5, 0, [6])
    assert send("sol", [{"ref": "S1", "price": "16500", "hin": "GB-WES31099"}]) == (0, 1, 1, [])
    assert listed("Solent Yachts") == {"S1": ("Westerly Fulmar", "16500.00")}


def test_as_csv_with_other_faults(api, listed):
    feed = "Reference;Title;Boat class;Built;LOA;Price;HIN\r\nA;Lugger;dinghy;1991;5.72;6900;GB-WES31099\r\n"
    feed += "B;Lugger;dinghy;1991;5.72;much;\r\n;Lugger;dinghy;1991;5.72;1;\r\nC;Lugger;dinghy;1991;5.72;800;NL-9\r\n"
    report = api("nzj").post("/feeds", data=feed.encode(), content_type="text/csv").get_json()
    assert (report["added"], report["changed"], report["withdrawn"]) == (1, 0, 4)
    assert [row["row"] for row in report["refused"]] == [1, 2, 3]
    assert listed("Noordzee Jachten") == {"C": ("Lugger", "800.00")}


def test_adverts_of_other_people(api):
    answer = api("bram").post("/adverts", {**LUGGER, "hin": "GB-WES31099"})
    assert (answer.status_code, answer.get_json()["error"]) == (409, "hin")
