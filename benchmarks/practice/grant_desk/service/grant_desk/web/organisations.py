from fastapi import APIRouter

from grant_desk.errors import Conflict
from grant_desk.models import Organisation, OrganisationPatch
from grant_desk.repositories.organisations import OrganisationRepository
from grant_desk.web.deps import Connection, Officer

router = APIRouter()


def show(organisation: Organisation) -> dict:
    return organisation.model_dump()


@router.get("/organisations")
def listing(user: Officer, link: Connection) -> dict:
    return {"organisations": [show(one) for one in OrganisationRepository(link).all()]}


@router.get("/organisations/{key}")
def one(key: int, user: Officer, link: Connection) -> dict:
    return show(OrganisationRepository(link).get(key))


@router.patch("/organisations/{key}")
def change(key: int, given: OrganisationPatch, user: Officer, link: Connection) -> dict:
    organisations, values = OrganisationRepository(link), given.given()
    organisations.get(key)
    other = organisations.named(values.get("name", ""))
    if other and other.id != key:
        raise Conflict(f"There is {other.name} already.")
    organisations.change(key, **values)
    return show(organisations.get(key))
