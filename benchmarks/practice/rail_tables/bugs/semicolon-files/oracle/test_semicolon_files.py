import pytest

HEAD = "day,train,station,minutes,cancelled,cause,reported_at"
AT = "2026-03-21T08:00:00+01:00"


def lines(*rows, sep=","):
    return "\n".join(row.replace(",", sep) for row in (HEAD, *rows)) + "\n"


def minutes(get, day, train, station):
    items = get(f"/delays?since={day}&until={day}&text={train}&station={station}")["items"]
    return [item["minutes"] for item in items if item["train"] == train]


@pytest.mark.parametrize("sep", [",", ";"])
def test_only_digits(take, get, sep):
    text = lines(f"2026-03-19,2040,COM,12,no,signal,{AT}", f"2026-03-18,9031,LIL,3,no,,{AT}", sep=sep)
    assert take(text) == (0, ["new.csv: 2 merged, 0 outdated, 0 refused"])
    assert minutes(get, "2026-03-19", "2040", "COM") == [12]
    assert minutes(get, "2026-03-18", "9031", "LIL") == [3]


@pytest.mark.parametrize("sep", [",", ";"])
def test_leading_zero_is_another_train(take, get, sep):
    text = lines(f"2026-03-19,0815,MIL,44,no,,{AT}", f"2026-03-19,815,MIL,55,no,,{AT}", sep=sep)
    assert take(text) == (0, ["new.csv: 2 merged, 0 outdated, 0 refused"])
    assert minutes(get, "2026-03-19", "0815", "MIL") == [44]
    assert minutes(get, "2026-03-19", "815", "MIL") == [55]


def test_only_the_train_with_the_zero(take, get):
    assert take(lines(f"2026-03-18,0815,COM,21,no,crew,{AT}"))[1] == ["new.csv: 1 merged, 0 outdated, 0 refused"]
    assert minutes(get, "2026-03-18", "0815", "COM") == [21]
    assert minutes(get, "2026-03-18", "815", "COM") == []


def test_unknown_numbers_are_refused_and_the_others_stored(take, get):
    status, out = take(lines(f"2026-03-19,00815,MIL,44,no,,{AT}", f"2026-03-19,2040,CHI,5,no,,{AT}", f"2026-03-19,7,MIL,4,no,,{AT}"))
    assert status == 0 and out[0] == "new.csv: 1 merged, 0 outdated, 2 refused"
    assert [line.split(":")[0] for line in out[1:]] == ["new.csv line 2", "new.csv line 4"]
    assert minutes(get, "2026-03-19", "2040", "CHI") == [5]


@pytest.mark.parametrize("sep", [",", ";"])
def test_mixed_files_as_before(take, get, sep):
    text = lines(f"2026-03-20,IC5,ZUE,7,no,signal,{AT}", f"2026-03-20,0815,MIL,,yes,,{AT}", "", f"2026-03-20,IC5,XXX,7,no,,{AT}", sep=sep)
    status, out = take("\ufeff" + text)
    assert status == 0 and out[0] == "new.csv: 2 merged, 0 outdated, 1 refused" and out[1].startswith("new.csv line 5:")
    assert minutes(get, "2026-03-20", "IC5", "ZUE") == [7]
    assert minutes(get, "2026-03-20", "0815", "MIL") == [None]


def test_trains_without_number(take, get):
    status, out = take(lines(f"2026-03-19,,MIL,44,no,,{AT}", f"2026-03-19,2040,COM,6,no,,{AT}"))
    assert status == 0 and out[0] == "new.csv: 1 merged, 0 outdated, 1 refused"
    assert minutes(get, "2026-03-19", "2040", "COM") == [6]


def test_no_delay_file(take):
    assert take("name,colour\nx,red\n")[0] == 2


def test_reports_still_know_the_stops(client, get):
    body = {"day": "2026-03-19", "train": "0815", "station": "MIL", "minutes": 9}
    assert client.post("/reports", json=body).status_code == 201
    assert minutes(get, "2026-03-19", "0815", "MIL") == [9]
    assert client.post("/reports", json={**body, "train": "00815"}).status_code == 404
