from fastapi import APIRouter, Response

from grant_desk.clock import written
from grant_desk.models import Attachment, AttachmentIn
from grant_desk.repositories.attachments import AttachmentRepository
from grant_desk.services.applications import check_draft
from grant_desk.services.attachments import media_type_of
from grant_desk.web.applications import visible
from grant_desk.web.deps import Applicant, Connection, SignedIn, Time

router = APIRouter(prefix="/applications/{reference}/attachments")


def show(attachment: Attachment) -> dict:
    return {**attachment.model_dump(), "added_at": written(attachment.added_at)}


@router.get("")
def listing(reference: str, user: SignedIn, link: Connection) -> dict:
    application = visible(reference, user, link)
    return {"attachments": [show(one) for one in AttachmentRepository(link).of(application.id)]}


@router.post("", status_code=201)
def add(reference: str, given: AttachmentIn, user: Applicant, link: Connection, time: Time) -> dict:
    application = visible(reference, user, link)
    check_draft(application)
    media_type = media_type_of(given.filename)
    return show(AttachmentRepository(link).add(application.id, given, media_type, time.now()))


@router.delete("/{key}", status_code=204)
def remove(reference: str, key: int, user: Applicant, link: Connection) -> Response:
    application, attachments = visible(reference, user, link), AttachmentRepository(link)
    check_draft(application)
    attachments.remove(attachments.get(application.id, key).id)
    return Response(status_code=204)
