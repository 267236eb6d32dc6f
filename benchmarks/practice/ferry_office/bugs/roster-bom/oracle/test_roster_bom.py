import pytest
from django.core.management import CommandError, call_command

from ferry_office.models import Shift


def run(tmp_path, capsys, content):
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    call_command("import_roster", str(path))
    return capsys.readouterr()


def shifts(number):
    return list(Shift.objects.filter(sailing__number=number).order_by("crew__crew_no").values_list("crew__crew_no", "duty"))


def test_file_with_a_mark(tmp_path, capsys):
    out, err = run(tmp_path, capsys, b"\xef\xbb\xbfcrew_no;sailing;duty\r\nC-03;K103;deck\r\nC-02;K103;engine\r\n")
    assert (out, err) == ("2 shifts written, 0 rows skipped\n", "")
    assert shifts("K103") == [("C-02", "engine"), ("C-03", "deck")]


def test_mark_and_quotes(tmp_path, capsys):
    out, err = run(tmp_path, capsys, b'\xef\xbb\xbf"crew_no";"sailing";"duty"\nC-01;k105; Bridge\nC-77;K105;deck\n')
    assert out == "1 shifts written, 1 rows skipped\n"
    assert err == "skipped line 3: C-77;K105;deck\n"
    assert shifts("K105") == [("C-01", "bridge")]


def test_file_without_a_mark(tmp_path, capsys):
    content = "crew_no;sailing;duty\nC-02;K101;deck\nC-03;K101;Åland\n".encode()
    out, err = run(tmp_path, capsys, content)
    assert out == "1 shifts written, 1 rows skipped\n"
    assert err == "skipped line 3: C-03;K101;åland\n"
    assert shifts("K101") == [("C-01", "bridge"), ("C-02", "deck")]
    assert run(tmp_path, capsys, content).out == "0 shifts written, 1 rows skipped\n"


def test_missing_file():
    with pytest.raises(CommandError):
        call_command("import_roster", "nowhere.csv")
