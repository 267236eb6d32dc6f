import pytest

SHEET = "Serial;Read at;Value\nH-1004;20.04.2026 08:30;1.402,5\nh-1009;20.04.2026 08:40;2.210\n"


def send(client, *readings, **more):
    return client.post("/readings", json={"readings": list(readings), **more})


def reading(value="15000.5", at="2026-04-22T06:00:00+02:00", serial="H-1001", **more):
    return {"serial": serial, "taken_at": at, "value": value, **more}


def test_readings_are_taken_in(client):
    answer = send(client, reading(), reading(serial="H-1004", value="1500"))
    assert (answer.status_code, answer.json()) == (202, {"accepted": 2, "known": 0, "refused": []})


def test_the_same_again_is_known(client):
    send(client, reading())
    assert send(client, reading()).json() == {"accepted": 0, "known": 1, "refused": []}
    assert send(client, reading(at="2026-04-22T04:00:00Z")).json()["known"] == 1
    assert send(client, reading(at="2026-04-22T06:00:00")).json()["known"] == 1


def test_another_value_is_a_conflict(client):
    send(client, reading())
    answer = send(client, reading(value="15001"), reading(at="2026-04-22T07:00:00+02:00", value="15002"))
    assert answer.json() == {"accepted": 1, "known": 0, "refused": [{"row": 1, "why": "conflict"}]}
    assert send(client, reading(value="15001", corrects=True)).json()["accepted"] == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"serial": "H-7777"}, "unknown meter"),
        ({"value": "-3"}, "negative"),
        ({"at": "2026-04-22T10:00:00+02:00"}, "in the future"),
    ],
)
def test_refused_rows_keep_no_other_out(client, wrong, why):
    answer = send(client, reading(**wrong), reading(serial="H-1004", value="1500"))
    assert answer.json() == {"accepted": 1, "known": 0, "refused": [{"row": 1, "why": why}]}


def test_units(client):
    send(client, reading(serial="H-1009", at="2026-04-02T00:00:00+02:00", value="2083.5"))
    assert client.get("/meters/H-1009/usage?month=2026-03").json()["kwh"] == "739.8"


def test_a_batch_has_a_limit(client):
    assert send(client, *[reading()] * 2001).status_code == 422


def test_a_sheet(client):
    answer = client.post("/readings/sheet", content=SHEET.encode())
    assert (answer.status_code, answer.json()) == (202, {"accepted": 2, "known": 0, "refused": []})
    again = reading(serial="H-1004", at="2026-04-20T08:30:00+02:00", value="1402.5")
    assert send(client, again).json()["known"] == 1


def test_a_sheet_in_the_code_page_of_the_office(client):
    sheet = "Serial;Read at;Value;Remark\nH-1004;20.04.2026 08:30;1.402,5;Schlüssel beim Nachbarn\n"
    assert client.post("/readings/sheet", content=sheet.encode("cp1252")).json()["accepted"] == 1


def test_rows_of_a_sheet_that_cannot_be_read(client):
    sheet = SHEET + "H-1001;yesterday;5\nH-1001;20.04.2026 09:00\n"
    answer = client.post("/readings/sheet", content=sheet.encode()).json()
    assert (answer["accepted"], [entry["row"] for entry in answer["refused"]]) == (2, [3, 4])


def test_a_sheet_without_its_columns(client):
    answer = client.post("/readings/sheet", content=b"serial;value\nH-1001;5\n")
    assert (answer.status_code, answer.json()["detail"]) == (422, "the sheet has no column read at")


def test_profile_of_a_day(client):
    hours = client.get("/meters/H-3001/profile?day=2026-01-20").json()["hours"]
    assert [hour["kwh"] for hour in hours] == [f"{(310 + 20 * hour) / 1000 + 1e-9:.1f}" for hour in range(24)]
    assert hours[7]["from"] == "2026-01-20T07:00:00+01:00"


def test_profile_of_a_day_that_was_not_measured(client):
    hours = client.get("/meters/H-3002/profile?day=2026-01-20").json()["hours"]
    assert [hour["kwh"] for hour in hours] == [None] * 24
