def timeline(ask, who, number):
    status, body = ask(who).get(f"/repairs/{number}/timeline")
    assert status == 200
    lines = [(one["status"], one["label"], one["at"], one["by"]) for one in body["changes"]]
    return lines, body["hours_on_hold"]


def test_waiting(ask):
    lines, hours = timeline(ask, "petrova", 10)
    assert lines == [
        ("open", "Open", "2025-11-03T08:00:00+01:00", None),
        ("assigned", "Assigned", "2025-11-04T08:00:00+01:00", "Ute Kern"),
        ("on_hold", "On hold", "2025-11-05T09:00:00+01:00", "Ute Kern"),
        ("assigned", "Assigned", "2025-11-07T09:30:00+01:00", "Ute Kern"),
        ("done", "Done", "2025-11-07T12:00:00+01:00", "Ute Kern"),
    ]
    assert hours == 48


def test_waiting_and_finished(ask):
    lines, hours = timeline(ask, "sahin", 11)
    assert [line[:2] for line in lines] == [
        ("open", "Open"), ("on_hold", "On hold"), ("assigned", "Assigned"), ("done", "Done"),
    ]
    assert hours == 30


def test_still_waiting_under_the_former_name(ask):
    from datetime import datetime, timedelta, timezone

    from portal.models import StatusChange

    StatusChange.objects.create(repair_id=3, status="waiting", at=datetime(2026, 9, 14, 8, tzinfo=timezone.utc) - timedelta(hours=5))
    lines, hours = timeline(ask, "kern", 3)
    assert lines[-1] == ("on_hold", "On hold", "2026-09-14T05:00:00+02:00", None) and hours == 5


def test_names_of_today(ask):
    lines, hours = timeline(ask, "brandt", 12)
    assert [line[0] for line in lines] == ["open", "assigned", "on_hold"] and hours == 72
    assert timeline(ask, "brandt", 1) == ([("open", "Open", "2026-07-02T09:00:00+02:00", None)], 0)


def test_record_is_not_rewritten(ask):
    from portal.models import StatusChange

    timeline(ask, "petrova", 10)
    assert "waiting" in StatusChange.objects.filter(repair_id=10).values_list("status", flat=True)


def test_others(ask):
    assert ask("brandt").get("/repairs/10/timeline")[0] == 404
    assert ask("kern").get("/repairs?status=waiting")[1]["repairs"][0]["title"] == "Balcony rail"
