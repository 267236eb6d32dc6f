def test_csv(client):
    answer = client.get("/export.csv?venue=Observatory&order=title")
    assert answer.headers["content-disposition"] == 'attachment; filename="courses-20260914.csv"'
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "code,title,category,level,venue,weekday,starts_on,price,provider"
    assert lines[2] == "AS-900,Private tour of the observatory,science,,Observatory,,,,house"


def test_calendar_follows_summer_time(client):
    text = client.get("/courses/AS-100/calendar.ics").text
    assert text.count("BEGIN:VEVENT") == 4
    assert "DTSTART:20261009T203000Z\r\nDTEND:20261009T223000Z" in text
    assert "DTSTART:20261030T213000Z" in text


def test_no_calendar_without_days(client):
    assert client.get("/courses/AS-900/calendar.ics").status_code == 404
