import pytest


@pytest.mark.parametrize(
    "exif, taken, aperture",
    [
        ({"FNumber": "28/10", "DateTimeOriginal": "2026:05:17 15:02:11"}, "2026-05-17T15:02:11", "f/2.8"),
        ({"FNumber": "0/0", "DateTimeOriginal": "0000:00:00 00:00:00"}, None, None),
        ({"FNumber": [1], "DateTimeOriginal": None}, None, None),
        (None, None, None),
    ],
)
def test_what_cameras_write(api, person, boat, exif, taken, aperture):
    person("bram")
    number = boat("bram")
    answer = api("bram").post(f"/adverts/{number}/photos", {"file": "a.jpg", "width": 4000, "height": 3000, "exif": exif})
    assert answer.status_code == 201
    assert answer.get_json() == {"file": "a.jpg", "shape": "wide", "taken": taken, "aperture": aperture}
    assert api().get(f"/adverts/{number}/photos").get_json() == {"photos": [answer.get_json()]}


def test_photos_that_are_none(api, person, boat):
    person("bram")
    number = boat("bram")
    for wrong, status in [({"width": 0}, 422), ({"width": "broad"}, 400), ({"exif": "f/8"}, 400), ({"file": None}, 400)]:
        body = {"file": "a.jpg", "width": 4000, "height": 3000, **wrong}
        assert api("bram").post(f"/adverts/{number}/photos", body).status_code == status
