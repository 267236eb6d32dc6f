"""What routes depend on."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Header
from fastapi.concurrency import run_in_threadpool
from sqlalchemy.orm import Session

from .. import audit, auth, db
from ..errors import Forbidden, Unauthorized
from ..models import Staff

def session() -> Iterator[Session]:
    with db.transaction() as opened:
        yield opened

Db = Annotated[Session, Depends(session, scope="function")]

async def signed_in(session: Db, authorization: Annotated[str | None, Header()] = None) -> Staff:
    """Who is at the counter. From here on the request is theirs, for the audit trail too."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorized("sign in, please")
    staff = await run_in_threadpool(auth.staff_of, session, token.strip())
    audit.act_as(staff.login)
    return staff

Counter = Annotated[Staff, Depends(signed_in)]

def manager(staff: Counter) -> Staff:
    if staff.role != "manager":
        raise Forbidden("managers only")
    return staff

Manager = Annotated[Staff, Depends(manager)]
