"""Which files the archive takes."""

from pathlib import PurePosixPath

from grant_desk.errors import Problem

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
}


def media_type_of(filename: str) -> str:
    """The media type by the extension of a file's name. Raises Problem for one that the archive does not take."""
    found = MEDIA_TYPES.get(PurePosixPath(filename).suffix[1:].lower())
    if found is None:
        raise Problem(f"The archive does not take {filename}; the extensions are {', '.join(sorted(MEDIA_TYPES))}.")
    return found
