import pytest


@pytest.mark.parametrize("version", ["latest", "v", "3..1", "nightly-7"])
def test_no_version(call, version):
    assert call("GET", "/categories", headers={"x-app-version": version}).status_code in (400, 422)


@pytest.mark.parametrize(
    ("version", "status"), [("3.0", 200), ("3.10.2", 200), ("4", 200), ("2.9", 426), ("2.99.9", 426)]
)
def test_versions(call, version, status):
    assert call("GET", "/categories", headers={"x-app-version": version}).status_code == status


def test_browsers_have_none(call):
    assert call("GET", "/categories").status_code == 200
