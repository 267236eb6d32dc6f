from choir_desk.models import Member

HEAD = "First name;Last name;Voice;Joined;Email;Phone;Note\n"


def test_import(run, tmp_path):
    path = tmp_path / "new.csv"
    path.write_text(
        HEAD
        + "Uwe;Voss;b2;01.10.2026;Uwe@Example.org;040 1;\n"
        + "Ruth;Adler;S1;2015-09-07;;;\n"
        + "Ina;Wolf;X1;2026-10-01;;;\n",
        encoding="utf-8",
    )
    printed = run("import_members", str(path))
    assert printed.out == "1 new, 1 known, 1 bad\n" and "line 4" in printed.err
    assert Member.objects.get(last_name="Voss").email == "uwe@example.org"


def test_import_of_lines_without_the_last_cells(run, tmp_path):
    path = tmp_path / "short.csv"
    path.write_text(HEAD + "Uwe;Voss;B2;01.10.2026\n", encoding="utf-8")
    assert run("import_members", str(path)).out == "1 new, 0 known, 0 bad\n"
