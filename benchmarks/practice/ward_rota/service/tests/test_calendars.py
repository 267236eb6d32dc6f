def test_calendar(ask):
    answer = ask("anna", "GET", "/staff/anna/calendar.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    lines = answer.text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert "SUMMARY:Frühdienst\\, Intensivstation" in lines
    assert "DTSTART:20260914T040000Z" in lines
    assert "DESCRIPTION:Mit Berta Križanić" in lines


def test_calendar_of_others(ask):
    assert ask("anna", "GET", "/staff/berta/calendar.ics").status_code == 200
    assert ask("carl", "GET", "/staff/berta/calendar.ics").status_code == 403


def test_long_lines_are_folded():
    from ward_rota import calendars

    assert calendars.fold("X" * 75) == ["X" * 75]
    assert calendars.fold("X" * 160) == ["X" * 75, " " + "X" * 74, " " + "X" * 11]


def test_escaped():
    from ward_rota import calendars

    assert calendars.escaped("a,b;c\\d\ne") == "a\\,b\\;c\\\\d\\ne"
