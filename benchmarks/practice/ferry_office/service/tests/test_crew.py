import pytest
from django.core.management import CommandError, call_command

from ferry_office import rosters
from ferry_office.models import Sailing, Shift


def test_my_shifts(bridge):
    answer = bridge.get("/api/me/shifts").json()
    assert answer["crew_no"] == "C-01"
    assert answer["shifts"][0] == {
        "sailing": "K101", "departs_at": "2026-07-10T08:00+03:00", "vessel": "Aura", "duty": "bridge"}
    assert [one["sailing"] for one in answer["shifts"]] == ["K101", "K102"]


def test_crew_of_a_sailing(bridge):
    assert [one["name"] for one in bridge.get("/api/sailings/K101/crew").json()["crew"]] == ["Kaisa Lind", "Nils Åkerö"]


def test_import(tmp_path, capsys):
    path = tmp_path / "roster.csv"
    path.write_text("crew_no;sailing;duty\nC-03;K101;Galley\nC-02;K101;deck\nC-09;K101;deck\n", encoding="utf-8")
    call_command("import_roster", str(path))
    out, err = capsys.readouterr()
    assert out == "2 shifts written, 1 rows skipped\n"
    assert err == "skipped line 4: C-09;K101;deck\n"
    assert list(Shift.objects.filter(sailing__number="K101").order_by("crew").values_list("crew__crew_no", "duty")) == [
        ("C-01", "bridge"), ("C-02", "deck"), ("C-03", "galley")]


def test_import_of_a_spreadsheet(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes("crew_no;sailing;duty\r\nC-03;k102;deck\r\n".encode("utf-8-sig"))
    assert rosters.read_roster(path) == [("C-03", "K102", "deck")]


def test_import_again_changes_nothing():
    rows = [("C-03", "K103", "deck")]
    assert rosters.apply_roster(rows) == (1, [])
    assert rosters.apply_roster(rows) == (0, [])
    assert Sailing.objects.get(number="K103").shifts.count() == 1


def test_missing_file():
    with pytest.raises(CommandError, match="cannot read"):
        call_command("import_roster", "nowhere.csv")
