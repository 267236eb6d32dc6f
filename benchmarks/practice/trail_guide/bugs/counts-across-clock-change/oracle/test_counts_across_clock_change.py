from trail_guide.cli import main


def report(day, capsys):
    assert main(["nightly-report", "--date", day]) == 0
    return capsys.readouterr().out.splitlines()


def statistics(client, slug, first, last):
    answer = client.get(f"/trails/{slug}/statistics?from={first}&to={last}")
    assert answer.status_code == 200
    return {name: value for name, value in answer.json().items() if name != "trail"}


def test_report_of_the_week_of_the_change(settings, capsys):
    assert "  strada-alta: 58 people, most on 2026-10-25 (31)" in report("2026-10-26", capsys)
    assert "  strada-alta: 56 people, most on 2026-10-25 (31)" in report("2026-10-25", capsys)


def test_statistics_across_the_change(client):
    found = statistics(client, "strada-alta", "2026-10-01", "2026-11-30")
    assert found == {"people": 65, "months": {"2026-10": 58, "2026-11": 7}, "busiest_weekday": "Sunday", "busiest_hour": 12}


def test_other_offsets(client, db):
    db.execute("INSERT INTO counts VALUES (9, '2026-06-30T22:30:00+00:00', 8)")
    db.execute("INSERT INTO counts VALUES (9, '2026-07-31T23:30:00+02:00', 5)")
    found = statistics(client, "gemmi", "2026-07-01", "2026-07-31")
    assert found == {"people": 13, "months": {"2026-07": 13}, "busiest_weekday": "Wednesday", "busiest_hour": 0}


def test_one_offset_as_before(client, settings, capsys):
    found = statistics(client, "oeschinen-panorama", "2026-06-01", "2026-07-31")
    assert found == {"people": 218, "months": {"2026-06": 3, "2026-07": 215}, "busiest_weekday": "Saturday", "busiest_hour": 10}
    found = statistics(client, "creux-du-van", "2026-01-01", "2026-02-28")
    assert found == {"people": 16, "months": {"2026-01": 12, "2026-02": 4}, "busiest_weekday": "Saturday", "busiest_hour": 13}
    assert statistics(client, "gemmi", "2026-01-01", "2026-02-01")["busiest_hour"] is None
    assert "  oeschinen-panorama: 218 people, most on 2026-07-04 (95)" in report("2026-07-05", capsys)
