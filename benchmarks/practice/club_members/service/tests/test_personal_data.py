def test_copy(as_):
    found = as_(8).get("/members/8/personal-data").json()
    assert found["member"]["full_name"] == "Giulia Moretti"
    assert found["preferences"]["reminder_hours"] == 12
    assert found["invoices"] == [{"number": "2026-0003", "amount": "180"}]
    assert [one["court"] for one in found["bookings"]] == [2]
    assert as_(4).get("/members/8/personal-data").status_code == 403


def test_copy_as_csv(as_):
    answer = as_(11).get("/members/11/personal-data", params={"form": "csv"})
    assert answer.headers["content-disposition"] == 'attachment; filename="member-11.csv"'
    assert "full_name;Peter Zoff" in answer.text.splitlines()
    assert "born;1979-09-09" in answer.text.splitlines()


def test_erase(as_, store):
    assert as_(2).delete("/members/9").status_code == 403
    assert as_(1).delete("/members/9").status_code == 204
    assert as_(1).get("/members/9").status_code == 404
    assert as_(9).get("/me").status_code == 401
    assert store.memberships.active_of(9) is None
    assert as_(1).delete("/members/1").status_code == 422


def test_erased_members_give_their_courts_back(as_):
    as_(1).delete("/members/3")
    free = as_(1).get("/courts/2/free", params={"day": "2026-10-07"}).json()["free"]
    assert len(free) == 12
