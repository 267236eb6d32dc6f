import pytest

from boat_market import feeds

HEAD = "Reference;Title;Boat class;Built;LOA;Price;Engine hours;Fuel;HIN\r\n"


@pytest.fixture(autouse=True)
def dealers(person):
    person("nzj", dealer="NZJ")
    person("sol", dealer="SOL")
    person("bram")


@pytest.fixture
def send(api):
    def send(who, content):
        if isinstance(content, list):
            return api(who).post("/feeds", {"boats": content})
        raw = content if isinstance(content, bytes) else content.encode()
        return api(who).post("/feeds", data=raw, content_type="text/csv")

    return send


def rib(ref, **more):
    return {"ref": ref, "title": "Ribcraft 585", "class": "rib", "year": 2016, "length": "5.85", "price": 20400, **more}


def test_a_feed_as_csv(send, api):
    feed = HEAD + "R1;Ribcraft 585;rib;2016;5.85;20400;320;petrol;GB-1\r\nD1;Lugger;dinghy;1991;5.72;6900;;;\r\n"
    answer = send("nzj", b"\xef\xbb\xbf" + feed.encode())
    assert answer.get_json() == {"added": 2, "changed": 0, "withdrawn": 0, "refused": []}
    assert {advert["ref"] for advert in api().get("/adverts").get_json()["adverts"]} == {"R1", "D1"}


def test_the_next_feed(send, api):
    send("nzj", [rib("R1", hours=10, fuel="petrol"), rib("R2", hours=10, fuel="petrol")])
    answer = send("nzj", [rib("R2", price="19000"), rib("R3")])
    assert answer.get_json() == {"added": 1, "changed": 1, "withdrawn": 1, "refused": []}
    assert [(a["ref"], a["price"]) for a in api().get("/adverts").get_json()["adverts"]] == [("R2", "19000.00")]
    assert send("nzj", [rib("R1"), rib("R2")]).get_json()["changed"] == 2
    assert len(api().get("/adverts").get_json()["adverts"]) == 2


def test_windows_letters(send, api):
    send("nzj", (HEAD + "K1;Königsboot;dinghy;1991;5.72;6900;;;\n").encode("cp1252"))
    assert api().get("/adverts").get_json()["adverts"][0]["title"] == "Königsboot"


def test_rows_that_are_not_taken(send):
    answer = send("nzj", [rib("R1"), rib("R2", price="much"), {"title": "No reference"}, rib("R4")])
    assert answer.get_json()["added"] == 2
    assert [row["row"] for row in answer.get_json()["refused"]] == [2, 3]


def test_a_row_that_is_wrong_changes_nothing(send, api):
    send("nzj", [rib("R1", hours=10, fuel="petrol")])
    answer = send("nzj", [rib("R1", title="Ribcraft", price="much")])
    assert answer.get_json() == {"added": 0, "changed": 0, "withdrawn": 0, "refused": [{"row": 1, "reason": "price is no decimal number"}]}
    assert [advert["title"] for advert in api().get("/adverts").get_json()["adverts"]] == ["Ribcraft 585"]


def test_a_boat_of_another_dealer(send, session):
    send("sol", [rib("S1", hin="GB-7")])
    answer = send("nzj", [rib("R1"), rib("R2", hin="GB-7"), rib("R3")])
    assert answer.status_code == 200
    assert answer.get_json()["added"] == 2
    assert answer.get_json()["refused"] == [{"row": 2, "reason": "this boat is advertised already"}]


@pytest.mark.parametrize("body", ["{", "[]", '{"boats": {}}', '{"boats": [1]}'])
def test_what_is_no_feed(api, body):
    assert api("nzj").post("/feeds", data=body, content_type="application/json").status_code == 400


def test_feeds_are_for_dealers(send):
    assert send("bram", [rib("R1")]).status_code == 422


def test_a_feed_from_a_file(tmp_path, capsys):
    (tmp_path / "boats.csv").write_text(HEAD + "R1;Rib;rib;2016;5.85;oops;320;petrol;\n")
    feeds.main("NZJ", str(tmp_path / "boats.csv"))
    assert capsys.readouterr().out == "0 added, 0 changed, 0 withdrawn\nrow 1: price is no decimal number\n"
