import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from permit_desk.models import ListUpload, Parcel

LISTS = [
    (b"parcel;area;owner\r\n12/3;812,50;Eva Gruber\r\n12/4;unknown;\r\n", 1, 1),
    ("\ufeffparcel;area\r\n;20\r\n12/5;44\r\n12/6;-3\r\n".encode(), 1, 2),
    ("parcel;owner;area\n1;J\u00f6rg;x\n".encode(), 0, 1),
]


def upload(client, content):
    return client.post("/desk/parcels", {"file": SimpleUploadedFile("march.csv", content)})


@pytest.mark.parametrize("in_memory", [2621440, 0])
@pytest.mark.parametrize(("content", "accepted", "refused"), LISTS)
def test_list_with_refused_rows_is_kept(machine, content, accepted, refused, in_memory):
    with override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=in_memory):
        answer = upload(machine, content)
    assert answer.status_code == 200
    assert f"march.csv: {accepted} accepted, {refused} refused" in answer.content.decode()
    entry = ListUpload.objects.get()
    assert (entry.accepted, entry.refused, entry.uploaded_by) == (accepted, refused, "weber")
    assert entry.original.read() == content
    assert Parcel.objects.count() == accepted


def test_good_list_is_not_kept(machine):
    answer = upload(machine, "\ufeffparcel;area;owner\r\n12/3;812,50;Eva Gr\u00fcbl\r\n12/4;90\r\n".encode())
    assert "2 accepted, 0 refused" in answer.content.decode()
    assert str(Parcel.objects.get(code="12/3").area) == "812.50" and Parcel.objects.get(code="12/4").owner == ""
    assert not ListUpload.objects.get().original


def test_unreadable_lists(machine):
    for content in (b"a;b\r\n1;2\r\n", b"parcel;area\r\n1;2\r\nJ\xf6rg;3\r\n"):
        assert upload(machine, content).status_code == 422
    assert not Parcel.objects.exists() and not ListUpload.objects.exists()
