from ward_rota import close


def entries(ask, login):
    found = ask(login, "GET", f"/staff/{login}/account").json()
    return found["balance"], [(one["week"], one["reason"], one["hours"], one["night_hours"]) for one in found["entries"]]


def test_again(ask, capsys):
    for _ in range(3):
        assert close.main(["2026-W36"]) == 0
        assert "berta      16.00 worked   38.50 agreed   -22.50" in capsys.readouterr().out
        balance, found = entries(ask, "berta")
        assert balance == "-21.75"
        assert sorted(found) == [
            ("2026-W35", "close", "-1.00", "8.00"),
            ("2026-W36", "close", "-22.50", "8.00"),
            ("2026-W36", "stayed for a resuscitation", "1.75", "0.00"),
        ]


def test_what_changed_in_between(ask):
    assert close.main(["2026-W37"]) == 0
    assert entries(ask, "carl") == ("-22.00", [("2026-W37", "close", "-22.00", "0.00")])
    assert ask("anna", "DELETE", "/shifts/4/assignments/carl").status_code == 200
    assert ask("anna", "POST", "/staff/carl/account", {"week": "2026-W37", "hours": "2", "reason": "course"}).status_code == 201
    assert close.main(["2026-W37"]) == 0
    balance, found = entries(ask, "carl")
    assert (balance, sorted(found)) == ("-28.00", [("2026-W37", "close", "-30.00", "0.00"), ("2026-W37", "course", "2.00", "0.00")])


def test_time_of_booking(ask, at):
    at("2026-09-17T05:00:00+02:00")
    assert close.main(["2026-W36"]) == 0
    found = ask("emil", "GET", "/staff/emil/account").json()["entries"]
    assert [(one["hours"], one["booked_at"]) for one in found] == [("-30.50", "2026-09-17T05:00:00+02:00")]


def test_other_weeks_stay(ask):
    assert close.main(["2026-W36"]) == 0
    assert entries(ask, "anna")[1] == [("2026-W35", "close", "2.50", "0.00"), ("2026-W36", "close", "-32.00", "0.00")]
    assert entries(ask, "gregor")[1] == [("2026-W36", "close", "-38.50", "0.00")]


def test_dry_run(ask):
    before = entries(ask, "berta")
    assert close.main(["2026-W36", "--dry-run"]) == 0
    assert entries(ask, "berta") == before == ("-21.75", before[1])


def test_first_time(ask):
    assert close.main(["2026-W37"]) == 0
    assert entries(ask, "gregor") == ("-30.50", [("2026-W37", "close", "-30.50", "0.00")])
    assert close.main(["2026-W38"]) == 1
