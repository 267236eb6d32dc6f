from fastapi import APIRouter

from grant_desk import security
from grant_desk.clock import written
from grant_desk.errors import Unauthorized
from grant_desk.models import SignIn
from grant_desk.repositories.users import UserRepository
from grant_desk.web.deps import Configured, Connection, SignedIn, Time

router = APIRouter()


@router.post("/sessions", status_code=201)
def sign_in(given: SignIn, link: Connection, configured: Configured, time: Time) -> dict:
    user = UserRepository(link).by_email(given.email)
    if user is None or not security.matches(given.password, user.password):
        raise Unauthorized("The address or the password is wrong.")
    token, expires = security.issue(user.id, time.now(), configured.session_minutes, configured.secret)
    return {"token": token, "expires_at": written(expires)}


@router.get("/me")
def me(user: SignedIn) -> dict:
    return {"id": user.id, "email": user.email, "name": user.name, "role": user.role}
