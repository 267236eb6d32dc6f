import pytest


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2026-09-12T15:30:00", ["lent LADDER-6M-01"]),
        ("2026-09-12T16:00", ["lent LADDER-6M-01"]),
        ("2026-09-12T16:01", []),
        ("2026-09-12 14:30:00", ["lent LADDER-6M-01", "tool.changed MIXER"]),
        ("2026-09-12T14:00:00Z", ["lent LADDER-6M-01"]),
        ("2026-09-12T14:01:00%2B00:00", []),
        ("2026-09-12T16:00:00%2B02:00", ["lent LADDER-6M-01"]),
    ],
)
def test_since(ask, since, expected):
    answer = ask(1001, "GET", f"/insights/happenings?since={since}")
    assert answer.status == 200
    assert [f"{one['what']} {one['about']}" for one in answer.json["events"]] == expected


def test_winter_time(ask, model):
    for hour, label in ((11, 1), (12, 10)):
        model("circulation.Loan").objects.create(
            copy_id=label, member_id=8, taken_at=f"2027-01-08T{hour}:00:00Z", due_on="2027-01-15", returned_at=None
        )
    found = ask(1001, "GET", "/insights/happenings?since=2027-01-08T13:00").json["events"]
    assert [one["about"] for one in found] == ["PLANE-01"]
    assert found[0]["at"].startswith("2027-01-08T12:00:00")


@pytest.mark.parametrize("since", ["yesterday", "2026-13-01T00:00:00", "", "12:00"])
def test_refused(ask, since):
    answer = ask(1001, "GET", f"/insights/happenings?since={since}")
    assert (answer.status, list(answer.json["fields"])) == (422, ["since"])


def test_desk_only(ask):
    assert ask(1003, "GET", "/insights/happenings?since=2026-09-10T08:00").status == 403
