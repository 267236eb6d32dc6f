import re

import pytest
from django.urls import reverse

LINK = re.compile(r'href="(/register/[^"]+)"')


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize(
    ("year", "texts"),
    [
        (2018, ["Barn, Feldweg 2: refused on 2018-06-20"]),
        (2019, ["Garage, Feldweg 7: granted on 2019-09-12"]),
        (2026, ["Carnival, Hauptplatz: granted on 2026-02-06", "Caf\u00e9, Bachgasse 4: granted on 2026-02-05"]),
    ],
)
def test_links_of_the_register_lead_to_entries(client, year, texts):
    links = LINK.findall(page(client, f"/register?year={year}"))
    assert links
    entries = "".join(page(client, link) for link in links)
    assert all(text in entries for text in texts)


def test_number_is_shown(client):
    listing = page(client, "/register?year=2019")
    assert ">B/17/2019</a>" in listing and "Feldweg 7: granted" in listing


def test_printed_addresses_stay(client):
    assert "Feldweg 7: granted" in page(client, "/register/B/17/2019")
    assert "Bachgasse 2: granted" in page(client, "/register/B-2026-003")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/register/B/4/2018", "Garage or shed, Feldweg 2: refused. Number B/4/2018."),
        ("/register/B/17/2019", "Garage or shed, Feldweg 7: granted. Number B/17/2019."),
        ("/register/T-2026-001", "Shop, Hauptplatz 4: granted. Number T-2026-001."),
    ],
)
def test_notice(client, path, text):
    (link,) = [found for found in LINK.findall(page(client, path)) if found.endswith("notice")]
    assert page(client, link).strip() == text
    assert page(client, reverse("register-notice", args=[path.removeprefix("/register/")])).strip() == text


def test_case_of_the_archive(client):
    assert LINK.findall(page(client, "/follow/t-2019-0031"))


def test_unknown(client):
    for path in ("/register/B/18/2019", "/register/B-2026-999", "/register/B-2026-999/notice", "/register?year=20190"):
        assert client.get(path).status_code in (400, 404)
