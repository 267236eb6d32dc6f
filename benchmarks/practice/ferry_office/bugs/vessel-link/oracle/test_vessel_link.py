import re


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def rows(text):
    return re.findall(r"<tr[^>]*>(.*?)</tr>", text)


def test_board_with_an_open_vessel(visitor):
    found = rows(page(visitor, "/?day=2026-07-11"))
    assert len(found) == 2
    assert "K105" in found[0] and re.search(r'<a href="/vessels/1">\s*Aura\s*</a>', found[0])
    assert "K301" in found[1] and "09:00" in found[1] and "Lerskär" in found[1]
    assert "<a" not in found[1] and "None" not in found[1]


def test_manifest_with_an_open_vessel(quay):
    text = page(quay, "/sailings/K301/manifest")
    assert "K301 2026-07-11 09:00" in text
    assert "<a" not in text and "None" not in text


def test_boards_with_vessels(visitor):
    found = rows(page(visitor, "/"))
    assert [re.search(r"K\d+", row).group() for row in found] == ["K101", "K102", "K201", "K103", "K202", "K104"]
    assert [re.search(r'<a href="/vessels/(\d)">\s*(\w+)\s*</a>', row).groups() for row in found] == [
        ("1", "Aura"), ("1", "Aura"), ("2", "Birka"), ("2", "Birka"), ("3", "Cirrus"), ("3", "Cirrus")]
    assert "No departures" in page(visitor, "/?day=2026-08-01")
    assert visitor.get("/?day=nonsense").status_code == 400


def test_manifest_with_a_vessel(quay):
    text = page(quay, "/sailings/K101/manifest")
    assert re.search(r'<a href="/vessels/1">\s*Aura\s*</a>', text)
    assert "Aino Laine (adult), B-1001" in text
    assert quay.get("/sailings/K999/manifest").status_code == 404
