import pytest

from boat_market import clock, nightly


@pytest.mark.parametrize(
    "who, rows",
    [
        ("nzj", [{"enquiry": 1, "advert": "Linssen Grand Sturdy 35", "hours": 69}]),
        ("sol", [{"enquiry": 4, "advert": "Ribcraft 585", "hours": 48}]),
        ("bram", []),
        ("anna", []),
    ],
)
def test_who_has_not_answered(api, who, rows):
    assert api(who).get("/enquiries/overdue").get_json() == {"overdue": rows}


def test_it_is_for_those_who_have_signed_in(api):
    assert api().get("/enquiries/overdue").status_code == 401


def test_hours_go_on(api):
    with clock.stopped_at("2026-06-11T20:00:00+00:00"):
        assert [row["hours"] for row in api("nzj").get("/enquiries/overdue").get_json()["overdue"]] == [106, 48]
    with clock.stopped_at("2026-06-11T19:59:59+00:00"):
        assert [row["hours"] for row in api("nzj").get("/enquiries/overdue").get_json()["overdue"]] == [105]


def test_an_answer_ends_the_waiting(api):
    answer = api("nzj").post("/enquiries/1/messages", {"text": "It is."})
    assert answer.get_json()["waiting_since"] is None
    assert api("nzj").get("/enquiries/overdue").get_json() == {"overdue": []}
    with clock.stopped_at("2026-06-10T10:00:00+02:00"):
        assert api("anna").post("/enquiries/1/messages", {"text": "And the other one?"}).status_code == 200
    with clock.stopped_at("2026-06-13T12:30:00+02:00"):
        assert api("nzj").get("/enquiries/overdue").get_json()["overdue"][0] == {
            "enquiry": 1,
            "advert": "Linssen Grand Sturdy 35",
            "hours": 74,
        }


def test_a_new_enquiry(api):
    asked = api("carla").post("/adverts/6/enquiries", {"text": "Is the trailer included?"})
    assert (asked.status_code, asked.get_json()["waiting_since"]) == (201, "2026-06-10T07:30:00+00:00")
    again = api("carla").post("/adverts/6/enquiries", {"text": "Hello?"})
    assert (again.get_json()["waiting_since"], len(again.get_json()["messages"])) == ("2026-06-10T07:30:00+00:00", 2)
    with clock.stopped_at("2026-06-12T08:31:00+00:00"):
        assert api("bram").get("/enquiries/overdue").get_json()["overdue"] == [
            {"enquiry": 5, "advert": "Marieholm Folkboat", "hours": 49}
        ]


def test_since_when_people_wait(api):
    rows = api("nzj").get("/enquiries").get_json()["enquiries"]
    assert [(row["id"], row["waiting_since"]) for row in rows] == [
        (2, "2026-06-09T20:00:00+00:00"),
        (1, "2026-06-07T10:00:00+00:00"),
    ]
    assert api("bram").get("/enquiries").get_json()["enquiries"][0]["waiting_since"] is None


def test_the_night(capsys):
    nightly.main()
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "sales@noordzee.example: Anna Visser waits for 69 hours",
        "desk@solent.example: Anna Visser waits for 48 hours",
    ]
