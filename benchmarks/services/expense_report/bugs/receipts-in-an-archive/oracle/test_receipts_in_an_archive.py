import io
import zipfile

import pytest


def archive(answer):
    assert (answer.status_code, answer.content_type) == (200, "application/zip")
    file = zipfile.ZipFile(io.BytesIO(answer.data))
    return {name: file.read(name) for name in file.namelist()}


@pytest.mark.parametrize(
    ("actor", "number", "files"),
    [
        ("E-007", "ER-2026-0015", {"2-receipt": b"\x89PNG\r\n\x1a\nexpense-seed-1"}),
        ("E-009", "ER-2026-0008", {"1-pod51-invoice.pdf": b"%PDF-1.4\n% Pod 51, four nights\n"}),
        ("E-010", "ER-2026-0012", {"3-Quittung Zürich": b"\xff\xd8\xff\xe0jpeg"}),
        ("E-007", "ER-2026-0006", {}),
    ],
)
def test_archive(call, actor, number, files):
    assert archive(call(actor, "GET", f"/reports/{number}/receipts.zip")) == files


def test_archive_is_saved_under_the_number(call):
    disposition = call("E-007", "GET", "/reports/ER-2026-0015/receipts.zip").headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "ER-2026-0015-receipts.zip" in disposition


def test_upload_goes_into_the_archive(call):
    form = {"file": (io.BytesIO(b"%PDF-1.7 new"), "new.pdf")}
    receipt = call("E-007", "POST", "/reports/ER-2026-0015/receipts", data=form).json
    files = archive(call("E-006", "GET", "/reports/ER-2026-0015/receipts.zip"))
    assert files[f"{receipt['id']}-new.pdf"] == b"%PDF-1.7 new"
    assert len(files) == 2


def test_archives_of_others(call):
    assert call("E-012", "GET", "/reports/ER-2026-0015/receipts.zip").status_code == 403
    assert call("E-010", "GET", "/reports/ER-2026-0999/receipts.zip").status_code == 404
