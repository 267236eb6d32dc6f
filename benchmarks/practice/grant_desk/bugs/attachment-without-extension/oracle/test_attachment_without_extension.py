import pytest

PATH = "/applications/SEED26-0004/attachments"


def names(ask):
    return [one["filename"] for one in ask("rita", "GET", PATH).json["attachments"]]


@pytest.mark.parametrize("name", ["Letter of intent", "README", "pdf", "malware.exe", "report.", "photo.jpg.zip"])
def test_refused(ask, name):
    answer = ask("rita", "POST", PATH, {"filename": name, "bytes": 100})
    assert (answer.status, answer.json["error"]) == (422, "invalid")
    assert names(ask) == ["plan.pdf"]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("letter.pdf", "application/pdf"),
        ("Site.Plan.v2.PDF", "application/pdf"),
        ("photo.JPG", "image/jpeg"),
        ("figures.ods", "application/vnd.oasis.opendocument.spreadsheet"),
        ("letter.of.intent.odt", "application/vnd.oasis.opendocument.text"),
    ],
)
def test_taken(ask, name, media_type):
    answer = ask("rita", "POST", PATH, {"filename": name, "bytes": 100})
    assert (answer.status, answer.json["filename"], answer.json["media_type"]) == (201, name, media_type)
    assert names(ask) == ["plan.pdf", name]


def test_others(ask):
    assert ask("rita", "POST", PATH, {"filename": "plan.pdf", "bytes": 100}).status == 409
    assert ask("owen", "POST", PATH, {"filename": "notes", "bytes": 100}).status == 404
    assert ask("rita", "POST", "/applications/SEED26-0001/attachments", {"filename": "a.pdf", "bytes": 1}).status == 409
