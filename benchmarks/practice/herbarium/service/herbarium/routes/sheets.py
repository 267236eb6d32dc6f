"""Single sheets, their images, and names."""
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from herbarium import cards, images
from herbarium.matching import Matcher
from herbarium.models import Image
from herbarium.routes.common import SessionDep, SettingsDep, SnapshotDep
from herbarium.schemas import Card, DeterminationIn, ImageIn, MatchIn

router = APIRouter()


@router.get("/specimens/{barcode}")
def card(request: Request, session: SessionDep, snapshot: SnapshotDep, barcode: str, history: bool = False) -> Card:
    return request.app.state.cards.get(session, snapshot.names, barcode, history)


@router.post("/specimens/{barcode}/determinations", status_code=201)
def determine(request: Request, session: SessionDep, barcode: str, given: DeterminationIn) -> Card:
    cards.determine(session, barcode, given)
    request.app.state.cards.forget(barcode)
    return request.app.state.cards.get(session, request.app.state.index.refresh().names, barcode, True)


@router.get("/specimens/{barcode}/images")
def specimen_images(session: SessionDep, settings: SettingsDep, barcode: str) -> list[dict[str, Any]]:
    cards.by_barcode(session, barcode)
    return images.gallery(images.of_specimen(session, barcode), settings.zone)


@router.post("/specimens/{barcode}/images", status_code=201)
def add_image(request: Request, session: SessionDep, settings: SettingsDep, barcode: str, given: ImageIn) -> dict[str, Any]:
    image = cards.add_image(session, barcode, given)
    request.app.state.cards.forget(barcode)
    return images.present(image, settings.zone)


@router.get("/images")
def latest_images(session: SessionDep, settings: SettingsDep, licence: str | None = None) -> list[dict[str, Any]]:
    statement = select(Image).options(joinedload(Image.specimen)).order_by(Image.id)
    if licence:
        statement = statement.where(Image.licence == licence)
    return images.gallery(list(session.scalars(statement)), settings.zone)[: settings.page_size]


@router.get("/names/{text}")
def name(snapshot: SnapshotDep, text: str) -> dict[str, Any]:
    found = snapshot.names.find(text)
    accepted = snapshot.names.accepted(found)
    return {
        "name": found.full,
        "family": found.family,
        "accepted": accepted.full,
        "is_synonym": accepted.id != found.id,
        "synonyms": [other.full for other in snapshot.names.synonyms(found)],
    }


@router.post("/names/match")
async def match(snapshot: SnapshotDep, given: MatchIn) -> list[dict[str, Any]]:
    return await Matcher(snapshot.names).match_all(given.names)
