from fastapi import APIRouter

from grant_desk.errors import Conflict
from grant_desk.repositories.users import UserRepository
from grant_desk.web.deps import Connection, Officer, Time

router = APIRouter()


@router.post("/users/{key}/leave")
def leave(key: int, user: Officer, link: Connection, time: Time) -> dict:
    """Somebody does not work for us or with us any more."""
    users = UserRepository(link)
    leaver = users.get(key)
    if leaver.left_on or leaver.id == user.id:
        raise Conflict(f"{leaver.name} cannot leave.")
    users.leave(key, time.today())
    return {"id": key, "name": leaver.name, "left_on": time.today()}
