def test_attachments(applicant, apply):
    draft = apply(submit=False)
    file = {"filename": "Budget.ODS", "bytes": 2000}
    added = applicant.post(f"{draft.path}/attachments", json=file)
    assert added.status_code == 201
    assert added.json()["media_type"] == "application/vnd.oasis.opendocument.spreadsheet"
    assert applicant.post(f"{draft.path}/attachments", json=file).status_code == 409
    assert applicant.delete(f"{draft.path}/attachments/{added.json()['id']}").status_code == 204
    assert applicant.get(f"{draft.path}/attachments").json() == {"attachments": []}


def test_what_the_archive_does_not_take(applicant, apply):
    draft = apply(submit=False)
    assert applicant.post(f"{draft.path}/attachments", json={"filename": "run.exe", "bytes": 9}).status_code == 422
    assert applicant.post(f"{draft.path}/attachments", json={"filename": "letter", "bytes": 9}).status_code == 422
