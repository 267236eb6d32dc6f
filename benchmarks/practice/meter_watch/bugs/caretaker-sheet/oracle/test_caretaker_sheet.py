import pytest

HEAD = "Serial;Read at;Value;Remark\r\n"
ROWS = "H-1004;20.04.2026 08:30;1.402,5;Schlüssel bei Frau Möller\r\nH-1009;20.04.2026 08:40;2.210;Zähler läuft\r\n"
KNOWN = [
    {"serial": "H-1004", "taken_at": "2026-04-20T08:30:00+02:00", "value": "1402.5"},
    {"serial": "H-1009", "taken_at": "2026-04-20T06:40:00+00:00", "value": "2210"},
]
TAKEN = {"accepted": 2, "known": 0, "refused": []}


def sheet(client, raw):
    return client.post("/readings/sheet", content=raw, headers={"content-type": "text/csv"})


@pytest.mark.parametrize("code", ["cp850", "cp437", "cp1252", "utf-8", "utf-8-sig"])
def test_a_sheet_of_any_office(client, code):
    answer = sheet(client, (HEAD + ROWS).encode(code))
    assert (answer.status_code, answer.json()) == (202, TAKEN)
    again = client.post("/readings", json={"readings": KNOWN})
    assert again.json() == {"accepted": 0, "known": 2, "refused": []}


@pytest.mark.parametrize("odd", [b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"])
def test_each_character_that_windows_does_not_have(client, odd):
    raw = b"serial;read at;value;remark\nH-1004;20.04.2026 08:30;1.402,5;T" + odd + b"r\nH-1009;20.04.2026 08:40;2.210;\n"
    answer = sheet(client, raw)
    assert (answer.status_code, answer.json()) == (202, TAKEN)
    assert client.post("/readings", json={"readings": KNOWN}).json()["known"] == 2


def test_bad_rows_are_still_refused(client):
    raw = HEAD + ROWS + "H-1001;gestern;5;\r\nH-7777;20.04.2026 08:30;5;Tür\r\n"
    answer = sheet(client, raw.encode("cp850")).json()
    assert answer["accepted"] == 2
    assert answer["refused"] == [{"row": 3, "why": "unreadable"}, {"row": 4, "why": "unknown meter"}]


def test_columns_are_still_needed(client):
    answer = sheet(client, b"serial;value\nH-1001;5\n")
    assert (answer.status_code, answer.json()["problem"]) == (422, "unreadable")
