def files(answer):
    assert answer.status_code == 200
    return [image["file_name"] for image in answer.json()]


def times(answer):
    return [image["taken_at"] for image in answer.json()]


def add(client, name, **exif):
    given = {"file_name": name, "width": 4000, "height": 3000, "exif": exif}
    answer = client.post("/specimens/HB100002/images", json=given)
    assert answer.status_code == 201
    return answer.json()


def test_latest(client):
    assert files(client.get("/images")) == ["HB100020.jpg", "HB100009_a.jpg", "HB100001_a.jpg", "HB100001_b.jpg", "HB100004.tif"]
    assert times(client.get("/images")) == [
        "2025-02-11T09:00:00+00:00",
        "2018-08-01T10:30:00+00:00",
        "2016-07-04T07:15:00+00:00",
        "2016-01-04T08:15:00+00:00",
        None,
    ]


def test_latest_with_licence(client):
    assert files(client.get("/images?licence=CC0")) == ["HB100020.jpg", "HB100001_a.jpg", "HB100004.tif"]
    assert files(client.get("/images?licence=CC BY")) == ["HB100009_a.jpg", "HB100001_b.jpg"]
    assert files(client.get("/images?licence=none")) == []


def test_order_by_the_real_time(client):
    add(client, "studio.jpg", DateTimeOriginal="2026:05:01 10:00:00")
    add(client, "late.jpg", DateTimeOriginal="2026:05:01 09:30:00", OffsetTimeOriginal="+00:00")
    add(client, "early.jpg", DateTimeOriginal="2026:05:01 10:30:00", OffsetTimeOriginal="+05:30")
    add(client, "none.jpg")
    answer = client.get("/specimens/HB100002/images")
    assert files(answer) == ["late.jpg", "studio.jpg", "early.jpg", "none.jpg"]
    assert [text and text[:19] for text in times(answer)] == ["2026-05-01T09:30:00", "2026-05-01T08:00:00", "2026-05-01T05:00:00", None]
    assert files(client.get("/images"))[:4] == ["late.jpg", "studio.jpg", "early.jpg", "HB100020.jpg"]


def test_studio_in_winter(client):
    add(client, "studio.jpg", DateTimeOriginal="2026:01:10 10:00:00")
    add(client, "other.jpg", DateTimeOriginal="2026:01:10 08:30:00", OffsetTimeOriginal="+00:00")
    assert files(client.get("/specimens/HB100002/images")) == ["studio.jpg", "other.jpg"]
    assert times(client.get("/specimens/HB100002/images")) == ["2026-01-10T09:00:00+00:00", "2026-01-10T08:30:00+00:00"]


def test_unreadable_time_is_none(client):
    assert add(client, "zero.jpg", DateTimeOriginal="0000:00:00 00:00:00")["taken_at"] is None
    assert add(client, "new.jpg", DateTimeOriginal="2026:05:01 10:00:00", OffsetTimeOriginal="-03:00")["taken_at"] == "2026-05-01T13:00:00+00:00"
    assert files(client.get("/specimens/HB100002/images")) == ["new.jpg", "zero.jpg"]


def test_images_of_one_camera(client):
    assert times(client.get("/specimens/HB100001/images")) == ["2016-07-04T07:15:00+00:00", "2016-01-04T08:15:00+00:00"]
    assert client.get("/specimens/HB999999/images").status_code == 404
