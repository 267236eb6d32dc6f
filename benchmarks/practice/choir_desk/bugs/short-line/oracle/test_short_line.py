import pytest

HEAD = "First name;Last name;Voice;Joined;Email;Phone;Note\n"
SHORT = [
    ("Lotte;Weber;A2;05.10.2026;lotte.weber@choir.example", "lotte.weber@choir.example", ""),
    ("Lotte;Weber;A2;05.10.2026;lotte.weber@choir.example;040 12", "lotte.weber@choir.example", "040 12"),
    ("Lotte;Weber;A2;2026-10-05", "", ""),
]


def found(last_name):
    from choir_desk.models import Member

    return Member.objects.select_related("section").filter(last_name=last_name)


def put(tmp_path, *lines):
    path = tmp_path / "list.csv"
    path.write_text(HEAD + "".join(line + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("line, email, phone", SHORT)
def test_short_line_between_others(run, tmp_path, line, email, phone):
    path = put(tmp_path, "Uwe;Voss;B2;01.10.2026;Uwe.Voss@choir.example;040  1199;", line, "Milan;Zeman;T1;06.10.2026;;;new in town")
    done = run("import_members", path)
    assert done.code == 0, done.err
    uwe, milan = found("Voss").get(), found("Zeman").get()
    assert (uwe.first_name, uwe.section.code, str(uwe.joined_on), uwe.email, uwe.phone, uwe.note) == (
        "Uwe", "B2", "2026-10-01", "uwe.voss@choir.example", "040 1199", ""
    )
    assert (milan.email, milan.phone, milan.note, str(milan.joined_on)) == ("", "", "new in town", "2026-10-06")
    lotte = found("Weber").first()  # taken with empty cells, or left out and named
    if lotte is None:
        assert "3" in done.err
    else:
        assert (lotte.first_name, lotte.section.code, str(lotte.joined_on)) == ("Lotte", "A2", "2026-10-05")
        assert (lotte.email, lotte.phone, lotte.note) == (email, phone, "")


def test_short_line_without_what_is_needed(run, tmp_path):
    done = run("import_members", put(tmp_path, "Uwe;Voss;B2", "Milan;Zeman;T1;06.10.2026;;;"))
    assert done.code == 0, done.err
    assert not found("Voss").exists() and found("Zeman").count() == 1
    assert "2" in done.err


def test_complete_files_as_before(run, tmp_path):
    path = put(tmp_path, "Uwe;Voss;B2;01.10.2026;;;", "Ruth;Adler;S1;2015-09-07;;;", "Ina;Wolf;X1;2026-10-01;;;", "Eva;Wulff;S2;soon;;;")
    done = run("import_members", path)
    assert done.code == 0 and done.out.strip() == "1 new, 1 known, 2 bad"
    assert "line 4" in done.err and "line 5" in done.err
    assert found("Voss").count() == 1 and not found("Wolf").exists()
    done = run("import_members", path)
    assert done.out.strip() == "0 new, 2 known, 2 bad"


def test_another_file_is_refused(run, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a;b\n1;2\n")
    done = run("import_members", path)
    assert done.code == 1 and "Traceback" not in done.err
