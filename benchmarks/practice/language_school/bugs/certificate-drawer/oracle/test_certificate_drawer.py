import pytest

from language_school.models import Attendance, Student


def issue(office, number, group="PT-B1-26A"):
    path = f"/api/students/{number}/certificates/{group}"
    first, second, read = office.post(path), office.post(path), office.get(path)
    assert (first.status_code, second.status_code, read.status_code) == (201, 200, 200)
    assert first.json() == {"student": number, "group": group, "issued": "2026-10-08"} == second.json()
    return read.content.decode()


@pytest.mark.parametrize("name", ["山田 花子", "Олена Ткач", "محمد علي", "!?", "Ørsted", "Łucja Żak", "花子 Anna", "Marta"])
def test_names(office, name, tmp_path):
    Student.objects.filter(number="S-0010").update(name=name)
    assert f"{name} (S-0010)" in issue(office, "S-0010")
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert f"{name} (S-0010)" in file.read_text(encoding="utf-8") and "PT-B1-26A" in file.name


def test_two_of_one_group(office, tmp_path):
    Attendance.objects.filter(student__number="S-0011").update(present=True)
    assert "山田 花子 (S-0010)" in issue(office, "S-0010")
    assert "Олена Ткач (S-0011)" in issue(office, "S-0011")
    assert "山田 花子 (S-0010)" in issue_again(office, "S-0010")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2


def issue_again(office, number):
    return office.get(f"/api/students/{number}/certificates/PT-B1-26A").content.decode()


def test_latin_names_keep_their_drawer(office, tmp_path):
    issue(office, "S-0003")
    issue(office, "S-0001", "PT-A1-26A")
    assert (tmp_path / "m" / "marta-oneill-S-0003-PT-B1-26A.txt").exists() and (tmp_path / "t" / "tom-weiss-S-0001-PT-A1-26A.txt").exists()


def test_refused(office):
    assert office.post("/api/students/S-0011/certificates/PT-B1-26A").status_code == 409
    assert office.get("/api/students/S-0010/certificates/PT-B1-26A").status_code == 404
