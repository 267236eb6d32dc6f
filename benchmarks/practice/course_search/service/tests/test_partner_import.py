import pytest

from course_search import partner_import
from course_search.catalogue import Catalogue
from course_search.partner_import import Unusable, amount, day, take_over

GERMAN = "Kursnummer;Titel;Rubrik;Ort;Beginn;Plätze;Gebühr\n7;Töpfern;Crafts;Graz;01.10.2026;10;1.085,50\n8;;Crafts;;;;\n"


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1.250,00", 1250.0), ("1,250.00", 1250.0), ("EUR 85,5", 85.5), ("", None), ("on request", None)],
)
def test_amounts(cell, value):
    assert amount(cell) == value


def test_days():
    assert day("1.10.2026") == day("2026-10-01") == day("01.10.26")
    with pytest.raises(Unusable):
        day("in autumn")


def test_german_file(own, tmp_path):
    path = tmp_path / "graz.csv"
    path.write_bytes(GERMAN.encode("cp1252"))
    assert take_over(path, "graz", own) == (1, ["line 3: title is empty"], 1)
    course = Catalogue.load(own.folder).full("graz-7")
    assert (course["title"], course["seats"], course["price"]) == ("Töpfern", 10, 1085.5)
    assert (course["starts_on"], course["category"], course["provider"]) == ("2026-10-01", "crafts", "graz")


def test_unusable_files(tmp_path, capsys):
    path = tmp_path / "x.csv"
    path.write_text("number,titel\n1,A\n", encoding="utf-8")
    assert partner_import.main([str(path), "--partner", "x"]) == 2
    assert "columns are missing: category" in capsys.readouterr().err
    assert partner_import.main([str(tmp_path / "no.csv"), "--partner", "x"]) == 2
