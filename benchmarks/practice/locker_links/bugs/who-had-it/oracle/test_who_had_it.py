import re
from datetime import datetime

from locker_links import clock


def rows(browser, label):
    answer = browser("ota").get(f"/lockers/{label}/history")
    assert answer.status_code == 200
    page = answer.content.decode()
    return [re.findall(r"<td>(.*?)</td>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", page, re.S)]


def test_erased_and_known_holders(browser):
    found = rows(browser, "HLN-001")
    assert [row[1] for row in found] == ["Iva Malá", "erased"]
    assert found[1][2:] == ["2026-05-20T10:00:00+02:00", "2026-05-20T13:20:00+02:00", "60.00", "0 openings"]
    assert found[0][2:] == ["2026-06-09T17:00:00+02:00", "open", "", "0 openings"]


def test_who_goes_now(browser, app, opened):
    number = opened("eda", "KLA")
    assert app().post("/api/lockers/KLA-001/open", {"code": "271828"}).status_code == 200
    assert app("eda").post(f"/api/rentals/{number}/close").json()["paid"] == "30.00"
    assert [row[1] for row in rows(browser, "KLA-001")] == ["Eda Lysý"]
    assert app("eda").post(f"/api/rentals/{opened('eda', 'BER')}/close").status_code == 200
    assert app("eda").delete("/api/me").status_code == 200
    assert [row[1:] for row in rows(browser, "KLA-001")] == [
        ["erased", "2026-06-10T09:00:00+02:00", "2026-06-10T09:30:00+02:00", "30.00", "1 openings"]
    ]
    assert [row[1] for row in rows(browser, "BER-001")] == ["erased", "Jan Kos"]


def test_erased_between_two_known(browser, app):
    with clock.at(datetime.fromisoformat("2026-06-11T08:00:00+02:00")):
        made = app("jan").post("/api/rentals", {"site": "HLN", "size": "M", "until": "2026-06-11T10:00"}).json()
        assert made["locker"] == "HLN-004"
        app("jan").post(f"/api/rentals/{made['id']}/close")
    from locker_links.models import Rental, Renter

    other = Renter.objects.get(phone="+420601000004")
    Rental.objects.filter(locker__number=4, locker__site__code="HLN", pk=made["id"]).update(holder=other)
    assert [row[1] for row in rows(browser, "HLN-004")] == ["Eda Lysý", "Jan Kos"]
    Rental.objects.filter(pk=made["id"]).update(holder=None)
    assert [row[1] for row in rows(browser, "HLN-004")] == ["erased", "Jan Kos"]


def test_what_worked_still_does(browser):
    assert [row[1:] for row in rows(browser, "SMI-003")] == [["Iva Malá", "2026-06-10T08:00:00+02:00", "open", "", "1 openings"]]
    assert rows(browser, "KLA-002") == []
    assert browser("iva").get("/lockers/HLN-001/history").status_code == 403
    assert browser("ota").get("/lockers/HLN-123/history").status_code == 404


def test_the_json_has_null(app):
    from locker_links.models import Rental

    number = Rental.objects.get(holder=None).pk
    seen = app("ota").get(f"/api/rentals/{number}").json()
    assert (seen["holder"], seen["locker"], seen["paid"]) == (None, "HLN-001", "60.00")
