import pytest


def form(*parts):
    body = "".join(
        f'--xyz\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n{text}\r\n' for name, extra, text in parts
    )
    return (body + "--xyz--\r\n").encode()


KIND = "multipart/form-data; boundary=xyz"
PEOPLE = "email,name\nwim@acme.example,Wim\n"
PATH = "/staff/organisations/acme/import"


@pytest.mark.parametrize("parts", [[("upload", '; filename="p.csv"', PEOPLE)], [("note", "", "hello")], [("file", "", PEOPLE)], []])
def test_form_without_a_file(call, parts):
    answer = call("POST", PATH, form(*parts), staff=True, kind=KIND)
    assert answer.status_code in (200, 201, 400, 422)
    if answer.status_code < 300:
        assert answer.json()["created"] == ["wim@acme.example"]
    else:
        assert set(answer.json()["error"]) == {"code", "message", "details"}


def test_form_with_a_file(call):
    answer = call("POST", PATH, form(("note", "", "hello"), ("file", '; filename="p.csv"', PEOPLE)), staff=True, kind=KIND)
    assert (answer.status_code, answer.json()) == (201, {"created": ["wim@acme.example"], "updated": [], "rejected": []})


@pytest.mark.parametrize("kind", ["text/csv", "application/octet-stream"])
def test_body(call, kind):
    answer = call("POST", PATH, PEOPLE.encode(), staff=True, kind=kind)
    assert (answer.status_code, answer.json()["created"]) == (201, ["wim@acme.example"])


def test_empty_and_unknown(call):
    assert call("POST", PATH, b"", staff=True).json()["error"]["code"] == "empty_file"
    assert call("POST", "/staff/organisations/nobody/import", PEOPLE.encode(), staff=True).status_code == 404
