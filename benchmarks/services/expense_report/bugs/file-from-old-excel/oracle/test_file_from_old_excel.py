import pytest

IMPORT = "/reports/ER-2026-0015/items/import"
FILE = "Date;Category;Sum;Shop\n20.08.2026;meals;5,60;{}\n21.08.2026;other;7,00;Kiosk\n"


def send(call, content):
    return call("E-007", "POST", IMPORT, data=content, headers={"Content-Type": "text/csv"})


@pytest.mark.parametrize("name", ["Café Zürich", "Bäckerei Groß", "São João", "Señor Ñ"])
def test_file_in_another_encoding_is_read_or_refused(call, name):
    answer = send(call, FILE.format(name).encode("cp1252"))
    if answer.status_code == 201:
        assert [item["merchant"] for item in answer.json["items"]] == [name, "Kiosk"]
        assert answer.json["total"]["amount"] == "116.70"
    else:
        assert answer.status_code in (400, 415, 422)
        assert set(answer.json["error"]) == {"code", "message", "details"}
        assert call("E-007", "GET", "/reports/ER-2026-0015").json["total"]["amount"] == "104.10"


def test_bytes_that_are_no_text_are_refused(call):
    answer = send(call, b"\xff\xfe\x00\x81\x8d\x90\n\x81")
    assert answer.status_code in (400, 415, 422)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("name", ["Café Zürich", "Łódź", "出張"])
def test_utf8_is_read(call, encoding, name):
    answer = send(call, FILE.format(name).encode(encoding))
    assert answer.status_code == 201
    assert [item["merchant"] for item in answer.json["items"]] == [name, "Kiosk"]
